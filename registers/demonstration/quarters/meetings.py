"""The quarterly meetings of the fictional Board: called, given papers, held, agreed."""

from __future__ import annotations

from registers.actions import (
    call_review,
    challenge,
    end_review,
    let_challenge_stand,
    put_forward,
    recall,
    revise_risk,
    send_paper,
    sign_off,
    withdraw_challenge,
)
from registers.actions.signing import OnBehalf
from registers.demonstration.days import BOARD_DAY, Board
from registers.demonstration.event import Called, Challenged, Code, Event, Standing, on
from registers.demonstration.going_through import go_through
from registers.demonstration.people import (
    CONSTABULARY_APPROVER,
    CONSTABULARY_EDITOR,
    OPCC_APPROVER,
    OPCC_EDITOR,
)

BOARD = "Joint Governance Board"
PLACE = "Committee room, the Commissioner’s office"
ATTENDING = (
    "Police and Crime Commissioner (chair)\n"
    "Chief Constable\n"
    "Chief Executive\n"
    "Deputy Chief Constable\n"
    "Treasurer to the Commissioner\n"
    "Independent Member of the Board"
)
PANEL, COMMITTEE = "Police and Crime Panel", "Joint Audit Committee"


def _called(day: int, number: int) -> Event:
    return on(
        day, "09:20", OPCC_EDITOR, call_review,
        name=BOARD,
        held_on=Board(number),
        place=PLACE,
        attending=ATTENDING,
    )  # fmt: skip


def _sent(day: int, clock: str, body: str = BOARD, audience: str = "internal") -> Event:
    return on(day, clock, OPCC_EDITOR, send_paper, Called(), body=body, audience=audience)


def _signed(day: int, clock: str, who: str, **named: object) -> Event:
    asked = {"fingerprint": Code(), "proved_by": "password", **named}
    return on(day, clock, who, sign_off, Standing(), **asked)


FIRST = (
    _called(20, 1),
    _sent(26, "16:10"),
    _sent(27, "10:05", COMMITTEE),
    on(BOARD_DAY, "15:00", OPCC_EDITOR, go_through, Called(), notes={
        "R3.1": "The Board set a target and asked to see progress at each of its meetings.",
        "R1.2": "The controls stand in the order in which they help a caller.",
    }),
    on(BOARD_DAY, "16:30", OPCC_EDITOR, end_review, Called()),
    on(35, "10:10", OPCC_EDITOR, put_forward, Called()),
    _signed(35, "14:30", OPCC_APPROVER),
    _signed(36, "09:50", CONSTABULARY_APPROVER),
)  # fmt: skip

SECOND = (
    _called(20, 2),
    _sent(26, "15:40"),
    _sent(27, "09:30", COMMITTEE),
    _sent(36, "16:20", PANEL, "public"),
    on(BOARD_DAY, "15:00", OPCC_EDITOR, go_through, Called(), notes={
        "R2.4": "Closed. The Treasurer is to tell the audit committee.",
        "R3.2": "Both organisations will report on vacancies together.",
    }, deferred={
        "R5.2": "Deferred until the partners have answered; the lead writes to them again.",
    }),
    on(BOARD_DAY, "16:20", OPCC_EDITOR, end_review, Called()),
    on(35, "09:40", OPCC_EDITOR, put_forward, Called()),
    _signed(35, "11:15", OPCC_APPROVER),
    on(
        35, "15:20", CONSTABULARY_EDITOR, recall, Standing(),
        why="The Board gave R2.2 half a year until its next review, and the register says less.",
    ),
    on(
        35, "15:45", CONSTABULARY_EDITOR, revise_risk, "R2.2",
        next_review=Board(4),
        reason="The Board had asked to see this again in half a year.",
    ),
    on(35, "16:05", OPCC_EDITOR, put_forward, Called()),
    _signed(36, "10:25", OPCC_APPROVER),
    _signed(
        36, "14:10", CONSTABULARY_APPROVER,
        on_behalf_of=OnBehalf(
            name="Chief Constable",
            capacity="Chief Constable of Exampleshire",
            decision="Decision notice 14 of the fictional Chief Constable",
            decided_on=Board(2),
        ),
    ),
)  # fmt: skip

THIRD = (
    _called(20, 3),
    on(
        22, "10:15", OPCC_EDITOR, challenge, "R3.1", "after",
        likelihood=3,
        impact=4,
        why="The Commissioner expects longer absences to cost the public more than this says.",
    ),
    _sent(25, "16:00"),
    _sent(26, "09:30", COMMITTEE),
    on(
        BOARD_DAY, "12:10", CONSTABULARY_APPROVER, let_challenge_stand, "R3.1", Challenged(),
        why="The Board heard both sides and recorded that they differ until new figures are in.",
    ),
    on(BOARD_DAY, "15:00", OPCC_EDITOR, go_through, Called(), notes={
        "R3.1": "The two scores stay side by side until the next figures on absence.",
        "R3.3": "Closed by the Board.",
    }),
    on(BOARD_DAY, "16:25", OPCC_EDITOR, end_review, Called()),
    on(35, "10:00", CONSTABULARY_EDITOR, put_forward, Called()),
    _signed(35, "15:05", CONSTABULARY_APPROVER),
    _signed(36, "11:30", OPCC_APPROVER),
)  # fmt: skip

FOURTH = (
    on(
        5, "10:20", OPCC_EDITOR, withdraw_challenge, "R3.1", Challenged(),
        why="The new figures on absence bear the register’s score out.",
    ),
    _called(18, 4),
    _sent(28, "16:15"),
    _sent(29, "09:45", COMMITTEE),
    on(BOARD_DAY, "15:00", OPCC_EDITOR, go_through, Called(), notes={
        "R2.4": "Back on the register since the last meeting; the Board wants a plan.",
        "R4.1": "The Treasurer brings a costed plan to the next meeting.",
        "R1.4": "The target is to be reached within a year.",
    }),
    on(BOARD_DAY, "16:35", OPCC_EDITOR, end_review, Called()),
    on(36, "11:20", CONSTABULARY_EDITOR, put_forward, Called()),
    _signed(36, "15:40", CONSTABULARY_APPROVER),
    _signed(37, "10:05", OPCC_APPROVER),
    _called(38, 5),
    _sent(38, "16:10", COMMITTEE),
)  # fmt: skip

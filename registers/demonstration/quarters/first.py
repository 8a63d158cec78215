"""The first quarter: the register is opened and the board settles what it accepts."""

from __future__ import annotations

from collections.abc import Iterator

from registers.actions import (
    add_control,
    add_post,
    add_theme,
    assess,
    raise_risk,
    reorder_controls,
    revise_control,
    revise_risk,
    revise_theme,
)
from registers.demonstration import opening
from registers.demonstration.days import BOARD_DAY, Board
from registers.demonstration.event import Event, Worded, gone_through, in_turn, on
from registers.demonstration.exampleshire import COMMISSIONING, DIGITAL, POSTS, THEMES
from registers.demonstration.people import (
    CONSTABULARY,
    CONSTABULARY_APPROVER,
    CONSTABULARY_EDITOR,
    OPCC,
    OPCC_APPROVER,
    OPCC_EDITOR,
)

EDITORS = {OPCC: OPCC_EDITOR, CONSTABULARY: CONSTABULARY_EDITOR}
WORKSHOP_CLOCKS = ("10:10", "11:35", "14:20")


def _themes() -> Iterator[Event]:
    clocks = in_turn("10:04", 7, len(THEMES))
    for clock, (number, name) in zip(clocks, THEMES, strict=True):
        yield on(1, clock, OPCC_EDITOR, add_theme, number=number, name=name, reason=opening.REASON)


def _posts(day: int, first_clock: str, owner: str) -> Iterator[Event]:
    titles = POSTS[owner]
    for clock, title in zip(in_turn(first_clock, 6, len(titles)), titles, strict=True):
        yield on(
            day, clock, EDITORS[owner], add_post, title=title, owner=owner, reason=opening.REASON
        )


def _workshop(first_day: int) -> Iterator[Event]:
    """Three risks a day; a joint one is written down by the Commissioner's office."""
    for n, risk in enumerate(opening.RISKS):
        later, slot = divmod(n, len(WORKSHOP_CLOCKS))
        who = EDITORS[risk.get("lead", OPCC)]
        clock = WORKSHOP_CLOCKS[slot]
        yield on(first_day + later, clock, who, raise_risk, reason=opening.REASON, **risk)


EVENTS = (
    *_themes(),
    *_posts(1, "11:05", OPCC),
    *_posts(2, "09:40", CONSTABULARY),
    *_workshop(3),
    on(
        14, "14:10", CONSTABULARY_EDITOR, add_control, "R4.3",
        text="Signing in from outside the network needs a second factor.",
        owner=DIGITAL,
        reason="The second factor has been switched on for every account.",
    ),
    on(
        19, "11:25", OPCC_EDITOR, revise_risk, "R2.3",
        description=(
            "The Commissioner hears mostly from residents who already take part, and sets "
            "priorities without knowing what matters to everyone else."
        ),
        reason="Puts cause and effect into one sentence and says who sets the priorities.",
    ),
    on(
        24, "15:05", CONSTABULARY_EDITOR, revise_control, "R2.1", Worded("Everyone’s name"),
        text=(
            "All officers, staff and volunteers are checked once a year against the national "
            "police database."
        ),
        reason="Says who is checked and how often, as the internal auditors asked.",
    ),
    on(
        BOARD_DAY, "10:40", OPCC_APPROVER, revise_theme, 1,
        appetite=4,
        reason="Both owners accept less risk where people can come to harm than they do elsewhere.",
    ),
    on(
        BOARD_DAY, "11:20", CONSTABULARY_APPROVER, reorder_controls, "R1.2",
        (Worded("The duty manager"), Worded("Shifts"), Worded("Online"), Worded("Answer times")),
        reason="The Board asked to see first what works within the hour.",
    ),
    on(
        BOARD_DAY, "11:45", CONSTABULARY_APPROVER, assess, "R3.1", "target",
        likelihood=2,
        impact=3,
        why="The Board expects less strain once the next two groups of trainees have qualified.",
    ),
    *gone_through("14:05", CONSTABULARY_EDITOR, {
        "R1.1": Board(2),
        "R2.1": Board(3),
        "R3.1": Board(2),
        "R4.2": Board(3),
    }),
    on(
        37, "16:15", OPCC_EDITOR, revise_control, "R1.1", Worded("Independent advocates"),
        owner=COMMISSIONING,
        reason="The Head of Commissioning holds the contract for advocates and answers for it.",
    ),
)  # fmt: skip

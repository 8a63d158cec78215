"""The second quarter: calls and sickness worsen, a supplier is attacked, vetting improves."""

from __future__ import annotations

from registers.actions import (
    add_control,
    assess,
    close_risk,
    revise_register,
    revise_risk,
)
from registers.demonstration.days import BOARD_DAY, Board
from registers.demonstration.event import gone_through, on
from registers.demonstration.exampleshire import CONTACT, DIGITAL, OPERATIONS, PEOPLE, REGISTER
from registers.demonstration.people import (
    CONSTABULARY_APPROVER,
    CONSTABULARY_EDITOR,
    OPCC_APPROVER,
    OPCC_EDITOR,
)

EVENTS = (
    on(
        6, "11:10", CONSTABULARY_EDITOR, assess, "R1.2", "after",
        likelihood=3,
        impact=3,
        why=(
            "Answer times missed the standard in six of the last eight weeks, while a third of "
            "call-taker posts stood empty."
        ),
    ),
    on(
        8, "14:35", CONSTABULARY_EDITOR, add_control, "R1.2",
        text="A new group of call handlers starts every six weeks.",
        owner=CONTACT,
        reason="Recruitment no longer waits until vacancies have built up.",
    ),
    on(
        10, "09:45", CONSTABULARY_EDITOR, assess, "R4.3", "after",
        likelihood=3,
        impact=4,
        why="An intrusion at a shared supplier reached our test network before it was stopped.",
    ),
    on(
        11, "15:20", CONSTABULARY_EDITOR, revise_risk, "R4.3",
        causes=(
            "Criminal groups target public services and the companies that supply them, and some "
            "systems can no longer be updated."
        ),
        reason="The intrusion came by way of a supplier, which the causes did not mention.",
    ),
    on(
        14, "10:25", OPCC_EDITOR, assess, "R5.1", "before",
        likelihood=4,
        impact=3,
        why="The change has been confirmed, so without preparation disruption is now very likely.",
    ),
    on(
        19, "13:40", OPCC_EDITOR, add_control, "R5.3",
        text=(
            "A partnership agreement says when a health professional, and not a police officer, "
            "goes to someone in crisis."
        ),
        owner=OPERATIONS,
        reason="Every partner has signed the agreement and it is in force throughout the county.",
    ),
    on(
        20, "16:05", OPCC_EDITOR, assess, "R5.3", "after",
        likelihood=2,
        impact=3,
        why=(
            "Fewer calls reach officers since the agreement took hold, but those that still do are "
            "graver."
        ),
    ),
    on(
        23, "11:50", OPCC_EDITOR, revise_register,
        introduction=(
            REGISTER["introduction"] + " The Joint Governance Board goes through it every quarter."
        ),
        reason="Readers asked who goes through the register, and how often.",
    ),
    on(
        27, "10:30", CONSTABULARY_EDITOR, assess, "R4.4", "after",
        likelihood=2,
        impact=3,
        why=(
            "A survey found that several parts of the older block are close to the end of their "
            "life."
        ),
    ),
    on(
        28, "14:50", CONSTABULARY_EDITOR, assess, "R3.2", "after",
        likelihood=3,
        impact=3,
        why=(
            "Absence through strain has risen for two quarters in a row, most of all in response "
            "teams."
        ),
    ),
    on(
        29, "15:15", CONSTABULARY_EDITOR, add_control, "R3.2",
        text="Occupational health offers a first appointment within ten working days.",
        owner=PEOPLE,
        reason="The waiting list has been cleared and the new standard has held for a month.",
    ),
    on(
        BOARD_DAY, "10:20", CONSTABULARY_APPROVER, assess, "R2.1", "after",
        likelihood=2,
        impact=3,
        why="The whole workforce has been vetted afresh and the last open cases have been decided.",
    ),
    on(
        BOARD_DAY, "11:05", OPCC_APPROVER, close_risk, "R2.4",
        why=(
            "Every review of the past two quarters was decided in time, and the work has become "
            "routine."
        ),
    ),
    on(
        BOARD_DAY, "11:40", CONSTABULARY_APPROVER, assess, "R1.2", "target",
        likelihood=2,
        impact=2,
        why="The Board expects the new telephone platform to bring the risk within its appetite.",
    ),
    on(
        BOARD_DAY, "12:10", CONSTABULARY_APPROVER, revise_risk, "R4.2",
        risk_owner=DIGITAL,
        reason="Delivery passes from the Deputy Chief Constable to the Chief Digital Officer.",
    ),
    *gone_through("14:00", OPCC_EDITOR, {
        "R4.1": Board(4),
        "R4.3": Board(4),
        "R5.1": Board(4),
    }),
    *gone_through("14:25", CONSTABULARY_EDITOR, {
        "R1.1": Board(3),
        "R1.2": Board(3),
        "R2.2": Board(4),
        "R3.1": Board(4),
        "R3.2": Board(4),
    }),
)  # fmt: skip

"""The third quarter: much improves, a new risk is raised, one is moved and one closed."""

from __future__ import annotations

from registers.actions import (
    add_control,
    ask_erasure,
    assess,
    close_risk,
    confirm_erasure,
    correct_score,
    move_risk,
    raise_risk,
    reorder_controls,
    retire_control,
    revise_control,
    revise_risk,
)
from registers.demonstration.days import BOARD_DAY, Board
from registers.demonstration.event import Scored, Waiting, Worded, gone_through, on
from registers.demonstration.exampleshire import DIGITAL, SAFEGUARDING
from registers.demonstration.people import (
    CONSTABULARY,
    CONSTABULARY_APPROVER,
    CONSTABULARY_EDITOR,
    OPCC_APPROVER,
    OPCC_EDITOR,
)

EVENTS = (
    on(
        3, "10:15", CONSTABULARY_EDITOR, revise_control, "R1.1", Worded("A safeguarding hub"),
        text=(
            "A safeguarding hub, shared with social care for adults and children, meets every "
            "morning, weekends included."
        ),
        reason="The hub has met at weekends since its staffing was agreed.",
    ),
    on(
        5, "14:20", CONSTABULARY_EDITOR, revise_risk, "R4.4",
        treatment="treat",
        reason=(
            "Borrowing cells elsewhere is a stopgap: the Constabulary will now repair the block."
        ),
    ),
    on(
        8, "11:30", CONSTABULARY_EDITOR, assess, "R1.1", "after",
        likelihood=2,
        impact=4,
        why=(
            "Nine in ten victims now see an officer within the promised time, and repeat cases "
            "have fallen."
        ),
    ),
    on(
        12, "09:55", CONSTABULARY_EDITOR, add_control, "R4.2",
        text="Data is cleaned and moved in three trial runs before anyone depends on it.",
        owner=DIGITAL,
        reason="The first two trial runs have been made and their faults put right.",
    ),
    on(
        13, "15:40", CONSTABULARY_EDITOR, assess, "R4.2", "after",
        likelihood=2,
        impact=3,
        why=(
            "Two trial runs went to plan, and the supplier has met every stage since the contract "
            "was amended."
        ),
    ),
    on(
        16, "10:05", CONSTABULARY_EDITOR, raise_risk,
        theme=1,
        reference="R1.4",
        title="Online abuse of children",
        description=(
            "Reports of children abused online arrive faster than digital investigators can work "
            "through them."
        ),
        causes="Platforms report more every quarter, and examining devices takes skill and time.",
        consequences=(
            "Children stay in danger for longer, and the people who harm them are not found."
        ),
        lead=CONSTABULARY,
        risk_owner=SAFEGUARDING,
        treatment="treat",
        next_review=Board(4),
        before=(4, 4),
        after=(3, 4),
        target=(1, 4),
        controls=(
            "Every report is ranked by the danger to a child on the day that it arrives.",
            "Devices are examined at the scene, so that only those that matter are seized.",
            "A regional team takes on work when the queue is longer than a fortnight.",
        ),
        reason="A steady rise in reports has outgrown what the shortage of detectives describes.",
    ),
    on(
        17, "09:05", CONSTABULARY_EDITOR, add_control, "R4.2",
        text=(
            "A service desk for the move is open day and night; at weekends its lead is called "
            "on 01632 960142."
        ),
        owner=DIGITAL,
        reason="People asked for help outside office hours.",
    ),
    on(
        17, "11:35", CONSTABULARY_APPROVER, ask_erasure,
        words="01632 960142",
        ground="personal data",
        why="A private telephone number was written into a control.",
    ),
    on(17, "14:50", OPCC_APPROVER, confirm_erasure, Waiting()),
    on(
        18, "11:15", CONSTABULARY_EDITOR, revise_control, "R4.2", Worded("A service desk"),
        text="A service desk for the move is open day and night.",
        reason="The desk is in the directory, so no number is needed here.",
    ),
    on(
        19, "11:15", OPCC_EDITOR, assess, "R1.3", "after",
        likelihood=2,
        impact=3,
        why=(
            "Pooled money makes separate plans unlikely, but a recent attack shows how grave one "
            "failure can be."
        ),
    ),
    on(
        22, "14:45", CONSTABULARY_EDITOR, revise_risk, "R3.1",
        causes=(
            "Investigators leave for better-paid work faster than new ones finish their training, "
            "and caseloads are heaviest where experience is thinnest."
        ),
        reason="Interviews with leavers now tell us why they go.",
    ),
    on(
        25, "10:50", CONSTABULARY_EDITOR, add_control, "R4.3",
        text="Backups are held offline, and a full restoration is rehearsed twice a year.",
        owner=DIGITAL,
        reason="The first rehearsal restored every critical system within two days.",
    ),
    on(
        26, "13:25", CONSTABULARY_EDITOR, assess, "R4.3", "after",
        likelihood=2,
        impact=3,
        why=(
            "The gap at the supplier is closed, and a full restoration has been rehearsed with "
            "success."
        ),
    ),
    on(
        27, "09:20", CONSTABULARY_EDITOR, correct_score, "R4.3", "after",
        corrects=Scored("after"),
        likelihood=2,
        impact=4,
        why="A slip: the impact was entered as 3, and the rehearsal had confirmed it as 4.",
    ),
    on(
        30, "16:20", OPCC_EDITOR, assess, "R4.1", "target",
        likelihood=2,
        impact=3,
        why="Savings already agreed would make a shortfall both smaller and easier to bear.",
    ),
    on(
        BOARD_DAY, "10:25", OPCC_APPROVER, move_risk, "R5.3",
        theme=1,
        reason=(
            "What is at stake is the safety of people in crisis, more than the partnership that "
            "serves them."
        ),
    ),
    on(
        BOARD_DAY, "11:00", CONSTABULARY_APPROVER, close_risk, "R3.3",
        why="The condition has been taken out of the grant, so the loss can no longer arise.",
    ),
    on(
        BOARD_DAY, "11:35", CONSTABULARY_APPROVER, reorder_controls, "R4.3",
        (
            Worded("Backups"),
            Worded("A specialist"),
            Worded("Signing in"),
            Worded("Security updates"),
            Worded("Everyone completes"),
        ),
        reason="Recovery comes first, as the Board asked after the rehearsal.",
    ),
    *gone_through("14:00", OPCC_EDITOR, {
        "R1.3": Board(5),
        "R5.2": Board(5),
        "R5.3": Board(5),
    }),
    *gone_through("14:25", CONSTABULARY_EDITOR, {
        "R1.1": Board(4),
        "R1.2": Board(4),
        "R2.1": Board(5),
        "R4.2": Board(5),
    }),
    on(
        37, "10:35", CONSTABULARY_EDITOR, retire_control, "R3.1", Worded("Accredited"),
        reason="The payment has ended with the budget that paid for it.",
    ),
)  # fmt: skip

"""The fourth quarter: calls recover, the budget worsens, a closed risk comes back."""

from __future__ import annotations

from registers.actions import (
    accept_proposal,
    add_control,
    assess,
    assure_control,
    challenge,
    choose_proposals,
    decline_proposal,
    hold_post,
    plan_action,
    propose,
    raise_risk,
    reopen_risk,
    retire_control,
    revise_control,
    revise_post,
    revise_risk,
    withhold,
)
from registers.demonstration.days import BOARD_DAY, Board, InWeeks
from registers.demonstration.event import Ground, Proposed, Who, Worded, gone_through, on
from registers.demonstration.exampleshire import (
    CHIEF_EXECUTIVE,
    COMMISSIONING,
    CONTACT,
    CONTACT_RENAMED,
    DEPUTY,
    ENGAGEMENT,
    SAFEGUARDING,
    TREASURER,
)
from registers.demonstration.people import (
    CONSTABULARY_APPROVER,
    CONSTABULARY_EDITOR,
    OPCC,
    OPCC_APPROVER,
    OPCC_CONTRIBUTOR,
    OPCC_EDITOR,
)

EVENTS = (
    on(
        4, "10:40", CONSTABULARY_EDITOR, revise_post, CONTACT,
        new_title=CONTACT_RENAMED,
        reason="The post has been raised to a directorship with the same duties.",
    ),
    on(
        6, "14:15", CONSTABULARY_EDITOR, revise_control, "R1.2", Worded("Answer times"),
        text="Answer times are published on the Constabulary’s website each week.",
        reason="The Police and Crime Panel asked for figures every week instead of every month.",
    ),
    on(
        9, "11:05", CONSTABULARY_EDITOR, assess, "R1.2", "after",
        likelihood=2,
        impact=3,
        why="The standard has been met for ten weeks in a row, and the empty posts are filled.",
    ),
    on(
        11, "09:40", OPCC_EDITOR, revise_risk, "R1.3",
        title="Serious violence",
        reason="Gives the risk a short title for lists and the map; its wording stays as it was.",
    ),
    on(
        13, "15:30", OPCC_EDITOR, add_control, "R2.3",
        text="Engagement officers hold open sessions wherever the survey draws the fewest answers.",
        owner=ENGAGEMENT,
        reason="Sessions have now been held in every district.",
    ),
    on(
        15, "10:55", OPCC_EDITOR, assess, "R2.3", "after",
        likelihood=2,
        impact=2,
        why="The latest survey drew answers from every district and age group in proportion.",
    ),
    on(
        17, "14:05", OPCC_EDITOR, raise_risk,
        theme=5,
        reference="R5.4",
        title="Support for victims",
        description=(
            "The main support service for victims is interrupted when its contract passes to "
            "another provider."
        ),
        causes="The present provider is leaving, and few others offer the service.",
        consequences="Victims lose the person they know, and some withdraw from court cases.",
        lead=OPCC,
        risk_owner=COMMISSIONING,
        treatment="treat",
        next_review=Board(5),
        before=(3, 3),
        after=(2, 3),
        controls=(
            "The present contract can be extended by six months.",
            "Handing over open cases is a condition of payment for the old provider and the new.",
        ),
        reason="The provider has given notice that it will not seek the contract again.",
    ),
    on(
        20, "11:20", OPCC_EDITOR, assess, "R4.1", "after",
        likelihood=3,
        impact=4,
        why="The pay award came in above the cautious case and the provisional grant below it.",
    ),
    on(
        21, "09:50", OPCC_EDITOR, revise_risk, "R4.1",
        description=(
            "Income does not keep pace with the cost of the service, and a balanced budget cannot "
            "be set for next year or the years after it."
        ),
        reason="The gap now opens next year, and not only in later ones.",
    ),
    on(
        21, "10:15", OPCC_EDITOR, retire_control, "R4.1", Worded("A smoothing reserve"),
        reason="The reserve has been spent and no longer covers a shortfall.",
    ),
    on(
        23, "13:50", CONSTABULARY_EDITOR, add_control, "R5.2",
        text="Health information is kept apart, and each time that someone opens it is logged.",
        owner=DEPUTY,
        reason="The separate store is in use by every partner.",
    ),
    on(
        24, "16:10", CONSTABULARY_EDITOR, assess, "R5.2", "after",
        likelihood=1,
        impact=4,
        why=(
            "The new store makes a failure rare, but health records are now shared and a leak "
            "would be severe."
        ),
    ),
    on(
        26, "10:30", OPCC_APPROVER, reopen_risk, "R2.4",
        why="Reviews are late again: requests have doubled since it became simpler to ask for one.",
    ),
    on(
        26, "11:10", OPCC_EDITOR, assess, "R2.4", "before",
        likelihood=4,
        impact=3,
        why="With twice the requests and one reviewing officer, delay would be all but certain.",
    ),
    on(
        26, "11:16", OPCC_EDITOR, assess, "R2.4", "after",
        likelihood=4,
        impact=2,
        why="Half of the open reviews are past the day by which they should have been decided.",
    ),
    on(
        26, "11:24", OPCC_EDITOR, assess, "R2.4", "target",
        likelihood=2,
        impact=2,
        why="The aim is to be back where the risk stood when it was closed.",
    ),
    on(
        27, "15:45", OPCC_EDITOR, add_control, "R2.4",
        text="A second reviewing officer is on loan from a neighbouring office.",
        owner=CHIEF_EXECUTIVE,
        reason="The loan has been agreed and the officer has started.",
    ),
    on(
        30, "14:25", CONSTABULARY_EDITOR, assess, "R2.2", "after",
        likelihood=1,
        impact=3,
        why=(
            "For the third time running the panel found full grounds in all but a handful of "
            "searches."
        ),
    ),
    on(
        31, "10:10", OPCC_EDITOR, revise_control, "R5.1", Worded("A transition plan"),
        text=(
            "A transition plan names a lead for each function, contract and set of records, and is "
            "walked through with the councils every quarter."
        ),
        reason="The first walk-through has been held, and the councils have asked to keep it.",
    ),
    on(
        BOARD_DAY, "10:35", CONSTABULARY_APPROVER, revise_risk, "R1.4",
        target_date=Board(8),
        reason="The Board wants the target reached within a year.",
    ),
    on(
        BOARD_DAY, "11:10", OPCC_APPROVER, revise_risk, "R4.1",
        target_date=Board(6),
        reason="The Board wants the gap closed in time for the next budget.",
    ),
    *gone_through("14:00", OPCC_EDITOR, {
        "R2.3": Board(5),
        "R2.4": InWeeks(4),
        "R4.1": InWeeks(3),
    }),
    *gone_through("14:25", CONSTABULARY_EDITOR, {
        "R1.1": Board(5),
        "R1.2": Board(5),
        "R1.4": InWeeks(2),
        "R2.2": Board(6),
        "R3.1": InWeeks(3),
        "R4.3": InWeeks(6),
    }),
    on(
        36, "10:20", CONSTABULARY_APPROVER, withhold, "R4.3",
        ground=Ground(1),
        reasoning="Whoever means to attack would learn where the networks are weakest.",
        decided_by=DEPUTY,
        look_again=Board(6),
    ),
    on(
        36, "10:35", CONSTABULARY_APPROVER, withhold, "R4.4",
        part="causes",
        ground=Ground(3),
        reasoning="The state of the fire doors could be used against those who are held there.",
        decided_by=DEPUTY,
        look_again=Board(5),
    ),
    on(
        37, "09:45", OPCC_APPROVER, choose_proposals,
        acts=("closing", "lead"),
        reason="The Board wants both owners to agree before a risk is closed or changes hands.",
    ),
    on(
        37, "10:30", OPCC_EDITOR, propose, "revise", "R2.4",
        fields={"lead": ""},
        why="The records that are asked for lie with the Constabulary as often as with the office.",
    ),
    on(37, "14:10", CONSTABULARY_APPROVER, accept_proposal, Proposed()),
    on(
        37, "15:20", CONSTABULARY_EDITOR, propose, "close", "R2.2",
        fields={},
        why="The panel has found full grounds in nearly every search for three quarters.",
    ),
    on(
        38, "09:55", OPCC_APPROVER, decline_proposal, Proposed(),
        why="The Panel asks about searches at every meeting; we would keep it in sight for a year.",
    ),
    on(
        38, "11:40", CONSTABULARY_EDITOR, add_control, "R1.4",
        text="Two further examiners of digital devices are in post.",
        owner=SAFEGUARDING,
        reason="Both examiners have finished their training and taken up their posts.",
    ),
    on(
        39, "10:05", CONSTABULARY_APPROVER, challenge, "R4.1", "after",
        likelihood=4,
        impact=4,
        why=(
            "Next year’s settlement is not known, and the reserve that would have covered a "
            "shortfall is spent. Until it is, likelihood and impact should both stand at 4."
        ),
    ),
    on(
        39, "14:50", OPCC_EDITOR, challenge, "R5.2", "after",
        likelihood=2,
        impact=4,
        why="Two partners have yet to move to the new store, so a failure is not yet rare.",
    ),
    on(
        39, "15:05", OPCC_EDITOR, propose, "revise", "R5.1",
        fields={"lead": ""},
        why="The change of governance takes the time of both organisations alike from now on.",
    ),
    on(
        39, "15:10", OPCC_APPROVER, hold_post, COMMISSIONING,
        person=Who(OPCC_CONTRIBUTOR),
        since=Board(4),
        reason="Taken up after the meeting of the Board.",
    ),
    on(
        39, "15:12", OPCC_APPROVER, hold_post, CHIEF_EXECUTIVE,
        person=Who(OPCC_APPROVER),
        since=Board(4),
        reason="Recorded so that reminders reach the holder.",
    ),
    on(
        39, "15:20", CONSTABULARY_EDITOR, hold_post, DEPUTY,
        person=Who(CONSTABULARY_APPROVER),
        since=Board(4),
        reason="Recorded so that reminders reach the holder.",
    ),
    on(
        39, "15:30", OPCC_EDITOR, plan_action, "R1.3",
        text="Publish one plan of all partners with named leads.",
        owner=COMMISSIONING,
        due=InWeeks(6),
        reason="Agreed at the meeting of the Board.",
    ),
    on(
        39, "15:36", OPCC_EDITOR, plan_action, "R5.4",
        text="Agree with the present provider how cases are handed over.",
        owner=COMMISSIONING,
        due=Board(4),
        reason="Agreed before the meeting of the Board, and not yet done.",
    ),
    on(
        39, "15:44", OPCC_EDITOR, plan_action, "R4.1",
        text="Bring three ways to close the gap to the next meeting of the Board.",
        owner=TREASURER,
        due=Board(5),
        reason="Asked for by the Board.",
    ),
    on(
        39, "16:05", CONSTABULARY_EDITOR, assure_control, "R1.2", Worded("Answer times"),
        line=3,
        checked_by="Joint internal audit",
        checked_on=Board(4),
        result="works",
        note="The figures that are published agree with those of the control room.",
        reason="Reported to the audit committee.",
    ),
    on(
        39, "16:12", OPCC_EDITOR, assess, "R5.4", "after",
        likelihood=3,
        impact=3,
        why="The present provider has not agreed how cases are handed over, and the day is near.",
    ),
    on(
        39, "16:20", CONSTABULARY_EDITOR, assess, "R4.2", "after",
        likelihood=1,
        impact=3,
        why="Both trial loads of the old records agreed with the source to the last case.",
    ),
)  # fmt: skip

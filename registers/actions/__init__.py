"""The one way in: every change of content is one of these functions.

Each takes `by=`, a person or the system account, checks what that person may do under the
journal's lock, and leaves one sealed revision; or it raises Refused and leaves nothing.
"""

from registers.actions.assessments import assess
from registers.actions.bulk import confirm_risks, give_risks
from registers.actions.challenges import (
    accept_challenge,
    agree_challenge_public,
    challenge,
    keep_challenge_private,
    let_challenge_stand,
    withdraw_challenge,
)
from registers.actions.controls import add_control, reorder_controls, retire_control, revise_control
from registers.actions.corrections import correct_score
from registers.actions.erasures import ask_erasure, confirm_erasure, give_up_erasure
from registers.actions.importing import import_file
from registers.actions.installation import add_organisation, add_person, revise_person
from registers.actions.loading import load_register
from registers.actions.notes import mark_read, write_note
from registers.actions.posts import hold_post
from registers.actions.proposals import (
    accept_proposal,
    amend_proposal,
    decline_proposal,
    propose,
    withdraw_proposal,
)
from registers.actions.publishing import (
    ask_publication,
    consent_to_publication,
    hold_publication,
    lift_hold,
    withdraw_publication,
)
from registers.actions.refusals import (
    ByProposal,
    GuardsMissing,
    Invalid,
    NotAllowed,
    PlanChanged,
    Refused,
    Stale,
)
from registers.actions.registers import (
    add_post,
    adopt_scheme,
    choose_proposals,
    create_register,
    grant_reading,
    revise_post,
    revise_register,
    withdraw_reading,
)
from registers.actions.reviews import (
    call_off_review,
    call_review,
    end_review,
    record_outcome,
    revise_review,
    send_paper,
)
from registers.actions.risks import (
    close_risk,
    move_risk,
    raise_risk,
    reopen_risk,
    revise_risk,
)
from registers.actions.schemes import write_scheme
from registers.actions.signing import OnBehalf, put_forward, recall, sign_off
from registers.actions.successions import give_up_succession, succeed, take_over
from registers.actions.themes import add_theme, retire_theme, revise_theme
from registers.actions.withholdings import release, withhold
from registers.actions.work import (
    assure_control,
    confirm_risk,
    drop_action,
    plan_action,
    report_progress,
    revise_action,
)

__all__ = [
    "ByProposal",
    "GuardsMissing",
    "Invalid",
    "NotAllowed",
    "OnBehalf",
    "PlanChanged",
    "Refused",
    "Stale",
    "accept_challenge",
    "accept_proposal",
    "add_control",
    "add_organisation",
    "add_person",
    "add_post",
    "add_theme",
    "adopt_scheme",
    "agree_challenge_public",
    "amend_proposal",
    "ask_erasure",
    "ask_publication",
    "assess",
    "assure_control",
    "call_off_review",
    "call_review",
    "challenge",
    "choose_proposals",
    "close_risk",
    "confirm_erasure",
    "confirm_risk",
    "confirm_risks",
    "consent_to_publication",
    "correct_score",
    "create_register",
    "decline_proposal",
    "drop_action",
    "end_review",
    "give_risks",
    "give_up_erasure",
    "give_up_succession",
    "grant_reading",
    "hold_post",
    "hold_publication",
    "import_file",
    "keep_challenge_private",
    "let_challenge_stand",
    "lift_hold",
    "load_register",
    "mark_read",
    "move_risk",
    "plan_action",
    "propose",
    "put_forward",
    "raise_risk",
    "recall",
    "record_outcome",
    "release",
    "reopen_risk",
    "reorder_controls",
    "report_progress",
    "retire_control",
    "retire_theme",
    "revise_action",
    "revise_control",
    "revise_person",
    "revise_post",
    "revise_register",
    "revise_review",
    "revise_risk",
    "revise_theme",
    "send_paper",
    "sign_off",
    "succeed",
    "take_over",
    "withdraw_challenge",
    "withdraw_proposal",
    "withdraw_publication",
    "withdraw_reading",
    "withhold",
    "write_note",
    "write_scheme",
]

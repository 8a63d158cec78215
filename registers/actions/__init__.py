"""The one way in: every change of content is one of these functions.

Each takes `by=`, a person or the system account, checks what that person may do under the
journal's lock, and leaves one sealed revision; or it raises Refused and leaves nothing.
"""

from registers.actions.assessments import assess
from registers.actions.bulk import confirm_risks, give_risks
from registers.actions.challenges import (
    accept_challenge,
    challenge,
    let_challenge_stand,
    withdraw_challenge,
)
from registers.actions.controls import add_control, reorder_controls, retire_control, revise_control
from registers.actions.corrections import correct_score
from registers.actions.erasures import ask_erasure, confirm_erasure, give_up_erasure
from registers.actions.installation import add_organisation, add_person, revise_person
from registers.actions.loading import load_register
from registers.actions.notes import mark_read, write_note
from registers.actions.posts import hold_post
from registers.actions.publishing import (
    ask_publication,
    consent_to_publication,
    hold_publication,
    lift_hold,
    withdraw_publication,
)
from registers.actions.refusals import GuardsMissing, Invalid, NotAllowed, Refused, Stale
from registers.actions.registers import (
    add_post,
    adopt_scheme,
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
from registers.actions.successions import succeed
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
    "GuardsMissing",
    "Invalid",
    "NotAllowed",
    "OnBehalf",
    "Refused",
    "Stale",
    "accept_challenge",
    "add_control",
    "add_organisation",
    "add_person",
    "add_post",
    "add_theme",
    "adopt_scheme",
    "ask_erasure",
    "ask_publication",
    "assess",
    "assure_control",
    "call_off_review",
    "call_review",
    "challenge",
    "close_risk",
    "confirm_erasure",
    "confirm_risk",
    "confirm_risks",
    "consent_to_publication",
    "correct_score",
    "create_register",
    "drop_action",
    "end_review",
    "give_risks",
    "give_up_erasure",
    "grant_reading",
    "hold_post",
    "hold_publication",
    "let_challenge_stand",
    "lift_hold",
    "load_register",
    "mark_read",
    "move_risk",
    "plan_action",
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
    "withdraw_challenge",
    "withdraw_publication",
    "withdraw_reading",
    "withhold",
    "write_note",
    "write_scheme",
]

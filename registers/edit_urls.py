"""The addresses of the pages on which a register is changed."""

from django.urls import path

from registers.views.editing.bulk import risks_together
from registers.views.editing.challenges import challenge_end, risk_challenge
from registers.views.editing.controls import control_add, control_edit, control_retire
from registers.views.editing.corrections import risk_correct
from registers.views.editing.head import register_edit
from registers.views.editing.importing import (
    import_columns,
    import_plan,
    import_start,
    import_template,
)
from registers.views.editing.notes import note_write, notes_read
from registers.views.editing.ordering import control_order
from registers.views.editing.raising import risk_raise
from registers.views.editing.reviews import (
    review_arrange,
    review_call,
    review_call_off,
    review_end,
    review_order,
    review_send,
    review_walk,
)
from registers.views.editing.risks import risk_close, risk_edit, risk_move, risk_reopen
from registers.views.editing.scores import risk_assess
from registers.views.editing.successions import hand_on, hand_on_planned
from registers.views.editing.themes import theme_add, theme_edit, theme_retire, themes
from registers.views.editing.withholdings import risk_release, risk_withheld, risk_withhold
from registers.views.editing.work import (
    action_drop,
    action_edit,
    action_plan,
    action_report,
    control_assure,
    risk_confirm,
)

REGISTER = "registers/<slug:slug>/"
RISK = f"{REGISTER}risks/<str:reference>/"
REVIEW = f"{REGISTER}reviews/<int:key>/"

urlpatterns = [
    path(f"{REGISTER}edit/", register_edit, name="register_edit"),
    path(f"{REGISTER}hand-on/", hand_on, name="hand_on"),
    path(f"{REGISTER}hand-on/planned/", hand_on_planned, name="hand_on_planned"),
    path(f"{REGISTER}together/", risks_together, name="risks_together"),
    path(f"{REGISTER}import/", import_start, name="import_start"),
    path(f"{REGISTER}import/template/<str:ending>/", import_template, name="import_template"),
    path(f"{REGISTER}import/<str:upload>/", import_plan, name="import_plan"),
    path(f"{REGISTER}import/<str:upload>/columns/", import_columns, name="import_columns"),
    path(f"{REGISTER}themes/", themes, name="themes"),
    path(f"{REGISTER}themes/new/", theme_add, name="theme_add"),
    path(f"{REGISTER}themes/<int:number>/edit/", theme_edit, name="theme_edit"),
    path(f"{REGISTER}themes/<int:number>/retire/", theme_retire, name="theme_retire"),
    # No reference is a word in small letters, so that "new" stands for none.
    path(f"{REGISTER}risks/new/", risk_raise, name="risk_raise"),
    path(f"{RISK}edit/", risk_edit, name="risk_edit"),
    path(f"{RISK}assess/<str:stage>/", risk_assess, name="risk_assess"),
    path(f"{RISK}correct/<str:stage>/<int:corrects>/", risk_correct, name="risk_correct"),
    path(f"{RISK}challenge/<str:about>/", risk_challenge, name="risk_challenge"),
    path(f"{RISK}challenges/<int:key>/<str:how>/", challenge_end, name="challenge_end"),
    path(f"{RISK}close/", risk_close, name="risk_close"),
    path(f"{RISK}reopen/", risk_reopen, name="risk_reopen"),
    path(f"{RISK}move/", risk_move, name="risk_move"),
    path(f"{RISK}withhold/", risk_withhold, name="risk_withhold"),
    path(f"{RISK}withheld/<str:part>/edit/", risk_withheld, name="risk_withheld"),
    path(f"{RISK}withheld/<str:part>/release/", risk_release, name="risk_release"),
    path(f"{RISK}controls/new/", control_add, name="control_add"),
    path(f"{RISK}controls/order/", control_order, name="control_order"),
    path(f"{RISK}actions/new/", action_plan, name="action_plan"),
    path(f"{RISK}actions/<int:key>/edit/", action_edit, name="action_edit"),
    path(f"{RISK}actions/<int:key>/report/", action_report, name="action_report"),
    path(f"{RISK}actions/<int:key>/drop/", action_drop, name="action_drop"),
    path(f"{RISK}notes/new/", note_write, name="note_write"),
    path(f"{RISK}notes/read/", notes_read, name="notes_read"),
    path(f"{RISK}confirm/", risk_confirm, name="risk_confirm"),
    path(f"{RISK}controls/<int:key>/check/", control_assure, name="control_assure"),
    path(f"{RISK}controls/<int:key>/edit/", control_edit, name="control_edit"),
    path(f"{RISK}controls/<int:key>/retire/", control_retire, name="control_retire"),
    path(f"{REGISTER}reviews/new/", review_call, name="review_call"),
    path(f"{REVIEW}edit/", review_arrange, name="review_arrange"),
    path(f"{REVIEW}off/", review_call_off, name="review_call_off"),
    path(f"{REVIEW}papers/new/", review_send, name="review_send"),
    path(f"{REVIEW}order/", review_order, name="review_order"),
    path(f"{REVIEW}risks/<str:reference>/", review_walk, name="review_walk"),
    path(f"{REVIEW}end/", review_end, name="review_end"),
]

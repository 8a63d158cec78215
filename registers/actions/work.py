"""Planned actions, their progress, the assurance of controls, and reviews without a change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.change import Beginning, Change, changing, need_reason
from registers.actions.finding import find_control, find_open_risk, find_post
from registers.actions.refusals import Invalid, NotAllowed
from registers.models import (
    Assurance,
    Confirmation,
    PlannedAction,
    Post,
    Register,
    Revision,
)
from registers.permissions import EDIT, REPORT, Actor, holds, standing


def plan_action(
    register: Register,
    reference: str,
    *,
    by: Actor,
    text: str,
    owner: str | None = None,
    due: date | None = None,
    reason: str = "",
    moment: datetime | None = None,
) -> Revision | None:
    """Plan an action for an open risk; `owner` is a post's title."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="plan action",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        risk = find_open_risk(register, reference)
        post = find_post(register, owner, "owner")
        change.save(
            PlannedAction(
                register=register, risk=risk, text=text, owner=post, first_due=due, due=due
            )
        )
    return change.made


def revise_action(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    reason: str = "",
    began: Beginning | None = None,
    moment: datetime | None = None,
    **fields: Any,
) -> Revision | None:
    """Change the `text` or the `due` day of an action, which need a reason, or its `owner` (a
    post's title). The day that was named first stays."""
    if unknown := fields.keys() - {"text", "owner", "due"}:
        raise TypeError(f"An action has no field {min(unknown)} to revise.")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="revise action",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        action = find_action(register, reference, key)
        before = (action.text, action.due)
        action.text = fields.get("text", action.text)
        if "owner" in fields:
            action.owner = find_post(register, fields["owner"], "owner")
        _set_due(action, fields)
        if change.save(action, began=began, merges=True) and (action.text, action.due) != before:
            need_reason(reason)
    return change.made


def report_progress(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    reason: str = "",
    began: Beginning | None = None,
    moment: datetime | None = None,
    **fields: Any,
) -> Revision | None:
    """Say how an action goes: `progress`, `evidence`, `due`, which needs a reason once it has a
    day, and `done_on`. A contributor reports on the actions of the posts that they hold."""
    if unknown := fields.keys() - {"progress", "evidence", "due", "done_on"}:
        raise TypeError(f"An action has no field {min(unknown)} to report on.")
    with changing(
        register.journal,
        by=by,
        needs=REPORT,
        verb="report progress",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        action = find_action(register, reference, key)
        _need_theirs(change, by, register, action.owner)
        before = action.due
        action.progress = fields.get("progress", action.progress)
        action.evidence = fields.get("evidence", action.evidence)
        action.done_on = fields.get("done_on", action.done_on)
        _set_due(action, fields)
        _need_past(change, action.done_on, "done_on")
        saved = change.save(action, began=began, merges=True)
        if saved and before is not None and action.due != before:
            need_reason(reason)
    return change.made


def drop_action(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Take an action away that will not be done; it stays in the history."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="drop action",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        action = find_action(register, reference, key)
        action.removed = True
        change.save(action, began=began)
    return change.made


def assure_control(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    line: int,
    checked_by: str,
    checked_on: date,
    result: str,
    note: str = "",
    reason: str = "",
    moment: datetime | None = None,
) -> Revision | None:
    """Record that somebody checked whether a control works. A contributor records it of the
    controls of the posts that they hold."""
    with changing(
        register.journal,
        by=by,
        needs=REPORT,
        verb="assure control",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        control = find_control(register, reference, key)
        _need_theirs(change, by, register, control.owner)
        _need_past(change, checked_on, "checked_on")
        change.save(
            Assurance(
                register=register,
                risk=control.risk,
                control=control,
                line=line,
                checked_by=checked_by,
                checked_on=checked_on,
                result=result,
                note=note,
            )
        )
    return change.made


def confirm_risk(
    register: Register,
    reference: str,
    *,
    by: Actor,
    reason: str = "",
    next_review: date | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Record that a risk was reviewed and nothing changes. `next_review` moves its next review;
    without one it stays where it is."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="confirm",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        risk = find_open_risk(register, reference)
        today = timezone.localdate(change.draft.moment)
        if next_review is not None:
            if next_review <= today:
                raise Invalid({"next_review": _("The next review is a day to come.")})
            risk.next_review = next_review
            change.save(risk)
        change.save(Confirmation(register=register, risk=risk, confirmed_on=today))
    return change.made


def find_action(register: Register, reference: str, key: int) -> PlannedAction:
    """An action of an open risk that was not dropped."""
    risk = find_open_risk(register, reference)
    found = PlannedAction.objects.filter(register=register, risk=risk, pk=key, removed=False)
    action = found.select_related("revision", "owner").first()
    if action is None:
        raise Invalid({"": _("%(risk)s has no such action any more.") % {"risk": reference}})
    return action


def _set_due(action: PlannedAction, fields: dict[str, Any]) -> None:
    action.due = fields.get("due", action.due)
    if action.first_due is None:
        action.first_due = action.due


def _need_past(change: Change, day: date | None, field: str) -> None:
    if day is not None and day > timezone.localdate(change.draft.moment):
        raise Invalid({field: _("This day is still to come.")})


def _need_theirs(change: Change, by: Actor, register: Register, post: Post | None) -> None:
    """Raise NotAllowed for somebody who may report and not edit, on what is not theirs."""
    person, today = change.draft.person, timezone.localdate(change.draft.moment)
    if person is None:
        return
    found = standing(by, register)
    may_edit = found is not None and EDIT in found.permissions
    if not may_edit and (post is None or not holds(person, post, today)):
        raise NotAllowed(_("You may not do this. Nothing was changed."))

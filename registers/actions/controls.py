"""Adding, revising, ordering and retiring controls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from registers.actions.change import Beginning, changing, need_reason
from registers.actions.finding import find_control, find_open_risk, find_post
from registers.actions.refusals import Invalid
from registers.models import Control, Register, Revision
from registers.permissions import EDIT, Actor


def add_control(
    register: Register,
    reference: str,
    *,
    by: Actor,
    text: str,
    owner: str | None = None,
    reason: str = "",
    moment: datetime | None = None,
) -> Revision | None:
    """Add a control after the last one of an open risk; `owner` is a post's title."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="add control",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        risk = find_open_risk(register, reference)
        last = Control.objects.filter(risk=risk).aggregate(last=Max("position"))["last"] or 0
        post = find_post(register, owner, "owner")
        change.save(Control(register=register, risk=risk, position=last + 1, text=text, owner=post))
    return change.made


def revise_control(
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
    """Change the `text` of a control or its `effectiveness`, which need a reason, its `owner`
    (a post's title), or the `evidence` for it."""
    if unknown := fields.keys() - {"text", "owner", "effectiveness", "evidence"}:
        raise TypeError(f"A control has no field {min(unknown)} to revise.")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="revise control",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        control = find_control(register, reference, key)
        before = (control.text, control.effectiveness)
        for name in ("text", "effectiveness", "evidence"):
            setattr(control, name, fields.get(name, getattr(control, name)))
        if "owner" in fields:
            control.owner = find_post(register, fields["owner"], "owner")
        saved = change.save(control, began=began, merges=True)
        if saved and (control.text, control.effectiveness) != before:
            need_reason(reason)
    return change.made


def retire_control(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Take a control away; it stays in the history."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="retire control",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        control = find_control(register, reference, key)
        control.removed = True
        change.save(control, began=began)
    return change.made


def reorder_controls(
    register: Register,
    reference: str,
    keys: Sequence[int],
    *,
    by: Actor,
    reason: str = "",
    moment: datetime | None = None,
) -> Revision | None:
    """Put the controls of an open risk into the order of `keys`, which names each once."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="reorder controls",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        risk = find_open_risk(register, reference)
        controls = {row.pk: row for row in Control.objects.filter(risk=risk, removed=False)}
        if sorted(keys) != sorted(controls):
            raise Invalid(
                {
                    "order": _(
                        "The controls have changed meanwhile. Look at them and order them again."
                    )
                }
            )
        for position, key in enumerate(keys, start=1):
            controls[key].position = position
            change.save(controls[key])
    return change.made

"""Adding, renaming, renumbering and retiring themes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from registers.actions.change import Beginning, changing, need_reason
from registers.actions.finding import find_theme
from registers.actions.refusals import Invalid
from registers.models import Register, Revision, Risk, Theme
from registers.permissions import EDIT, Actor


def add_theme(
    register: Register,
    *,
    by: Actor,
    number: int,
    name: str,
    appetite: int | None = None,
    reason: str = "",
    moment: datetime | None = None,
) -> Revision | None:
    """Add a theme under a number that no theme has now."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="add theme",
        register=register,
        subject=f"{number} {name}"[:200],
        reason=reason,
        moment=moment,
    ) as change:
        _need_free(register, number)
        change.save(Theme(register=register, number=number, name=name, appetite=appetite))
    return change.made


def revise_theme(
    register: Register,
    number: int,
    *,
    by: Actor,
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
    **fields: Any,
) -> Revision | None:
    """Change the `name`, the `appetite` or the number (`new_number`) of a theme."""
    if unknown := fields.keys() - {"name", "new_number", "appetite"}:
        raise TypeError(f"A theme has no field {min(unknown)} to revise.")
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="revise theme",
        register=register,
        reason=reason,
        moment=moment,
    ) as change:
        theme = find_theme(register, number, "number")
        change.about(str(theme))
        wanted = fields.get("new_number", theme.number)
        if wanted != theme.number:
            _need_free(register, wanted, "new_number")
        theme.number = wanted
        theme.name = fields.get("name", theme.name)
        theme.appetite = fields.get("appetite", theme.appetite)
        change.save(theme, began=began, merges=True)
    return change.made


def retire_theme(
    register: Register,
    number: int,
    *,
    by: Actor,
    reason: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Take a theme away that holds no risk, open or closed: what it holds is moved first."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="retire theme",
        register=register,
        reason=reason,
        moment=moment,
    ) as change:
        theme = find_theme(register, number, "number")
        change.about(str(theme))
        held = list(Risk.objects.filter(theme=theme).values_list("reference", flat=True))
        if held:
            raise Invalid(
                {
                    "": _("This theme still holds %(risks)s. Move them to another theme first.")
                    % {"risks": ", ".join(sorted(held))}
                }
            )
        theme.removed = True
        change.save(theme)
    return change.made


def _need_free(register: Register, number: int, field: str = "number") -> None:
    if Theme.objects.filter(register=register, number=number, removed=False).exists():
        raise Invalid({field: _("There is a theme %(number)s already.") % {"number": number}})

"""Finds what an action is about, freshly and under the lock, or refuses with a sentence."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from registers.actions.change import cleaned_text
from registers.actions.refusals import Invalid
from registers.models import Assessment, Control, Ownership, Post, Register, Risk, Theme


def find_theme(register: Register, number: Any, field: str = "theme") -> Theme:
    themes = Theme.objects.select_related("register")
    found = themes.filter(register=register, number=number, removed=False)
    return _one(found, {field: _("There is no theme %(number)s here.") % {"number": number}})


def find_risk(register: Register, reference: str) -> Risk:
    risks = Risk.objects.select_related("register")
    found = risks.filter(register=register, reference=reference)
    return _one(found, {"": _("There is no risk %(what)s here.") % {"what": reference}})


def find_open_risk(register: Register, reference: str) -> Risk:
    risk = find_risk(register, reference)
    need_open(risk)
    return risk


def need_open(risk: Risk) -> None:
    if risk.closed_on is not None:
        raise Invalid(
            {"": _("%(risk)s is closed. Reopen it before changing it.") % {"risk": risk.reference}}
        )


def find_control(register: Register, reference: str, key: int) -> Control:
    found = Control.objects.filter(
        register=register, risk__reference=reference, pk=key, removed=False
    ).select_related("risk")
    message = _("%(risk)s has no such control any more.") % {"risk": reference}
    control = _one(found, {"": message})
    need_open(control.risk)
    return control


def find_assessment(register: Register, reference: str, stage: str) -> Assessment | None:
    """The assessment of a risk at a stage with the scheme that is in force, or None."""
    found = Assessment.objects.filter(register=register, risk__reference=reference, stage=stage)
    return found.select_related("revision", "risk", "register__scheme").first()


def find_owner(register: Register, short_name: str | None, field: str) -> Ownership | None:
    """The owner organisation of a short name; None for none."""
    if not short_name:
        return None
    name = cleaned_text(field, short_name)
    found = Ownership.objects.filter(register=register, short_name=name, removed=False)
    message = _("%(name)s is not an owner of this register.") % {"name": short_name}
    return _one(found, {field: message})


def find_post(register: Register, title: str | None, field: str) -> Post | None:
    """The post of a title; None for none."""
    if not title:
        return None
    name = cleaned_text(field, title)
    found = Post.objects.filter(register=register, title=name, removed=False)
    return _one(found, {field: _("There is no post “%(title)s” here.") % {"title": title}})


def _one(found: Any, errors: dict[str, str]) -> Any:
    row = found.select_related("revision").first()
    if row is None:
        raise Invalid(errors)
    return row

"""The successions that are planned for a day to come, or whose day has come."""

from __future__ import annotations

from datetime import date

from django.db import models

from registers.models import Register, Succession


def planned(register: Register, organisation: int | None) -> Succession | None:
    """The planned succession of an owner, given by the key of its organisation; None for none."""
    found = _plans(register).filter(owner__organisation=organisation)
    return found.select_related("owner", "successor", "revision").first()


def due(register: Register, today: date) -> tuple[Succession, ...]:
    """The planned successions whose day has come, in order."""
    return tuple(_plans(register).filter(since__lte=today).order_by("since", "pk"))


def _plans(register: Register) -> models.QuerySet[Succession]:
    return Succession.objects.filter(register=register, planned=True, removed=False)

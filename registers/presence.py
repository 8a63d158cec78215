"""Who has a risk open: a courtesy between colleagues, and no lock.

It lives in the cache for a short while and nowhere else, so that it leaves no trace of who looked
at what. Two who arrive at the same instant may miss each other until the next time they are noted.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

#: Seconds for which somebody counts as present after they were last noted.
LASTS = 75


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has a risk open; `edits` says whether in a form."""

    person: int
    name: str
    organisation: str
    edits: bool
    until: float


def note(register: Any, risk: int, person: Any, *, edits: bool) -> None:
    """Somebody has a risk, given by its key, open now."""
    held = _held(register, risk)
    organisation = person.organisation.short_name if person.organisation else ""
    now = Present(person.pk, person.name, organisation, edits, time.time() + LASTS)
    _hold(register, risk, {**held, person.pk: now})


def leave(register: Any, risk: int, person: Any) -> None:
    """Somebody has closed it."""
    held = _held(register, risk)
    if held.pop(person.pk, None):
        _hold(register, risk, held)


def others(register: Any, risk: int, person: Any) -> tuple[Present, ...]:
    """Who else has it open, by name."""
    found = _held(register, risk).values()
    return tuple(sorted((p for p in found if p.person != person.pk), key=lambda p: p.name))


def _held(register: Any, risk: int) -> dict[int, Present]:
    found = cache.get(_key(register, risk), {})
    return {key: present for key, present in found.items() if present.until > time.time()}


def _hold(register: Any, risk: int, held: dict[int, Present]) -> None:
    cache.set(_key(register, risk), held, LASTS)


def _key(register: Any, risk: int) -> str:
    return f"presence-{register.pk}-{risk}"

"""The steps of time on which the map can be looked at: the end of each month since the register
began, of each quarter where those would be too many, and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

#: With more months than this, quarters are taken; a list is never longer than `MOST` steps.
MOST_MONTHS, MOST = 24, 60


@dataclass(frozen=True, slots=True)
class Step:
    """`at` is what the address says, empty for now."""

    at: str
    word: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class MapTime:
    """The steps, the earliest first, and what else the form keeps of the address."""

    steps: tuple[Step, ...]
    kept: tuple[tuple[str, str], ...]

    @property
    def is_worth_it(self) -> bool:
        return len(self.steps) > 1


def map_time(
    first: date, today: date, at: str, at_day: date | None, settings: Mapping[str, str]
) -> MapTime:
    """The steps from the first day of the register to today. `at` is what the address asks for
    and `at_day` its day: a day that is no step is a step of its own."""
    days = set(_ends(first, today))
    if at_day:
        days.add(at_day)
    # A revision or a moment of that day stays what it is.
    steps = [
        Step(
            at if day == at_day else day.isoformat(),
            date_format(day, "j F Y"),
            chosen=day == at_day,
        )
        for day in sorted(days)
    ]
    kept = tuple((name, text) for name, text in settings.items() if text and name != "at")
    return MapTime((*steps, Step("", _("Now"), chosen=not at)), kept)


def _ends(first: date, today: date) -> list[date]:
    months = (today.year - first.year) * 12 + today.month - first.month
    every = 1 if months <= MOST_MONTHS else 3
    found = []
    for step in range(months):
        year, month = divmod(first.year * 12 + first.month + step, 12)
        if every == 1 or month % 3 == 0:
            found.append(date(year, month + 1, 1) - timedelta(days=1))
    return found[-MOST:]

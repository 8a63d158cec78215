"""The steps of time on which the map can be looked at: the agreed versions; where nothing was
agreed, the end of each month since the register began, of each quarter where those would be too
many; and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.agreements import Agreed

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
    first: date,
    today: date,
    at: str,
    at_day: date | None,
    settings: Mapping[str, str],
    agreed: Sequence[Agreed] = (),
) -> MapTime:
    """The steps from the first day of the register to today. `at` is what the address asks for
    and `at_day` its day: a point that is no step is a step of its own."""
    kept = tuple((name, text) for name, text in settings.items() if text and name != "at")
    now = Step("", _("Now"), chosen=not at)
    if agreed:
        return MapTime((*_versions(agreed, at, at_day), now), kept)
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
    return MapTime((*steps, now), kept)


def _versions(agreed: Sequence[Agreed], at: str, at_day: date | None) -> list[Step]:
    """A step for each agreed version, by the day of its meeting, and one for what is asked."""
    said = _("%(day)s, version %(number)s")
    found = [
        (
            one.held_on,
            Step(
                f"version-{one.version}",
                said % {"day": date_format(one.held_on, "j F Y"), "number": one.version},
                chosen=at == f"version-{one.version}",
            ),
        )
        for one in agreed[-MOST:]
    ]
    if at_day and not any(step.chosen for _day, step in found):
        found.append((at_day, Step(at, date_format(at_day, "j F Y"), chosen=True)))
        found.sort(key=lambda pair: pair[0])
    return [step for _day, step in found]


def _ends(first: date, today: date) -> list[date]:
    months = (today.year - first.year) * 12 + today.month - first.month
    every = 1 if months <= MOST_MONTHS else 3
    found = []
    for step in range(months):
        year, month = divmod(first.year * 12 + first.month + step, 12)
        if every == 1 or month % 3 == 0:
            found.append(date(year, month + 1, 1) - timedelta(days=1))
    return found[-MOST:]

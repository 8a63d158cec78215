"""A register's year from April to March, for the annual governance statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from registers import moments
from registers.content import Assessment, Owner, Risk, Snapshot
from registers.models import Register
from registers.snapshot import NoSuchMoment, last_point, snapshot_at

APRIL = 4
#: The years that have a day before and after.
FIRST, LAST = 1900, 9998


@dataclass(frozen=True, slots=True)
class Rated:
    """A risk through the year: where it stood after controls as the year began and at the end of
    each quarter. A place is None where the risk was not open or not scored; `risks` are the
    risk as at each of those days, None before it was raised."""

    reference: str
    last: Risk
    risks: tuple[Risk | None, ...]

    @property
    def scores(self) -> tuple[Assessment | None, ...]:
        return tuple(risk.after if risk and risk.is_open else None for risk in self.risks)

    @property
    def lead(self) -> Owner | None:
        return self.last.lead


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the risks that an organisation leads, or of the joint ones (`owner` None).

    `opening` + `raised` + `reopened` − `closed` = `closing`, in each of which a risk counts
    for whoever led it last.
    """

    owner: Owner | None
    opening: int
    raised: int
    reopened: int
    closed: int
    closing: int


@dataclass(frozen=True, slots=True)
class Year:
    """The year that began in April of `starts`. `days` are the last day before it and of each
    quarter that has come, `snapshots` the register as at their ends, None before it began; the
    last day is today where the year is not over."""

    starts: int
    days: tuple[date, ...]
    snapshots: tuple[Snapshot | None, ...]
    risks: tuple[Rated, ...]
    tallies: tuple[Tally, ...]

    @property
    def raised(self) -> tuple[Rated, ...]:
        return tuple(rated for rated in self.risks if rated.risks[0] is None)

    @property
    def whole(self) -> Tally:
        """The counts of all risks."""
        return _tally(None, list(self.risks))

    @property
    def closed(self) -> tuple[Rated, ...]:
        """The risks that are closed at the end and were not as the year began."""
        return tuple(rated for rated in self.risks if _was_closed(rated))


def year_of(day: date) -> int:
    """The year in whose April the financial year of a day began."""
    return day.year if day.month >= APRIL else day.year - 1


def year(register: Register, starts: int, today: date) -> Year:
    """The year of a register, as far as it has come. Raises OutOfReach where the register had not
    begun at its end, or the year has not begun."""
    if not FIRST <= starts <= LAST:
        # Out of reach in any case: the sentence names a day that there can be.
        moments.point_of(register, f"{min(max(starts, 1), 9999):04d}-03-31")
    days = [date(starts, 3, 31), *_quarters(starts)]
    come = [day for day in days[1:] if day < today]
    if len(come) < len(days) - 1:
        come.append(max(today, date(starts, APRIL, 1)))
    days = [days[0], *come]
    last = last_point(register)
    snapshots = tuple(_snapshot(register, day, last) for day in days)
    if snapshots[-1] is None:
        moments.point_of(register, days[-1].isoformat())
    risks = _risks(snapshots)
    return Year(starts, tuple(days), snapshots, risks, _tallies(risks, snapshots[-1]))


def _quarters(starts: int) -> list[date]:
    return [date(starts, 6, 30), date(starts, 9, 30), date(starts, 12, 31), date(starts + 1, 3, 31)]


def _snapshot(register: Register, day: date, last: moments.Point) -> Snapshot | None:
    try:
        point = moments.point_of(register, day.isoformat())
    except NoSuchMoment:
        return None
    return snapshot_at(register, point, live=point == last)


def _risks(snapshots: tuple[Snapshot | None, ...]) -> tuple[Rated, ...]:
    """Every risk but those that were closed before the year and on each of its days, by theme and
    reference."""
    held = [{risk.key: risk for risk in s.all_risks} if s else {} for s in snapshots]
    found = []
    for key, last in held[-1].items():
        risks = tuple(at.get(key) for at in held)
        was_closed_before = risks[0] is not None and not risks[0].is_open
        if not was_closed_before or any(risk and risk.is_open for risk in risks):
            found.append(Rated(last.reference, last, risks))
    return tuple(found)


def _was_closed(rated: Rated) -> bool:
    first = rated.risks[0]
    return not rated.last.is_open and (first is None or first.is_open)


def _tallies(risks: Iterable[Rated], last: Snapshot | None) -> tuple[Tally, ...]:
    owners: list[Owner | None] = [*(last.owners if last else ()), None]
    return tuple(
        _tally(owner, [rated for rated in risks if rated.lead == owner]) for owner in owners
    )


def _tally(owner: Owner | None, risks: list[Rated]) -> Tally:
    def count(what: Callable[[Rated], bool]) -> int:
        return sum(1 for rated in risks if what(rated))

    return Tally(
        owner=owner,
        opening=count(lambda rated: rated.risks[0] is not None and rated.risks[0].is_open),
        raised=count(lambda rated: rated.risks[0] is None),
        reopened=count(
            lambda rated: (
                rated.risks[0] is not None and not rated.risks[0].is_open and rated.last.is_open
            )
        ),
        closed=count(_was_closed),
        closing=count(lambda rated: rated.last.is_open),
    )

"""What a paper is made from: the register, how it stood before, and what happened between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from registers import moments
from registers.between import Between, between
from registers.content import Snapshot
from registers.exchange.paper.choices import NoSuchPart
from registers.exchange.paper.stamps import Stamp, stamp_of
from registers.models import Register
from registers.periods import QUARTER, Period, months_before, period_of
from registers.snapshot import (
    NoSuchMoment,
    Point,
    last_point,
    point_at,
    snapshot_at,
    withheld_since,
)

#: How many quarters the course of a risk goes back.
QUARTERS = 3


@dataclass(frozen=True, slots=True)
class Earlier:
    """The register as it stood before: at the end of `day`, or, where `is_first`, as it began;
    and what was recorded since."""

    snapshot: Snapshot
    day: date
    is_first: bool
    between: Between


@dataclass(frozen=True, slots=True)
class Material:
    """`now` with everything in it, whoever is to read it. `course` are earlier days with what the
    register said as each ended, the oldest first; `as_at` is the day that a public paper bears.
    `stamp` is there where it is an agreed version, and none where it is a draft. `others` withhold
    besides, for the public: the register as it is, where the paper is of the past; of a version
    that is published there are none, since that is what was signed."""

    now: Snapshot
    earlier: Earlier | None = None
    course: tuple[tuple[date, Snapshot], ...] = ()
    as_at: date | None = None
    stamp: Stamp | None = None
    others: tuple[Snapshot, ...] = ()

    @property
    def shown(self) -> Snapshot:
        """What the public may read of `now`."""
        return self.now.public(*self.others)

    def shown_then(self, then: Snapshot) -> Snapshot:
        """What the public may read of an earlier day, beside `now`."""
        return then.public(self.now, *self.others)


def material(
    register: Register,
    now: Snapshot,
    *,
    at: str = "",
    since: str = "",
    public: bool = False,
    today: date,
) -> Material:
    """Gather what a paper of a register needs, in a fixed number of queries.

    `at` is the text that asked for `now`, empty for now itself; `since` the text of the point
    that it is compared with, empty for a quarter before. A paper for the public bears the days
    that were asked for, another one those of the revisions, so that it stays the same until
    something is changed; and it hides what is withheld by now, also where it is of the past: where
    that is more than an agreed version withheld, it is no copy of that version and bears no stamp.
    Raises OutOfReach, and NoSuchPart where `since` comes later than `now`.
    """
    last = last_point(register)
    period = period_of(register, last, since, at, today)
    if period.swapped:
        raise NoSuchPart(_("Choose a day to compare with that is not after the day of the paper."))
    start = period.start
    written = timezone.localtime(now.moment).date()
    as_at = (moments.day_asked(at, now.moment) if at else today) if public else written
    others = withheld_since(register, now, last) if public else ()
    is_as_signed = not others or now.public(*others) == now.public()
    before = moments.version_asked(period.asked_start) or 0
    return Material(
        now=now,
        earlier=Earlier(
            snapshot=_snapshot(register, start, last),
            day=_day_of(period, public=public),
            is_first=period.is_from_the_beginning,
            between=between(register, start.number, now.number),
        ),
        course=tuple(_course(register, as_at, last)),
        as_at=as_at if public else None,
        stamp=stamp_of(register, now, before) if is_as_signed else None,
        others=others,
    )


def _day_of(period: Period, *, public: bool) -> date:
    if public and not period.is_from_the_beginning:
        return moments.day_asked(period.asked_start, period.start.moment)
    return moments.day_of(period.start)


def _course(register: Register, day: date, last: Point) -> list[tuple[date, Snapshot]]:
    """The ends of the quarters before a day, as far as the register goes back."""
    found = []
    for step in range(QUARTERS, 0, -1):
        end = months_before(day, step * QUARTER)
        try:
            point = point_at(register, moments.end_of(end))
        except NoSuchMoment:
            continue
        found.append((end, _snapshot(register, point, last)))
    return found


def _snapshot(register: Register, point: Point, last: Point) -> Snapshot:
    return snapshot_at(register, point, live=point == last)

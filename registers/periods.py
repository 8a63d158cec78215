"""Two points of a register's time, out of an address: from when, and until when."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Subquery
from django.utils import timezone
from django.utils.formats import date_format

from registers import moments
from registers.models import Edition, Register, Revision
from registers.snapshot import Point, point_at

#: How far back a period goes that nobody asked for, in months.
QUARTER = 3
#: How people write days; `moments.point_of` has the others.
_DAYS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class Period:
    """The points `start` and `end`, and the text that named each, empty for an end that is now.

    `first` is the register's first revision, and `agreed` the number of the version that was
    agreed last before the end, or None. `chosen` says that somebody asked for the start,
    and `swapped` that they asked for the later point first.
    """

    start: Point
    end: Point
    asked_start: str
    asked_end: str
    first: Point
    chosen: bool
    swapped: bool
    agreed: int | None = None

    @property
    def is_from_the_beginning(self) -> bool:
        return self.start.number == self.first.number


def period_of(register: Register, last: Point, start: str, end: str, today: date) -> Period:
    """The period of a register between two texts, in at most five queries.

    Each text is a day, a moment, a version or a revision's number. An empty end is now, `last`;
    an empty start is the version that was agreed last before the end, or else a quarter before
    it, or the first revision where the register is younger. Of two points the earlier is the
    start. Raises OutOfReach.
    """
    start, end = as_asked(start), as_asked(end)
    until = moments.point_of(register, end) if end else last
    first, agreed = _first(register, until)
    chosen = bool(start)
    if not start and agreed:
        start = f"version-{agreed}"
    if not start:
        day = months_before(moments.day_asked(end, until.moment) if end else today, QUARTER)
        start = "1" if day < moments.day_of(first) else day.isoformat()
    since = first if start == "1" else moments.point_of(register, start)
    if since.number > until.number:
        end = end or str(until.number)
        return Period(until, since, end, start, first, chosen, swapped=True, agreed=agreed)
    return Period(since, until, start, end, first, chosen, swapped=False, agreed=agreed)


def as_asked(text: str) -> str:
    """A point as people write it, in the form of an address: `14 June 2026` or `14/6/2026` as
    `2026-06-14`. What is no day stays as it is."""
    text = " ".join(text.split())
    if text.lower().startswith("version "):
        return text.lower().replace(" ", "-")
    for form in _DAYS:
        try:
            read = datetime.strptime(text, form).replace(tzinfo=timezone.get_current_timezone())
        except ValueError:
            continue
        return read.date().isoformat()
    return text


def as_written(asked: str) -> str:
    """The other way round: the day of an address as people write it."""
    if moments.version_asked(asked) is not None:
        return asked.replace("-", " ")
    try:
        return date_format(date.fromisoformat(asked), "j F Y") if "-" in asked else asked
    except ValueError:
        return asked


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is too short."""
    return months_before(day, -months)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _first(register: Register, until: Point) -> tuple[Point, int | None]:
    """The first revision of a register, and the number of the version that was agreed last of
    what was put forward before a point, or None."""
    agreed = Edition.objects.filter(register=register, candidate__number__lt=until.number)
    revisions = Revision.objects.filter(journal=register.journal_id).select_related("seal")
    number = Subquery(agreed.order_by("-number").values("number")[:1])
    first = revisions.annotate(agreed=number).earliest("number")
    return point_at(register, first), first.agreed

"""Points in a register's time, out of an address or a command's option."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.models import Edition, Register, Revision
from registers.snapshot import NoSuchMoment, Point, last_point, point_at

#: An agreed version in an address.
_VERSION = re.compile(r"version[- ]([0-9]{1,6})", re.IGNORECASE)
#: Where a moment in an address lost the plus of its zone: `+01:00` comes out as ` 01:00`.
_LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:\d\d\Z)")


@dataclass(frozen=True, slots=True)
class Reach:
    """The time of which a register has something to say: its first and its last revision."""

    register: Register
    first: Point
    last: Point


class OutOfReach(NoSuchMoment):
    """The text names no point of a register. `sentence` says why, `reach` what there is."""

    def __init__(self, sentence: str, reach: Reach) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reach = reach


def point_of(register: Register, asked: str) -> Point:
    """The point of a register that a text names, in at most two queries.

    The text is a revision's number, an agreed version such as `version-3` (what was signed), a
    day such as `2026-11-20` (its end, in the installation's time zone), a moment in ISO 8601, or
    empty for now. Raises OutOfReach.
    """
    asked = asked.strip()
    if not asked:
        return last_point(register)
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return _numbered(register, int(asked))
    if (version := version_asked(asked)) is not None:
        return _agreed(register, version)
    day, moment = _read(asked)
    if moment is None:
        raise _refused(
            register,
            _(
                "“%(asked)s” is no day, moment, version or revision. Write a day as "
                "2026-11-20, a moment as 2026-11-20T14:30, an agreed version as version-3, or the "
                "number of a revision."
            )
            % {"asked": asked[:60]},
        )
    if day > timezone.localdate() if day else moment > timezone.now():
        raise _refused(register, _("%(when)s has not come yet.") % {"when": _shown(day or moment)})
    if moment.year < 1900:
        raise _before_it_began(register, day or moment)
    try:
        return point_at(register, moment)
    except NoSuchMoment:
        raise _before_it_began(register, day or moment) from None


def version_asked(asked: str) -> int | None:
    """The number of the agreed version that a text names; None where it names none."""
    found = _VERSION.fullmatch(asked)
    return int(found[1]) if found else None


def end_of(day: date) -> datetime:
    """The last moment of a day in the installation's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max))


def day_of(point: Point) -> date:
    """The day of a revision in the installation's time zone."""
    return timezone.localtime(point.moment).date()


def in_words(asked: str, moment: datetime) -> str:
    """How a point that a text named is said: `at the end of 20 November 2026`, or the moment
    of its revision where a revision was named."""
    day, at = (None, None) if asked.isdecimal() else _read(asked)
    if (version := version_asked(asked)) is not None:
        return _("as agreed in version %(number)s") % {"number": version}
    if day is not None:
        return _("at the end of %(day)s") % {"day": _shown(day)}
    return _("at %(moment)s") % {"moment": _shown(at or moment)}


def day_asked(asked: str, moment: datetime) -> date:
    """The day to which a text points, for a date field."""
    day, at = (None, None) if asked.isdecimal() else _read(asked)
    return day or timezone.localtime(at or moment).date()


def _numbered(register: Register, number: int) -> Point:
    found = (
        Revision.objects.filter(journal=register.journal_id, number=number)
        .select_related("seal")
        .first()
    )
    if found is None:
        raise _refused(
            register, _("There is no revision %(number)s of this register.") % {"number": number}
        )
    return point_at(register, found)


def _agreed(register: Register, version: int) -> Point:
    found = Edition.objects.filter(register=register, number=version)
    number = found.values_list("candidate__number", flat=True).first()
    if number is None:
        raise _refused(register, _("There is no agreed version %(number)s.") % {"number": version})
    return _numbered(register, number)


def _read(asked: str) -> tuple[date | None, datetime | None]:
    """A day and its end, or no day and a moment, or neither."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", asked):
            day = date.fromisoformat(asked)
            return day, end_of(day)
        moment = parse_datetime(_LOST_PLUS.sub("+", asked))
        if moment is not None and timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
    except (ValueError, OverflowError):
        return None, None
    return None, moment


def _before_it_began(register: Register, when: date) -> OutOfReach:
    return _refused(register, _("The register had not begun on %(when)s.") % {"when": _shown(when)})


def _refused(register: Register, sentence: str) -> OutOfReach:
    revisions = Revision.objects.filter(journal=register.journal_id).select_related("seal")
    first = point_at(register, revisions.earliest("number"))
    return OutOfReach(sentence, Reach(register, first, last_point(register)))


def _shown(when: date) -> str:
    if not isinstance(when, datetime):
        return date_format(when, "j F Y")
    try:
        return date_format(timezone.localtime(when), "j F Y, H:i")
    except OverflowError:
        return date_format(when, "j F Y")

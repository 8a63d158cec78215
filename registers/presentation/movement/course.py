"""The course of one risk over the map: an arrow for each time that its score went elsewhere, with
the day on which it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.content import Risk, Snapshot
from registers.course import Recorded
from registers.presentation.movement.cells import Shifts
from registers.presentation.movement.drawing import Drawing, Links, drawing
from registers.presentation.movement.look import NARROW, WIDE


@dataclass(frozen=True, slots=True)
class CoursePage:
    """`sentence` says how often it moved; scores in another scheme than today's are not drawn."""

    wide: Drawing
    narrow: Drawing
    sentence: str


def course_page(
    snapshot: Snapshot, risk: Risk, recorded: Sequence[Recorded], cell: Callable[[str], str]
) -> CoursePage:
    """The course of a risk from what was recorded for it; `cell` gives the address that lists the
    risks of a cell."""
    shifts, sentence = course_shifts(snapshot, risk, recorded)
    links = Links(cell=cell, ways=lambda _keys: "#list")
    matrix, limit = snapshot.scheme.matrix, snapshot.appetite_of(risk)
    wide, narrow = (drawing(matrix, shifts, limit, look, links) for look in (WIDE, NARROW))
    return CoursePage(wide, narrow, sentence)


def course_shifts(
    snapshot: Snapshot, risk: Risk, recorded: Sequence[Recorded]
) -> tuple[Shifts, str]:
    """What is drawn of the course of a risk, and the course in a sentence."""
    matrix = snapshot.scheme.matrix
    after = [one for one in recorded if one.stage == "after" and one.matrix == matrix]
    steps = [
        (_day(now), before.cell.place, now.cell.place)
        for before, now in pairwise(after)
        if before.cell.place != now.cell.place
    ]
    said = {}
    if after:
        said[after[0].cell.place] = _("first, %(day)s") % {"day": _day(after[0])}
        said[after[-1].cell.place] = _("now")
    shifts = Shifts(movements=matrix.movements(steps), said=said)
    return shifts, _sentence(risk, after, len(steps))


def _day(one: Recorded) -> str:
    return date_format(timezone.localtime(one.moment), "j M y")


def _sentence(risk: Risk, after: Sequence[Recorded], steps: int) -> str:
    if not after:
        return _("%(risk)s has not been scored after controls in this scheme.") % {
            "risk": risk.reference
        }
    moved = ngettext(
        "%(risk)s moved once since it was first scored, on %(day)s.",
        "%(risk)s moved %(count)s times since it was first scored, on %(day)s.",
        steps,
    )
    day = date_format(timezone.localtime(after[0].moment), "j F Y")
    return moved % {"risk": risk.reference, "count": steps, "day": day}

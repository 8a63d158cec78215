"""The course of a risk as steps over time, in front of the bands of its scheme.

Scores are ordinal: the line goes in steps and is never smoothed. Everything is placed here, in
the units of the drawing, for each of two widths, so that type is never shrunk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.content import STAGES, Snapshot
from registers.course import Recorded
from registers.models import Stage
from registers.presentation.bands import tones
from registers.presentation.words import day
from scoring.matrix import Cell, Matrix

WIDE, NARROW = 848, 358
TOP, PLOT, FOOT = 10, 150, 30
#: The room of the band names beside the plot.
LEFT = {WIDE: 104, NARROW: 92}
TAG = 34
#: The most dates that stand below the plot.
TICKS = {WIDE: 7, NARROW: 3}

LETTER = 7
#: With more scores than this the sentence has the first and the last, and the table has all.
MOST_SAID = 12

#: Places across, each with what was recorded there; and from a total to its height.
Points = list[tuple[float, Recorded]]
Up = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Strip:
    """A band behind the line."""

    word: str
    range: str
    tone: int
    top: float
    height: float
    middle: float


@dataclass(frozen=True, slots=True)
class Tag:
    """A number on the line."""

    x: float
    y: float
    total: str
    tone: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A score that was corrected since."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    word: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`line` are the points of the steps as SVG has them; `appetite` is a height or None.
    The strips begin at `since`, from which on the scheme in force holds."""

    width: int
    height: int
    left: int
    line: str
    strips: tuple[Strip, ...]
    since: float
    tags: tuple[Tag, ...]
    corrected: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    appetite: float | None
    bottom: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a score that was recorded, in words; `code` is the stage's own."""

    day: str
    code: str
    stage: str
    total: str
    word: str
    tone: int
    places: str
    who: str
    why: str
    number: int
    corrected: str


@dataclass(frozen=True)
class Chart:
    """`sentence` says the course in words; `wide` and `narrow` draw it, None before there is a
    score after controls."""

    sentence: str
    wide: Drawing | None
    narrow: Drawing | None
    appetite: int | None
    has_corrections: bool
    recorded: tuple[Recorded, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The table, the newest first; a review pack has the drawings alone."""
        return tuple(_line(one) for one in reversed(_by_stage(self.recorded)))


def chart(
    recorded: Sequence[Recorded], snapshot: Snapshot, appetite: int | None, today: date
) -> Chart:
    """`today` is the day on which the line ends: that of its closing for a closed risk."""
    after = [one for one in recorded if one.stage == "after"]
    return Chart(
        sentence=_sentence(after),
        wide=_drawing(after, snapshot.scheme.matrix, appetite, today, WIDE) if after else None,
        narrow=_drawing(after, snapshot.scheme.matrix, appetite, today, NARROW) if after else None,
        appetite=appetite,
        has_corrections=any(one.corrected for one in after),
        recorded=tuple(recorded),
    )


def _by_stage(recorded: Sequence[Recorded]) -> list[Recorded]:
    return sorted(recorded, key=lambda one: (one.number, STAGES.index(one.stage)))


def _sentence(after: Sequence[Recorded]) -> str:
    if not after:
        return _("It has not been scored after controls yet.")
    said = [
        _("%(score)s on %(day)s") % {"score": _score(one.cell), "day": _day(one)} for one in after
    ]
    if len(said) > MOST_SAID:
        between = _("%(count)s scores between, in the table below") % {"count": len(said) - 2}
        said = [said[0], between, said[-1]]
    return _("Score after controls: %(course)s.") % {"course": ", ".join(said)}


def _line(one: Recorded) -> Line:
    corrected = (
        _("corrected to %(score)s by revision %(number)s")
        % {"score": _score(one.corrected), "number": one.corrected_by}
        if one.corrected
        else ""
    )
    return Line(
        day=_day(one),
        code=one.stage,
        stage=str(Stage(one.stage).label),
        total=str(one.cell.total),
        word=one.cell.band.word,
        tone=_tone(one),
        places=f"L{one.cell.likelihood} × I{one.cell.impact}",
        who=one.who,
        why=one.why,
        number=one.number,
        corrected=corrected,
    )


def _tone(one: Recorded) -> int:
    """The tone of its band in the scheme of its day."""
    return tones(one.matrix)[one.cell.band]


def _score(cell: Cell) -> str:
    return f"{cell.total} {cell.band.word}"


def _day(one: Recorded) -> str:
    return day(timezone.localtime(one.moment).date())


def _drawing(
    after: Sequence[Recorded], matrix: Matrix, appetite: int | None, today: date, width: int
) -> Drawing:
    left = LEFT[width]
    first = timezone.localtime(after[0].moment).date()
    span = max((today - first).days, 1)
    most = max(len(matrix.likelihood) * len(matrix.impact), *(one.cell.total for one in after))

    def across(when: date) -> float:
        room = width - left - TAG
        # A course that began today has no past to draw: it stands at the edge that is now.
        share = min(max((when - first).days / span, 0), 1) if first < today else 1
        return round(left + TAG / 2 + room * share, 1)

    def up(total: float) -> float:
        return round(TOP + PLOT * (most + 0.5 - total) / most, 1)

    points = [(across(timezone.localtime(one.moment).date()), one) for one in after]
    return Drawing(
        width=width,
        height=TOP + PLOT + FOOT,
        left=left,
        line=_steps(points, up, width),
        strips=_strips(matrix, up),
        since=_since(points, matrix, left, across(today)),
        tags=_tags(points, up, across(today)),
        corrected=tuple(Mark(x, up(one.cell.total)) for x, one in points if one.corrected),
        ticks=_ticks(first, today, across, TICKS[width]),
        appetite=up(appetite) if appetite and appetite <= most else None,
        bottom=TOP + PLOT,
    )


def _steps(points: Points, up: Up, width: int) -> str:
    """From the first score on, level until the next one, to the edge."""
    path = [f"{points[0][0] - TAG / 2:g},{up(points[0][1].cell.total):g}"]
    before = up(points[0][1].cell.total)
    for x, one in points:
        y = up(one.cell.total)
        path += [f"{x:g},{before:g}", f"{x:g},{y:g}"]
        before = y
    path.append(f"{width},{before:g}")
    return " ".join(path)


def _since(points: Points, matrix: Matrix, left: float, now: float) -> float:
    """Where the scheme in force begins to hold: at the left edge where there was no other."""
    if all(one.matrix == matrix for _x, one in points):
        return left
    return next((x for x, one in points if one.matrix == matrix), now)


def _strips(matrix: Matrix, up: Up) -> tuple[Strip, ...]:
    """The bands as strips; none where their totals are mixed, so that no strip would be true."""
    tone_of = tones(matrix)
    ends = []
    for band in matrix.bands:
        totals = [c.total for row in matrix.cells for c in row if c.band == band]
        if totals:
            ends.append((min(totals), max(totals), band))
    ends.sort(key=lambda end: end[0])
    if any(low[1] >= high[0] for low, high in pairwise(ends)):
        return ()
    most = len(matrix.likelihood) * len(matrix.impact)
    floors = [0.5, *(high[0] - 0.5 for high in ends[1:]), most + 0.5]
    found = []
    for (low, high, band), floor, ceiling in zip(ends, floors, floors[1:], strict=False):
        top, height = up(ceiling), up(floor) - up(ceiling)
        found.append(
            Strip(
                word=band.word,
                range=band.range or (f"{low}–{high}" if low != high else str(low)),
                tone=tone_of[band],
                top=top,
                height=round(height, 1),
                middle=round(top + height / 2, 1),
            )
        )
    return tuple(found)


def _tags(points: Points, up: Up, now: float) -> tuple[Tag, ...]:
    """Numbers at the first score, at each change and now; where they would meet, the later."""
    wanted = [*points, (now, points[-1][1])]
    kept: Points = []
    for x, one in reversed(wanted):
        if not kept or kept[-1][0] - x >= TAG:
            kept.append((x, one))
    return tuple(
        Tag(x, up(one.cell.total), str(one.cell.total), _tone(one)) for x, one in reversed(kept)
    )


def _ticks(first: date, last: date, across: Callable[[date], float], most: int) -> tuple[Tick, ...]:
    months = (last.year - first.year) * 12 + last.month - first.month
    every = max(1, -(-months // most))
    firsts = [_month(first, step) for step in range(1, months + 1, every)]
    ticks = [Tick(across(at), date_format(at, "M Y"), "middle") for at in firsts]
    # A date that would run into the last one is left out.
    end = Tick(across(last) + TAG / 2, _end(last), "end")
    ticks = [tick for tick in ticks if tick.x + _room(tick) / 2 < end.x - _room(end)]
    return (*ticks, end)


def _room(tick: Tick) -> int:
    """How wide its word is drawn, with a blank."""
    return LETTER * (len(tick.word) + 2)


def _end(last: date) -> str:
    return _("Now") if last == timezone.localdate() else date_format(last, "j M Y")


def _month(first: date, step: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
    return date(year, month + 1, 1)

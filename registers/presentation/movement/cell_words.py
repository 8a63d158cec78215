"""Where the words of a cell stand in a drawing: clear of the labels on its edges, whole words only,
and fewer of them where a crowded cell has no room for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registers.presentation.drawn_text import Text, width_of, wrapped
from registers.presentation.movement.look import Look
from scoring.streets import Frame, Label, Place, Point

#: Left, top, right, bottom.
Area = tuple[float, float, float, float]
#: Lines below the score, each with its kind; one of the kind SHORT is never broken.
Telling = Sequence[tuple[str, str]]
SHORT = "short"
#: Words keep so far off the sides of where they stand.
MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class CellWords:
    """`head` is where the score stands, with the band's word beside it if it `says_word`, and
    `patch` is what is behind the words: x, y, width, height."""

    head: Point
    says_word: bool
    lines: tuple[Text, ...]
    patch: tuple[float, float, float, float]


def cell_words(
    frame: Frame,
    place: Place,
    labels: Sequence[Label[str]],
    said: tuple[str, str, Sequence[Telling]],
    look: Look,
) -> CellWords:
    """Set a score, a band's word and the first of some tellings for which there is room, where the
    `labels` of the cell leave it. The score alone stands where it has the most room, if none."""
    total, word, tellings = said
    areas = list(_areas(frame, place, labels))
    for telling in (*tellings, ()):
        for area in areas:
            lines = _broken(telling, area, look)
            if lines is not None and _holds(area, total, look.line * (1 + len(lines)), look):
                return _set(frame, place, area, (total, word), lines, look)
    roomiest = max(areas, key=lambda area: min(_room(area), area[3] - area[1]))
    return _set(frame, place, roomiest, (total, ""), (), look)


def _areas(frame: Frame, place: Place, labels: Sequence[Label[str]]) -> Iterator[Area]:
    """The parts of a cell that no label stands on: the one between all of them, and the bands
    across, those nearest to the middle first."""
    x, y = frame.corner(place)
    cell = (x, y, x + frame.width, y + frame.height)
    taken = [_taken(label) for label in labels]
    yield _between(cell, taken, [label.upright for label in labels])
    ends = {
        min(max(end, cell[1]), cell[3]) for _l, top, _r, bottom in taken for end in (top, bottom)
    }
    levels = sorted({cell[1], cell[3], *ends})
    bands = [
        _between((cell[0], top, cell[2], bottom), beside, [True] * len(beside))
        for index, top in enumerate(levels)
        for bottom in levels[index + 1 :]
        for beside in [[one for one in taken if one[1] < bottom and one[3] > top]]
    ]
    middle = (cell[1] + cell[3]) / 2
    yield from sorted(bands, key=lambda band: abs((band[1] + band[3]) / 2 - middle))


def _taken(label: Label[str]) -> Area:
    (x, y), (width, height) = label.middle, label.size
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _between(area: Area, taken: Sequence[Area], beside: Sequence[bool]) -> Area:
    """What is left of an area between labels, each of which stands `beside` it, or above or below
    it, by its half of the area."""
    left, top, right, bottom = area
    across, down = (left + right) / 2, (top + bottom) / 2
    for one, is_beside in zip(taken, beside, strict=True):
        if is_beside and one[0] + one[2] < 2 * across:
            left = max(left, one[2])
        elif is_beside:
            right = min(right, one[0])
        elif one[1] + one[3] < 2 * down:
            top = max(top, one[3])
        else:
            bottom = min(bottom, one[1])
    return left, top, right, bottom


def _room(area: Area) -> float:
    return area[2] - area[0] - 2 * MARGIN


def _broken(telling: Telling, area: Area, look: Look) -> Telling | None:
    """The lines of a telling as they are broken in an area; None where a word would be."""
    room = _room(area)
    whole = [part for text, kind in telling for part in ([text] if kind == SHORT else text.split())]
    if any(width_of(part, look.text) > room for part in whole):
        return None
    return [(line, kind) for text, kind in telling for line in wrapped(text, room, look.text)]


def _holds(area: Area, total: str, high: float, look: Look) -> bool:
    wide = width_of(total, look.total, bold=True)
    return wide <= area[2] - area[0] and high <= area[3] - area[1]


def _set(
    frame: Frame, place: Place, area: Area, said: tuple[str, str], lines: Telling, look: Look
) -> CellWords:
    total, word = said
    left, top, right, bottom = area
    first = width_of(total, look.total, bold=True)
    with_word = first + 5 + width_of(word, look.text)
    # The pattern and the legend say the band in any case.
    says_word = bool(word) and with_word <= right - left
    wide = max(with_word if says_word else first, *(width_of(t, look.text) for t, _k in lines), 0)
    middle, high = (left + right) / 2, look.line * (1 + len(lines))
    start = (top + bottom - high) / 2
    x, y = frame.corner(place)
    ends = max(middle - wide / 2 - MARGIN, x), min(middle + wide / 2 + MARGIN, x + frame.width)
    low, deep = max(start - 1, y), min(start + high + 1, y + frame.height)
    return CellWords(
        head=(round(middle, 1), round(start + look.line * 0.8, 1)),
        says_word=says_word,
        lines=tuple(
            Text(round(middle, 1), round(start + look.line * (index + 1.78), 1), text, kind)
            for index, (text, kind) in enumerate(lines)
        ),
        patch=(
            round(ends[0], 1),
            round(low, 1),
            round(ends[1] - ends[0], 1),
            round(deep - low, 1),
        ),
    )

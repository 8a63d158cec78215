"""The measures of the two drawings, for a desk and for a phone, so that type never shrinks. Lengths
are those of CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.matrix import Matrix
from scoring.streets import Frame


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of one drawing: its whole width, the margins for names, the sizes of type, how
    far labels reach into a street and how far apart lanes run in it. Labels leave `words` of a
    cell's width for what it says, and `lists` says whether they name risks or only count them."""

    name: str
    width: float
    left: float
    above: float
    below: float
    text: float
    total: float
    line: float
    overhang: float
    lane: float
    narrow: float
    words: float
    lists: bool


WIDE = Look("wide", 832, 92, 28, 84, 12.5, 17, 18, 16, 10, 6.5, 56, lists=True)
NARROW = Look("narrow", 358, 20, 26, 44, 11, 14, 15, 5, 4.5, 3.5, 0, lists=False)
#: The width of a street and the height of a cell by the number of columns and of rows.
_STREETS = {
    "wide": {2: 96, 3: 72, 4: 58, 5: 50, 6: 44, 7: 40},
    "narrow": {2: 44, 3: 32, 4: 26, 5: 21, 6: 18, 7: 16},
}
_HEIGHTS = {
    "wide": {2: 120, 3: 110, 4: 104, 5: 92, 6: 80, 7: 72},
    "narrow": {2: 70, 3: 66, 4: 62, 5: 54, 6: 48, 7: 46},
}


def frame_of(matrix: Matrix, look: Look) -> Frame:
    """Where the cells of a matrix stand in a drawing."""
    columns, rows = len(matrix.likelihood), len(matrix.impact)
    street = _STREETS[look.name][columns]
    room = look.width - look.left - 4
    width = (room - (columns - 1) * street) / columns
    overhang = min(look.overhang, street * 0.28)
    return Frame(
        columns, rows, round(width, 1), _HEIGHTS[look.name][rows], street, overhang,
        look.lane, look.narrow, look.words,
    )  # fmt: skip

"""The map with every reference in its cell as a drawing, for pictures and paper. Rows grow with
their fullest cell, so that every reference is legible however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import gettext as _

from registers.presentation.drawn_text import LINE, Text, level_name, width_of
from registers.presentation.heat_map import MOST_CHIPS
from scoring.matrix import Matrix, Placement

#: Lengths in units of the drawing: margins, streets, the head of a cell, and a reference with its
#: gap, as a chip and, where there are many, as plain text.
LEFT, ABOVE, BELOW, STREET, PAD, HEAD, GAP = 96.0, 28.0, 84.0, 6.0, 7.0, 24.0, 4.0
CHIP, PLAIN, LEAST = 24.0, 16.0, 76.0
SIZE = 12.5


@dataclass(frozen=True, slots=True)
class Chip:
    """A reference: its box, its text and the sign with which it is marked, if it is."""

    x: float
    y: float
    width: float
    height: float
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell. Its references are `dense` where they are many, and its count stands below its word
    where it is `split`."""

    x: float
    y: float
    height: float
    rank: int
    total: str
    word: str
    count: int
    chips: tuple[Chip, ...]
    dense: bool
    split: bool


@dataclass(frozen=True, slots=True)
class PlacedDrawing:
    """The picture begins at `left`, `top`; all cells are `cell` wide. `appetite` is a path, and
    `limit` where its words stand."""

    left: float
    top: float
    width: float
    height: float
    cell: float
    cells: tuple[PlacedCell, ...]
    names: tuple[Text, ...]
    appetite: str
    limit: tuple[float, float]


Placed = Mapping[tuple[int, int], Placement[str]]


def placed_drawings(
    matrix: Matrix,
    maps: Sequence[Placed],
    appetite: int | None,
    width: float,
    marks: Mapping[str, str],
) -> tuple[PlacedDrawing, ...]:
    """Draw references in their cells on pictures of a width, whose rows are of one height. `marks`
    are signs by reference."""
    columns = len(matrix.likelihood)
    cell = round((width - LEFT - 4 - (columns - 1) * STREET) / columns, 1)
    items = [item for placed in maps for one in placed.values() for item in one.items]
    chip = max(36.0, width_of(max(items, key=len, default=""), SIZE, bold=True) + 10)
    measures = _Measures(cell, chip, _head(matrix, cell))
    heights = [
        max(LEAST, *(measures.height(len(placed[c.place].items)) for c in cells for placed in maps))
        for _level, cells in matrix.rows
    ]
    return tuple(_drawing(matrix, placed, appetite, width, marks, measures, heights)
                 for placed in maps)  # fmt: skip


def _head(matrix: Matrix, cell: float) -> float:
    """How high the head of a cell is: the count goes below the band's word where both are too
    wide for one line."""
    words = (one.band.word for row in matrix.cells for one in row)
    widest = max(width_of(word, SIZE) for word in words) + width_of("10 risks", SIZE) + 50
    return HEAD if widest <= cell else HEAD + PLAIN


@dataclass(frozen=True, slots=True)
class _Measures:
    """The width of a cell and of a chip, and the height of a cell's head."""

    cell: float
    chip: float
    head: float

    @property
    def across(self) -> int:
        return max(1, int((self.cell - 2 * PAD + GAP) / (self.chip + GAP)))

    def height(self, count: int) -> float:
        """The height of a cell with so many references."""
        lines = -(-count // self.across)
        each = PLAIN if count > MOST_CHIPS else CHIP + GAP
        return PAD + self.head + lines * each + PAD


def _drawing(
    matrix: Matrix,
    placed: Placed,
    appetite: int | None,
    width: float,
    marks: Mapping[str, str],
    measures: _Measures,
    heights: Sequence[float],
) -> PlacedDrawing:
    cell = measures.cell
    tops = [0.0, *accumulate(height + STREET for height in heights)]
    found = []
    for row, (_level, cells) in enumerate(matrix.rows):
        for column, one in enumerate(cells):
            place = (column * (cell + STREET), tops[row], heights[row])
            found.append(_cell(placed[one.place], place, measures, marks))
    bottom = tops[-1] - STREET
    lines, limit = _appetite(matrix, appetite, cell, tops, heights)
    axes = [
        Text(round((width - LEFT) / 2, 1), round(bottom + BELOW - 4, 1), _("Likelihood"), "name"),
        Text(-10, -10, _("Impact"), "name", "end"),
    ]
    return PlacedDrawing(
        left=-LEFT,
        top=-ABOVE,
        width=width,
        height=round(bottom + ABOVE + BELOW, 1),
        cell=cell,
        cells=tuple(found),
        names=(*_rows(matrix, tops, heights), *_columns(matrix, cell, bottom), *axes),
        appetite=lines,
        limit=limit,
    )


def _cell(
    placement: Placement[str],
    at: tuple[float, float, float],
    measures: _Measures,
    marks: Mapping[str, str],
) -> PlacedCell:
    x, y, height = at
    here, items = placement.cell, placement.items
    dense, across, chip = len(items) > MOST_CHIPS, measures.across, measures.chip
    step = PLAIN if dense else CHIP + GAP
    chips = tuple(
        Chip(
            x=round(x + PAD + (index % across) * (chip + GAP), 1),
            y=round(y + PAD + measures.head + (index // across) * step, 1),
            width=round(chip, 1),
            height=PLAIN if dense else CHIP,
            text=item,
            mark=marks.get(item, ""),
        )
        for index, item in enumerate(items)
    )
    return PlacedCell(
        x=round(x, 1),
        y=round(y, 1),
        height=height,
        rank=here.band.rank,
        total=str(here.total),
        word=here.band.word,
        count=len(items),
        chips=chips,
        dense=dense,
        split=measures.head > HEAD,
    )


def _rows(matrix: Matrix, tops: Sequence[float], heights: Sequence[float]) -> list[Text]:
    found: list[Text] = []
    for (level, _cells), top, height in zip(matrix.rows, tops, heights, strict=False):
        found += level_name(level, (-10, top + height / 2), LEFT - 14, "end")
    return found


def _columns(matrix: Matrix, cell: float, bottom: float) -> list[Text]:
    found: list[Text] = []
    for level in matrix.likelihood:
        x = (level.value - 1) * (cell + STREET) + cell / 2
        lines = len(level_name(level, (0, 0), cell))
        found += level_name(level, (x, bottom + 8 + LINE * lines / 2), cell)
    return found


def _appetite(
    matrix: Matrix,
    appetite: int | None,
    cell: float,
    tops: Sequence[float],
    heights: Sequence[float],
) -> tuple[str, tuple[float, float]]:
    """The line in the streets left of and below each cell above appetite whose neighbour is not,
    and where its words stand."""
    rows = len(matrix.impact)
    every = [one for row in matrix.cells for one in row]
    above = {one.place for one in every if appetite is not None and one.total > appetite}
    parts, first = [], (0.0, -10.0)
    for likelihood, impact in sorted(above):
        x, y = (likelihood - 1) * (cell + STREET), tops[rows - impact]
        low = y + heights[rows - impact] + STREET / 2
        edge = x - STREET / 2
        if likelihood > 1 and (likelihood - 1, impact) not in above:
            start = -24.0 if impact == rows else y - STREET / 2
            parts.append(f"M{edge:g},{start:g}V{low:g}")
        if impact > 1 and (likelihood, impact - 1) not in above:
            parts.append(f"M{edge:g},{low:g}H{x + cell + STREET / 2:g}")
    top = [place for place in sorted(above) if place[1] == rows]
    if top:
        first = ((top[0][0] - 1) * (cell + STREET) + 2, -10.0)
    return "".join(parts), first

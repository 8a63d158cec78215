"""The matrix on paper: the boards of the summary, the small map of a risk, the cover's picture.

Lengths are millimetres. A cell that would hold more references than can be read there shows
its count and refers to the annex, which lists every one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registers.content import Assessment, Risk, Snapshot
from registers.exchange.paper.wording import crossings
from scoring.matrix import Cell, Level, Matrix

MOST_LINES = 60
COVER_SIDE = 100.0


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of a board. `letter` is the width of one character of a reference."""

    name: str
    width: float
    label: float
    height: float
    letter: float
    lines: int

    def capacity(self, columns: int, rows: int, longest: int) -> int:
        """How many references of so many characters a cell holds. `lines` are shared
        among the rows of the board."""
        lines = max(1, round(self.lines / rows))
        room = (self.width - self.label) / columns - 4.5
        return max(1, int(room / (self.letter * (longest + 0.7)))) * lines


LARGE = Size("large", 170, 34, 76, 1.72, 20)
#: The large one where it shares a single page with all of the summary.
LOWER = Size("large", 170, 34, 62, 1.72, 16)
SMALL = Size("small", 90, 18, 52, 1.42, 12)
PLAIN = Size("plain", 90, 18, 48, 1.42, 0)


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of a board. `risks` is empty where `listed_elsewhere`; `count` never is."""

    cell: Cell
    risks: tuple[Risk, ...]
    count: int

    @property
    def listed_elsewhere(self) -> bool:
        return self.count > len(self.risks)


@dataclass(frozen=True, slots=True)
class Board:
    size: Size
    columns: tuple[Level, ...]
    rows: tuple[tuple[Level, tuple[Square, ...]], ...]

    @property
    def is_large(self) -> bool:
        return self.size.name == LARGE.name

    @property
    def is_plain(self) -> bool:
        return self.size == PLAIN

    @property
    def has_overflow(self) -> bool:
        return any(square.listed_elsewhere for _, squares in self.rows for square in squares)


def board(snapshot: Snapshot, stage: str, size: Size) -> Board:
    """Where the open risks stand at a stage."""
    longest = max((len(risk.reference) for risk in snapshot.risks), default=1)
    matrix = snapshot.scheme.matrix
    capacity = size.capacity(len(matrix.likelihood), len(matrix.impact), longest)
    placed = snapshot.placed(stage)

    def square(cell: Cell) -> Square:
        risks = placed[cell.place].items
        return Square(cell, risks if len(risks) <= capacity else (), len(risks))

    return Board(
        size,
        matrix.likelihood,
        tuple((level, tuple(map(square, cells))) for level, cells in matrix.rows),
    )


def scheme_board(matrix: Matrix) -> Board:
    """The scheme alone: total and band of every cell."""
    rows = tuple(
        (level, tuple(Square(cell, (), 0) for cell in cells)) for level, cells in matrix.rows
    )
    return Board(PLAIN, matrix.likelihood, rows)


# --- The small map beside a risk ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A square of a drawing, with the rank of its band."""

    x: float
    y: float
    width: float
    height: float
    rank: int


@dataclass(frozen=True, slots=True)
class SmallMap:
    """The matrix with a ring (before) and a dot (after), joined by a line."""

    name: str
    blocks: tuple[Block, ...]
    ring: tuple[float, float] | None
    dot: tuple[float, float] | None


SMALL_SIDE = 72.0


def way(risk: Risk) -> str:
    """The name of the picture that a risk needs; empty where it is not scored at all."""
    if not risk.before and not risk.after:
        return ""
    return "way" + "".join(
        f"-{a.likelihood}.{a.impact}" if a else "-none" for a in (risk.before, risk.after)
    ).replace(".", "x")


def small_maps(matrix: Matrix, risks: Iterable[Risk]) -> tuple[SmallMap, ...]:
    """One picture for each distinct pair of cells."""
    drawn: dict[str, Risk] = {}
    for risk in risks:
        if name := way(risk):
            drawn.setdefault(name, risk)
    blocks = _blocks(matrix, SMALL_SIDE, gap=1.2)
    return tuple(
        SmallMap(name, blocks, _middle(risk.before, matrix), _middle(risk.after, matrix))
        for name, risk in sorted(drawn.items())
    )


def _middle(assessment: Assessment | None, matrix: Matrix) -> tuple[float, float] | None:
    if assessment is None:
        return None
    return _centre(assessment.cell, matrix, SMALL_SIDE)


def _centre(cell: Cell, matrix: Matrix, side: float) -> tuple[float, float]:
    wide, high = side / len(matrix.likelihood), side / len(matrix.impact)
    return round((cell.likelihood - 0.5) * wide, 2), round(side - (cell.impact - 0.5) * high, 2)


def _blocks(matrix: Matrix, side: float, gap: float) -> tuple[Block, ...]:
    wide, high = side / len(matrix.likelihood), side / len(matrix.impact)
    return tuple(
        Block(
            round((cell.likelihood - 1) * wide, 2),
            round(side - cell.impact * high, 2),
            round(wide - gap, 2),
            round(high - gap, 2),
            cell.band.rank,
        )
        for _, cells in matrix.rows
        for cell in cells
    )


# --- The cover's picture -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoverMap:
    """The register's own matrix with a line for each risk, or, where there are more than
    60, for each way that risks go."""

    blocks: tuple[Block, ...]
    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    each_way: bool


def cover_map(snapshot: Snapshot) -> CoverMap:
    matrix = snapshot.scheme.matrix
    moves = crossings(snapshot)
    each_way = len(moves) > MOST_LINES
    if each_way:
        ways = {(move.before, move.after): move for move in reversed(moves)}
        moves = list(ways.values())[:MOST_LINES]
    starts = _spread(matrix, {move.risk.reference: move.before for move in moves})
    ends = _spread(matrix, {move.risk.reference: move.after for move in moves})
    lines = tuple((starts[move.risk.reference], ends[move.risk.reference]) for move in moves)
    return CoverMap(_blocks(matrix, COVER_SIDE, gap=1), lines, each_way)


def _spread(matrix: Matrix, cells: Mapping[str, Cell]) -> dict[str, tuple[float, float]]:
    """A place in its cell for each reference, on a spiral from the middle outwards."""
    room = 0.36 * COVER_SIDE / max(len(matrix.likelihood), len(matrix.impact))
    held: dict[tuple[int, int], list[str]] = {}
    for reference, cell in cells.items():
        held.setdefault(cell.place, []).append(reference)
    places = {}
    for members in held.values():
        for index, reference in enumerate(members):
            x, y = _centre(cells[reference], matrix, COVER_SIDE)
            reach = room * math.sqrt((index + 0.3) / len(members))
            turn = index * 2.399963 + 0.6
            places[reference] = (
                round(x + reach * math.cos(turn), 1),
                round(y + reach * math.sin(turn), 1),
            )
    return places

"""The risk matrix as plain values: levels, bands, cells, placing and movement.

Standard library only. Likelihood and impact are whole numbers from 1 to the number of
levels of their axis; a total is their product. Totals are ordinal: they are compared and
never added or averaged. Bands belong to cells, not to totals.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST_LEVELS = 2
MOST_LEVELS = 7

Item = TypeVar("Item", bound=Hashable)


class MatrixError(ValueError):
    """A matrix that cannot be: the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Level:
    """One step of an axis. `value` counts from 1; the texts are as they are printed.

    `in_key` and `on_matrix` hold what the source prints in its key and on its matrix
    where the two do not say the same.
    """

    value: int
    name: str
    range: str = ""
    in_key: str = ""
    on_matrix: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A rating band. `rank` counts from 1, the least severe; `lowest` and `highest` are
    the totals that filled its cells in, or None where cells were chosen one by one;
    `review_months` is the interval between reviews in months, or None."""

    rank: int
    word: str
    lowest: int | None = None
    highest: int | None = None
    review_months: int | None = None

    @property
    def range(self) -> str:
        """The totals in words, `9–16`, or the empty string."""
        if self.lowest is None or self.highest is None:
            return ""
        if self.lowest == self.highest:
            return str(self.lowest)
        return f"{self.lowest}–{self.highest}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the matrix."""

    likelihood: int
    impact: int
    band: Band

    @property
    def total(self) -> int:
        return self.likelihood * self.impact

    @property
    def place(self) -> tuple[int, int]:
        """(likelihood, impact): the key by which a cell is found."""
        return self.likelihood, self.impact


@dataclass(frozen=True, slots=True)
class Placement(Generic[Item]):
    """What stands in one cell, in the order given."""

    cell: Cell
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Movement(Generic[Item]):
    """All items that go one way, from one cell to another or staying where they are."""

    origin: Cell
    destination: Cell
    items: tuple[Item, ...]

    @property
    def stays(self) -> bool:
        return self.origin.place == self.destination.place

    @property
    def direction(self) -> int:
        """1 when the total rises, -1 when it falls, 0 when it is the same (also in
        another cell)."""
        before, after = self.origin.total, self.destination.total
        return (after > before) - (after < before)


@dataclass(frozen=True, slots=True)
class Warning:
    """A doubt about a scheme, after Cox, *What's wrong with risk matrices?* (2008)."""

    rule: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Levels on two axes and a band for every cell.

    `cells[impact - 1][likelihood - 1]` is the cell; bands are in order of rank.
    Raises MatrixError when an axis has fewer than 2 or more than 7 levels, when level
    values do not count 1, 2, 3 …, when band ranks do not, or when a cell is missing.
    """

    likelihood: tuple[Level, ...]
    impact: tuple[Level, ...]
    bands: tuple[Band, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        _check_axis("likelihood", self.likelihood)
        _check_axis("impact", self.impact)
        _check_bands(self.bands)
        for impact, row in enumerate(self.cells, start=1):
            places = [cell.place for cell in row]
            if places != [(n, impact) for n in range(1, len(self.likelihood) + 1)]:
                raise MatrixError(f"The cells of impact {impact} are not one for each likelihood.")
            if strange := [cell for cell in row if cell.band not in self.bands]:
                where = f"likelihood {strange[0].likelihood} × impact {impact}"
                raise MatrixError(f"The cell of {where} has a band that is not in the scheme.")
        if len(self.cells) != len(self.impact):
            raise MatrixError("There is not one row of cells for each impact level.")

    @classmethod
    def from_thresholds(
        cls, likelihood: Sequence[Level], impact: Sequence[Level], bands: Sequence[Band]
    ) -> Matrix:
        """Fill the cells in by total: each gets the band whose range holds its total.

        Raises MatrixError for a total that no band or more than one band holds.
        """

        def cell(chance: int, effect: int) -> Cell:
            total = chance * effect
            held = [
                b
                for b in bands
                if b.lowest is not None and b.highest is not None and b.lowest <= total <= b.highest
            ]
            if len(held) != 1:
                raise MatrixError(
                    f"The total {total} is held by {len(held)} bands; it must be one."
                )
            return Cell(chance, effect, held[0])

        rows = tuple(tuple(cell(c.value, e.value) for c in likelihood) for e in impact)
        return cls(tuple(likelihood), tuple(impact), tuple(bands), rows)

    def holds(self, likelihood: int, impact: int) -> bool:
        return 1 <= likelihood <= len(self.likelihood) and 1 <= impact <= len(self.impact)

    def cell(self, likelihood: int, impact: int) -> Cell:
        """The cell at a likelihood and an impact; MatrixError when outside the scheme."""
        if not self.holds(likelihood, impact):
            raise MatrixError(
                f"Likelihood {likelihood} × impact {impact} is outside the "
                f"{len(self.likelihood)} × {len(self.impact)} scheme."
            )
        return self.cells[impact - 1][likelihood - 1]

    @property
    def rows(self) -> tuple[tuple[Level, tuple[Cell, ...]], ...]:
        """Rows as they are drawn: the highest impact on top, likelihood rising across."""
        return tuple(zip(reversed(self.impact), reversed(self.cells), strict=True))

    @property
    def size(self) -> str:
        return f"{len(self.likelihood)} × {len(self.impact)}"

    def place(
        self, items: Iterable[tuple[Item, int, int]]
    ) -> dict[tuple[int, int], Placement[Item]]:
        """Put items, each (item, likelihood, impact), into their cells.

        Gives every cell of the matrix, empty ones too, under its place. Every item stands
        in exactly one. MatrixError when one is outside the scheme.
        """
        found: dict[tuple[int, int], list[Item]] = {c.place: [] for row in self.cells for c in row}
        for item, likelihood, impact in items:
            found[self.cell(likelihood, impact).place].append(item)
        return {place: Placement(self.cell(*place), tuple(held)) for place, held in found.items()}

    def movements(
        self, moves: Iterable[tuple[Item, tuple[int, int], tuple[int, int]]]
    ) -> tuple[Movement[Item], ...]:
        """Group (item, origin place, destination place) by the way they go.

        Items keep their order within a group; groups come in the order of their first item.
        """
        ways: dict[tuple[tuple[int, int], tuple[int, int]], list[Item]] = {}
        for item, origin, destination in moves:
            ways.setdefault((origin, destination), []).append(item)
        return tuple(
            Movement(self.cell(*origin), self.cell(*destination), tuple(items))
            for (origin, destination), items in ways.items()
        )

    def warnings(self) -> tuple[Warning, ...]:
        """Doubts about the bands, after Cox (2008); shown and never enforced."""
        least, most = self.bands[0], self.bands[-1]
        every = [cell for row in self.cells for cell in row]
        low_edge = [c.place for c in every if 1 in c.place and c.band != least]
        weak_top = [c.place for c in every if c.band == most and min(c.place) <= 2]
        touching = [c.place for c in every if c.band == most and self._beside(c, least)]
        found = (("edge", low_edge), ("weak", weak_top), ("touch", touching))
        if least == most:
            return ()
        return tuple(Warning(rule, tuple(places)) for rule, places in found if places)

    def _beside(self, cell: Cell, band: Band) -> bool:
        around = ((-1, 0), (1, 0), (0, -1), (0, 1))
        places = ((cell.likelihood + across, cell.impact + up) for across, up in around)
        return any(self.holds(*place) and self.cell(*place).band == band for place in places)


def _check_axis(name: str, levels: Sequence[Level]) -> None:
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS:
        raise MatrixError(
            f"The {name} axis has {len(levels)} levels; "
            f"it must have {FEWEST_LEVELS} to {MOST_LEVELS}."
        )
    if [level.value for level in levels] != list(range(1, len(levels) + 1)):
        raise MatrixError(f"The levels of {name} must count 1, 2, 3 … without a gap.")
    if unnamed := [level.value for level in levels if not level.name.strip()]:
        raise MatrixError(f"Level {unnamed[0]} of {name} has no name.")


def _check_bands(bands: Sequence[Band]) -> None:
    if not bands or [band.rank for band in bands] != list(range(1, len(bands) + 1)):
        raise MatrixError("The ranks of the bands must count 1, 2, 3 … without a gap.")
    if crossed := [b.word for b in bands if b.lowest and b.highest and b.lowest > b.highest]:
        raise MatrixError(f"The range of the band {crossed[0]} ends before it begins.")
    words = [band.word.strip().casefold() for band in bands]
    if "" in words or len(set(words)) != len(words):
        raise MatrixError("Each band needs a word of its own.")

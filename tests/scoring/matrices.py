"""Matrices to test with: the default one, drawn ones, and any."""

from __future__ import annotations

from hypothesis import strategies as st

from scoring.matrix import FEWEST_LEVELS, MOST_LEVELS, Band, Cell, Level, Matrix

SIZES = range(FEWEST_LEVELS, MOST_LEVELS + 1)
LOW, MEDIUM, HIGH = Band(1, "Low", 1, 4, 3), Band(2, "Medium", 5, 8, 3), Band(3, "High", 9, 16, 1)


def levels(count: int) -> tuple[Level, ...]:
    return tuple(Level(value, f"Level {value}") for value in range(1, count + 1))


def default_matrix() -> Matrix:
    """The scheme of the source register with the default bands."""
    likelihood = ("Remote", "Possible", "Probable", "More Likely Than Not")
    impact = ("Minor", "Moderate", "Significant", "Major")
    return Matrix.from_thresholds(named(likelihood), named(impact), (LOW, MEDIUM, HIGH))


def named(names) -> tuple[Level, ...]:
    return tuple(Level(value, name) for value, name in enumerate(names, start=1))


def drawn(*rows: str) -> Matrix:
    """A matrix from its rows as they are drawn, the highest impact on top: L, M, H."""
    bands = {"L": Band(1, "Low"), "M": Band(2, "Medium"), "H": Band(3, "High")}
    cells = tuple(
        tuple(
            Cell(likelihood, impact, bands[letter])
            for likelihood, letter in enumerate(row, start=1)
        )
        for impact, row in enumerate(reversed(rows), start=1)
    )
    return Matrix(levels(len(rows[0])), levels(len(rows)), tuple(bands.values()), cells)


def covering(cuts, most: int) -> tuple[Band, ...]:
    """Bands that share out the totals 1 … most, a new one beginning at each cut."""
    starts = [1, *sorted(cuts)]
    ends = [start - 1 for start in starts[1:]] + [most]
    ranges = enumerate(zip(starts, ends, strict=True), start=1)
    return tuple(Band(rank, f"Band {rank}", lowest, highest) for rank, (lowest, highest) in ranges)


@st.composite
def threshold_matrices(draw) -> Matrix:
    across, up = draw(st.sampled_from(SIZES)), draw(st.sampled_from(SIZES))
    cuts = draw(st.sets(st.integers(2, across * up), max_size=6))
    return Matrix.from_thresholds(levels(across), levels(up), covering(cuts, across * up))


@st.composite
def chosen_matrices(draw) -> Matrix:
    """Any size, with a band chosen for each cell by itself."""
    across, up = draw(st.sampled_from(SIZES)), draw(st.sampled_from(SIZES))
    bands = tuple(Band(rank, f"Band {rank}") for rank in range(1, draw(st.integers(1, 5)) + 1))
    cells = tuple(
        tuple(
            Cell(likelihood, impact, draw(st.sampled_from(bands)))
            for likelihood in range(1, across + 1)
        )
        for impact in range(1, up + 1)
    )
    return Matrix(levels(across), levels(up), bands, cells)


def any_matrix() -> st.SearchStrategy[Matrix]:
    return st.one_of(threshold_matrices(), chosen_matrices())


def places(matrix: Matrix) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(1, len(matrix.likelihood)), st.integers(1, len(matrix.impact)))


def places_outside(matrix: Matrix) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(-2, 9), st.integers(-2, 9)).filter(
        lambda place: (
            not (1 <= place[0] <= len(matrix.likelihood) and 1 <= place[1] <= len(matrix.impact))
        )
    )

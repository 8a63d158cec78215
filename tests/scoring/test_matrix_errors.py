"""What no matrix can be, and the sentence that says so."""

from __future__ import annotations

import pytest

from scoring.matrix import Band, Cell, Level, Matrix, MatrixError
from tests.scoring.matrices import SIZES, covering, levels

ONLY = Band(1, "Low")


def refusal(likelihood, impact, bands) -> str:
    with pytest.raises(MatrixError) as caught:
        Matrix.from_thresholds(likelihood, impact, bands)
    return str(caught.value)


def refusal_of_cells(cells, bands=(ONLY,)) -> str:
    with pytest.raises(MatrixError) as caught:
        Matrix(levels(2), levels(2), bands, cells)
    return str(caught.value)


def row(impact: int, *likelihoods: int, band=ONLY) -> tuple[Cell, ...]:
    return tuple(Cell(likelihood, impact, band) for likelihood in likelihoods)


@pytest.mark.parametrize("count", [0, 1, 8, 9])
def test_an_axis_has_two_to_seven_levels(count):
    bands = covering([], 81)
    says = f"axis has {count} levels; it must have 2 to 7."
    assert refusal(levels(count), levels(4), bands) == f"The likelihood {says}"
    assert refusal(levels(4), levels(count), bands) == f"The impact {says}"


@pytest.mark.parametrize("count", SIZES)
def test_every_size_in_between_is_accepted(count):
    Matrix.from_thresholds(levels(count), levels(9 - count), covering([], 49))


@pytest.mark.parametrize("values", [(1, 3), (2, 3), (0, 1), (2, 1), (1, 1)])
def test_levels_count_without_a_gap(values):
    strange = tuple(Level(value, f"Level {value}") for value in values)
    bands = (Band(1, "Low", 0, 49),)
    assert refusal(strange, levels(2), bands) == (
        "The levels of likelihood must count 1, 2, 3 … without a gap."
    )
    assert (
        refusal(levels(2), strange, bands)
        == "The levels of impact must count 1, 2, 3 … without a gap."
    )


@pytest.mark.parametrize("name", ["", " ", "\u00a0\t"])
def test_every_level_has_a_name(name):
    unnamed = (Level(1, "Minor"), Level(2, name))
    assert refusal(levels(2), unnamed, (Band(1, "Low", 1, 4),)) == "Level 2 of impact has no name."


@pytest.mark.parametrize("ranks", [(), (2,), (1, 3), (2, 1), (1, 1)])
def test_ranks_count_without_a_gap(ranks):
    bands = tuple(Band(rank, f"Band {n}") for n, rank in enumerate(ranks))
    cells = (row(1, 1, 2), row(2, 1, 2))
    assert (
        refusal_of_cells(cells, bands)
        == "The ranks of the bands must count 1, 2, 3 … without a gap."
    )


@pytest.mark.parametrize("words", [("Low", ""), ("Low", "  "), ("Low", "low"), ("Low", " LOW ")])
def test_each_band_has_a_word_of_its_own(words):
    bands = tuple(Band(rank, word) for rank, word in enumerate(words, start=1))
    cells = (row(1, 1, 2, band=bands[0]), row(2, 1, 2, band=bands[0]))
    assert refusal_of_cells(cells, bands) == "Each band needs a word of its own."


def test_a_total_that_no_band_holds():
    gap = (Band(1, "Low", 1, 4), Band(2, "High", 9, 16))
    assert refusal(levels(4), levels(4), gap) == "The total 6 is held by 0 bands; it must be one."


def test_a_total_that_two_bands_hold():
    double = (Band(1, "Low", 1, 4), Band(2, "High", 4, 16))
    assert (
        refusal(levels(4), levels(4), double) == "The total 4 is held by 2 bands; it must be one."
    )


def test_a_band_without_both_ends_holds_no_total():
    assert refusal(levels(2), levels(2), (Band(1, "Low", 1),)) == (
        "The total 1 is held by 0 bands; it must be one."
    )


def test_totals_that_are_no_product_need_no_band():
    bands = (Band(1, "Low", 1, 4), Band(2, "Medium", 6, 9), Band(3, "High", 12, 16))
    assert Matrix.from_thresholds(levels(4), levels(4), bands).cell(3, 3).band == bands[1]


@pytest.mark.parametrize(
    "second",
    [(), row(2, 1), row(2, 2, 1), row(2, 1, 2, 3), row(1, 1, 2)],
    ids=lambda cells: str(len(cells)),
)
def test_a_row_of_cells_is_one_for_each_likelihood(second):
    assert refusal_of_cells((row(1, 1, 2), second)) == (
        "The cells of impact 2 are not one for each likelihood."
    )


@pytest.mark.parametrize("count", [0, 1, 3])
def test_there_is_one_row_of_cells_for_each_impact(count):
    rows = tuple(row(impact, 1, 2) for impact in range(1, count + 1))
    assert refusal_of_cells(rows) == "There is not one row of cells for each impact level."


def test_a_cell_has_a_band_of_the_scheme():
    cells = (row(1, 1, 2), (*row(2, 1), *row(2, 2, band=Band(2, "Strange"))))
    assert refusal_of_cells(cells) == (
        "The cell of likelihood 2 × impact 2 has a band that is not in the scheme."
    )

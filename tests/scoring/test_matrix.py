"""Every size of matrix from 2 × 2 to 7 × 7: its cells, its rows, its bands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.matrix import Band, Cell, Matrix, MatrixError
from tests.scoring.matrices import (
    SIZES,
    any_matrix,
    covering,
    levels,
    places_outside,
    threshold_matrices,
)

EVERY_SIZE = [(across, up) for across in SIZES for up in SIZES]


def matrix(across: int, up: int) -> Matrix:
    return Matrix.from_thresholds(levels(across), levels(up), covering([], across * up))


@pytest.mark.parametrize(("across", "up"), EVERY_SIZE)
def test_every_cell_of_every_size(across, up):
    made = matrix(across, up)
    assert made.size == f"{across} × {up}"
    assert [cell.place for row in made.cells for cell in row] == [
        (likelihood, impact) for impact in range(1, up + 1) for likelihood in range(1, across + 1)
    ]
    for row in made.cells:
        for cell in row:
            assert made.cell(cell.likelihood, cell.impact) is cell
            assert cell.total == cell.likelihood * cell.impact


@pytest.mark.parametrize(("across", "up"), EVERY_SIZE)
def test_rows_are_drawn_from_the_highest_impact_down(across, up):
    rows = matrix(across, up).rows
    assert [level.value for level, _cells in rows] == list(range(up, 0, -1))
    for level, cells in rows:
        assert [cell.place for cell in cells] == [(n, level.value) for n in range(1, across + 1)]


@pytest.mark.parametrize(("across", "up"), EVERY_SIZE)
def test_it_holds_its_own_places_and_no_others(across, up):
    around = [(likelihood, impact) for likelihood in range(-1, 10) for impact in range(-1, 10)]
    held = [place for place in around if matrix(across, up).holds(*place)]
    assert held == [(n, m) for n in range(1, across + 1) for m in range(1, up + 1)]


@given(data=st.data(), made=any_matrix())
def test_a_place_outside_is_refused_with_a_sentence(data, made):
    likelihood, impact = data.draw(places_outside(made))
    with pytest.raises(MatrixError) as caught:
        made.cell(likelihood, impact)
    assert str(caught.value) == (
        f"Likelihood {likelihood} × impact {impact} is outside the {made.size} scheme."
    )


@given(made=threshold_matrices())
def test_thresholds_give_each_cell_the_one_band_that_holds_its_total(made):
    for row in made.cells:
        for cell in row:
            holding = [band for band in made.bands if band.lowest <= cell.total <= band.highest]
            assert [cell.band] == holding


@given(made=threshold_matrices())
def test_with_thresholds_a_higher_total_is_never_in_a_lower_band(made):
    cells = sorted((cell for row in made.cells for cell in row), key=lambda cell: cell.total)
    ranks = [cell.band.rank for cell in cells]
    assert ranks == sorted(ranks)


@given(made=any_matrix())
def test_a_matrix_is_a_value(made):
    again = Matrix(made.likelihood, made.impact, made.bands, made.cells)
    assert again == made
    assert hash(again) == hash(made)


def test_a_band_belongs_to_a_cell_and_not_to_its_total():
    lower, higher = Band(1, "Amber"), Band(2, "Red")
    cells = (
        (Cell(1, 1, lower), Cell(2, 1, lower)),
        (Cell(1, 2, higher), Cell(2, 2, higher)),
    )
    weighted = Matrix(levels(2), levels(2), (lower, higher), cells)
    assert weighted.cell(1, 2).total == weighted.cell(2, 1).total == 2
    assert (weighted.cell(1, 2).band, weighted.cell(2, 1).band) == (higher, lower)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Band(1, "High", 9, 16), "9–16"),
        (Band(1, "Highest", 16, 16), "16"),
        (Band(1, "Low"), ""),
        (Band(1, "Low", 1), ""),
        (Band(1, "Low", None, 4), ""),
    ],
)
def test_the_range_of_a_band_in_words(band, words):
    assert band.range == words

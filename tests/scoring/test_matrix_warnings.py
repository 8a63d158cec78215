"""Doubts about a scheme after Cox (2008), on matrices drawn by hand and on any."""

from __future__ import annotations

import pytest
from hypothesis import given

from scoring.matrix import Warning as Doubt
from tests.scoring.matrices import any_matrix, default_matrix, drawn


def test_the_default_scheme_raises_no_doubt():
    assert default_matrix().warnings() == ()


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (("LMHH", "LMHH", "LLMM", "LLLM"), ((4, 1),)),
        (("MMHH", "LMHH", "LLMM", "LLLL"), ((1, 4),)),
        (("MMHH", "LMHH", "MLMM", "LLMM"), ((3, 1), (4, 1), (1, 2), (1, 4))),
        (("LMHH", "LMHH", "LLMM", "MLLL"), ((1, 1),)),
    ],
)
def test_a_cell_on_the_low_edge_that_is_not_in_the_lowest_band(rows, places):
    assert drawn(*rows).warnings() == (Doubt("edge", places),)


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (("LMHHH", "LMMHH", "LMMMH", "LMMMH", "LLLLL"), ((5, 2),)),
        (("LMHHH", "MHHHH", "LMMHH", "LLMMM", "LLLLL"), ((2, 4),)),
    ],
)
def test_a_top_cell_with_a_two(rows, places):
    found = {doubt.rule: doubt.places for doubt in drawn(*rows).warnings()}
    assert found["weak"] == places


def test_a_top_cell_with_a_one_is_weak_too():
    assert drawn("MMH", "LMM", "LLH").warnings() == (
        Doubt("edge", ((3, 1), (1, 3))),
        Doubt("weak", ((3, 1),)),
        Doubt("touch", ((3, 1),)),
    )


def test_a_top_cell_beside_a_lowest_one():
    assert drawn("LMHH", "LLHH", "LLMM", "LLLL").warnings() == (Doubt("touch", ((3, 3),)),)


def test_a_top_cell_above_a_lowest_one():
    assert drawn("LMHH", "LMHH", "LLLM", "LLLL").warnings() == (Doubt("touch", ((3, 3),)),)


def test_a_shared_corner_is_no_touch():
    assert drawn("LMHH", "LMHH", "LLMM", "LLLL").warnings() == ()


def test_all_three_come_in_one_order():
    assert [doubt.rule for doubt in drawn("HL", "LH").warnings()] == ["edge", "weak", "touch"]


@given(any_matrix())
def test_doubts_name_exactly_the_cells_of_each_rule(matrix):
    grid = {cell.place: cell.band.rank for row in matrix.cells for cell in row}
    top = len(matrix.bands)
    if top == 1:
        assert matrix.warnings() == ()
        return
    expected = {
        "edge": [p for p in grid if 1 in p and grid[p] > 1],
        "weak": [p for p in grid if grid[p] == top and (p[0] < 3 or p[1] < 3)],
        "touch": [p for p in grid if grid[p] == top and 1 in neighbours(grid, p)],
    }
    assert matrix.warnings() == tuple(
        Doubt(rule, tuple(places)) for rule, places in expected.items() if places
    )


def neighbours(grid, place) -> list[int]:
    """The ranks of the cells that share a side with a place."""
    return [grid[p] for p in grid if abs(p[0] - place[0]) + abs(p[1] - place[1]) == 1]

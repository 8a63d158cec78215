"""Placing items and following their moves loses nothing and counts nothing twice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.matrix import MatrixError
from tests.scoring.matrices import any_matrix, default_matrix, places, places_outside


@st.composite
def placed_items(draw):
    """A matrix and items, each (item, likelihood, impact); items may be equal."""
    matrix = draw(any_matrix())
    items = draw(st.lists(st.tuples(st.integers(0, 30), places(matrix)), max_size=60))
    return matrix, [(item, *place) for item, place in items]


@st.composite
def moved_items(draw):
    matrix = draw(any_matrix())
    ways = draw(st.lists(st.tuples(places(matrix), places(matrix)), max_size=60))
    return matrix, [(item, *way) for item, way in enumerate(ways)]


@given(placed_items())
def test_every_cell_is_there_under_its_own_place(case):
    matrix, items = case
    found = matrix.place(items)
    assert list(found) == [cell.place for row in matrix.cells for cell in row]
    assert [placement.cell for placement in found.values()] == [
        cell for row in matrix.cells for cell in row
    ]


@given(placed_items())
def test_placing_loses_nothing_and_keeps_the_order(case):
    matrix, items = case
    for place, placement in matrix.place(items).items():
        assert placement.items == tuple(item for item, *at in items if tuple(at) == place)


@given(placed_items())
def test_every_item_is_counted_once(case):
    matrix, items = case
    found = [item for placement in matrix.place(items).values() for item in placement.items]
    assert Counter(found) == Counter(item for item, *_place in items)


@given(case=placed_items(), data=st.data())
def test_an_item_outside_is_refused_and_never_moved_to_the_edge(case, data):
    matrix, items = case
    outside = data.draw(places_outside(matrix))
    with pytest.raises(MatrixError, match="is outside the"):
        matrix.place([*items, ("stray", *outside)])


@given(moved_items())
def test_the_groups_of_movements_add_up(case):
    matrix, moves = case
    groups = matrix.movements(moves)
    found = [(item, g.origin.place, g.destination.place) for g in groups for item in g.items]
    assert sorted(found) == sorted(moves)


@given(moved_items())
def test_each_way_is_one_group_in_the_order_of_its_first_item(case):
    matrix, moves = case
    groups = matrix.movements(moves)
    assert [(g.origin.place, g.destination.place) for g in groups] == list(
        dict.fromkeys((origin, destination) for _item, origin, destination in moves)
    )
    for group in groups:
        assert list(group.items) == sorted(group.items)
        assert group.items


@given(moved_items())
def test_direction_follows_the_totals_and_staying_the_places(case):
    matrix, moves = case
    for group in matrix.movements(moves):
        before, after = group.origin.total, group.destination.total
        expected = 1 if after > before else -1 if after < before else 0
        assert group.direction == expected
        assert group.stays == (group.origin is group.destination)


@given(data=st.data(), matrix=any_matrix())
def test_a_move_from_or_to_outside_is_refused(data, matrix):
    inside, outside = data.draw(places(matrix)), data.draw(places_outside(matrix))
    for move in (("stray", inside, outside), ("stray", outside, inside)):
        with pytest.raises(MatrixError, match="is outside the"):
            matrix.movements([move])


@pytest.mark.parametrize(
    ("origin", "destination", "direction", "stays"),
    [
        ((3, 3), (2, 3), -1, False),
        ((1, 1), (1, 2), 1, False),
        ((2, 3), (3, 2), 0, False),
        ((1, 4), (2, 2), 0, False),
        ((2, 3), (2, 3), 0, True),
    ],
)
def test_directions_by_hand(origin, destination, direction, stays):
    (movement,) = default_matrix().movements([("R1.1", origin, destination)])
    assert (movement.direction, movement.stays) == (direction, stays)
    assert movement.items == ("R1.1",)

"""Arrows between the cells of a matrix: every move once, in streets, with labels that add up."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from scoring.matrix import Band, Level, Matrix
from scoring.streets import Frame, Side, arrows
from scoring.streets.arrows import THICK
from scoring.streets.ports import GAP, Wish, spread


def matrix_of(columns, rows):
    across = tuple(Level(value, f"L{value}") for value in range(1, columns + 1))
    up = tuple(Level(value, f"I{value}") for value in range(1, rows + 1))
    return Matrix.from_thresholds(across, up, (Band(1, "Low", 1, 6), Band(2, "High", 7, 49)))


def frame_of(matrix):
    return Frame(len(matrix.likelihood), len(matrix.impact), 120, 100, 56, 16, 10, 6)


def forms(items, upright):
    """References one below the other, or their number."""
    count = len(items)
    full = (42, 16 * count + 6) if count < 5 else ((42, 38) if upright else (66, 22))
    return (full, (26, 22))


def drawn(matrix, moves):
    movements = matrix.movements(moves)
    return movements, arrows(frame_of(matrix), movements, forms)


@some.composite
def moving(draw):
    sides = some.integers(2, 7)
    matrix = matrix_of(draw(sides), draw(sides))
    place = some.tuples(
        some.integers(1, len(matrix.likelihood)), some.integers(1, len(matrix.impact))
    )
    ends = draw(some.lists(some.tuples(place, place), max_size=120))
    return matrix, [(f"R{number}", *pair) for number, pair in enumerate(ends)]


@given(moving())
def test_no_move_is_lost_and_none_drawn_twice(given_moves):
    matrix, moves = given_moves
    movements, found = drawn(matrix, moves)
    assert Counter(arrow.movement for arrow in found) == Counter(
        movement for movement in movements if not movement.stays
    )
    labels = {id(arrow.label): arrow.label for arrow in found}.values()
    told = Counter(item for label in labels for item in label.items)
    assert told == Counter(name for name, origin, end in moves if origin != end)
    for arrow in found:
        assert set(arrow.movement.items) <= set(arrow.label.items)
        assert arrow.label.place == arrow.movement.origin.place
        assert arrow.label.bundled or arrow.label.items == arrow.movement.items


@given(moving())
def test_arrows_run_in_the_streets(given_moves):
    matrix, moves = given_moves
    frame = frame_of(matrix)
    for arrow in drawn(matrix, moves)[1]:
        for start, end in zip(arrow.corners, arrow.corners[1:], strict=False):
            for x, y in along(start, end):
                assert cell_at(frame, x, y) is None, arrow.corners


def test_lines_that_turn_apart_in_one_street_do_not_look_like_one():
    """One goes up into a cell, the other down into the cell below it."""
    moves = [("R1", (4, 2), (1, 2)), ("R2", (4, 4), (1, 1))]
    (_, up), (_, down) = sorted(
        (arrow.movement.items, arrow.corners[-1]) for arrow in drawn(matrix_of(4, 4), moves)[1]
    )
    assert abs(up[0] - down[0]) >= 14


def along(start, end, steps=24):
    """Points of a line, its ends left out: they stand on the edges of cells."""
    return [
        tuple(a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
        for step in range(1, steps)
    ]


def cell_at(frame, x, y, skin=0.5):
    """The cell in whose inside a point lies; None where it lies in a street."""
    column, across = divmod(x, frame.width + frame.street)
    row, down = divmod(y, frame.height + frame.street)
    within = skin < across < frame.width - skin and skin < down < frame.height - skin
    return (column, row) if within else None


@given(moving())
def test_each_arrow_goes_from_the_edge_of_its_origin_to_that_of_its_destination(given_moves):
    matrix, moves = given_moves
    frame = frame_of(matrix)
    for arrow in drawn(matrix, moves)[1]:
        ends = (arrow.movement.origin.place, arrow.movement.destination.place)
        for place, (x, y) in zip(ends, (arrow.corners[0], arrow.corners[-1]), strict=True):
            left, top = frame.corner(place)
            assert left - 5 <= x <= left + frame.width + 5
            assert top - 5 <= y <= top + frame.height + 5
            assert x in {left, left + frame.width} or y in {top, top + frame.height}


@given(moving())
def test_labels_never_stand_on_each_other(given_moves):
    matrix, moves = given_moves
    labels = list({id(a.label): a.label for a in drawn(matrix, moves)[1]}.values())
    for index, one in enumerate(labels):
        for other in labels[index + 1 :]:
            if not (one.bundled or other.bundled):
                apart = (abs(a - b) for a, b in zip(one.middle, other.middle, strict=True))
                reach = ((a + b) / 2 for a, b in zip(one.size, other.size, strict=True))
                assert any(d >= r - 0.01 for d, r in zip(apart, reach, strict=True)), (one, other)


def test_what_stays_has_no_arrow():
    assert drawn(matrix_of(4, 4), [("R1.1", (2, 3), (2, 3))])[1] == ()


def test_one_step_is_a_straight_line_from_side_to_side():
    ((arrow,),) = [drawn(matrix_of(4, 4), [("R1.1", (3, 3), (2, 3))])[1]]
    frame = frame_of(matrix_of(4, 4))
    y = frame.corner((3, 3))[1] + frame.height / 2
    assert arrow.corners == (
        (frame.edge((3, 3), Side.LEFT), y),
        (frame.edge((2, 3), Side.RIGHT), y),
    )


def test_two_flows_between_one_pair_keep_to_their_left():
    found = drawn(matrix_of(4, 4), [("R1", (2, 2), (2, 3)), ("R2", (2, 3), (2, 2))])[1]
    up, down = sorted(found, key=lambda arrow: arrow.movement.items)
    assert up.corners[0][0] < down.corners[0][0]
    assert all(arrow.corners[0][0] == arrow.corners[1][0] for arrow in found)


def test_a_step_across_a_corner_is_a_line_at_45_degrees():
    (arrow,) = drawn(matrix_of(4, 4), [("R1", (3, 4), (2, 3))])[1]
    (x0, y0), (x1, y1) = arrow.corners
    assert (x0 - x1, y1 - y0) == (x0 - x1, x0 - x1)
    assert x0 > x1


def test_a_wider_line_carries_more_up_to_a_limit():
    moves = [(f"R{n}", (4, 4), (3, 4)) for n in range(9)] + [("R9", (1, 1), (2, 1))]
    widths = {len(a.movement.items): a.width for a in drawn(matrix_of(4, 4), moves)[1]}
    assert widths == {9: THICK, 1: 2.0}


def test_lanes_keep_long_ways_apart():
    moves = [("R1", (4, 3), (1, 3)), ("R2", (4, 3), (2, 3)), ("R3", (3, 3), (1, 3))]
    found = drawn(matrix_of(4, 4), moves)[1]
    assert len({arrow.corners[2][1] for arrow in found}) == 3


def test_a_side_that_is_full_bundles_its_labels():
    ends = [(column, row) for column in range(1, 5) for row in range(1, 8)]
    moves = [(f"R{n}", (7, 7), end) for n, end in enumerate(ends)]
    found = drawn(matrix_of(7, 7), moves)[1]
    assert len(found) == len(ends)
    bundles = {id(arrow.label): arrow.label for arrow in found if arrow.label.bundled}
    counts = Counter(id(arrow.label) for arrow in found if arrow.label.bundled)
    assert {key: len(label.items) for key, label in bundles.items()} == dict(counts)
    assert len(bundles) == 2


def test_wishes_are_spread_around_what_is_fixed():
    assert spread([Wish(50, 20)], 0, 100) == (50,)
    assert spread([Wish(50, 20), Wish(50, 20, fixed=True)], 0, 100) == (30 - GAP, 50)
    assert spread([Wish(50, 40, fixed=True), Wish(50, 30)], 0, 100) is None
    assert spread([Wish(50, 20, fixed=True), Wish(60, 20, fixed=True)], 0, 100) is None
    assert spread([Wish(5, 20), Wish(5, 20)], 0, 100) == (10, 34)

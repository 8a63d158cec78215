"""The matrix as a group of radios."""

import pytest
from django.core.exceptions import ValidationError

from registers.content import Assessment
from registers.forms.places import PlaceField, draw
from scoring.matrix import Band, Level, Matrix
from tests.registers.cast import four_by_four


def levels(count):
    return tuple(Level(value, f"Level {value}") for value in range(1, count + 1))


@pytest.fixture
def matrix():
    return four_by_four()


def squares(matrix, now=None, limit=None):
    return {square.value: square for square in draw(matrix, now, limit).squares}


def at(matrix, likelihood, impact):
    return Assessment("after", likelihood, impact, "", matrix.cell(likelihood, impact))


def test_every_cell_once_the_highest_impact_on_top(matrix):
    drawing = draw(matrix, None, None)
    assert [level.value for level, _row in drawing.rows] == [4, 3, 2, 1]
    assert [square.value for square in drawing.squares][:5] == ["1-4", "2-4", "3-4", "4-4", "1-3"]
    assert len(squares(matrix)) == 16
    assert not drawing.now


@pytest.mark.parametrize(("across", "up"), [(2, 2), (7, 7), (3, 5)])
def test_schemes_of_other_sizes(across, up):
    one = (Band(1, "Any", 1, 49),)
    found = squares(Matrix.from_thresholds(levels(across), levels(up), one))
    assert len(found) == across * up
    assert found[f"{across}-{up}"].total == across * up


def test_the_way_each_cell_goes_agrees_with_its_total(matrix):
    now = at(matrix, 3, 3)
    for square in squares(matrix, now, 6).values():
        wanted = "worse" if square.total > 9 else "better" if square.total < 9 else ""
        assert square.way == wanted
        assert square.above == (square.total > 6)
        assert square.now == (square.value == "3-3")
        assert square.limit == f"{'Above' if square.above else 'Within'} appetite (6)."


def test_the_words_of_the_drawing(matrix):
    square = squares(matrix, at(matrix, 3, 3), 6)["2-3"]
    assert (square.turn, square.steps, square.limit) == (
        "Down from 9 High.", "Likelihood 3 → 2, impact stays 3.", "Within appetite (6).",
    )  # fmt: skip
    assert square.name == "Impact Significant 3, likelihood Possible 2: 6 Medium"


def test_a_place_is_read_and_shown(matrix):
    field = PlaceField()
    field.place_on(matrix)
    assert field.clean("2-3") == (2, 3)
    assert field.prepare_value((2, 3)) == "2-3"
    for wrong in ("5-1", "1-5", "0-0", "a-b", "-", "1", "1-1-1", "²-³"):
        with pytest.raises(ValidationError):
            field.clean(wrong)


def test_no_place_where_none_is_needed(matrix):
    field = PlaceField(required=False)
    field.place_on(matrix)
    assert field.clean("") is None

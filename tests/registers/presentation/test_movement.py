"""The drawing of what moved: every way once, everything legible, and the table says the same."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.presentation.drawn_text import width_of, wrapped
from registers.presentation.movement.cells import Shifts
from registers.presentation.movement.drawing import Links, drawing
from registers.presentation.movement.look import NARROW, WIDE
from registers.presentation.movement.moves import what_changed
from scoring.matrix import Band, Level, Matrix
from tests.registers.cast import four_by_four
from tests.scoring.test_streets import matrix_of, moving

FIXTURE = Path(__file__).parents[3] / "fixtures" / "cambridgeshire-strategic.json"
LINKS = Links(cell=lambda key: f"?cell={key}", ways=lambda keys: f"?way={','.join(keys)}")


def source_moves():
    """Where each risk of the source register stands before and after controls."""
    document = json.loads(FIXTURE.read_text(encoding="utf-8"))
    for theme in document["themes"]:
        for risk in theme["risks"]:
            ends = [(risk[s]["likelihood"], risk[s]["impact"]) for s in ("before", "after")]
            yield risk["reference"], *ends


def drawn(matrix, moves, look=WIDE, appetite=6):
    return drawing(matrix, Shifts(matrix.movements(moves)), appetite, look, LINKS)


def test_the_source_register_goes_twelve_ways_and_names_every_risk():
    found = drawn(four_by_four(), source_moves())
    assert len(found.lines) == 12
    named = Counter(reference for pill in found.pills for reference in pill.references)
    assert named == Counter(r for r, before, after in source_moves() if before != after)
    written = " ".join(line.text for pill in found.pills for line in pill.lines).split()
    assert sorted(written) == sorted(named)
    stays = [line.text for square in found.squares for line in square.lines]
    assert "R4.3 stays" in stays
    assert "was 4, now 10" in stays


def test_a_pill_leads_to_its_ways_and_says_them():
    (pill,) = drawn(four_by_four(), [("R1", (3, 3), (2, 3)), ("R2", (3, 3), (2, 3))]).pills
    assert (pill.address, pill.about) == ("?way=3-3.2-3", "R1 and R2: from 9 to 6")
    assert not pill.rises


def test_what_rises_is_marked_on_the_line_and_on_the_label():
    found = drawn(four_by_four(), [("R1", (2, 3), (3, 3)), ("R2", (4, 4), (3, 4))])
    assert {line.key: line.rises for line in found.lines} == {"2-3.3-3": True, "4-4.3-4": False}
    assert {pill.references: pill.rises for pill in found.pills} == {("R1",): True, ("R2",): False}


def test_what_is_not_in_the_light_fades():
    matrix = four_by_four()
    movements = matrix.movements([("R1", (2, 3), (3, 3)), ("R2", (4, 4), (3, 4))])
    found = drawing(matrix, Shifts(movements, lit=frozenset({"2-3.3-3"})), 6, WIDE, LINKS)
    assert {line.key: line.faded for line in found.lines} == {"2-3.3-3": False, "4-4.3-4": True}
    assert {s.key for s in found.squares if not s.faded} == {"2-3", "3-3"}


def test_what_came_is_counted_in_its_cell():
    matrix = four_by_four()
    shifts = Shifts((), came={(2, 3): ("R9",)}, left={(1, 1): ("R8",)})
    squares = {s.key: s for s in drawing(matrix, shifts, None, WIDE, LINKS).squares}
    assert (squares["2-3"].was, squares["2-3"].now) == (0, 1)
    assert [line.text for line in squares["2-3"].lines] == ["was 0, now 1", "1 new"]
    assert (squares["1-1"].was, squares["1-1"].now) == (1, 0)


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
@given(found=moving())
def test_nothing_is_outside_the_picture_or_on_top_of_a_word(look, found):
    matrix, moves = found
    picture = drawn(matrix, moves, look)
    right, bottom = picture.left + picture.width, picture.top + picture.height
    for pill in picture.pills:
        assert picture.left <= pill.x <= right - pill.width
        assert picture.top <= pill.y <= bottom - pill.height
    assert all(picture.top < name.y < bottom for name in picture.names)
    told = Counter(reference for pill in picture.pills for reference in pill.references)
    assert told == Counter(name for name, origin, end in moves if origin != end)


def test_words_of_the_source_register_stand_clear_of_its_labels():
    picture = drawn(four_by_four(), source_moves())
    for square in picture.squares:
        x, y, width, height = square.patch
        for pill in picture.pills:
            across = min(x + width, pill.x + pill.width) - max(x, pill.x)
            down = min(y + height, pill.y + pill.height) - max(y, pill.y)
            assert across <= 4 or down <= 4, (square.key, pill.references)


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
@given(found=moving())
def test_words_stay_in_their_cell_and_are_never_broken(look, found):
    matrix, moves = found
    picture = drawn(matrix, moves, look)
    width, height = picture.cell
    for square in picture.squares:
        x, y, wide, high = square.patch
        assert square.x - 0.1 <= x <= x + wide <= square.x + width + 0.1, square.key
        assert square.y - 0.1 <= y <= y + high <= square.y + height + 0.1, square.key
        said = " ".join(line.text for line in square.lines)
        counts = f"was {square.was}, now {square.now}"
        assert said in {"", f"{square.was} → {square.now}"} or said.startswith(counts)


def test_labels_of_a_narrow_cell_count_so_that_its_score_stays_legible():
    sevens = matrix_of(7, 7)
    ends = [(x, y) for x in range(1, 8) for y in range(1, 8) if (x, y) != (4, 4)]
    out = [(f"R1.{number}", (4, 4), end) for number, end in enumerate(ends, start=101)]
    picture = drawn(sevens, out)
    square = next(one for one in picture.squares if one.key == "4-4")
    assert sum(int(line.text) for pill in picture.pills for line in pill.lines) == 48
    x, y, width, height = square.patch
    assert (square.total, width > 12, height > 18) == ("16", True, True)
    assert not [
        pill
        for pill in picture.pills
        if pill.x < x + width and x < pill.x + pill.width
        if pill.y < y + height and y < pill.y + pill.height
    ]


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("appetite", [3, 6, 8, 12, 15])
def test_the_words_of_the_line_of_appetite_stay_in_the_picture(look, appetite):
    picture = drawn(four_by_four(), [], look, appetite)
    words = picture.appetite_words
    wide = width_of(f"Above appetite: over {appetite}", look.text)
    left = words.x if words.anchor == "start" else words.x - wide
    assert picture.left <= left <= left + wide <= picture.left + picture.width


def test_names_of_the_axes_stand_clear_of_long_names_of_levels():
    long = tuple(Level(value, "one year with another " * 4) for value in range(1, 5))
    matrix = Matrix.from_thresholds(long, long, (Band(1, "Low", 1, 16),))
    picture = drawn(matrix, [])
    lines = {name.text: name.y for name in picture.names}
    levels = [y for text, y in lines.items() if text not in {"Impact", "Likelihood"}]
    assert lines["Impact"] <= min(levels) - 13
    assert lines["Likelihood"] >= max(levels) + 13
    assert picture.top <= lines["Impact"] - 13
    assert lines["Likelihood"] < picture.top + picture.height


def test_what_changed_in_words():
    cell = four_by_four().cell
    assert what_changed(cell(3, 4), cell(2, 3)) == "Likelihood 3 → 2, impact 4 → 3"
    assert what_changed(cell(3, 4), cell(3, 2)) == "Impact 4 → 2"
    assert what_changed(cell(3, 4), cell(3, 4)) == "No change"


@given(st.text(max_size=200), st.floats(20, 300))
def test_no_line_is_wider_than_its_room_but_one_of_a_single_character(text, room):
    lines = wrapped(text, room, 13)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width_of(line, 13) <= room or len(line) == 1 for line in lines)

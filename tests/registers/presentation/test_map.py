"""Every risk on the map once, and the list always as long as the map says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.actions import challenge, plan_action
from registers.presentation import heat_map as drawn
from registers.presentation import map_words
from registers.presentation.direction import Direction
from registers.snapshot import snapshot
from tests.registers.cast import four_by_four
from tests.registers.views.made import load, risk

MATRIX = four_by_four()
PLACES = [(1, 1), (2, 3), (2, 3), (3, 3), (5, 5), (5, 1), (1, 5)]


@pytest.fixture
def found(cast):
    risks = [risk(number, place) for number, place in enumerate(PLACES, start=1)]
    bare = {"reference": "R1.50", "description": "Nobody has scored this."}
    return snapshot(load([*risks, bare], across=5, up=5))


def test_every_scored_risk_stands_once_on_the_map(found):
    cells = [cell for _impact, row in drawn.heat_map(found, "after", {}).rows for cell in row]
    texts = [reference.text for cell in cells for reference in cell.references]
    assert sorted(texts) == [f"R1.{n}" for n in range(1, len(PLACES) + 1)]
    assert all(cell.count == len(cell.references) for cell in cells)


def test_every_cell_and_every_band_lists_as_many_as_it_counts(found):
    for _impact, row in drawn.heat_map(found, "after", {}).rows:
        for cell in row:
            place = (cell.likelihood.value, cell.impact.value)
            listed = drawn.listed_risks(found, "after", place, None)
            assert [r.reference for r in listed] == [r.text for r in cell.references]
            said = map_words.list_title(found, len(listed), place, None).title
            assert said.startswith(f"{cell.count} risk" if cell.count else "No risk scores")
    for key in drawn.keys(found, "after", {}, None):
        assert len(drawn.listed_risks(found, "after", None, key.band)) == key.count


def test_ties_break_by_impact(found):
    listed = [r.reference for r in drawn.listed_risks(found, "after", None, None)]
    assert listed == ["R1.5", "R1.4", "R1.2", "R1.3", "R1.7", "R1.6", "R1.1"]


def test_the_map_says_whether_it_is_low(found):
    assert drawn.heat_map(found, "after", {}).is_low


def test_where_the_owners_differ_is_marked_at_its_stage_and_said_in_the_list(cast):
    place = {"likelihood": 4, "impact": 4, "why": "Worse."}
    challenge(cast.register, "R1.1", "after", by=cast.approver, **place)
    challenge(cast.register, "R1.1", "wording", by=cast.editor, position="Else.", why="Clearer.")
    plan_action(cast.register, "R1.1", by=cast.editor, text="Meet.", due=date(2031, 3, 3))
    held = snapshot(cast.register)
    went = {held.risk("R1.1").key: Direction("worse", "↑", "Up from 4", "4")}
    assert marks(held, "after") == {"R1.1": ("≠", "Constabulary says 16 High")}
    assert marks(held, "before") == {"R1.1": ("", ""), "R3.9": ("", "")}
    assert marks(held, "after", directions=went) == {
        "R1.1": ("↑≠", "Up from 4; Constabulary says 16 High")
    }
    first, *others = drawn.items(held, held.risks, "after", "before", directions={})
    assert first.differs == "Constabulary says 16 High; OPCC challenges the wording"
    assert first.action == "Next, by 3 March 2031: Meet."
    assert {(item.differs, item.action) for item in others} == {("", "")}


def marks(held, stage, **settings):
    """The signs on each reference of the map and what they say."""
    rows = drawn.heat_map(held, stage, {}, **settings).rows
    cells = [cell for _impact, row in rows for cell in row]
    return {one.text: (one.mark, one.words) for cell in cells for one in cell.references}


@given(st.text(max_size=8))
def test_no_text_of_an_address_breaks_the_map(text):
    place = drawn.place_of(MATRIX, text)
    assert place is None or MATRIX.holds(*place)
    band = drawn.band_of(MATRIX, text)
    assert band is None or str(band.rank) == text

import pytest

from registers.actions import Invalid, assess, close_risk
from registers.snapshot import snapshot
from tests.registers.deeds import last_number


def placed(register, reference, stage):
    found = snapshot(register).risk(reference).assessment(stage)
    return found and (found.likelihood, found.impact, found.total, found.band.word, found.why)


def test_puts_a_risk_into_another_cell(register, editor):
    assess(register, "R1.1", "after", by=editor, likelihood=4, impact=2, why="Worse.")
    assert placed(register, "R1.1", "after") == (4, 2, 8, "Medium", "Worse.")
    assert placed(register, "R1.1", "before") == (3, 3, 9, "High", "")


@pytest.mark.parametrize("stage", ["before", "after", "target"])
def test_scores_a_stage_for_the_first_time(register, editor, stage):
    assess(register, "R1.2", stage, by=editor, likelihood=1, impact=4, why="First seen.")
    assert placed(register, "R1.2", stage) == (1, 4, 4, "Low", "First seen.")


def test_leaves_no_revision_when_the_place_is_the_same(register, editor):
    before = last_number(register)
    assert assess(register, "R1.1", "after", by=editor, likelihood=2, impact=3) is None
    assert assess(register, "R1.1", "after", by=editor, likelihood=2, impact=3, why="No.") is None
    assert last_number(register) == before


@pytest.mark.parametrize("stage", ["after", "target"])
def test_asks_why_a_place_is_new(register, editor, stage):
    before = last_number(register)
    with pytest.raises(Invalid) as refusal:
        assess(register, "R1.1", stage, by=editor, likelihood=1, impact=1)
    assert refusal.value.errors == {"why": "Say why. Both organisations will read it."}
    assert last_number(register) == before


@pytest.mark.parametrize("reference", ["R1.1", "R1.2"])
@pytest.mark.parametrize("place", [(0, 1), (5, 1), (1, 5), (-1, 4), (99, 99)])
def test_is_refused_outside_the_matrix(register, editor, reference, place):
    with pytest.raises(Invalid) as refusal:
        assess(
            register, reference, "after", by=editor, likelihood=place[0], impact=place[1], why="So."
        )
    assert refusal.value.errors == {
        "place": f"Likelihood {place[0]} × impact {place[1]} is not on the 4 × 4 matrix of this register."
    }


@pytest.mark.parametrize(
    ("reference", "stage", "errors"),
    [
        ("R1.1", "later", {"stage": "There is no stage “later”."}),
        ("R9.9", "after", {"": "There is no risk R9.9 here."}),
        (
            "R1.1\x00",
            "after",
            {"": "Character 5 (U+0000) cannot be kept in a register. Take it out."},
        ),
    ],
)
def test_is_refused_for_what_is_not_there(register, editor, reference, stage, errors):
    with pytest.raises(Invalid) as refusal:
        assess(register, reference, stage, by=editor, likelihood=1, impact=1, why="So.")
    assert refusal.value.errors == errors


@pytest.mark.parametrize("stage", ["after", "target"])
def test_is_refused_for_a_closed_risk(register, editor, stage):
    close_risk(register, "R1.1", by=editor, why="Past.")
    with pytest.raises(Invalid) as refusal:
        assess(register, "R1.1", stage, by=editor, likelihood=1, impact=1, why="So.")
    assert refusal.value.errors == {"": "R1.1 is closed. Reopen it before changing it."}

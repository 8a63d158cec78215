import pytest

from registers.actions import Invalid, add_theme, close_risk, move_risk, retire_theme, revise_theme
from registers.snapshot import snapshot
from tests.registers.deeds import last_number


def themes(register):
    return [(t.number, t.name, t.appetite) for t in snapshot(register).themes]


def test_are_in_order_of_number(register, editor):
    add_theme(register, by=editor, number=2, name="Finance", appetite=12)
    assert themes(register) == [
        (1, "Public engagement", None),
        (2, "Finance", 12),
        (3, "Workforce", 4),
    ]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"number": 1}, {"number": "There is a theme 1 already."}),
        ({"number": 0}, {"number": "Ensure this value is greater than or equal to 1."}),
        ({"number": 1000}, {"number": "Ensure this value is less than or equal to 999."}),
        ({"name": ""}, {"name": "This field cannot be blank."}),
        ({"name": "Two\nlines"}, {"name": "Write this on one line, without tabs."}),
        ({"appetite": 50}, {"appetite": "Ensure this value is less than or equal to 49."}),
    ],
)
def test_a_new_one_is_refused_with_a_sentence(register, editor, fields, errors):
    with pytest.raises(Invalid) as refusal:
        add_theme(register, by=editor, **{"number": 2, "name": "Finance", **fields})
    assert refusal.value.errors == errors


def test_one_is_renamed_renumbered_and_given_an_appetite(register, editor):
    revise_theme(register, 1, by=editor, new_number=8, name="Trust", appetite=9, reason="Anew.")
    assert themes(register) == [(3, "Workforce", 4), (8, "Trust", 9)]
    revise_theme(register, 3, by=editor, appetite=None, reason="The register's holds.")
    assert themes(register)[0] == (3, "Workforce", None)


def test_one_that_stays_as_it_is_leaves_no_revision(register, editor):
    before = last_number(register)
    assert (
        revise_theme(register, 3, by=editor, new_number=3, name="Workforce", reason="So.") is None
    )
    assert last_number(register) == before


def test_one_gets_no_number_that_is_taken(register, editor):
    with pytest.raises(Invalid) as refusal:
        revise_theme(register, 3, by=editor, new_number=1, reason="So.")
    assert refusal.value.errors == {"new_number": "There is a theme 1 already."}


def test_one_with_a_risk_open_or_closed_is_not_retired(register, editor):
    close_risk(register, "R3.9", by=editor, why="Past.")
    with pytest.raises(Invalid) as refusal:
        retire_theme(register, 3, by=editor, reason="Empty?")
    assert refusal.value.errors == {
        "": "This theme still holds R3.9. Move them to another theme first."
    }
    move_risk(register, "R3.9", by=editor, theme=1, reason="It belongs there.")
    retire_theme(register, 3, by=editor, reason="Empty.")
    assert themes(register) == [(1, "Public engagement", None)]


def test_a_retired_one_is_gone_and_its_number_free(register, editor):
    move_risk(register, "R3.9", by=editor, theme=1, reason="It belongs there.")
    retire_theme(register, 3, by=editor, reason="Empty.")
    with pytest.raises(Invalid):
        revise_theme(register, 3, by=editor, name="Again", reason="So.")
    add_theme(register, by=editor, number=3, name="Another")
    assert themes(register) == [(1, "Public engagement", None), (3, "Another", None)]


def test_none_has_other_fields(register, editor):
    with pytest.raises(TypeError, match="^A theme has no field colour to revise.$"):
        revise_theme(register, 1, by=editor, reason="So.", colour="red")

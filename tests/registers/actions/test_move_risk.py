import pytest

from registers.actions import Invalid, move_risk
from registers.snapshot import snapshot
from tests.registers.deeds import last_number


def test_moves_a_risk_with_all_that_belongs_to_it(register, editor):
    before = snapshot(register).risk("R1.1")
    move_risk(register, "R1.1", by=editor, theme=3, reason="It belongs there.")
    after = snapshot(register)
    assert [r.reference for r in after.theme(3).risks] == ["R1.1", "R3.9"]
    assert (after.risk("R1.1").controls, after.risk("R1.1").after) == (
        before.controls,
        before.after,
    )


def test_leaves_no_revision_when_it_stands_there_already(register, editor):
    before = last_number(register)
    assert move_risk(register, "R1.1", by=editor, theme=1, reason="So.") is None
    assert last_number(register) == before


@pytest.mark.parametrize("theme", [2, 0, -1, 10**12])
def test_is_refused_where_there_is_no_theme(register, editor, theme):
    with pytest.raises(Invalid) as refusal:
        move_risk(register, "R1.1", by=editor, theme=theme, reason="So.")
    assert refusal.value.errors == {"theme": f"There is no theme {theme} here."}

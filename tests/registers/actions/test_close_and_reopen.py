from datetime import timedelta

import pytest
from django.utils import timezone

from registers.actions import Invalid, add_control, close_risk, move_risk, reopen_risk
from registers.snapshot import snapshot
from tests.registers.deeds import last_number


def test_a_closed_risk_stays_with_its_day_and_reason(register, editor):
    close_risk(register, "R1.1", by=editor, why="It came to pass.")
    found = snapshot(register)
    risk = found.risk("R1.1")
    assert (risk.closed_on, risk.closed_why) == (timezone.localdate(), "It came to pass.")
    assert [r.reference for r in found.closed] == ["R1.1"]
    assert [r.reference for r in found.risks] == ["R1.2", "R3.9"]
    assert risk.after.total == 6


def test_closes_on_an_earlier_day(register, editor):
    day = timezone.localdate() - timedelta(days=40)
    close_risk(register, "R1.1", by=editor, why="Long past.", on=day)
    assert snapshot(register).risk("R1.1").closed_on == day


def test_closes_on_no_day_to_come(register, editor):
    before = last_number(register)
    with pytest.raises(Invalid) as refusal:
        close_risk(
            register, "R1.1", by=editor, why="Soon.", on=timezone.localdate() + timedelta(days=1)
        )
    assert refusal.value.errors == {
        "on": "This day is still to come: close the risk on it or after it."
    }
    assert last_number(register) == before


def test_closes_once_and_reopens_once(register, editor):
    with pytest.raises(Invalid) as refusal:
        reopen_risk(register, "R1.1", by=editor, why="So.")
    assert refusal.value.errors == {"": "R1.1 is open already."}
    close_risk(register, "R1.1", by=editor, why="Past.")
    with pytest.raises(Invalid) as refusal:
        close_risk(register, "R1.1", by=editor, why="Past.")
    assert refusal.value.errors == {"": "R1.1 is closed. Reopen it before changing it."}


def test_comes_back_whole_under_its_reference(register, editor, approver):
    before = snapshot(register)
    close_risk(register, "R1.1", by=editor, why="Past.")
    reopen_risk(register, "R1.1", by=approver, why="Not past.")
    assert snapshot(register) == before


def test_takes_no_control_while_closed_but_may_be_moved(register, editor):
    close_risk(register, "R1.1", by=editor, why="Past.")
    with pytest.raises(Invalid):
        add_control(register, "R1.1", by=editor, text="New.")
    move_risk(register, "R1.1", by=editor, theme=3, reason="It belongs there.")
    assert snapshot(register).risk("R1.1").theme_number == 3

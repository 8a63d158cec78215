"""A reference is permanent, and never used twice."""

import pytest

from registers.actions import (
    Invalid,
    add_theme,
    close_risk,
    move_risk,
    raise_risk,
    retire_theme,
    revise_theme,
)
from registers.snapshot import snapshot


def raised(register, editor, theme, **fields):
    why = {"by": editor, "reason": "Seen.", "description": "A risk."}
    return raise_risk(register, theme=theme, **why, **fields).subject


def test_the_next_one_follows_the_last_by_number(register, editor):
    assert [raised(register, editor, 3) for _ in range(3)] == ["R3.10", "R3.11", "R3.12"]


def test_begins_with_one_in_a_new_theme(register, editor):
    add_theme(register, by=editor, number=12, name="Estates")
    assert [raised(register, editor, 12) for _ in range(2)] == ["R12.1", "R12.2"]


def test_the_next_one_skips_no_gap_backwards(register, editor):
    assert raised(register, editor, 1, reference="R1.40") == "R1.40"
    assert raised(register, editor, 1) == "R1.41"


def test_sorts_by_number(register, editor):
    raised(register, editor, 3)
    raised(register, editor, 3, reference="R3.2")
    assert [risk.reference for risk in snapshot(register).theme(3).risks] == [
        "R3.2",
        "R3.9",
        "R3.10",
    ]


def test_is_not_used_again_after_closing(register, editor):
    close_risk(register, "R3.9", by=editor, why="Past.")
    with pytest.raises(Invalid) as refusal:
        raised(register, editor, 3, reference="R3.9")
    assert refusal.value.errors == {
        "reference": "R3.9 has been used in this register: a reference is never used twice."
    }
    assert raised(register, editor, 3) == "R3.10"


def test_is_not_used_again_after_moving_or_under_a_theme_of_the_same_number(register, editor):
    move_risk(register, "R3.9", by=editor, theme=1, reason="It belongs there.")
    assert raised(register, editor, 3) == "R3.10"
    move_risk(register, "R3.10", by=editor, theme=1, reason="So does this.")
    retire_theme(register, 3, by=editor, reason="Empty.")
    add_theme(register, by=editor, number=3, name="Another third")
    assert raised(register, editor, 3) == "R3.11"


def test_is_kept_when_the_risk_moves_and_when_its_theme_gets_another_number(register, editor):
    move_risk(register, "R3.9", by=editor, theme=1, reason="It belongs there.")
    revise_theme(register, 1, by=editor, new_number=7, reason="A new order.")
    assert [risk.reference for risk in snapshot(register).theme(7).risks] == [
        "R1.1",
        "R1.2",
        "R3.9",
    ]
    assert raised(register, editor, 7) == "R7.1"

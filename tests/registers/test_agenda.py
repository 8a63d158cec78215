"""In which order a review goes through a register, and what it has come to on a risk."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from registers.actions import (
    add_control,
    assess,
    challenge,
    close_risk,
    plan_action,
    raise_risk,
    reopen_risk,
    revise_risk,
)
from registers.agenda import agenda, outcome_of, undecided
from registers.changes import changes
from registers.snapshot import snapshot

DAY = date(2026, 5, 5)


@pytest.fixture
def register(cast):
    """R1.1 6 Medium within appetite 6, R1.2 bare, R3.9 bare after controls."""
    return cast.register


def told(now, changed=None, order=(), day=DAY):
    return [(item.risk.reference, item.grounds) for item in agenda(now, changed, day, order)]


def test_without_any_ground_the_worst_comes_first(register):
    assert told(snapshot(register)) == [
        ("R1.1", ("rest",)), ("R3.9", ("rest",)), ("R1.2", ("rest",)),
    ]  # fmt: skip


def test_a_risk_stands_once_under_its_first_ground_with_all_of_them(cast, register):
    before = snapshot(register)
    assess(register, "R3.9", "after", by=cast.editor, likelihood=3, impact=3, why="So.")
    challenge(register, "R3.9", "lead", by=cast.editor, position="OPCC", why="Ours.")
    challenge(register, "R1.2", "lead", by=cast.editor, position="OPCC", why="Ours.")
    revise_risk(register, "R1.1", by=cast.editor, treatment="terminate", reason="So.")
    raise_risk(register, by=cast.editor, reason="So.", theme=1, description="Another one.")
    now = snapshot(register)
    assert told(now, changes(before, now)) == [
        ("R3.9", ("above", "changed", "challenged")),
        ("R1.1", ("changed", "closing")),
        ("R1.2", ("changed", "challenged")),
        ("R1.3", ("new",)),
    ]


def test_what_the_meeting_closes_stays_on_its_agenda_where_nothing_was_agreed(cast, register):
    open_then = {risk.key for risk in snapshot(register).all_risks}
    close_risk(register, "R1.2", by=cast.editor, why="It has passed.")
    now = snapshot(register)
    assert "R1.2" not in dict(told(now))
    items = agenda(now, None, DAY, called_with=open_then)
    assert [item.risk.reference for item in items] == ["R1.1", "R3.9", "R1.2"]


def test_where_nothing_was_agreed_nothing_is_changed_or_new(cast, register):
    raise_risk(register, by=cast.editor, reason="So.", theme=1, description="Another one.")
    assert {ground for _risk, grounds in told(snapshot(register)) for ground in grounds} == {"rest"}


@pytest.mark.parametrize(("days", "grounds"), [(-1, ("overdue",)), (0, ("rest",))])
def test_a_review_is_overdue_on_the_day_after_it_was_due(cast, register, days, grounds):
    due = DAY + timedelta(days)
    revise_risk(register, "R1.2", by=cast.editor, next_review=due, reason="So.")
    assert dict(told(snapshot(register)))["R1.2"] == grounds


def test_an_action_that_is_overdue_is_a_ground_too(cast, register):
    plan_action(register, "R1.2", by=cast.editor, text="Ask.", due=DAY - timedelta(1))
    assert told(snapshot(register))[0] == ("R1.2", ("overdue",))


def test_an_owner_that_holds_it_closed_puts_it_up_for_closing(cast, register):
    challenge(register, "R1.2", "closing", by=cast.editor, position="closed", why="It is over.")
    assert dict(told(snapshot(register)))["R1.2"] == ("challenged", "closing")


def test_what_was_closed_since_is_gone_through_and_what_was_closed_before_is_not(cast, register):
    close_risk(register, "R1.2", by=cast.editor, why="Over.")
    before = snapshot(register)
    close_risk(register, "R1.1", by=cast.editor, why="Over too.")
    now = snapshot(register)
    assert told(now, changes(before, now)) == [("R1.1", ("changed",)), ("R3.9", ("rest",))]
    reopen_risk(register, "R1.2", by=cast.editor, why="Not over.")
    now = snapshot(register)
    assert dict(told(now, changes(before, now)))["R1.2"] == ("new",)


def test_the_chairs_order_comes_first_and_unknown_references_do_nothing(register):
    found = told(snapshot(register), order=("R1.2", "R9.9", "R3.9"))
    assert [reference for reference, _grounds in found] == ["R1.2", "R3.9", "R1.1"]


def test_places_count_from_one_and_what_is_left_is_told(register):
    items = agenda(snapshot(register), None, DAY)
    assert [item.place for item in items] == [1, 2, 3]
    assert [item.risk.reference for item in undecided(items, {"R3.9"})] == ["R1.1", "R1.2"]


@pytest.mark.parametrize(
    ("deed", "came"),
    [
        (lambda c: None, "unchanged"),
        (lambda c: revise_risk(c.register, "R1.1", by=c.editor, treatment="treat", reason="So."),
         "unchanged"),
        (lambda c: revise_risk(c.register, "R1.1", by=c.editor, causes="New.", reason="So."),
         "reworded"),
        (lambda c: add_control(c.register, "R1.1", by=c.editor, text="More.", reason="So."),
         "reworded"),
        (lambda c: assess(c.register, "R1.1", "target", by=c.editor, likelihood=1, impact=1,
                          why="So."), "re-assessed"),
        (lambda c: close_risk(c.register, "R1.1", by=c.editor, why="Over."), "closed"),
    ],
)  # fmt: skip
def test_what_a_review_has_come_to_by_what_changed(cast, deed, came):
    before = snapshot(cast.register)
    deed(cast)
    found = changes(before, snapshot(cast.register)).risks
    assert outcome_of(next(one for one in found if one.after.reference == "R1.1")) == came


def test_a_risk_that_was_raised_or_came_back_is_raised(cast):
    before = snapshot(cast.register)
    raise_risk(cast.register, by=cast.editor, reason="So.", theme=1, description="Another one.")
    found = changes(before, snapshot(cast.register)).risks
    new = next(one for one in found if one.after.reference == "R1.3")
    assert outcome_of(new) == "raised"
    assert outcome_of(replace(new, standing="reopened")) == "raised"
    assert outcome_of(replace(new, standing="passed")) == "closed"
    assert outcome_of(None) == "unchanged"

"""Two texts: who edits what was changed meanwhile is told so, and nothing is lost."""

import pytest

from registers import actions
from registers.actions import Stale, revise_person
from registers.actions.change import Began
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.deeds import last_number

MEANWHILE = {
    "assess": (("R1.1", "after"), {"likelihood": 4, "impact": 4, "why": "Worse."},
               {"likelihood": 1, "impact": 1, "why": "Better."}),
    "close_risk": (("R1.1",), {}, {"why": "Past."}),
    "revise_risk": (("R1.1",), {}, {"title": "Mine", "reason": "So."}),
    "revise_theme": ((1,), {"name": "Theirs", "reason": "So."}, {"name": "Mine", "reason": "So."}),
    "revise_register": ((), {"title": "Theirs", "reason": "So."}, {"title": "Mine", "reason": "So."}),
}  # fmt: skip
OF_THE_RISK = {"close_risk", "revise_risk"}


@pytest.mark.parametrize("action", MEANWHILE)
def test_the_second_of_two_is_refused_and_says_who_was_first(cast, register, action):
    began = last_number(register)
    act, (places, theirs, mine) = getattr(actions, action), MEANWHILE[action]
    if action in OF_THE_RISK:
        actions.revise_risk(register, "R1.1", by=cast.approver, title="Theirs", reason="So.")
    else:
        act(register, *places, by=cast.approver, began=began, **theirs)
    kept = snapshot(register)
    with pytest.raises(Stale) as refusal:
        act(register, *places, by=cast.editor, began=began, **mine)
    assert str(refusal.value) == (
        "Abel Approver (Constabulary of Exampleshire) changed this after you opened it, "
        f"in revision {began + 1}."
    )
    assert (refusal.value.number, snapshot(register)) == (began + 1, kept)
    assert act(register, *places, by=cast.editor, began=began + 1, **mine).number == began + 2


@pytest.mark.parametrize("action", ["revise_control", "retire_control"])
def test_so_it_is_for_a_control(cast, register, action):
    began, key = last_number(register), cast.keys("R1.1")[0]
    fields = {"text": "Mine."} if action == "revise_control" else {}
    actions.revise_control(register, "R1.1", key, by=SYSTEM, text="Theirs.", reason="So.")
    with pytest.raises(Stale) as refusal:
        getattr(actions, action)(
            register, "R1.1", key, by=cast.editor, began=began, reason="So.", **fields
        )
    assert str(refusal.value) == (
        f"System account changed this after you opened it, in revision {began + 1}."
    )


def test_so_it_is_for_reopening(cast, register):
    actions.close_risk(register, "R1.1", by=cast.editor, why="Past.")
    with pytest.raises(Stale):
        actions.reopen_risk(
            register, "R1.1", by=cast.editor, why="Not past.", began=last_number(register) - 1
        )


def test_so_it_is_for_a_person(cast):
    began = cast.editor.revision.number
    revise_person(cast.editor, by=SYSTEM, title="Theirs", reason="So.")
    with pytest.raises(Stale):
        revise_person(cast.editor, by=SYSTEM, title="Mine", reason="So.", began=began)


def test_a_change_of_something_else_is_no_hindrance(cast, register):
    began = last_number(register)
    actions.revise_risk(register, "R1.2", by=cast.approver, title="Theirs", reason="So.")
    actions.revise_control(
        register, "R1.1", cast.keys("R1.1")[0], by=cast.approver, text="Theirs.", reason="So."
    )
    made = actions.revise_risk(register, "R1.1", by=cast.editor, treatment="treat", began=began)
    assert made.number == began + 3


def test_what_says_the_same_is_not_stale(cast, register):
    began = last_number(register)
    actions.revise_risk(register, "R1.1", by=cast.approver, title="Same", reason="So.")
    same = {"by": cast.editor, "title": "Same", "reason": "So.", "began": began}
    assert actions.revise_risk(register, "R1.1", **same) is None


OTHER_FIELDS = {
    "move_risk": {"theme": 3, "reason": "So."},
    "revise_risk": {"treatment": "treat", "description": "Mine.", "reason": "So."},
}


@pytest.mark.parametrize("action", OTHER_FIELDS)
def test_fields_that_only_one_side_touched_are_merged_in_one_revision(cast, register, action):
    began = last_number(register)
    actions.revise_risk(register, "R1.1", by=cast.approver, title="Theirs", reason="So.")
    act = getattr(actions, action)
    made = act(register, "R1.1", by=cast.editor, began=began, **OTHER_FIELDS[action])
    assert (made.number, made.began) == (began + 2, began)
    found = snapshot(register).risk("R1.1")
    assert found.title == "Theirs"
    assert (found.theme_number == 3, found.description == "Mine.") == (
        action == "move_risk", action == "revise_risk",
    )  # fmt: skip


def test_an_edit_that_met_nobody_says_nothing_of_where_it_began(cast, register):
    began = last_number(register)
    fields = {"title": "Mine", "reason": "So.", "began": began}
    assert actions.revise_risk(register, "R1.1", by=cast.editor, **fields).began is None


def test_what_was_sent_but_not_changed_is_theirs(cast, register):
    began, was = last_number(register), snapshot(register).risk("R1.1")
    actions.revise_risk(register, "R1.1", by=cast.approver, description="Theirs.", reason="So.")
    sent = {"description": was.description, "treatment": "treat"}
    actions.revise_risk(register, "R1.1", by=cast.editor, began=began, **sent)
    found = snapshot(register).risk("R1.1")
    assert (found.description, found.treatment) == ("Theirs.", "treat")


def test_a_choice_counts_up_to_what_was_seen(cast, register):
    began = last_number(register)
    actions.revise_risk(register, "R1.1", by=cast.approver, title="Theirs", reason="So.")
    chose = {"title": "Mine", "reason": "So.", "began": Began(began, began + 1)}
    actions.revise_risk(register, "R1.1", by=cast.approver, title="Once more", reason="So.")
    with pytest.raises(Stale):
        actions.revise_risk(register, "R1.1", by=cast.editor, **chose)
    chose["began"] = Began(began, began + 2)
    assert actions.revise_risk(register, "R1.1", by=cast.editor, **chose).began == began

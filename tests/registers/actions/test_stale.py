"""Two texts: who edits what was changed meanwhile is told so, and nothing is lost."""

import pytest

from registers import actions
from registers.actions import Stale, revise_person
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.deeds import last_number

MEANWHILE = {
    "assess": (("R1.1", "after"), {"likelihood": 4, "impact": 4, "why": "Worse."},
               {"likelihood": 1, "impact": 1, "why": "Better."}),
    "close_risk": (("R1.1",), {}, {"why": "Past."}),
    "move_risk": (("R1.1",), {}, {"theme": 3, "reason": "So."}),
    "revise_risk": (("R1.1",), {}, {"treatment": "treat"}),
    "revise_theme": ((1,), {"name": "Theirs", "reason": "So."}, {"name": "Mine", "reason": "So."}),
    "revise_register": ((), {"title": "Theirs", "reason": "So."}, {"title": "Mine", "reason": "So."}),
}  # fmt: skip
OF_THE_RISK = {"close_risk", "move_risk", "revise_risk"}


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

import pytest

from registers.actions import (
    Invalid,
    add_control,
    reorder_controls,
    retire_control,
    revise_control,
)
from registers.snapshot import snapshot
from tests.registers.deeds import last_number


def texts(register, reference="R1.1"):
    return [control.text for control in snapshot(register).risk(reference).controls]


def test_a_new_one_comes_last(register, editor):
    add_control(register, "R1.1", by=editor, text="A third.", owner="Chief Executive")
    assert texts(register) == ["Meetings are held.", "Letters are answered.", "A third."]
    assert snapshot(register).risk("R1.1").controls[2].owner.title == "Chief Executive"


def test_joined_by_one_space_they_are_the_paragraph(register, editor):
    add_control(register, "R1.1", by=editor, text=" Ends with a blank. ")
    paragraph = "Meetings are held. Letters are answered.  Ends with a blank. "
    assert snapshot(register).risk("R1.1").controls_text == paragraph


def test_one_that_is_taken_away_leaves_the_others_in_order(cast, register, editor):
    add_control(register, "R1.1", by=editor, text="A third.")
    retire_control(register, "R1.1", cast.keys("R1.1")[1], by=editor, reason="No more.")
    add_control(register, "R1.1", by=editor, text="A fourth.")
    assert texts(register) == ["Meetings are held.", "A third.", "A fourth."]


def test_they_are_put_in_another_order(cast, register, editor):
    add_control(register, "R1.1", by=editor, text="A third.")
    first, second, third = cast.keys("R1.1")
    reorder_controls(register, "R1.1", [third, first, second], by=editor)
    assert texts(register) == ["A third.", "Meetings are held.", "Letters are answered."]
    assert reorder_controls(register, "R1.1", [third, first, second], by=editor) is None
    add_control(register, "R1.1", by=editor, text="A fourth.")
    assert texts(register)[-1] == "A fourth."


@pytest.mark.parametrize("pick", [[], [0], [0, 0], [0, 1, 1], [1, 0, 2]])
def test_an_order_must_name_each_once(cast, register, editor, pick):
    keys = [*cast.keys("R1.1"), 999_999]
    with pytest.raises(Invalid) as refusal:
        reorder_controls(register, "R1.1", [keys[n] for n in pick], by=editor)
    assert refusal.value.errors == {
        "order": "The controls have changed meanwhile. Look at them and order them again."
    }


def test_the_text_changes_with_a_reason_and_the_owner_without(cast, register, editor):
    key = cast.keys("R1.1")[0]
    with pytest.raises(Invalid) as refusal:
        revise_control(register, "R1.1", key, by=editor, text="Said anew.")
    assert refusal.value.errors == {"reason": "Say why. Both organisations will read it."}
    revise_control(register, "R1.1", key, by=editor, owner="Chief Executive")
    revise_control(register, "R1.1", key, by=editor, text="Said anew.", reason="Clearer.")
    control = snapshot(register).risk("R1.1").controls[0]
    assert (control.key, control.text, control.owner.title) == (
        key,
        "Said anew.",
        "Chief Executive",
    )
    before = last_number(register)
    assert revise_control(register, "R1.1", key, by=editor, text="Said anew.") is None
    assert last_number(register) == before


def test_one_of_another_risk_or_taken_away_is_not_found(cast, register, editor):
    key = cast.keys("R1.1")[0]
    for act in (revise_control, retire_control):
        with pytest.raises(Invalid) as refusal:
            act(register, "R1.2", key, by=editor, reason="So.")
        assert refusal.value.errors == {"": "R1.2 has no such control any more."}
    retire_control(register, "R1.1", key, by=editor, reason="No more.")
    with pytest.raises(Invalid) as refusal:
        retire_control(register, "R1.1", key, by=editor, reason="No more.")
    assert refusal.value.errors == {"": "R1.1 has no such control any more."}


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x1b[31m"])
def test_an_empty_or_unkeepable_one_is_refused(register, editor, text):
    with pytest.raises(Invalid) as refusal:
        add_control(register, "R1.1", by=editor, text=text)
    assert list(refusal.value.errors) == ["text"]

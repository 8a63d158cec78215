"""Adding, revising, retiring and ordering controls."""

import pytest

from registers.actions import add_control, reorder_controls, retire_control, revise_control
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why

BY = ("Edith Editor", "Office of the Commissioner")


def texts(register, reference="R1.1"):
    return [control.text for control in snapshot(register).risk(reference).controls]


@pytest.fixture
def keys(cast):
    return cast.keys("R1.1")


def test_adding(editing, address, register):
    response = save(
        editing, address("control_add", "R1.1"), text="Surveys.", owner="Chief Executive"
    )
    assert response.url == address("risk", "R1.1") + "#controls"
    control = snapshot(register).risk("R1.1").controls[-1]
    assert (control.text, control.owner.title) == ("Surveys.", "Chief Executive")
    assert who_what_why(last(register)) == ("add control", "R1.1", *BY, "")


def test_adding_nothing(editing, address):
    response = save(editing, address("control_add", "R1.1"), reason="A reason.")
    assert response.status_code == 422
    assert "Write what the control is." in response.content.decode()
    assert form_of(response)["reason"] == "A reason."


def test_saving_twice_adds_one(editing, address, register):
    typed = opened(editing, address("control_add", "R1.1")) | {"text": "Surveys."}
    for _ in range(2):
        assert editing.post(address("control_add", "R1.1"), typed).status_code == 302
    assert texts(register) == ["Meetings are held.", "Letters are answered.", "Surveys."]


def test_saving_twice_with_a_new_post_adds_one(editing, address, register):
    typed = opened(editing, address("control_add", "R1.1"))
    typed |= {"text": "Surveys.", "new_post": "Head of Listening"}
    for _ in range(2):
        assert editing.post(address("control_add", "R1.1"), typed).status_code == 302
    assert texts(register).count("Surveys.") == 1


def test_the_same_text_from_a_form_opened_afresh_is_another_control(editing, address, register):
    for _ in range(2):
        save(editing, address("control_add", "R1.1"), text="Surveys.")
    assert texts(register).count("Surveys.") == 2


def test_another_text_from_the_same_form_is_another_control(editing, address, register):
    typed = opened(editing, address("control_add", "R1.1"))
    for text in ("Surveys.", "Visits."):
        editing.post(address("control_add", "R1.1"), {**typed, "text": text})
    assert texts(register)[2:] == ["Surveys.", "Visits."]


def test_the_same_text_of_the_other_side_is_another_control(editing, address, register, cast):
    typed = opened(editing, address("control_add", "R1.1")) | {"text": "Surveys."}
    add_control(register, "R1.1", by=cast.approver, text="Surveys.")
    editing.post(address("control_add", "R1.1"), typed)
    assert texts(register).count("Surveys.") == 2


def test_revising(editing, address, register, keys):
    where = address("control_edit", "R1.1", keys[0])
    response = save(editing, where, text="Meetings are open.", reason="They are.")
    assert response.url == address("risk", "R1.1") + "#controls"
    assert texts(register)[0] == "Meetings are open."
    assert who_what_why(last(register)) == ("revise control", "R1.1", *BY, "They are.")


def test_another_owner_needs_no_reason(editing, address, register, keys):
    save(editing, address("control_edit", "R1.1", keys[0]), owner="Chief Executive")
    assert snapshot(register).risk("R1.1").controls[0].owner.title == "Chief Executive"


def test_another_text_needs_one(editing, address, register, keys):
    response = save(editing, address("control_edit", "R1.1", keys[0]), text="Other.")
    assert response.status_code == 422
    assert form_of(response)["text"] == "Other."
    assert texts(register)[0] == "Meetings are held."


def test_revised_by_the_other_side_meanwhile(editing, address, register, cast, keys):
    where = address("control_edit", "R1.1", keys[0])
    typed = opened(editing, where) | {"text": "Mine.", "reason": "Mine is better."}
    revise_control(register, "R1.1", keys[0], by=cast.approver, text="Theirs.", reason="Ours.")
    response = editing.post(where, typed)
    assert response.status_code == 422
    again = form_of(response)
    assert (again["text"], again["reason"]) == ("Mine.", "Mine is better.")
    assert "Theirs." in response.content.decode()
    assert editing.post(where, again | {"choose_text": "mine"}).status_code == 302
    assert texts(register)[0] == "Mine."


def test_one_side_rewords_it_and_the_other_says_who_answers(editing, address, register, cast, keys):
    where = address("control_edit", "R1.1", keys[0])
    typed = opened(editing, where) | {"text": "Mine.", "reason": "Mine is better."}
    owner = {"owner": "Chief Executive", "reason": "Ours."}
    revise_control(register, "R1.1", keys[0], by=cast.approver, **owner)
    response = editing.post(where, typed, follow=True)
    found = snapshot(register).risk("R1.1").controls[0]
    assert (found.text, found.owner.title) == ("Mine.", "Chief Executive")
    assert "both were merged. Theirs are: Who answers for it." in response.content.decode()


def test_retired_by_the_other_side_meanwhile(editing, address, register, cast, keys):
    where = address("control_edit", "R1.1", keys[0])
    typed = opened(editing, where) | {"text": "Mine.", "reason": "Mine."}
    retire_control(register, "R1.1", keys[0], by=cast.approver, reason="Gone.")
    response = editing.post(where, typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "R1.1 has no such control any more." in page
    assert "It was retired while you were writing" in page
    assert "Gone." in page
    again = form_of(response)
    assert again["text"] == "Mine."
    assert editing.get(where).status_code == 404
    instead = address("control_add", "R1.1")
    assert f'formaction="{instead}"' in page
    assert editing.post(instead, again).status_code == 302
    assert texts(register) == ["Letters are answered.", "Mine."]


def test_retiring(editing, address, register, keys):
    where = address("control_retire", "R1.1", keys[0])
    assert "Meetings are held." in editing.get(where).content.decode()
    assert save(editing, where).status_code == 422
    assert save(editing, where, reason="They ended.").status_code == 302
    assert texts(register) == ["Letters are answered."]
    assert who_what_why(last(register)) == ("retire control", "R1.1", *BY, "They ended.")


def test_retiring_twice_is_told_as_once(editing, address, register, keys):
    where = address("control_retire", "R1.1", keys[0])
    typed = opened(editing, where) | {"reason": "They ended."}
    before = count(register)
    for _ in range(2):
        assert editing.post(where, typed).status_code == 302
    assert count(register) == before + 1


@pytest.mark.parametrize("key", [0, 10**30])
def test_a_key_of_nothing(editing, address, key):
    for name in ("control_edit", "control_retire"):
        assert editing.get(address(name, "R1.1", key)).status_code == 404


def test_a_control_of_another_risk(editing, address, keys):
    assert editing.get(address("control_edit", "R1.2", keys[0])).status_code == 404


def test_ordering_by_buttons(editing, address, register, keys):
    where = address("control_order", "R1.1")
    before = count(register)
    moved = editing.post(where, opened(editing, where) | {"down": str(keys[0]), "reason": "So."})
    assert moved.status_code == 200
    assert count(register) == before, "moving saves nothing"
    typed = form_of(moved)
    assert (typed["order"], typed["reason"]) == (f"{keys[1]},{keys[0]}", "So.")
    for button in ("up", "down"):
        typed.pop(button, None)
    assert editing.post(where, typed).status_code == 302
    assert texts(register) == ["Letters are answered.", "Meetings are held."]
    assert who_what_why(last(register)) == ("reorder controls", "R1.1", *BY, "So.")


def test_a_move_off_the_end_changes_nothing(editing, address, keys):
    where = address("control_order", "R1.1")
    typed = opened(editing, where)
    for button, key in (("up", keys[0]), ("down", keys[1]), ("up", 0), ("down", 10**30)):
        response = editing.post(where, typed | {button: str(key)})
        assert form_of(response)["order"] == typed["order"]


def saved_order(client, where, typed, order):
    chosen = {name: text for name, text in typed.items() if name not in {"up", "down"}}
    return client.post(where, chosen | {"order": order})


def test_ordered_by_the_other_side_meanwhile(editing, address, register, cast, keys):
    add_control(register, "R1.1", by=cast.approver, text="Surveys.")
    first, second, third = cast.keys("R1.1")
    where = address("control_order", "R1.1")
    typed = opened(editing, where)
    reorder_controls(register, "R1.1", [third, first, second], by=cast.approver)
    response = saved_order(editing, where, typed, f"{second},{first},{third}")
    assert response.status_code == 422
    assert "Abel Approver changed the controls after you opened this" in response.content.decode()
    assert cast.keys("R1.1") == [third, first, second]
    again = form_of(response) | {"choose_order": "mine"}
    assert saved_order(editing, where, again, again["order"]).status_code == 302
    assert cast.keys("R1.1") == [second, first, third]


def test_a_control_added_meanwhile_comes_last(editing, address, register, cast, keys):
    where = address("control_order", "R1.1")
    typed = opened(editing, where)
    add_control(register, "R1.1", by=cast.approver, text="Surveys.")
    response = saved_order(editing, where, typed, f"{keys[1]},{keys[0]}")
    assert response.status_code == 422
    assert form_of(response)["order"] == f"{keys[1]},{keys[0]},{cast.keys('R1.1')[2]}"


@pytest.mark.parametrize("order", ["", "x", "1,2,3", "²"])
def test_an_order_of_something_else(editing, address, register, order):
    where = address("control_order", "R1.1")
    before = texts(register)
    assert saved_order(editing, where, opened(editing, where), order).status_code == 422
    assert texts(register) == before

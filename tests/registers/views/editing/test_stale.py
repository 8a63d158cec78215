"""Two people, one risk: both texts are shown, and what only one of them touched stays."""

from unittest.mock import ANY

import pytest

from registers.actions import revise_risk
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.views.editing.pages import count, form_of, last, opened


def risk(register):
    return snapshot(register).risk("R1.1")


def begun(editing, address, cast):
    """A form that was opened before the other side changed three fields."""
    typed = opened(editing, address("risk_edit", "R1.1"))
    revise_risk(
        cast.register,
        "R1.1",
        by=cast.approver,
        reason="Ours is better.",
        description="Theirs.",
        treatment="treat",
        causes="Both.",
    )
    mine = {"description": "Mine.", "causes": "Both.", "title": "Mine", "reason": "I think so."}
    return {**typed, **mine}


def test_nothing_is_saved_and_both_are_shown(editing, address, cast):
    typed = begun(editing, address, cast)
    before = count(cast.register)
    response = editing.post(address("risk_edit", "R1.1"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert count(cast.register) == before
    assert "<title>Error: Edit R1.1" in page
    assert (
        "Abel Approver (Constabulary of Exampleshire) changed this after you opened it, in "
        f"revision {before}." in page
    )
    assert "Ours is better." in page
    assert told(response) == [("The public is not heard.", "Theirs.", "Mine.")], (
        "not what both wrote alike"
    )


def told(response):
    """Each conflict of a page: the common past, theirs and mine."""
    conflicts = response.context["conflicts"]
    return [(one.past, one.theirs.text, one.mine.text) for one in conflicts]


def test_the_form_keeps_mine_and_takes_over_what_i_did_not_touch(editing, address, cast):
    response = editing.post(address("risk_edit", "R1.1"), begun(editing, address, cast))
    again = form_of(response)
    assert (again["description"], again["title"]) == ("Mine.", "Mine")
    assert again["treatment"] == "treat", "theirs: I never touched it"
    assert again["reason"] == "I think so."
    assert again["began"] == str(count(cast.register))


def posed(editing, address, cast):
    """A choice that was posed: the form as it would be sent."""
    return form_of(editing.post(address("risk_edit", "R1.1"), begun(editing, address, cast)))


def test_nothing_is_saved_before_something_is_chosen(editing, address, cast):
    again = posed(editing, address, cast) | {"causes": "Written since."}
    before = count(cast.register)
    for _ in range(2):
        response = editing.post(address("risk_edit", "R1.1"), again)
        assert response.status_code == 422
        assert "Choose which text is to stand" in response.content.decode()
        assert told(response) == [("The public is not heard.", "Theirs.", "Mine.")]
        assert form_of(response) == {**again, "csrfmiddlewaretoken": ANY}
    assert count(cast.register) == before


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "Mine."), ("theirs", "Theirs."), ("third", "A third.")]
)
def test_what_is_chosen_stands(editing, address, cast, choice, stands):
    again = posed(editing, address, cast)
    began, before = int(again["past"]), count(cast.register)
    again |= {"choose_description": choice, "description": "A third."}
    assert editing.post(address("risk_edit", "R1.1"), again).status_code == 302
    found = risk(cast.register)
    assert (found.description, found.title) == (stands, "Mine")
    assert (found.treatment, found.causes) == ("treat", "Both.")
    made = last(cast.register)
    assert (made.number, made.began) == (before + 1, began), "one revision, which says so"
    assert verify(cast.register.journal) == ()
    page = editing.get(address("history")).content.decode()
    assert f'Begun from <a href="?before={began + 1}#revision-{began}">revision {began}</a>' in page


def test_theirs_alone_is_chosen(editing, address, cast):
    again = posed(editing, address, cast) | {"choose_description": "theirs", "title": ""}
    before = count(cast.register)
    response = editing.post(address("risk_edit", "R1.1"), again, follow=True)
    assert "Nothing was changed." in response.content.decode()
    assert count(cast.register) == before


def test_save_pressed_twice_after_choosing(editing, address, cast):
    again = posed(editing, address, cast) | {"choose_description": "mine"}
    before = count(cast.register)
    for _ in range(2):
        response = editing.post(address("risk_edit", "R1.1"), again, follow=True)
        assert f"Saved as revision {before + 1}." in response.content.decode()
    assert count(cast.register) == before + 1


def test_and_again_when_they_change_it_once_more(editing, address, cast):
    again = posed(editing, address, cast) | {"choose_description": "mine"}
    revise_risk(cast.register, "R1.1", by=cast.approver, reason="Once more.", title="Theirs too")
    response = editing.post(address("risk_edit", "R1.1"), again)
    assert response.status_code == 422
    assert told(response) == [("", "Theirs too", "Mine")]
    once_more = form_of(response)
    assert (once_more["description"], once_more["past"]) == ("Mine.", again["past"])
    once_more |= {"choose_title": "third", "title": "Ours"}
    assert editing.post(address("risk_edit", "R1.1"), once_more).status_code == 302
    assert (risk(cast.register).title, risk(cast.register).description) == ("Ours", "Mine.")


def test_what_only_one_side_touched_is_merged_and_told(editing, address, cast):
    typed = opened(editing, address("risk_edit", "R1.1")) | {"title": "Mine", "reason": "So."}
    began, ours = int(typed["began"]), {"treatment": "treat", "causes": "Theirs."}
    revise_risk(cast.register, "R1.1", by=cast.approver, reason="Ours.", **ours)
    before = count(cast.register)
    for _ in range(2):
        page = editing.post(address("risk_edit", "R1.1"), typed, follow=True).content.decode()
        assert f"Saved as revision {before + 1}." in page
        typed |= {}
    page = editing.get(address("history")).content.decode()
    found, made = risk(cast.register), last(cast.register)
    assert (found.title, found.treatment, found.causes) == ("Mine", "treat", "Theirs.")
    assert (made.number, made.began) == (before + 1, began)


def test_it_is_told_which_fields_were_theirs(editing, address, cast):
    typed = opened(editing, address("risk_edit", "R1.1")) | {"title": "Mine", "reason": "So."}
    ours = {"treatment": "treat", "causes": "Theirs."}
    revise_risk(cast.register, "R1.1", by=cast.approver, reason="Ours.", **ours)
    page = editing.post(address("risk_edit", "R1.1"), typed, follow=True).content.decode()
    assert (
        "Others had changed this meanwhile, and both were merged. Theirs are: Causes (optional) "
        "and Treatment." in page
    )


def test_a_past_that_never_was(editing, address, cast):
    typed = opened(editing, address("risk_edit", "R1.1")) | {"title": "Mine", "reason": "So."}
    for past in ("", "x", "0", "99999", "9" * 30):
        typed["title"] += "!"
        typed["began"] = str(count(cast.register))
        assert editing.post(address("risk_edit", "R1.1"), typed | {"past": past}).status_code == 302
        assert last(cast.register).began is None


def test_an_untouched_form_overwrites_nothing(editing, address, cast):
    typed = opened(editing, address("risk_edit", "R1.1"))
    revise_risk(cast.register, "R1.1", by=cast.approver, reason="Ours.", description="Theirs.")
    before = count(cast.register)
    assert editing.post(address("risk_edit", "R1.1"), typed).status_code == 302
    assert count(cast.register) == before
    assert risk(cast.register).description == "Theirs."


def test_a_change_of_another_risk_is_no_hindrance(editing, address, cast):
    typed = opened(editing, address("risk_edit", "R1.1")) | {"treatment": "treat"}
    revise_risk(cast.register, "R1.2", by=cast.approver, reason="Ours.", description="Other.")
    assert editing.post(address("risk_edit", "R1.1"), typed).status_code == 302


def test_a_form_that_does_not_say_where_it_began(editing, address, cast):
    typed = opened(editing, address("risk_edit", "R1.1")) | {"causes": "Mine.", "reason": "So."}
    for began in ("", "0", "x", "²", "9" * 30, "999"):
        response = editing.post(address("risk_edit", "R1.1"), typed | {"began": began})
        assert response.status_code == 422
        assert form_of(response)["causes"] == "Mine."
        assert form_of(response)["began"] == str(count(cast.register))

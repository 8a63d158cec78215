"""Two people, one risk: both texts are shown, and what only one of them touched stays."""

from registers.actions import revise_risk
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, opened


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
    conflicts = [(one.now, one.mine) for one in response.context["conflicts"]]
    assert conflicts == [("Theirs.", "Mine.")], "not what both wrote alike, or only one touched"


def test_the_form_keeps_mine_and_takes_over_what_i_did_not_touch(editing, address, cast):
    response = editing.post(address("risk_edit", "R1.1"), begun(editing, address, cast))
    again = form_of(response)
    assert (again["description"], again["title"]) == ("Mine.", "Mine")
    assert again["treatment"] == "treat", "theirs: I never touched it"
    assert again["reason"] == "I think so."
    assert again["began"] == str(count(cast.register))


def test_saving_again_is_done_knowingly(editing, address, cast):
    response = editing.post(address("risk_edit", "R1.1"), begun(editing, address, cast))
    assert editing.post(address("risk_edit", "R1.1"), form_of(response)).status_code == 302
    found = risk(cast.register)
    assert (found.description, found.title) == ("Mine.", "Mine")
    assert (found.treatment, found.causes) == ("treat", "Both.")


def test_and_again_when_they_change_it_once_more(editing, address, cast):
    response = editing.post(address("risk_edit", "R1.1"), begun(editing, address, cast))
    again = form_of(response)
    revise_risk(cast.register, "R1.1", by=cast.approver, reason="Once more.", title="Theirs too")
    response = editing.post(address("risk_edit", "R1.1"), again)
    assert response.status_code == 422
    assert [(one.now, one.mine) for one in response.context["conflicts"]] == [
        ("Theirs too", "Mine")
    ]


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

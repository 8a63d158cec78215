"""Wording, details, closing, reopening, moving."""

from datetime import date

import pytest

from registers.actions import close_risk, move_risk, reopen_risk
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why

BY = ("Edith Editor", "Office of the Commissioner")


def risk(register, reference="R1.1"):
    return snapshot(register).risk(reference)


def test_wording_is_changed_with_a_reason(editing, address, register):
    response = save(
        editing, address("risk_edit", "R1.1"), description="New words.", reason="Clearer."
    )
    assert response.status_code == 302
    assert response.url == address("risk", "R1.1") + "#the-risk"
    assert risk(register).description == "New words."
    assert who_what_why(last(register)) == ("revise", "R1.1", *BY, "Clearer.")


def test_the_next_page_says_which_revision_it_became(editing, address, register):
    save(editing, address("risk_edit", "R1.1"), description="New words.", reason="Clearer.")
    page = editing.get(address("risk", "R1.1")).content.decode()
    assert f"Saved as revision {last(register).number}." in page


def test_details_need_no_reason(editing, address, register):
    response = save(
        editing,
        address("risk_edit", "R1.1"),
        lead="Constabulary",
        risk_owner="Chief Executive",
        treatment="treat",
        next_review="3 December 2026",
        target_date="1/4/27",
        marking="OFFICIAL-SENSITIVE",
    )
    assert response.status_code == 302
    found = risk(register)
    assert found.lead.short_name == "Constabulary"
    assert found.risk_owner.title == "Chief Executive"
    assert found.treatment == "treat"
    assert (found.next_review, found.target_date) == (date(2026, 12, 3), date(2027, 4, 1))
    assert found.marking == "OFFICIAL-SENSITIVE"


def test_a_post_named_for_the_first_time_is_added(editing, address, register):
    before = count(register)
    save(editing, address("risk_edit", "R1.2"), new_post="Head of Data")
    assert risk(register, "R1.2").risk_owner.title == "Head of Data"
    assert count(register) == before + 2


def test_a_post_is_not_added_when_the_change_is_refused(editing, address, register, cast):
    typed = opened(editing, address("risk_edit", "R1.2"))
    close_risk(register, "R1.2", by=cast.approver, why="Gone.")
    response = editing.post(address("risk_edit", "R1.2"), {**typed, "new_post": "Head of Data"})
    assert response.status_code == 422
    assert "Head of Data" not in [post.title for post in snapshot(register).posts]
    assert form_of(response)["new_post"] == "Head of Data"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"description": ""}, "Write what the risk is."),
        ({"description": " \n "}, "Write something here: blanks alone say nothing."),
        ({"description": "New."}, "Say why. Both organisations will read it."),
        ({"title": "T" * 201}, "Shorten this to 200 characters: it has 201."),
        ({"title": "Two\nlines", "reason": "So."}, "Write this on one line, without tabs."),
        ({"next_review": "soon"}, "Write a day such as 14 June 2026 or 14/6/2026."),
        ({"next_review": "31 June 2026"}, "Write a day such as 14 June 2026 or 14/6/2026."),
        ({"next_review": "1 June 0026"}, "Write a year from 1990 to 2099."),
        ({"lead": "Nobody"}, "“Nobody” is not in the list: choose again."),
        (
            {"causes": "a\x00b", "reason": "So."},
            "Character 2 (U+0000) cannot be kept in a register. Take it out.",
        ),
        (
            {"causes": "c" * 30_001, "reason": "So."},
            "This text has 30,001 characters. The limit is 30,000: take out 1.",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_and_shown_again(editing, address, register, typed, sentence):
    before = count(register)
    response = save(editing, address("risk_edit", "R1.1"), consequences="Mine.", **typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert count(register) == before
    assert page.count(sentence) == 2, "beside the field and in the summary"
    assert "<title>Error: Edit R1.1" in page
    kept = form_of(response)
    shown = {name: text.replace("\r\n", "\n") for name, text in kept.items()}
    assert shown["consequences"] == "Mine."
    if "lead" not in typed and "\x00" not in str(typed):
        assert {name: shown[name] for name in typed} == typed


def test_thirty_thousand_characters_count_after_line_ends_became_one(editing, address, register):
    lines = "\r\n".join(["x" * 99] * 300)
    assert len(lines) > 30_000
    response = save(editing, address("risk_edit", "R1.1"), causes=lines, reason="Long.")
    assert response.status_code == 302
    assert risk(register).causes == lines.replace("\r\n", "\n")


def test_a_summary_links_to_the_field(editing, address):
    page = save(editing, address("risk_edit", "R1.1"), next_review="soon").content.decode()
    assert 'href="#id_next_review"' in page
    assert 'id="id_next_review"' in page
    assert 'aria-describedby="id_next_review_helptext id_next_review_error"' in page


def test_a_reason_without_a_change_is_not_lost(editing, address, register):
    before = count(register)
    response = save(editing, address("risk_edit", "R1.1"), reason="I meant to change this.")
    assert response.status_code == 422
    assert form_of(response)["reason"] == "I meant to change this."
    assert count(register) == before


def test_closing(editing, address, register):
    response = save(editing, address("risk_close", "R1.2"), why="It is over.", on="1 June 2026")
    assert response.status_code == 302
    found = risk(register, "R1.2")
    assert (found.closed_on, found.closed_why) == (date(2026, 6, 1), "It is over.")
    assert who_what_why(last(register)) == ("close", "R1.2", *BY, "It is over.")


def test_closing_on_a_day_to_come(editing, address):
    response = save(editing, address("risk_close", "R1.2"), why="Soon.", on="1 January 2099")
    assert response.status_code == 422
    assert "This day is still to come" in response.content.decode()
    assert form_of(response)["why"] == "Soon."


def test_reopening(editing, address, register, cast):
    close_risk(register, "R1.2", by=cast.approver, why="Gone.")
    response = save(editing, address("risk_reopen", "R1.2"), why="It came back.")
    assert response.status_code == 302
    assert risk(register, "R1.2").is_open
    assert who_what_why(last(register)) == ("reopen", "R1.2", *BY, "It came back.")


def test_a_closed_risk_is_only_reopened_or_moved(editing, address, register, cast):
    close_risk(register, "R1.1", by=cast.approver, why="Gone.")
    for name, more in (
        ("risk_edit", ()), ("risk_assess", ("after",)), ("risk_close", ()), ("control_add", ()),
        ("control_order", ()), ("control_edit", cast.keys("R1.1")[:1]),
        ("control_retire", cast.keys("R1.1")[:1]),
    ):  # fmt: skip
        response = editing.get(address(name, "R1.1", *more))
        assert (name, response.status_code) == (name, 302)
        assert response.url == address("risk", "R1.1")
    for name in ("risk_reopen", "risk_move"):
        assert editing.get(address(name, "R1.1")).status_code == 200


def test_a_text_for_a_risk_that_was_closed_meanwhile_is_kept(editing, address, register, cast):
    typed = opened(editing, address("risk_edit", "R1.1"))
    close_risk(register, "R1.1", by=cast.approver, why="Gone.")
    typed |= {"causes": "My causes.", "reason": "Better."}
    response = editing.post(address("risk_edit", "R1.1"), typed)
    assert response.status_code == 422
    assert "R1.1 is closed. Reopen it before changing it." in response.content.decode()
    page = response.content.decode()
    assert "The risk was closed while you were writing" in page
    assert "Abel Approver" in page
    assert "Gone." in page
    assert form_of(response)["causes"] == "My causes."
    reopen_risk(register, "R1.1", by=cast.approver, why="Not gone.")
    again = opened(editing, address("risk_edit", "R1.1"))
    assert (again["causes"], again["reason"]) == ("My causes.", "Better.")
    assert editing.post(address("risk_edit", "R1.1"), again).status_code == 302
    assert risk(register, "R1.1").causes == "My causes."


def test_moving_keeps_the_reference(editing, address, register):
    response = save(editing, address("risk_move", "R1.2"), theme="3", reason="It is workforce.")
    assert response.status_code == 302
    assert risk(register, "R1.2").theme_number == 3
    assert who_what_why(last(register)) == ("move", "R1.2", *BY, "It is workforce.")


def test_moving_to_where_it_is(editing, address, register):
    before = count(register)
    assert save(editing, address("risk_move", "R1.2")).status_code == 302
    assert count(register) == before


def test_a_risk_moved_by_the_other_side_meanwhile(editing, address, register, cast):
    typed = opened(editing, address("risk_move", "R1.2"))
    move_risk(register, "R1.2", by=cast.approver, theme=3, reason="Ours.")
    response = editing.post(
        address("risk_edit", "R1.2"), {**typed, "description": "Mine.", "reason": "Mine."}
    )
    assert response.status_code == 302
    found = risk(register, "R1.2")
    assert (found.theme_number, found.description) == (3, "Mine.")

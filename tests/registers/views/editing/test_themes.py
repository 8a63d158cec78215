"""Themes: added, revised, retired; and the head of the register."""

import pytest

from registers.actions import move_risk, revise_register, revise_theme
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why

BY = ("Edith Editor", "Office of the Commissioner")


def themes(register):
    return [(theme.number, theme.name, theme.appetite) for theme in snapshot(register).themes]


def test_the_list_for_an_editor(editing, address):
    page = editing.get(address("themes")).content.decode()
    for words in ("Public engagement", "Workforce", "6, the register's", "Add a theme", "Retire"):
        assert words.replace("'", "&#x27;") in page or words in page


def test_the_list_for_a_reader_offers_nothing(client, address, cast):
    client.force_login(cast.board_reader)
    page = client.get(address("themes")).content.decode()
    assert "Workforce" in page
    assert "Add a theme" not in page
    assert "Retire" not in page


def test_adding(editing, address, register):
    response = save(editing, address("theme_add"), number="2", name="Finance", appetite="8")
    assert response.url == address("themes")
    assert (2, "Finance", 8) in themes(register)
    assert who_what_why(last(register)) == ("add theme", "2 Finance", *BY, "")


def test_adding_twice_is_told_as_once(editing, address, register):
    typed = opened(editing, address("theme_add")) | {"number": "2", "name": "Finance"}
    before = count(register)
    for _ in range(2):
        assert editing.post(address("theme_add"), typed).status_code == 302
    assert count(register) == before + 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "3", "name": "Finance"}, "There is a theme 3 already."),
        ({"number": "0", "name": "Finance"}, "Write a whole number from 1 to 999."),
        ({"number": "", "name": "Finance"}, "Write a whole number from 1 to 999."),
        ({"number": "two", "name": "Finance"}, "Write a whole number from 1 to 999."),
        ({"number": "9" * 5000, "name": "Finance"}, "Write a whole number from 1 to 999."),
        ({"number": "2", "name": ""}, "Write the theme’s name."),
        ({"number": "2", "name": "F", "appetite": "50"}, "Write a whole number from 1 to 49."),
    ],
)
def test_what_no_theme_can_be(editing, address, register, typed, sentence):
    before = count(register)
    response = save(editing, address("theme_add"), **typed)
    page = response.content.decode().replace("&#x27;", "’")
    assert response.status_code == 422
    assert page.count(sentence) == 2
    assert count(register) == before
    assert {name: form_of(response)[name] for name in typed} == typed


def test_renaming_renumbering_and_its_appetite(editing, address, register):
    response = save(
        editing, address("theme_edit", 3), number="4", name="People", appetite="", reason="New."
    )
    assert response.status_code == 302
    assert themes(register) == [(1, "Public engagement", None), (4, "People", None)]
    assert who_what_why(last(register)) == ("revise theme", "3 Workforce", *BY, "New.")


def test_saving_a_new_number_twice(editing, address, register):
    typed = opened(editing, address("theme_edit", 3)) | {"number": "4", "reason": "New."}
    before = count(register)
    for _ in range(2):
        assert editing.post(address("theme_edit", 3), typed).status_code == 302
    assert count(register) == before + 1


def test_renumbered_by_the_other_side_meanwhile(editing, address, register, cast):
    typed = opened(editing, address("theme_edit", 3)) | {"name": "People", "reason": "Mine."}
    revise_theme(register, 3, by=cast.approver, new_number=5, reason="Ours.")
    assert editing.post(address("theme_edit", 3), typed).status_code == 302
    assert themes(register)[1] == (5, "People", 4), "its number is theirs, its name mine"


def test_a_theme_with_risks_is_not_retired(editing, address, register):
    page = editing.get(address("theme_retire", 3)).content.decode()
    assert address("risk_move", "R3.9") in page
    assert "form-panel" not in page


def test_retiring(editing, address, register, cast):
    move_risk(register, "R3.9", by=cast.approver, theme=1, reason="There.")
    response = save(editing, address("theme_retire", 3), reason="Empty now.")
    assert response.url == address("themes")
    assert themes(register) == [(1, "Public engagement", None)]
    assert who_what_why(last(register)) == ("retire theme", "3 Workforce", *BY, "Empty now.")


def test_a_theme_that_got_a_risk_meanwhile_is_not_retired(editing, address, register, cast):
    move_risk(register, "R3.9", by=cast.approver, theme=1, reason="There.")
    typed = opened(editing, address("theme_retire", 3)) | {"reason": "Empty now."}
    move_risk(register, "R1.2", by=cast.approver, theme=3, reason="Here.")
    response = editing.post(address("theme_retire", 3), typed)
    assert response.status_code == 422
    assert "This theme still holds R1.2." in response.content.decode()
    assert form_of(response)["reason"] == "Empty now."


def test_unknown_themes(editing, address):
    for name in ("theme_edit", "theme_retire"):
        assert editing.get(address(name, 2)).status_code == 404


def test_the_head(editing, address, register):
    response = save(
        editing,
        address("register_edit"),
        title="Joint risks",
        introduction="Read this.\r\n\r\nAnd this.",
        marking="OFFICIAL-SENSITIVE",
        notice="A draft.",
        appetite="8",
        reason="Agreed at the board.",
    )
    assert response.url == address("register")
    found = snapshot(register)
    assert (found.title, found.introduction) == ("Joint risks", "Read this.\n\nAnd this.")
    assert (found.marking, found.notice, found.appetite) == ("OFFICIAL-SENSITIVE", "A draft.", 8)
    assert who_what_why(last(register)) == (
        "revise register", register.slug, *BY, "Agreed at the board.",
    )  # fmt: skip


def test_the_head_wants_a_reason(editing, address, register):
    response = save(editing, address("register_edit"), appetite="8")
    assert response.status_code == 422
    assert form_of(response)["appetite"] == "8"


def test_the_head_was_changed_by_the_other_side_meanwhile(editing, address, register, cast):
    typed = opened(editing, address("register_edit")) | {"notice": "Mine.", "reason": "Mine."}
    revise_register(register, by=cast.approver, notice="Theirs.", title="New", reason="Ours.")
    response = editing.post(address("register_edit"), typed)
    assert response.status_code == 422
    again = form_of(response)
    assert (again["title"], again["notice"]) == ("New", "Mine.")
    again |= {"choose_notice": "mine"}
    assert editing.post(address("register_edit"), again).status_code == 302
    found = snapshot(register)
    assert (found.title, found.notice) == ("New", "Mine.")

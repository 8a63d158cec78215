"""Who else has a risk open: said to those who may edit it, for a short while, and never recorded."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from registers import presence
from registers.actions import close_risk


@pytest.fixture
def where(register):
    return reverse("presence", args=(register.slug, "R1.1"))


@pytest.fixture
def say(cast, where):
    """Someone of the cast says what they are doing with R1.1, and hears who else is there."""

    def as_person(name, doing="read", address=where):
        client = Client()
        client.force_login(cast.people[name])
        return client.post(address, {"doing": doing})

    return as_person


def heard(answer):
    return answer.json()["others"]


def test_each_hears_of_the_other(say):
    assert heard(say("editor")) == ""
    assert heard(say("approver", "edit")) == "Edith Editor (OPCC) has this risk open."
    assert heard(say("editor")) == "Abel Approver (Constabulary) is editing this risk."


def test_who_leaves_is_gone(say):
    say("approver", "edit")
    say("approver", "leave")
    assert heard(say("editor")) == ""


def test_it_is_of_one_risk_only(say, register):
    say("approver")
    other = reverse("presence", args=(register.slug, "R1.2"))
    assert heard(say("editor", address=other)) == ""


def test_it_ends_by_itself(say, monkeypatch):
    say("approver")
    later = time.time() + presence.LASTS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert heard(say("editor")) == ""


def test_the_page_says_it_without_a_script(client, cast, say, register):
    say("approver", "edit")
    client.force_login(cast.editor)
    for name in ("risk", "risk_edit"):
        page = client.get(reverse(name, args=(register.slug, "R1.1"))).content.decode()
        assert "Abel Approver (Constabulary) is editing this risk." in page


def test_nothing_is_recorded(say, register):
    before = register.journal.revisions.count()
    say("approver", "edit")
    assert register.journal.revisions.count() == before


@pytest.mark.parametrize(
    ("who", "status"),
    [("board_reader", 403), ("council_reader", 403), ("stranger", 404), ("administrator", 404)],
)
def test_who_may_not_edit_neither_says_nor_hears(client, cast, say, register, who, status):
    say("approver")
    assert say(who).status_code == status
    if status == 403:
        client.force_login(cast.people[who])
        page = client.get(reverse("risk", args=(register.slug, "R1.1"))).content.decode()
        assert "Abel Approver (Constabulary) has" not in page
        assert "data-presence" not in page


def test_nobody_signed_in_and_no_such_risk(say, where, register):
    assert Client().post(where, {"doing": "read"}).status_code == 302
    assert say("editor", address=where.replace("R1.1", "R9.9")).status_code == 404


def test_a_closed_risk_too(say, cast, register):
    close_risk(register, "R1.1", by=cast.editor, why="Past.")
    assert say("editor").status_code == 200

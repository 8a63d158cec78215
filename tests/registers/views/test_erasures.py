"""Asking for an erasure, confirming it and giving it up, in the pages."""

import pytest
from django.urls import reverse

from registers.actions import ask_erasure, revise_risk
from registers.models import Erasure
from registers.snapshot import snapshot
from tests.registers.views.seen import Seen

WORDS = "Jane <b>Doe</b>"
ASKED = {"words": WORDS, "ground": "personal data", "why": "A name was pasted in."}


@pytest.fixture
def address(register):
    return lambda name, *places: reverse(name, args=(register.slug, *places))


@pytest.fixture
def pasted(cast):
    text = f"Calls to {WORDS} are answered."
    revise_risk(cast.register, "R1.1", by=cast.editor, description=text, reason="So.")
    return cast.register


@pytest.fixture
def waiting(cast, pasted):
    first, _second = cast.signers()
    return ask_erasure(pasted, by=first, **ASKED)


def post(client, address, person, **sent):
    client.force_login(person)
    return Seen(client.post(address, sent, follow=True))


def test_looking_shows_the_places_and_changes_nothing(client, cast, pasted, address):
    before = snapshot(pasted).number
    page = post(client, address("erasure_ask"), cast.approver, **ASKED, look="1")
    assert "They stand in 1 place." in page.text
    assert "Calls to goes: Jane <b>Doe</b> are answered." in page.text
    assert "stands there now" in page.text
    assert "Ask for this erasure" in page.text
    assert WORDS not in page.html
    assert (snapshot(pasted).number, Erasure.objects.count()) == (before, 0)


def test_asking_and_confirming(client, cast, pasted, address):
    first, second = cast.signers()
    page = post(client, address("erasure_ask"), first, **ASKED)
    assert "It is carried out when every owner has confirmed it." in page.html
    assert "Waits for the other owners" in page.text
    assert "OPCC: Olive Signer on" in page.text
    assert "Your organisation has confirmed this." in page.text
    made = Erasure.objects.get()
    page = post(client, address("erasure", made.pk), second)
    assert "The words are gone." in page.html
    assert "Carried out" in page.text
    assert "Constabulary: Abel Approver on" in page.text
    assert "[erased on" in page.text
    assert "Jane" not in page.html
    assert "Jane" not in snapshot(pasted).risk("R1.1").description


def test_giving_up(client, cast, waiting, address):
    there = address("erasure", waiting.pk)
    page = post(client, there, cast.approver, give_up="1", why="")
    assert page.status == 422
    assert "Why is it given up?" in page.text
    page = post(client, there, cast.approver, give_up="1", why="It is not needed.")
    assert "Given up" in page.text
    page = post(client, there, cast.approver)
    assert "does not wait for anybody any more" in page.html
    assert WORDS in snapshot(cast.register).risk("R1.1").description


def test_the_words_are_shown_to_approvers_only(see, waiting, address):
    assert "Jane" in see("approver", address("erasure", waiting.pk)).html
    page = see("editor", address("erasure", waiting.pk))
    assert "Jane" not in page.html
    assert "The words are shown to approvers only." in page.text


@pytest.mark.parametrize("person", ["editor", "board_reader", "council_reader"])
def test_nobody_else_answers(client, cast, waiting, address, person):
    page = post(client, address("erasure", waiting.pk), cast.people[person])
    assert page.status == 403
    waiting.refresh_from_db()
    assert waiting.state == Erasure.State.ASKED


def test_an_erasure_of_another_register_is_not_here(client, cast, waiting, address):
    client.force_login(cast.approver)
    assert client.get(address("erasure", waiting.pk + 1)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": ""}, "Write the words that must go."),
        ({"words": "ab"}, "Give from 3 to 2000 characters of what must go."),
        ({"words": "not anywhere"}, "These words stand nowhere in this register or its record."),
        ({"ground": ""}, "Write the ground."),
        ({"ground": "g" * 101}, "Shorten this to 100 characters: it has 101."),
        ({"why": f"It is {WORDS}."}, "Do not repeat here the words that must go."),
        ({"why": ""}, "Say why."),
        ({"words": "a\x00b"}, "Character 2 (U+0000) cannot be kept"),
    ],
)
def test_what_cannot_be_asked_is_told_and_kept(client, cast, pasted, address, typed, sentence):
    page = post(client, address("erasure_ask"), cast.approver, **{**ASKED, **typed})
    assert page.status == 422
    assert sentence in page.text
    assert Erasure.objects.count() == 0


def test_no_browser_keeps_the_words(client, cast, waiting, address):
    client.force_login(cast.approver)
    for there in (address("erasure", waiting.pk), address("erasure_ask")):
        assert "no-store" in client.get(there)["Cache-Control"]

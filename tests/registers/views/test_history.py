import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.actions import assess, revise_risk
from registers.models import Revision
from registers.presentation.history_page import SAID
from registers.views import history
from tests.registers.deeds import DEEDS


@pytest.fixture
def address(register):
    return reverse("history", args=(register.slug,))


def test_a_change_says_what_who_for_whom_when_why_and_old_to_new(see, address, register, approver):
    assess(register, "R1.1", "after", by=approver, likelihood=2, impact=2, why="It is calmer.")
    text = see("board_reader", address).text
    assert (
        "R1.1 scored after controls Abel Approver, Approver of Constabulary · for "
        "Constabulary of Exampleshire It is calmer."
    ) in text
    assert "before: 2 × 3 = 6 → now: 2 × 2 = 4" in text


def test_the_newest_stands_first_and_pages_lead_back(see, address, register, editor, monkeypatch):
    monkeypatch.setattr(history, "ON_A_PAGE", 2)
    for number in range(3):
        revise_risk(register, "R1.1", by=editor, reason=f"Why {number}.", title=f"Title {number}")
    first = see("board_reader", address)
    assert first.text.index("Why 2.") < first.text.index("Why 1.")
    assert "Why 0." not in first.text
    older = see("board_reader", address + first.links["Older"])
    assert "Why 0." in older.text
    assert older.links["Newest"] == "?"


def test_a_risk_has_its_own(see, address, register, editor):
    revise_risk(register, "R1.2", by=editor, reason="Another.", title="Listening")
    text = see("board_reader", address + "?risk=R1.1").text
    assert text.startswith("History of R1.1 Back to R1.1")
    assert "Another." not in text


def test_an_unknown_risk_is_told(see, address):
    page = see("editor", address + "?risk=R9.9")
    assert page.status == 422
    assert "There is no risk R9.9 here." in page.text


def test_hostile_reasons_come_out_as_text(see, address, register, editor):
    hostile = "<script>alert(1)</script> ‮"
    revise_risk(register, "R1.1", by=editor, reason=hostile, title=hostile)
    page = see("board_reader", address)
    assert "<script>alert" not in page.html
    assert "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.action)
def test_every_verb_has_words(deed):
    assert deed.verb in SAID


def test_queries_do_not_grow_with_the_history(client, address, register, editor):
    client.force_login(editor)
    client.get(address)
    before = statements(client, address)
    for number in range(20):
        revise_risk(register, "R1.1", by=editor, reason="Again.", title=f"Title {number}")
    client.get(address)
    assert Revision.objects.filter(journal=register.journal_id).count() > 20
    assert statements(client, address) <= before + 1


def statements(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)

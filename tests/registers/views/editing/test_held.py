"""What is typed when nobody is signed in any more, or may do no more, is not lost."""

import pytest
from django.test import Client

from registers.actions import revise_person
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, opened

TYPED = {"causes": "A long text.\r\n  To the letter. ", "reason": "Because."}


@pytest.fixture
def where(address):
    return address("risk_edit", "R1.1")


@pytest.fixture
def typed(editing, where):
    return {**opened(editing, where), **TYPED}


def test_signed_out_meanwhile(editing, register, editor, where, typed):
    editing.logout()
    before = count(register)
    response = editing.post(where, typed)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={where}")
    assert count(register) == before
    editing.force_login(editor)
    page = editing.get(where)
    again = form_of(page)
    assert {name: again[name] for name in TYPED} == TYPED
    assert again["began"] == typed["began"]
    assert "This is what you typed here before" in page.content.decode()
    assert "Error:" not in page.content.decode()
    assert editing.post(where, again).status_code == 302
    assert snapshot(register).risk("R1.1").causes == "A long text.\n  To the letter. "
    assert "This is what you typed" not in editing.get(where).content.decode()


def test_it_can_be_thrown_away(editing, editor, where, typed):
    editing.logout()
    editing.post(where, typed)
    editing.force_login(editor)
    assert editing.post(where, {"discard": "1"}).url == where
    assert form_of(editing.get(where))["causes"] == ""


def test_another_person_on_the_same_machine_is_not_shown_it(editing, approver, where, typed):
    editing.logout()
    editing.post(where, typed)
    editing.force_login(approver)
    assert "A long text." not in editing.get(where).content.decode()


def test_a_foreign_page_puts_nothing_into_a_form(editing, editor, where, typed):
    editing.logout()
    for word in ("", "1", f"{editor.pk}:forged", str(editor.pk)):
        editing.post(where, typed | {"opened_by": word})
    editing.force_login(editor)
    assert form_of(editing.get(where))["causes"] == ""


def test_signed_in_again_elsewhere_so_that_the_form_s_token_is_old(register, editor, where):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    typed = {**opened(browser, where), **TYPED, "csrfmiddlewaretoken": "a" * 64}
    before = count(register)
    response = browser.post(where, typed)
    assert (response.status_code, response.url) == (302, where)
    assert count(register) == before
    again = form_of(browser.get(where))
    assert {name: again[name] for name in TYPED} == TYPED
    assert browser.post(where, again).status_code == 302
    assert count(register) == before + 1


def test_signed_out_and_without_any_cookie(editor, where):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    typed = {**opened(browser, where), **TYPED}
    browser.cookies.clear()
    assert browser.post(where, typed).url == where
    assert browser.get(where).url == f"/accounts/login/?next={where}"
    browser.force_login(editor)
    assert form_of(browser.get(where))["causes"] == TYPED["causes"]


def test_a_forged_form_is_refused_as_ever(register, editor, where):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    before = count(register)
    response = browser.post(where, {"description": "Forged.", "reason": "Forged."})
    assert response.status_code == 403
    assert "Forged." not in browser.get(where).content.decode()
    assert count(register) == before


def test_not_an_editor_any_more(editing, editor, register, where, typed):
    revise_person(editor, by=SYSTEM, reason="Another job.", role="reader")
    before = count(register)
    response = editing.post(where, typed)
    assert response.status_code == 403
    assert "A long text." in response.content.decode()
    assert "Because." in response.content.decode()
    assert count(register) == before


def test_what_is_shown_back_is_text(client, cast, where):
    client.force_login(cast.stranger)
    response = client.post(where, {"description": "<script>alert(1)</script></textarea>"})
    assert response.status_code == 404
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/textarea&gt;" in page


def test_only_so_much_is_held(editing, address, cast):
    forms = [address("risk_edit", name) for name in ("R1.1", "R1.2", "R3.9")]
    forms += [address("risk_close", name) for name in ("R1.1", "R1.2", "R3.9")]
    typed = {**opened(editing, forms[0]), **TYPED}
    editing.logout()
    for where in forms:
        editing.post(where, typed)
    assert list(editing.session["typed_and_held"]) == forms[1:]

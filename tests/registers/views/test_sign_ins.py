"""Who signs in and out, and who tries to, in the security log."""

import json

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import authenticate, login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore

from registers.actions import revise_person
from registers.permissions import SYSTEM
from riskregister.logs import SECURITY

SIGN_IN, SIGN_OUT = "/accounts/login/", "/accounts/logout/"
PASSWORD = "four plain words here"
WRONG = "Zqwrong words were typed"


@pytest.fixture
def person(cast):
    cast.editor.set_password(PASSWORD)
    cast.editor.save(update_fields=["password"])
    return cast.editor


@pytest.fixture
def said(caplog):
    """The lines of the security log, without their moments."""
    caplog.set_level("INFO", SECURITY)

    def lines():
        found = [json.loads(one.message) for one in caplog.records if one.name == SECURITY]
        assert all(one.pop("at") for one in found)
        return found

    return lines


def of(person, path, **more):
    who = {"person": person and person.pk, "email": person.email if person else ""}
    return {**more, "method": "POST", "path": path, **who, "address": "127.0.0.1"}


def test_signing_in_and_out(client, person, said):
    answer = client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    client.post(SIGN_OUT)
    assert said() == [
        of(person, SIGN_IN, event="signed in", by="password"),
        of(person, SIGN_OUT, event="signed out"),
    ]


def test_who_is_not_signed_in_does_not_sign_out(client, db, said):
    client.post(SIGN_OUT)
    assert said() == []


def test_a_provider_is_named(rf, person, said):
    request = rf.post("/accounts/oidc/forces/login/callback/")
    request.session, request.user = SessionStore(), AnonymousUser()
    record_authentication(request, person, "socialaccount", provider="forces", uid="Zquid")
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    assert said() == [of(person, request.path, event="signed in", by="forces")]


def test_who_is_asked_for_no_proof_has_given_none(client, person, said):
    client.force_login(person)
    (line,) = said()
    assert (line["event"], line["by"], line["email"]) == ("signed in", "no proof", person.email)


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_a_wrong_password_is_told_with_the_address_and_without_the_password(
    client, person, said, caplog, known
):
    tried = person.email if known else "nobody+%0a@example.org"
    client.post(SIGN_IN, {"login": tried, "password": WRONG})
    more = {"event": "sign-in failed", "tried": tried, "why": "wrong password"}
    assert said() == [of(None, SIGN_IN, **more)]
    assert caplog.records[-1].levelname == "WARNING"
    assert WRONG not in caplog.text


def test_who_left_does_not_sign_in(client, person, said):
    revise_person(person, by=SYSTEM, is_active=False, reason="They have left.")
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    assert [line["event"] for line in said()] == ["sign-in failed"]


def test_what_is_too_long_or_has_line_ends_is_one_short_line(rf, db, caplog):
    request = rf.post(SIGN_IN)
    request.user = AnonymousUser()
    tried = "a\n\x1b" + 300 * "b" + "@example.org"
    assert authenticate(request, email=tried, password=WRONG) is None
    (record,) = [one for one in caplog.records if one.name == SECURITY]
    assert json.loads(record.message)["tried"] == tried[:254]
    assert record.message.isprintable()


def test_a_try_without_a_request_is_told_too(db, said):
    assert authenticate(None, email="nobody@example.org", password=WRONG) is None
    assert said() == [
        {"event": "sign-in failed", "tried": "nobody@example.org", "why": "wrong password"}
    ]


def test_too_many_tries_are_told(client, person, said):
    for _try in range(12):
        client.post(SIGN_IN, {"login": person.email, "password": WRONG})
    whys = [line["why"] for line in said()]
    assert whys[-1] == "too many tries"
    assert set(whys) == {"wrong password", "too many tries"}
    assert len(whys) == 12


def test_a_password_that_is_wrong_before_something_else_is_a_failed_proof(client, person, said):
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": WRONG})
    more = {"event": "proof failed", "tried": person.email, "why": "wrong password"}
    assert said()[1:] == [of(person, "/accounts/reauthenticate/", **more)]

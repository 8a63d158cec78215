"""Signing in and passwords are no content: they are saved, and leave no history."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import update_last_login
from django.db import IntegrityError, transaction

from registers.actions import add_person, revise_person
from registers.models import Journal, User
from registers.permissions import SYSTEM
from registers.verifying import verify
from tests.registers.tampering import remove

PASSWORD = "a long enough sentence"


@pytest.fixture
def person(cast):
    return add_person(
        by=SYSTEM, email="Pat@Example.org", name="Pat", organisation=cast.opcc, role="reader",
        password=PASSWORD,
    )  # fmt: skip


def untouched(person, before):
    installed = Journal.objects.get(name="installation")
    return (person.history.count(), installed.revisions.count()) == before and not verify(installed)


def counted(person):
    return person.history.count(), Journal.objects.get(name="installation").revisions.count()


def test_signing_in_leaves_no_history(person, client):
    before = counted(person)
    assert client.login(email="pat@example.org", password=PASSWORD)
    update_last_login(None, person)
    assert User.objects.get(pk=person.pk).last_login is not None
    assert untouched(person, before)


def test_a_new_password_leaves_no_history(person, client):
    before = counted(person)
    client.force_login(person)
    response = client.post(
        "/accounts/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "another long sentence",
            "password2": "another long sentence",
        },
    )
    assert response.status_code == 302
    assert authenticate(email="pat@example.org", password="another long sentence") == person
    assert untouched(person, before)


def test_an_old_hash_is_renewed_at_sign_in(person, client, settings):
    before = counted(person)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert client.login(email="pat@example.org", password=PASSWORD)
    assert User.objects.get(pk=person.pk).password.startswith("pbkdf2_sha256$")
    assert untouched(person, before)


def test_no_password_is_in_the_history(person):
    columns = {field.attname for field in User.history.model._meta.concrete_fields}
    assert columns & {"password", "last_login"} == set()


def test_people_are_never_deleted(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        remove(person)
    assert User.objects.filter(pk=person.pk).exists()


def test_one_who_is_no_longer_active_cannot_sign_in(person, client):
    revise_person(person, by=SYSTEM, is_active=False, reason="Left.")
    assert not client.login(email="pat@example.org", password=PASSWORD)

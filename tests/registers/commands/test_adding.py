"""Adding organisations and people from the command line: what is said, and what is kept."""

import io

import pytest
from django.core.management import CommandError, call_command

from registers.actions import add_organisation
from registers.models import Organisation, User
from registers.permissions import SYSTEM

pytestmark = pytest.mark.django_db
PASSWORD = "a sentence of my own"


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command with `typed` on its standard input; what it said."""

    def call(*command, typed=f"{PASSWORD}\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        call_command(*command)
        return capsys.readouterr().out

    return call


def test_an_organisation_and_a_person_of_it_who_signs_in(run, client):
    assert run("add_organisation", "Example Council", "Council") == "Added Example Council.\n"
    said = run(
        "add_person",
        "a@b.example",
        "Ada Example",
        "--organisation=Example Council",
        "--role=editor",
    )
    assert said == "Added Ada Example <a@b.example>.\n"
    ada = User.objects.get()
    assert (ada.organisation.short_name, ada.role) == ("Council", "editor")
    assert client.login(username="a@b.example", password=PASSWORD)


def test_an_organisation_may_be_named_by_its_short_name(run):
    run("add_organisation", "Example Council", "Council")
    run("add_person", "a@b.example", "Ada", "--organisation=Council", "--role=reader")
    assert User.objects.get().organisation.name == "Example Council"


def test_a_short_name_that_two_have_is_not_guessed_at(run):
    for name in ("East Council", "West Council"):
        add_organisation(by=SYSTEM, name=name, short_name="Council")
    with pytest.raises(CommandError, match="Several organisations are called Council for short"):
        run("add_person", "a@b.example", "Ada", "--organisation=Council", "--role=reader")
    assert not User.objects.exists()


def test_what_cannot_be_kept_is_said_by_field(run):
    with pytest.raises(CommandError) as refused:
        run("add_organisation", "Example Council", "x" * 41)
    assert str(refused.value) == (
        "short name: Ensure this value has at most 40 characters (it has 41). Nothing was added."
    )
    with pytest.raises(CommandError) as refused:
        run("add_person", "a@b.example", "Ada", "--administrator", typed="short\n")
    assert str(refused.value) == (
        "password: This password is too short. It must contain at least 12 characters. "
        "Nobody was added."
    )
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_an_unknown_organisation_is_answered_with_those_there_are(run):
    run("add_organisation", "Example Council", "Council")
    with pytest.raises(CommandError) as refused:
        run("add_person", "a@b.example", "Ada", "--organisation=Nowhere", "--role=reader")
    assert str(refused.value) == "There is no organisation Nowhere; there is Example Council."

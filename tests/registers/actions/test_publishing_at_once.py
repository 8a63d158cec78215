"""Real processes that press the buttons of publishing at the same instant, on one database and one
store: whatever comes first, what stands is right, and nobody meets an error page."""

import pytest
from django.core.files.storage import storages
from django.db import connection

from registers.actions import consent_to_publication
from registers.models import Publication, PublicationConsent, PublicationHold, PublishedFile
from registers.published import shelf
from registers.verifying import verify
from tests.registers.agreeing import agree
from tests.registers.processes import run
from tests.registers.publishing import asked, may_be_public

State = Publication.State


@pytest.fixture
def version(transactional_db, cast):
    """A version that both owners have agreed and that may be published."""
    may_be_public(cast)
    agree(cast)
    return cast


@pytest.fixture
def race(version, tmp_path):
    """Do deeds at once in processes with the test's own store; what each said, in order."""

    def do(*deeds):
        connection.close()
        done = run("-m", "tests.registers.publishing_at_once", *deeds, DATA_DIR=str(tmp_path))
        assert done.returncode == 0, done.stderr
        assert verify(version.register.journal) == ()
        return sorted(done.stdout.splitlines())

    return do


def stored():
    store = storages["published"]
    return [name for folder in store.listdir("")[0] for name in store.listdir(folder)[1]]


def test_the_files_are_made_once(version, race):
    said = race("ask", "ask", "ask")
    waits = "ask: refused: Version 1 waits for the other owners."
    assert said == ["ask: done", waits, waits]
    publication = Publication.objects.get()
    assert publication.state == State.ASKED
    assert sorted(stored()) == sorted(file.sha256 for file in PublishedFile.objects.all())


def test_both_owners_consent_and_one_presses_twice(version, race):
    asked(version)
    once, other, again = sorted(race("consent", "consent", "consent-other"), key=len)
    assert (once, other) == ("consent: 302", "consent-other: 302")
    assert again in (
        "consent: 422: OPCC has agreed already. Nothing was changed.",
        "consent: 422: This version is published already. Nothing was changed.",
    )
    assert Publication.objects.get().state == State.PUBLISHED
    assert PublicationConsent.objects.count() == 2
    assert version.register.journal.revisions.filter(verb="publish").count() == 2
    assert [entry.agreed.version for entry in shelf("exampleshire").entries] == [1]


def test_one_consents_while_the_other_gives_it_up(version, race):
    asked(version)
    said = race("consent", "withdraw-other")
    assert said in (
        ["consent: 302", "withdraw-other: 302"],
        ["consent: 422: This was withdrawn. Nothing was changed.", "withdraw-other: 302"],
        ["consent: 422: Nothing is put forward for publication.", "withdraw-other: 302"],
    )
    assert Publication.objects.get().state == State.WITHDRAWN
    assert stored() == []
    assert shelf("exampleshire") is None


def test_the_last_consent_comes_while_the_other_gives_it_up(version, race):
    consent_to_publication(version.register, asked(version).pk, by=version.approver)
    said = race("consent", "withdraw-other")
    is_public = Publication.objects.get().state == State.PUBLISHED
    assert said in (
        [
            [
                "consent: 302",
                "withdraw-other: 422: This was published while you had the page open. To withdraw "
                "it now is for good: look again before you do. Nothing was changed.",
            ]
        ]
        if is_public
        else [
            ["consent: 422: This was withdrawn. Nothing was changed.", "withdraw-other: 302"],
            ["consent: 422: Nothing is put forward for publication.", "withdraw-other: 302"],
        ]
    )
    assert bool(stored()) is is_public


def test_the_last_consent_comes_while_the_other_sets_a_hold(version, race):
    consent_to_publication(version.register, asked(version).pk, by=version.approver)
    consented, held = race("consent", "hold-other")
    assert held == "hold-other: 302"
    assert PublicationHold.objects.count() == 1
    if Publication.objects.get().state == State.PUBLISHED:
        assert consented == "consent: 302"
    else:
        assert consented.startswith("consent: 422: Nothing is published until ")
        assert consented.endswith(": An election.")

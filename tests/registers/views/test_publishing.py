"""The pages of publishing: what each may do, what is refused in words, and the security log."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registers.actions import consent_to_publication, withdraw_publication, withhold
from registers.models import Publication, PublicationConsent, PublicationHold, Register
from registers.presentation import publishing_page
from tests.registers.agreeing import agree
from tests.registers.deeds import WITHHELD
from tests.registers.publishing import (
    SECRET,
    asked,
    may_be_public,
    publish,
    withheld_risk,
)
from tests.registers.views.seen import Seen


@pytest.fixture
def page_of(client):
    def opened(person, name="publish", *more, **sent):
        client.force_login(person)
        address = reverse(name, args=("exampleshire", *more))
        answer = client.post(address, sent, follow=True) if sent else client.get(address)
        return Seen(answer)

    return opened


@pytest.fixture
def version(cast):
    may_be_public(cast)
    withheld_risk(cast)
    return agree(cast)


def seen():
    """What the page of the newest publication names in its forms."""
    return publishing_page.seen(Publication.objects.order_by("-pk")[0])


def events(caplog):
    found = [record for record in caplog.records if record.name == "registers.security"]
    return [json.loads(record.message)["event"] for record in found]


def test_a_version_goes_from_agreed_to_public(page_of, client, cast, version, settings, tmp_path,
                                              caplog):  # fmt: skip
    settings.PDF_STORE, settings.PDF_SOON = tmp_path / "pdf", 120
    caplog.set_level("INFO", "registers.security")
    page = page_of(cast.editor, "publish", 1)
    assert "has not agreed to publish" in page.text
    assert f"R3.7 the whole risk {SECRET} title" in page.text
    assert "Agree to publish" not in page.text
    page = page_of(cast.editor, "publish", 1, ask="1")
    assert "They wait for the consent of the owners." in page.text
    assert "exampleshire-version-1.pdf" in page.links
    for signer, says in zip(cast.signers(), ("It waits for the other", "Published."), strict=True):
        assert says in page_of(signer, "publish", 1, consent="1", seen=seen()).text
    assert events(caplog) == ["publication asked", "publication consented", "published"]
    client.logout()
    public = client.get("/published/exampleshire/")
    assert public.status_code == 200
    assert SECRET not in public.content.decode()
    page = page_of(cast.approver, "publish", 1, withdraw="1", why="", seen=seen())
    assert page.status == 422
    page = page_of(cast.approver, "publish", 1, withdraw="1", why="A slip.", seen=seen())
    assert "Version 1 was withdrawn" in page.text
    assert client.get("/published/exampleshire/1/").status_code == 410


def test_the_preview_is_the_page_that_is_published(client, cast, version, page_of):
    preview = page_of(cast.approver, "publish_page", 1)
    assert SECRET not in preview.html
    assert "The files are made when this is put forward" in preview.text
    publish(cast)
    shown = page_of(cast.approver, "publish_page", 1).html
    client.logout()
    assert client.get("/published/exampleshire/1/").content.decode() == shown


def test_an_editor_agrees_to_nothing_and_a_reader_sees_and_does_nothing(
    page_of, cast, version, caplog
):
    publication = asked(cast)
    for person, deed in (
        (cast.editor, "consent"), (cast.editor, "withdraw"), (cast.board_reader, "ask"),
    ):  # fmt: skip
        assert page_of(person, "publish", 1, **{deed: "1", "why": "So."}).status == 403
    assert events(caplog) == ["refused"] * 3
    assert Publication.objects.get() == publication
    assert page_of(cast.board_reader, "publish", 1).status == 200


def test_what_is_refused_is_said_and_logged(page_of, cast, version, caplog):
    consent_to_publication(cast.register, asked(cast).pk, by=cast.approver)
    page = page_of(cast.approver, "publish", 1, consent="1", seen=seen())
    assert page.status == 422
    assert "Constabulary has agreed already. Nothing was changed." in page.text
    assert page.title.startswith("Error:")
    assert events(caplog) == ["refused"]
    assert page_of(cast.approver, "publish", 9).status == 404


def test_nobody_agrees_to_files_that_the_page_did_not_show(page_of, cast, version):
    first = asked(cast)
    left_open = seen()
    withdraw_publication(cast.register, first.pk, by=cast.approver, why="Again.")
    asked(cast)
    page = page_of(cast.approver, "publish", 1, consent="1", seen=left_open)
    assert page.status == 422
    assert "This has moved on since the page was opened." in page.text
    assert not PublicationConsent.objects.exists()


def test_giving_up_what_was_published_meanwhile_withdraws_nothing(page_of, cast, version):
    publication = asked(cast)
    left_open = seen()
    for signer in cast.signers():
        consent_to_publication(cast.register, publication.pk, by=signer)
    page = page_of(cast.approver, "publish", 1, withdraw="1", why="For us only.", seen=left_open)
    assert page.status == 422
    assert "This has moved on since the page was opened." in page.text
    assert "For us only." in page.text
    assert Publication.objects.get().state == Publication.State.PUBLISHED


def test_a_hold_is_set_told_and_lifted(page_of, cast, version):
    today = timezone.localdate()
    told = {"since": today.isoformat(), "until": (today + timedelta(days=9)).isoformat()}
    page = page_of(cast.approver, "publication_hold", why="", **told)
    assert page.status == 422
    page = page_of(cast.approver, "publication_hold", why="An election.", **told)
    assert "An election." in page.text
    hold = PublicationHold.objects.get()
    page = page_of(cast.approver, "publications", lift=str(hold.pk), reason="Called off.")
    assert "The hold is lifted." in page.text
    assert page_of(cast.approver, "publications", lift="x" * 30, reason="So.").status == 422


def test_the_rules_are_changed_with_a_reason(page_of, cast):
    page = page_of(cast.editor, "publications", rules="1", is_public="on", reason="")
    assert page.status == 422
    page_of(
        cast.editor, "publications", rules="1", is_public="on", one_publishes="on", reason="So."
    )
    found = Register.objects.get(pk=cast.register.pk)
    assert (found.is_public, found.one_publishes) == (True, True)


def test_an_earlier_version_that_shows_what_is_now_withheld_is_named(page_of, cast):
    may_be_public(cast)
    agree(cast)
    publish(cast)
    withhold(cast.register, "R1.2", by=cast.editor, part="whole", reasoning="So.", **WITHHELD)
    agree(cast, "Second")
    page = page_of(cast.approver, "publish", 2)
    assert "Version 1 is published and shows R1.2, which this one withholds." in page.text

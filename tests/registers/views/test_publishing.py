"""The pages of publishing: what each may do, what is refused in words, and the security log."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registers.actions import consent_to_publication, withdraw_publication, withhold
from registers.models import Publication, PublicationConsent, PublicationHold, Register
from tests.registers.agreeing import agree
from tests.registers.deeds import WITHHELD
from tests.registers.publishing import (
    SECRET,
    asked,
    may_be_public,
    publish,
    withheld_risk,
)
from tests.registers.security_lines import events
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


def test_a_version_goes_from_agreed_to_public(page_of, client, cast, version, settings, tmp_path,
                                              caplog):  # fmt: skip
    settings.PDF_STORE, settings.PDF_SOON = tmp_path / "pdf", 120
    caplog.set_level("INFO", "registers.security")
    page = page_of(cast.editor, "publish", 1)
    assert "has not agreed to publish" in page.text
    assert f"R3.7 {SECRET} title 16 High Withheld whole: " in page.text
    assert f"Description {SECRET} description." in page.text
    assert "The owners read 4 risks, the public 3: 1 risk withheld whole" in page.text
    assert "Open risks 4 3 1 fewer" in page.text
    assert "Agree to publish" not in page.text
    page = page_of(cast.editor, "publish", 1, ask="1")
    assert "They wait for the consent of the owners." in page.text
    assert "exampleshire-version-1.pdf" in page.links
    page = page_of(cast.approver, "publish", 1, withdraw="asked", why="")
    assert "Why is it given up? – Say why. Both organisations will read it." in page.text
    assert "The public will read this" not in page.text
    waiting = str(Publication.objects.get().pk)
    for signer, says in zip(cast.signers(), ("It waits for the other", "Published."), strict=True):
        assert says in page_of(signer, "publish", 1, consent=waiting).text
    assert events(caplog) == ["publication asked", "publication consented", "published"]
    client.logout()
    public = client.get("/published/exampleshire/")
    assert public.status_code == 200
    assert SECRET not in public.content.decode()
    page = page_of(cast.approver, "publish", 1, withdraw="published", why="")
    assert page.status == 422
    assert "Say why. The public will read it." in page.text
    assert "The public will read this in its place." in page.text
    page = page_of(cast.approver, "publish", 1, withdraw="asked", why="Not yet.")
    assert page.status == 422
    assert "This was published while you had the page open." in page.text
    page = page_of(cast.approver, "publish", 1, withdraw="published", why="A slip.")
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


def test_the_preview_of_what_waits_leads_to_the_files_that_wait(client, cast, version, page_of):
    publication = asked(cast)
    shown = page_of(cast.approver, "publish_page", 1).html
    for file in publication.files.exclude(name="index.html"):
        own = reverse("publish_file", args=("exampleshire", 1, file.name))
        assert shown.count(f'href="{own}"') == 1
        assert client.get(own).status_code == 200
        assert f"/published/exampleshire/1/{file.name}" not in shown
    for signer in cast.signers():
        consent_to_publication(cast.register, publication.pk, by=signer)
    public = client.get("/published/exampleshire/1/").content.decode()
    published = "/published/exampleshire/1/"
    assert shown.replace("/registers/exampleshire/publish/1/", published) == public


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
    waiting = asked(cast)
    consent_to_publication(cast.register, waiting.pk, by=cast.approver)
    page = page_of(cast.approver, "publish", 1, consent=str(waiting.pk))
    assert page.status == 422
    assert "Constabulary has agreed already. Nothing was changed." in page.text
    assert page.title.startswith("Error:")
    assert events(caplog) == ["refused"]
    assert page_of(cast.approver, "publish", 9).status == 404


def test_nobody_agrees_to_files_that_were_made_after_the_page_was_opened(page_of, cast, version):
    first = asked(cast)
    withdraw_publication(cast.register, first.pk, by=cast.approver, why="Not yet.")
    page = page_of(cast.approver, "publish", 1, consent=str(first.pk))
    assert page.status == 422
    assert "Nothing is put forward for publication." in page.text
    asked(cast)
    for old in (str(first.pk), "", "x"):
        page = page_of(cast.approver, "publish", 1, consent=old)
        assert page.status == 422
        assert "These files were made anew after you opened this page" in page.text
    assert not PublicationConsent.objects.exists()


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


def test_each_earlier_version_that_shows_what_is_now_withheld_is_named(page_of, cast):
    may_be_public(cast)
    for number in range(1, 6):
        agree(cast, f"Board {number}")
        publish(cast, number)
    withhold(cast.register, "R1.2", by=cast.editor, part="whole", reasoning="So.", **WITHHELD)
    agree(cast, "Board 6")
    said = "Versions 1, 2, 3, 4 and 5 are published and show R1.2, which this one withholds."
    assert said in page_of(cast.approver, "publish", 6).text


def test_home_tells_an_approver_what_waits_for_their_consent(client, cast, version):
    asked(cast)
    said = "Version 1 waits for your consent to publish it"
    first, second = cast.signers()
    for person, told in ((first, True), (second, True), (cast.editor, False)):
        client.force_login(person)
        assert (said in Seen(client.get(reverse("home"))).text) is told
    consent_to_publication(cast.register, Publication.objects.get().pk, by=first)
    client.force_login(first)
    assert said not in Seen(client.get(reverse("home"))).text
    client.force_login(second)
    assert said in Seen(client.get(reverse("home"))).text

"""Signing off, in the page: put forward, recalled, read, signed by who has proved who they are."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from registers.actions import challenge, put_forward, recall, revise_register, revise_risk
from registers.models import Candidate, Edition, SignOff
from tests.registers.agreeing import agree, called, sign
from tests.registers.security_lines import events
from tests.registers.views.seen import Seen

PASSWORD = "correct horse battery"


@pytest.fixture
def review(cast):
    return called(cast)


@pytest.fixture
def candidate(cast, review):
    return put_forward(cast.register, review.pk, by=cast.editor)


@pytest.fixture
def signers(cast):
    people = cast.signers()
    for person in people:
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return people


@pytest.fixture
def page_of(client, cast, review):
    address = reverse("sign", args=(cast.register.slug, review.pk))

    def asked(person, **sent):
        client.force_login(person)
        answer = client.post(address, sent, follow=True) if sent else client.get(address)
        page = Seen(answer)
        page.status = answer.status_code
        return page

    return asked


DECIDED = {
    "on_behalf_of": "The Commissioner", "capacity": "Police and Crime Commissioner",
    "decision": "Notice 12", "decided_on": "4 May 2026",
}  # fmt: skip


def signing(candidate, **more):
    return {"sign": "1", "seen": candidate.fingerprint, "password": PASSWORD, "began": "1", **more}


def test_an_editor_puts_forward_and_an_approver_reads_what_it_means(page_of, cast, signers):
    page = page_of(cast.editor)
    assert "Nothing has been put forward yet." in page.text
    page = page_of(cast.editor, put_forward="1", number="")
    assert "waits for signatures" in page.text
    candidate = Candidate.objects.get()
    page = page_of(signers[0])
    assert "By signing you state that Office of the Commissioner agrees to the exact content" in (
        page.text
    )
    assert f"Sign revision {candidate.number}" in page.text
    assert candidate.fingerprint[:4] in page.text


def test_both_sign_and_the_version_is_agreed(page_of, cast, signers, candidate, caplog):
    caplog.set_level("INFO", logger="registers.security")
    page = page_of(signers[0], **signing(candidate))
    assert "Signed. It waits for the other owners." in page.text
    page = page_of(signers[1], **signing(candidate))
    assert "version 1 is agreed" in page.text
    assert Edition.objects.get().fingerprint == candidate.fingerprint
    assert set(SignOff.objects.values_list("proved_by", flat=True)) == {"password"}
    assert events(caplog) == ["signed", "signed"]


@pytest.mark.parametrize(
    ("password", "said"),
    [("", "Give your password"), ("wrong", "This is not your password. Nothing was signed.")],
)
def test_who_does_not_prove_who_they_are_signs_nothing(
    page_of, cast, signers, candidate, password, said, caplog
):
    page = page_of(signers[0], **signing(candidate, password=password))
    assert (page.status, SignOff.objects.exists()) == (422, False)
    assert said in page.text
    assert events(caplog) == ["proof failed", "refused"]


def test_guessing_passwords_comes_to_an_end(page_of, signers, candidate):
    for _guess in range(12):
        page = page_of(signers[0], **signing(candidate, password="wrong"))
    assert "Too many" in page.text
    page = page_of(signers[0], **signing(candidate))
    assert "Too many" in page.text
    assert not SignOff.objects.exists()


def test_without_a_password_a_fresh_sign_in_proves_it(client, cast, candidate, page_of, caplog):
    first, _second = cast.signers()
    page = page_of(first)
    assert "You have just signed in" in page.text
    session = client.session
    session["signed_in"] = (timezone.now() - timedelta(minutes=6)).timestamp()
    session.save()
    address = reverse("sign", args=(cast.register.slug, candidate.review_id))
    assert "Sign in again first" in Seen(client.get(address)).text
    sent = {"sign": "1", "seen": candidate.fingerprint}
    answer = client.post(address, sent)
    assert (answer.status_code, SignOff.objects.exists()) == (422, False)
    assert events(caplog) == ["proof failed", "refused"]
    again = reverse("sign_in_again", args=(cast.register.slug, candidate.review_id))
    answer = client.post(again)
    assert answer.url.endswith(f"next={address.replace('/', '%2F')}")
    client.force_login(first)
    client.post(address, sent)
    assert SignOff.objects.get().proved_by == "fresh sign-in"


@pytest.mark.parametrize("who", ["editor", "board_reader", "contributor"])
def test_who_may_not_sign_is_told_so(page_of, cast, signers, candidate, who):
    page = page_of(cast.people[who], **signing(candidate))
    assert (page.status, SignOff.objects.exists()) == (403, False)
    assert "Sign for the" not in page_of(cast.people[who]).text


def test_what_the_page_did_not_show_is_not_signed(page_of, signers, candidate):
    page = page_of(signers[0], **signing(candidate, seen="f" * 64))
    assert page.status == 422
    assert "What you saw is not what was put forward." in page.text
    assert not SignOff.objects.exists()


def test_a_recall_is_told_with_its_reason(page_of, cast, signers, candidate):
    seen = candidate.fingerprint
    assert "Why is it recalled? –" in page_of(cast.editor, recall="1", why=" ", seen=seen).text
    page = page_of(cast.editor, recall="1", why="R1.1 <b>was</b> wrong.", seen=seen)
    day = f"{timezone.localdate():%-d %B %Y}"
    assert f"was put forward and recalled, on {day} by Edith Editor, " in page.text
    assert "R1.1 <b>was</b> wrong." in page.text
    page = page_of(signers[0], **signing(candidate))
    assert page.status == 422
    assert "was recalled" in page.text
    assert not SignOff.objects.exists()


def test_a_recall_is_of_what_its_page_showed(page_of, cast, review, candidate):
    recall(cast.register, candidate.pk, by=cast.approver, why="So.")
    second = put_forward(cast.register, review.pk, by=cast.editor)
    page = page_of(cast.editor, recall="1", why="R1.1 was wrong.", seen=candidate.fingerprint)
    assert page.status == 422
    assert "Another revision was put forward since this page was opened." in page.text
    assert "R1.1 was wrong." in page.text
    assert Candidate.objects.get(pk=second.pk).state == Candidate.State.STANDING


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("on_behalf_of", "Write who decided"),
        ("capacity", "Write in which capacity they decided"),
        ("decision", "Write the reference of the decision"),
        ("decided_on", "Write the day of the decision"),
    ],
)
def test_what_is_missing_of_a_decision_elsewhere_is_named(
    page_of, signers, candidate, name, missing
):
    told = dict(DECIDED)
    del told[name]
    page = page_of(signers[0], **signing(candidate, **told))
    assert page.status == 422
    assert f"{missing}, or leave the whole decision empty." in page.text
    assert page.text.count("or leave the whole decision empty.") == 2
    assert not SignOff.objects.exists()


def test_a_scan_alone_is_no_decision(page_of, signers, candidate):
    page = page_of(signers[0], **signing(candidate, scan=SimpleUploadedFile("x.pdf", b"x")))
    assert page.text.count("or leave the whole decision empty.") == 8
    assert not SignOff.objects.exists()


def test_a_decision_elsewhere_is_recorded_with_the_code_of_its_paper(page_of, signers, candidate):
    told = DECIDED
    page = page_of(signers[0], **signing(candidate, scan=SimpleUploadedFile("x.pdf", b""), **told))
    assert "The scanned paper is an empty file." in page.text
    assert not SignOff.objects.exists()
    scan = SimpleUploadedFile("decision.pdf", b"%PDF-1.7 signed")
    page = page_of(signers[0], **signing(candidate, scan=scan, **told))
    kept = SignOff.objects.get()
    assert (kept.on_behalf_of, kept.paper) == (
        "The Commissioner", hashlib.sha256(b"%PDF-1.7 signed").hexdigest(),
    )  # fmt: skip
    assert "The Commissioner, Police and Crime Commissioner: Notice 12, 4 May 2026" in page.text
    assert "<bdi>The Commissioner</bdi>" in page.html


def test_what_changed_since_one_last_signed_and_since_the_candidate(client, cast, signers):
    agree(cast, "First")
    revise_risk(cast.register, "R1.1", by=cast.editor, description="Said anew.", reason="So.")
    challenge(cast.register, "R1.1", "after", by=cast.approver, likelihood=4, impact=4, why="So.")
    second = called(cast, "Second")
    put_forward(cast.register, second.pk, by=cast.editor)
    revise_risk(cast.register, "R1.2", by=cast.editor, description="Later.", reason="So.")
    client.force_login(signers[0])
    page = Seen(client.get(reverse("sign", args=(cast.register.slug, second.pk))))
    assert "What changed since the OPCC last signed" in page.text
    assert "version 1, agreed" in page.text
    assert "1 change was made since this was put forward." in page.text
    assert "Challenges that would stand" in page.text
    assert "Constabulary: the score after controls" in page.text


def test_who_signs_is_told_where_one_owner_is_enough_to_publish(page_of, cast, signers, review):
    said = "Once it is agreed, the consent of one owner is enough to publish it."
    first = put_forward(cast.register, review.pk, by=cast.editor)
    revise_register(cast.register, by=cast.editor, one_publishes=True, reason="So.")
    assert said not in page_of(signers[0]).text
    recall(cast.register, first.pk, by=cast.editor, why="So.")
    put_forward(cast.register, review.pk, by=cast.editor)
    assert said in page_of(signers[0]).text


def test_the_text_can_be_checked_by_hand(client, cast, candidate):
    client.force_login(cast.editor)
    answer = client.get(reverse("signed_text", args=(cast.register.slug, candidate.pk)))
    salt = candidate.signed_text.salt
    assert hashlib.sha256(salt.encode() + b"\n" + answer.content).hexdigest() == (
        candidate.fingerprint
    )


@pytest.mark.parametrize("key", [10**6, 10**30])
def test_there_is_no_text_of_what_was_not_put_forward(client, cast, key):
    client.force_login(cast.editor)
    assert client.get(reverse("signed_text", args=(cast.register.slug, key))).status_code == 404


def test_a_signature_on_one_review_is_not_one_on_another(client, cast, signers, candidate):
    sign(cast, candidate, signers[0])
    other = called(cast, "Another")
    client.force_login(signers[1])
    address = reverse("sign", args=(cast.register.slug, other.pk))
    answer = client.post(address, signing(candidate))
    assert answer.status_code == 422
    assert not Edition.objects.exists()

"""Reminders and digests: to whom they go, once each, with no word of what is marked higher."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from registers.actions import hold_post, plan_action, put_forward, revise_risk
from registers.actions.mail import choose_mail
from registers.models import Sent
from tests.registers.agreeing import called, sign


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def send(capsys):
    """Run the command; what it said, and the mails that were sent."""

    def run(*arguments):
        mail.outbox.clear()
        call_command("send_reminders", *arguments)
        return capsys.readouterr().out, list(mail.outbox)

    return run


@pytest.fixture
def due(cast, register, today):
    """The contributor is Chief Executive, with a review of last week and an action of soon.

    Everybody has had the digest of this week: the cast was made in it.
    """
    hold_post(
        register, "Chief Executive", by=cast.editor, person=cast.contributor,
        since=date(2026, 1, 1), reason="Appointed.",
    )  # fmt: skip
    week = {"next_review": today - timedelta(7), "risk_owner": "Chief Executive"}
    revise_risk(register, "R1.1", by=cast.editor, **week)
    soon = {"owner": "Chief Executive", "due": today + timedelta(5)}
    plan_action(register, "R1.2", by=cast.editor, text="Write to all.", **soon)


def test_what_is_theirs_and_due_once(due, cast, register, send):
    said, (sent,) = send()
    assert said == ("contributor@example.org: Strategic risks: 2 things are due\nSent 1.\n")
    assert sent.to == ["contributor@example.org"]
    html = sent.alternatives[0][0]
    for text in (sent.body, html):
        assert "OFFICIAL" in text
        assert "The public is not heard." in text
        assert "Write to all." in text
        assert f"http://localhost:8000/registers/{register.slug}/risks/R1.1/" in text
    assert send() == ("Sent 0.\n", []), "safe to run twice"


def test_before_and_after_the_day(due, cast, send, today):
    send()
    later = (today + timedelta(6)).isoformat()
    said, sent = send("--today", later)
    assert "contributor@example.org: Strategic risks: 1 thing is due" in said
    theirs = next(one for one in sent if one.to == ["contributor@example.org"])
    assert "was due on" in theirs.body
    assert "Write to all." in theirs.body


def test_a_dry_run_sends_and_remembers_nothing(due, send):
    said, sent = send("--dry-run")
    assert said.endswith("Would send 1.\n")
    assert sent == []
    assert not Sent.objects.exists()


def test_the_digest_of_the_other_sides_week(cast, register, send, today):
    revise_risk(register, "R1.1", by=cast.approver, title="Not heard", reason="Shorter & better.")
    tomorrow = (today + timedelta(1)).isoformat()
    _said, sent = send("--today", tomorrow)
    by_address = {one.to[0]: one for one in sent}
    assert "editor@example.org" in by_address
    assert "council_reader@example.org" not in by_address, "no owner's"
    theirs = by_address["editor@example.org"]
    assert theirs.subject == "Strategic risks: 1 change by the others"
    assert "R1.1 revised" in theirs.body
    assert "Shorter & better." in theirs.body
    assert "Shorter &amp; better." in theirs.alternatives[0][0]
    assert send("--today", tomorrow) == ("Sent 0.\n", [])


def test_no_word_of_what_is_marked_higher(due, cast, register, send, today):
    marked = {"marking": "OFFICIAL-SENSITIVE", "reason": "It names a case."}
    revise_risk(register, "R1.1", by=cast.approver, **marked)
    _said, sent = send("--today", (today + timedelta(1)).isoformat())
    assert len(sent) > 1
    for one in sent:
        for text in (one.body, one.alternatives[0][0]):
            assert "The public is not heard." not in text
            assert "It names a case." not in text
    theirs = next(one for one in sent if one.to == ["contributor@example.org"])
    assert "R1.1" in theirs.body
    assert "Write to all." in theirs.body, "this one is OFFICIAL"


def test_each_can_choose(due, client, cast, send):
    client.force_login(cast.contributor)
    page = client.get(reverse("mail_choice")).content.decode()
    assert page.count("checked") == 2
    assert client.post(reverse("mail_choice"), {"digest": "on"}).status_code == 302
    assert client.get(reverse("mail_choice")).content.decode().count("checked") == 1
    assert send() == ("Sent 0.\n", [])
    choose_mail(cast.contributor, due=True, digest=False)
    assert len(send()[1]) == 1


def test_what_could_not_be_sent_is_tried_again(due, send, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 9
    with pytest.raises(CommandError, match="1 not done, to be tried again: contributor@"):
        send()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(send()[1]) == 1


def test_bad_input(db, send, settings):
    with pytest.raises(CommandError, match="2026-13-01 is no day"):
        send("--today", "2026-13-01")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(CommandError, match="EMAIL_HOST is not set"):
        send()


def test_an_approver_is_written_to_once_when_a_version_waits(cast, register, send):
    review = called(cast)
    candidate = put_forward(register, review.pk, by=cast.editor)
    first, second = cast.signers()
    sign(cast, candidate, first)
    _said, mails = send()
    (sent,) = [one for one in mails if "waits for your organisation" in one.body]
    assert sent.to == [second.email]
    for text in (sent.body, sent.alternatives[0][0]):
        assert reverse("sign", args=(register.slug, review.pk)) in text
        assert f"revision {candidate.number} · seal " in text
    assert send() == ("Sent 0.\n", [])

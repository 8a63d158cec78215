"""A long file that is confirmed is brought in by a process of its own, and its page says how far
that is."""

import os
import time

import pytest

from registers.actions import revise_risk
from registers.exchange.incoming import limits, uploads
from registers.exchange.incoming.uploads import Confirmed
from registers.exchange.pdf_store import write_whole
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.deeds import last_number
from tests.registers.processes import database_url
from tests.registers.views.editing.test_importing import edited, kept_with_the_test, send, signed_in

__all__ = ["kept_with_the_test", "signed_in"]


@pytest.fixture(autouse=True)
def every_file_is_long(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS_AT_ONCE", 0)


@pytest.fixture
def same_database(transactional_db, cast, monkeypatch):
    """The processes that pages start work on the database of the test."""
    for name in ("DEMO", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", database_url())
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "riskregister.settings")


def said(page, reason="From the office."):
    return {"agreed": page.context["plan"].digest, "reason": reason}


def test_it_is_brought_in_by_a_process_of_its_own(same_database, signed_in, cast):
    before = last_number(cast.register)
    sent = send(signed_in, cast, edited(cast))
    posted = signed_in.post(sent.url, said(signed_in.get(sent.url)))
    assert (posted.status_code, posted.url) == (302, sent.url)
    done = signed_in.get(sent.url)
    assert (done.status_code, done.url) == (302, f"/registers/{cast.register.slug}/history/")
    assert snapshot(cast.register).risk("R1.1").title == "Voice"
    assert last_number(cast.register) == before + 1
    again = signed_in.get(sent.url)
    assert (again.status_code, again.url) == (302, done.url)
    assert verify(cast.register.journal) == ()


def test_what_is_refused_there_is_shown_with_what_was_typed(same_database, signed_in, cast):
    sent = send(signed_in, cast, edited(cast))
    agreed = said(signed_in.get(sent.url))
    revise_risk(cast.register, "R1.1", by=cast.approver, title="Noise", reason="So.")
    before = last_number(cast.register)
    signed_in.post(sent.url, agreed)
    page = signed_in.get(sent.url)
    assert page.status_code == 409
    text = page.content.decode()
    assert "The register has changed since this was shown." in text
    assert "From the office." in text
    assert '<del class="as-typed">Noise</del>' in text
    assert last_number(cast.register) == before
    signed_in.post(sent.url, said(page))
    assert signed_in.get(sent.url).status_code == 302
    assert snapshot(cast.register).risk("R1.1").title == "Voice"


def confirmed(tmp_path, age):
    """A file that was confirmed some seconds ago, and that no process holds."""
    (folder,) = [one for one in tmp_path.iterdir() if one.is_dir()]
    write_whole(folder / "confirmed.json", b'{"agreed": "", "reason": "So."}')
    os.utime(folder / "confirmed.json", (time.time() - age,) * 2)


def test_the_page_says_that_it_is_being_done(signed_in, cast, tmp_path, monkeypatch):
    sent = send(signed_in, cast, edited(cast))
    signed_in.get(sent.url)
    monkeypatch.setattr(uploads, "SOON", 0)
    confirmed(tmp_path, age=0)
    page = signed_in.get(sent.url)
    assert page.status_code == 202
    assert "<h1>Your file is being brought in</h1>" in page.content.decode()
    assert signed_in.get(sent.url, {"look": "1"}).json()["ready"] is False
    assert signed_in.post(sent.url, {"discard": "1"}).status_code == 202


def test_one_that_was_stopped_can_be_confirmed_once_more(signed_in, cast, tmp_path):
    sent = send(signed_in, cast, edited(cast))
    signed_in.get(sent.url)
    confirmed(tmp_path, age=uploads.BEGINS_WITHIN + 1)
    page = signed_in.get(sent.url)
    assert page.status_code == 422
    assert "It was stopped before it was done." in page.content.decode()
    assert signed_in.get(sent.url).status_code == 200


def test_what_was_confirmed_is_taken_by_one_process(signed_in, cast, tmp_path):
    send(signed_in, cast, edited(cast))
    confirmed(tmp_path, age=0)
    (upload,) = [found for one in tmp_path.iterdir() if (found := uploads.at(one))]
    with upload.being_carried_out() as first:
        assert first == Confirmed("", "So.")
        upload.tell(uploads.Outcome(revision=7))
    with upload.being_carried_out() as second:
        assert second is None
    assert upload.outcome() == uploads.Outcome(revision=7)

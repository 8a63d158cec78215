"""A review is called, its papers are frozen, its agenda is walked, and it is held."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from registers.actions import (
    Invalid,
    NotAllowed,
    call_off_review,
    end_review,
    put_forward,
    record_outcome,
    revise_review,
    revise_risk,
    send_paper,
)
from registers.exchange.document import document
from registers.models import Confirmation, Outcome, Review
from registers.snapshot import last_point, read_live, read_past, snapshot
from registers.verifying import verify
from tests.registers.agreeing import HELD_ON, agree, called
from tests.registers.deeds import last_number


@pytest.fixture
def review(cast):
    return called(cast, place="The old hall", attending="Chief Executive\nChief Constable")


def refused(function, *args, **fields):
    with pytest.raises(Invalid) as refusal:
        function(*args, **fields)
    return refusal.value.errors


def test_a_review_is_called_and_is_no_content(cast):
    before = document(snapshot(cast.register))
    review = called(cast)
    revision = review.revision
    assert (revision.verb, revision.subject) == ("call review", "Strategic Risk Board")
    assert (review.name, review.held_on, review.state) == (
        "Strategic Risk Board", HELD_ON, Review.State.CALLED,
    )  # fmt: skip
    assert document(snapshot(cast.register)) == before
    assert verify(cast.register.journal) == ()


def test_a_meeting_is_called_once_for_a_day(cast, review):
    assert refused(called, cast) == {
        "held_on": "A review for this meeting on this day is called already."
    }
    call_off_review(cast.register, review.pk, by=cast.editor, reason="Nobody can come.")
    assert called(cast).pk != review.pk


def test_what_is_arranged_anew_is_kept_and_the_order_names_risks(cast, review):
    revise_review(
        cast.register, review.pk, by=cast.editor, place="Room 2", agenda=["R3.9", "R1.1", "R3.9"]
    )
    held = Review.objects.get(pk=review.pk)
    assert (held.place, held.agenda) == ("Room 2", "R3.9\nR1.1")
    errors = refused(revise_review, cast.register, review.pk, by=cast.editor, agenda=["R9.9"])
    assert errors == {"agenda": "There is no risk R9.9 here."}


def test_papers_are_frozen_at_what_stood_when_they_were_sent(cast, review):
    number = last_number(cast.register)
    board = send_paper(cast.register, review.pk, by=cast.editor, body="Board", audience="internal")
    revise_risk(cast.register, "R1.1", by=cast.editor, causes="Few meetings.", reason="So.")
    panel = send_paper(cast.register, review.pk, by=cast.editor, body="Panel", audience="public")
    again = send_paper(
        cast.register, review.pk, by=cast.editor, body="Audit", audience="OPCC", number=number,
        sent_on=date(2026, 4, 4),
    )  # fmt: skip
    assert (board.number, panel.number, again.number) == (number, number + 2, number)
    assert (board.sent_on, again.sent_on) == (timezone.localdate(), date(2026, 4, 4))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"audience": "Nobody"}, "audience"),
        ({"number": 0}, "number"),
        ({"number": 10_000}, "number"),
        ({"body": " "}, "body"),
        ({"sent_on": date(2999, 1, 1)}, "sent_on"),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(cast, review, fields, name):
    before = last_number(cast.register)
    asked = {"body": "Board", "audience": "internal", **fields}
    assert list(refused(send_paper, cast.register, review.pk, by=cast.editor, **asked)) == [name]
    assert last_number(cast.register) == before


def test_an_outcome_is_recorded_once_and_put_right(cast, review):
    register = cast.register
    record_outcome(register, review.pk, "R1.1", by=cast.editor, result="unchanged", note="Agreed.")
    assert Confirmation.objects.get().risk.reference == "R1.1"
    record_outcome(register, review.pk, "R1.1", by=cast.editor, result="deferred", note="Not yet.")
    outcome = Outcome.objects.get()
    assert (outcome.result, outcome.note) == ("deferred", "Not yet.")
    errors = refused(
        record_outcome, register, review.pk, "R1.1", by=cast.editor, result="forgotten"
    )
    assert errors == {"result": "Choose what the meeting came to."}
    assert read_live(register, last_point(register)) == read_past(register, last_point(register))


def test_a_review_is_held_once_and_not_before_its_day(cast, review):
    end_review(cast.register, review.pk, by=cast.editor)
    assert Review.objects.get().state == Review.State.HELD
    assert "was held" in refused(end_review, cast.register, review.pk, by=cast.editor)[""]
    tomorrow = called(cast, "Another", held_on=timezone.localdate() + timedelta(days=1))
    errors = refused(end_review, cast.register, tomorrow.pk, by=cast.editor)
    assert errors == {"": "The day of this meeting is still to come."}


def test_nothing_is_done_at_a_review_that_was_called_off(cast, review):
    register, editor = cast.register, cast.editor
    put_forward(register, review.pk, by=editor)
    errors = refused(call_off_review, register, review.pk, by=editor, reason="So.")
    assert errors == {"": "A candidate waits for signatures: recall it first."}
    other = called(cast, "Another")
    call_off_review(register, other.pk, by=editor, reason="Nobody can come.")
    for function, fields in (
        (end_review, {}),
        (send_paper, {"body": "Board", "audience": "internal"}),
        (put_forward, {}),
        (revise_review, {"place": "Elsewhere"}),
    ):
        errors = refused(function, register, other.pk, by=editor, **fields)
        assert errors == {"": "This review was called off."}


def test_the_outcomes_of_an_agreed_review_stay(cast):
    edition = agree(cast)
    review = edition.candidate.review_id
    errors = refused(
        record_outcome, cast.register, review, "R1.2", by=cast.editor, result="deferred"
    )
    assert errors == {"": "The version of this review is agreed. Its record stays as it is."}


@pytest.mark.parametrize("who", ["board_reader", "contributor", "council_reader", "stranger"])
def test_who_may_not_edit_calls_nothing(cast, review, who):
    person = cast.people[who]
    before = last_number(cast.register)
    with pytest.raises(NotAllowed):
        send_paper(cast.register, review.pk, by=person, body="Board", audience="internal")
    with pytest.raises(NotAllowed):
        record_outcome(cast.register, review.pk, "R1.1", by=person, result="unchanged")
    assert last_number(cast.register) == before

"""A review from its call to its end, as an editor does it on pages."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from registers.actions import assess, end_review, put_forward, record_outcome, revise_risk
from registers.meetings import decided, meeting, meetings
from registers.models import Confirmation, Paper, Review
from tests.registers.agreeing import called, sign
from tests.registers.views.editing.pages import count, last, opened, save


@pytest.fixture
def review(cast):
    return called(cast)


def test_a_review_is_called(editing, register, address):
    asked = {"name": "Joint Board", "held_on": "3 December 2026", "attending": "Ann\r\nBen"}
    answer = save(editing, address("review_call"), **asked)
    (found,) = meetings(register)
    assert (answer.status_code, answer.url) == (302, address("review", found.key))
    assert (found.name, found.held_on, found.attending) == (
        "Joint Board", date(2026, 12, 3), ("Ann", "Ben"),
    )  # fmt: skip
    assert last(register).verb == "call review"


def test_pressing_twice_calls_it_once(editing, register, address):
    form = opened(editing, address("review_call")) | {"name": "Board", "held_on": "3/12/2026"}
    urls = [editing.post(address("review_call"), form).url for _press in range(2)]
    assert urls[0] == urls[1]
    assert Review.objects.filter(register=register).count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "held_on": "3/12/2026"}, "Write which meeting it is."),
        ({"name": "Board", "held_on": ""}, "Write the day of the meeting."),
        ({"name": "Board", "held_on": "soon"}, "Write a day such as 14 June 2026"),
        ({"name": "Strategic Risk Board", "held_on": "5/5/2026"}, "is called already"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_and_nothing_is_lost(
    editing, register, review, address, typed, said
):
    before = count(register)
    answer = save(editing, address("review_call"), attending="Ann", **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Ann" in answer.content.decode()
    assert count(register) == before


def test_a_review_is_arranged_anew_and_untouched_is_no_revision(editing, register, review, address):
    where, before = address("review_arrange", review.pk), count(register)
    save(editing, where)
    assert count(register) == before
    save(editing, where, place="Room 2")
    assert meeting(register, review.pk).place == "Room 2"


def test_two_who_arrange_it_at_once_see_each_others(editing, cast, register, review, address):
    where = address("review_arrange", review.pk)
    form = opened(editing, where)
    save(editing, where, place="Room 2")
    answer = editing.post(where, {**form, "place": "Room 3"})
    assert answer.status_code == 422
    assert "Edith Editor changed this after you opened it" in answer.content.decode()
    assert "Room 3" in answer.content.decode()
    assert meeting(register, review.pk).place == "Room 2"


def test_a_review_is_called_off_with_a_reason(editing, register, review, address):
    where = address("review_call_off", review.pk)
    assert save(editing, where).status_code == 422
    save(editing, where, reason="Nobody can come.")
    assert meeting(register, review.pk).state == "called off"
    assert editing.get(where).url == address("review", review.pk)
    posted = editing.post(where, {"began": str(last(register).number), "reason": "Again."})
    assert posted.status_code == 422
    assert "This review was called off." in posted.content.decode()


def test_a_paper_is_frozen_once_for_a_body(editing, register, review, address):
    where, number = address("review_send", review.pk), last(register).number
    form = opened(editing, where) | {"body": "The Panel", "audience": "public"}
    for _press in range(2):
        editing.post(where, form)
    paper = Paper.objects.get()
    assert (paper.body, paper.audience, paper.number) == ("The Panel", "public", number)
    assert paper.sent_on == timezone.localdate()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body": ""}, "Write to whom it is sent."),
        ({"audience": "everyone"}, "is not in the list"),
        ({"sent_on": "1/1/2099"}, "This day is still to come."),
    ],
)
def test_what_is_wrong_with_a_paper_is_said(editing, register, review, address, typed, said):
    answer = save(editing, address("review_send", review.pk), **{"body": "The board", **typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Paper.objects.exists()


def order_of(register, review):
    return meeting(register, review.pk).order


def test_the_chair_orders_the_agenda_with_buttons_alone(editing, register, review, address):
    where, before = address("review_order", review.pk), count(register)
    page = editing.post(where, opened(editing, where) | {"first": "R1.2"})
    assert (page.status_code, count(register)) == (200, before)
    form = re.search(r'name="order" value="([^"]*)"', page.content.decode())
    assert form[1] == "R1.2,R1.1,R3.9"
    save(editing, where, order=form[1])
    assert order_of(register, review) == ("R1.2", "R1.1", "R3.9")
    save(editing, where, computed="1")
    assert order_of(register, review) == ()


def test_an_order_takes_no_reference_from_elsewhere(editing, register, review, address):
    answer = save(editing, address("review_order", review.pk), order="R9.9,R1.1")
    assert answer.status_code == 422
    assert "There is no risk R9.9 here." in answer.content.decode()
    assert order_of(register, review) == ()


def chosen(page):
    return re.search(r'value="([^"]*)"[^>]*checked', page.content.decode())[1]


def test_what_a_meeting_comes_to_is_preselected_from_what_changed(
    editing, cast, register, review, address
):
    walk = [address("review_walk", review.pk, one) for one in ("R1.1", "R1.2", "R3.9")]
    assess(register, "R1.1", "after", by=cast.editor, likelihood=3, impact=3, why="It grew.")
    revise_risk(register, "R1.2", by=cast.editor, title="Ears", reason="So.")
    assert [chosen(editing.get(where)) for where in walk] == [
        "re-assessed",
        "reworded",
        "unchanged",
    ]


def test_going_through_it_risk_by_risk(editing, register, review, address):
    where = [address("review_walk", review.pk, one) for one in ("R1.1", "R3.9", "R1.2")]
    page = editing.get(where[1]).content.decode()
    assert "0 of 3 risks gone through" in page
    assert f'href="{where[0]}" rel="prev"' in page
    assert f'href="{where[2]}" rel="next"' in page
    answer = save(editing, where[0], note="Seen.")
    assert (answer.status_code, answer.url) == (302, where[1])
    assert save(editing, where[2]).url == where[1]
    found = decided(register, review.pk)["R1.1"]
    assert (found.result, found.note, found.who) == ("unchanged", "Seen.", "Edith Editor")
    assert Confirmation.objects.filter(risk__reference="R1.1").count() == 1
    assert "2 of 3 risks gone through" in editing.get(where[1]).content.decode()
    assert save(editing, where[1]).url == address("review", review.pk)


def test_an_outcome_is_put_right_and_the_same_is_no_revision(editing, register, review, address):
    where = address("review_walk", review.pk, "R1.1")
    save(editing, where, result="deferred", note="Later.")
    before = count(register)
    save(editing, where)
    assert count(register) == before
    save(editing, where, result="closed")
    assert decided(register, review.pk)["R1.1"].result == "closed"


def test_two_who_write_the_same_outcome_lose_nothing(editing, cast, register, review, address):
    where = address("review_walk", review.pk, "R1.1")
    form = opened(editing, where)
    record_outcome(register, review.pk, "R1.1", by=cast.approver, result="deferred", note="Mine.")
    answer = editing.post(where, {**form, "note": "Yours."})
    assert answer.status_code == 422
    assert "Abel Approver changed this after you opened it" in answer.content.decode()
    assert "Yours." in answer.content.decode()
    assert decided(register, review.pk)["R1.1"].note == "Mine."


@pytest.mark.parametrize("result", ["", "abolished"])
def test_an_outcome_is_one_of_six(editing, register, review, address, result):
    answer = save(editing, address("review_walk", review.pk, "R1.1"), result=result)
    assert answer.status_code == 422
    assert "Choose what the meeting comes to." in answer.content.decode()
    assert not decided(register, review.pk)


def test_a_risk_that_is_not_on_the_agenda_is_not_gone_through(editing, review, address):
    assert editing.get(address("review_walk", review.pk, "R9.9")).status_code == 404


def test_ending_says_what_was_left_and_leads_to_the_record(
    editing, cast, register, review, address
):
    record_outcome(register, review.pk, "R1.1", by=cast.editor, result="unchanged")
    where = address("review_end", review.pk)
    text = " ".join(editing.get(where).content.decode().split())
    assert "2 risks were not gone through." in text
    assert "No risk was raised." in text
    answer = save(editing, where)
    assert answer.url == address("review_record", review.pk)
    assert meeting(register, review.pk).state == "held"
    for name in ("review_arrange", "review_order", "review_end"):
        assert editing.get(address(name, review.pk)).url == address("review", review.pk)


def test_a_meeting_that_is_still_to_come_does_not_end(editing, cast, register, address):
    review = called(cast, held_on=timezone.localdate() + timedelta(3))
    answer = save(editing, address("review_end", review.pk))
    assert answer.status_code == 422
    assert "The day of this meeting is still to come." in answer.content.decode()


def test_an_outcome_is_put_right_after_the_meeting_until_the_version_is_agreed(
    editing, cast, register, review, address
):
    where = address("review_walk", review.pk, "R1.1")
    end_review(register, review.pk, by=cast.editor)
    save(editing, where, note="Forgotten then.")
    assert decided(register, review.pk)["R1.1"].note == "Forgotten then."
    form = opened(editing, where)
    candidate = put_forward(register, review.pk, by=cast.editor)
    for signer in cast.signers():
        sign(cast, candidate, signer)
    answer = editing.post(where, {**form, "note": "Too late?"})
    assert answer.status_code == 422
    assert "Its record stays as it is." in answer.content.decode()
    assert "Too late?" in answer.content.decode()
    assert editing.get(where).url == address("review", review.pk)

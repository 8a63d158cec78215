"""The list of reviews, one review's agenda, its pack and its record, as people read them."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from registers.actions import (
    assess,
    call_off_review,
    challenge,
    end_review,
    plan_action,
    raise_risk,
    record_outcome,
    revise_review,
    revise_risk,
    send_paper,
)
from registers.meetings import meeting
from registers.models import Review
from tests.registers.agreeing import HELD_ON, agree, called

HOSTILE = "<script>alert(1)</script> {{ secret }}"


@pytest.fixture(autouse=True)
def papers_are_waited_for(settings, tmp_path):
    settings.PDF_STORE, settings.PDF_SOON = tmp_path, 120


@pytest.fixture
def address(cast):
    """The address of a page of a review."""

    def of(name, *places):
        return reverse(name, args=(cast.register.slug, *places))

    return of


@pytest.fixture
def review(cast):
    return called(cast, place="The old hall", attending="Chief Executive\nChief Constable")


def sent(cast, review, **fields):
    asked = {"body": "The board", "audience": "internal", **fields}
    return send_paper(cast.register, review.pk, by=cast.editor, **asked)


def test_without_a_review_the_list_says_so_out_loud(see, address):
    page = see("board_reader", address("reviews"))
    assert "No review is called." in page.text
    assert "No review was held yet." in page.text
    assert "Call a review" not in page.links


def test_the_list_says_what_each_body_was_given(cast, review, see, client, address):
    first = sent(cast, review)
    sent(cast, review, body="The Panel", audience="public")
    sent(cast, review, body="Their office", audience="OPCC")
    page = see("editor", address("reviews"))
    assert "5 May 2026 Strategic Risk Board" in page.text
    assert f"revision {first.number}; for the owners" in page.text
    assert "for the public" in page.text
    assert "for the risks of Office of the Commissioner and the joint ones" in page.text
    assert page.links["The board"].endswith(f"/reviews/{review.pk}/pack/?paper={first.pk}")
    assert "audience=public" in page.links["The Panel"]
    assert "part=owner&owner=OPCC" in page.links["Their office"]
    for link in ("The Panel", "Their office"):
        assert client.get(page.links[link]).content[:5] == b"%PDF-"


def test_a_review_that_was_called_off_stays_in_the_list(cast, review, see, address):
    call_off_review(cast.register, review.pk, by=cast.editor, reason="Nobody can come.")
    assert "Called off" in see("editor", address("reviews")).text


def test_an_agreed_version_stands_beside_its_review(cast, see, address):
    edition = agree(cast)
    page = see("board_reader", address("reviews"))
    assert f"Version {edition.number} agreed" in page.text


def test_the_agenda_stands_by_ground_with_all_grounds_of_each(cast, see, address):
    agree(cast, "First board")
    review = called(cast)
    assess(cast.register, "R3.9", "after", by=cast.editor, likelihood=3, impact=3, why="So.")
    raise_risk(cast.register, by=cast.editor, reason="So.", theme=1, description="A new one.")
    page = see("editor", address("review", review.pk))
    assert page.text.index("Above appetite") < page.text.index("New since the last agreed version")
    assert "Above appetite and changed" in page.text
    assert "0 of 4 risks gone through" in page.text
    assert "Compared with version 1" in page.text
    assert page.links["Begin"] == address("review_walk", review.pk, "R3.9")


def test_the_chairs_order_stands_first(cast, review, see, address):
    revise_review(cast.register, review.pk, by=cast.editor, agenda=["R1.2"])
    page = see("board_reader", address("review", review.pk))
    assert page.text.index("In the chair’s order") < page.text.index("R1.2")
    assert page.text.index("R1.2") < page.text.index("R1.1")
    assert "Begin" not in page.links


def test_a_reader_is_led_to_risks_and_an_editor_to_their_outcomes(cast, review, see, address):
    where = address("review", review.pk)
    walk = address("review_walk", review.pk, "R1.1")
    assert see("editor", where).links["R1.1"] == walk
    assert see("board_reader", where).links["R1.1"] == address("risk", "R1.1")
    end_review(cast.register, review.pk, by=cast.editor)
    ended = meeting(cast.register, review.pk).ended
    assert see("editor", where).links["R1.1"] == walk
    assert see("board_reader", where).links["R1.1"] == address("risk", "R1.1") + f"?at={ended}"


def test_a_review_that_is_not_there_is_not_there(see, address):
    for name in ("review", "review_pack", "review_record", "review_pack_pdf", "review_record_pdf",
                 "review_record_docx"):  # fmt: skip
        assert see("editor", address(name, 999_999)).status == 404


def test_the_first_part_of_the_pack_is_enough(cast, see, address):
    agree(cast, "First board")
    review = called(cast)
    assess(cast.register, "R1.1", "after", by=cast.editor, likelihood=3, impact=3, why="It grew.")
    place = {"likelihood": 4, "impact": 3, "why": "More than that."}
    challenge(cast.register, "R1.1", "after", by=cast.editor, **place)
    plan_action(cast.register, "R1.1", by=cast.editor, text="Hold more meetings.")
    text = see("board_reader", address("review_pack", review.pk)).text
    first = text[: text.index("You can stop here.")]
    assert "Settle the challenge: OPCC says 12 High; the register says 9 High." in first
    assert "6 Medium → became 9 High The public is not heard. It grew." in first
    assert "Hold more meetings." in first
    assert "Agree the register, so that every owner can sign it." in first
    assert "Score after controls 6 Medium" not in first


def test_nil_returns_are_said_out_loud_in_the_pack(cast, see, address):
    agree(cast, "First board")
    text = see("board_reader", address("review_pack", called(cast).pk)).text
    for said in (
        "No score got worse since the last agreed version.",
        "No risk stands above appetite.",
        "The owners do not differ on the record.",
        "No action is overdue.",
        "3 risks: none worse, none better",
    ):
        assert said in text


def test_before_anything_was_agreed_the_pack_compares_nothing(review, see, address):
    page = see("board_reader", address("review_pack", review.pk))
    assert "Nothing was agreed yet, so there is nothing to compare with." in page.text
    assert 'class="map map-4"' in page.html


def test_the_pack_is_as_at_its_paper_and_marks_what_moved_since(cast, review, see, address):
    paper = sent(cast, review)
    assess(cast.register, "R1.1", "after", by=cast.editor, likelihood=3, impact=3, why="It grew.")
    revise_risk(cast.register, "R1.2", by=cast.editor, treatment="treat", reason="So.")
    page = see("board_reader", address("review_pack", review.pk))
    assert f"As sent to The board on {page_day(paper)}: revision {paper.number}." in page.text
    assert (
        "2 risks changed after this paper was frozen. R1.1 : Score after controls 6 Medium → 9 "
        "High. Details only: R1.2." in page.text.replace("R1.1: ", "R1.1 : ")
    )
    assert "Changed after the papers were frozen: Treatment" in page.text
    now = see("board_reader", address("review_pack", review.pk) + "?paper=now")
    assert "changed after this paper was frozen" not in now.text


def page_day(paper):
    return f"{paper.sent_on.day} {paper.sent_on:%B %Y}"


@pytest.mark.parametrize("asked", ["0", "none", "999999", "１"])
def test_a_paper_that_is_not_there_gives_no_pack(review, see, address, asked):
    assert see("editor", address("review_pack", review.pk) + f"?paper={asked}").status == 404


def test_a_paper_for_the_public_is_no_pack(cast, review, see, address):
    paper = sent(cast, review, audience="public")
    asked = address("review_pack", review.pk) + f"?paper={paper.pk}"
    assert see("editor", asked).status == 404


def test_the_pack_takes_no_more_queries_for_more_risks(cast, client, address):
    agree(cast, "First board")
    client.force_login(cast.board_reader)
    where = address("review_pack", called(cast).pk)
    client.get(where)
    counts = []
    for _more in range(2):
        for at in range(3):
            raise_risk(
                cast.register, by=cast.editor, reason="So.", theme=1, description=f"No. {at}.",
                after=(3, 3),
            )  # fmt: skip
        client.get(where)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(where)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 24


def test_what_people_type_is_text_in_pack_and_record(cast, see, client, address):
    review = called(cast, HOSTILE, place=HOSTILE, attending=f"{HOSTILE}\nמנהל")
    revise_risk(cast.register, "R1.1", by=cast.editor, title=HOSTILE, reason="So.")
    sent(cast, review, body=HOSTILE)
    record_outcome(cast.register, review.pk, "R1.1", by=cast.editor, result="deferred",
                   note=HOSTILE)  # fmt: skip
    for name in ("reviews", "review", "review_pack", "review_record"):
        where = address(name) if name == "reviews" else address(name, review.pk)
        page = see("editor", where)
        assert "<script>alert(1)" not in page.html
        assert HOSTILE in page.text
    for name in ("review_pack_pdf", "review_record_pdf"):
        answer = client.get(address(name, review.pk))
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    words = docx(client.get(address("review_record_docx", review.pk)))
    assert HOSTILE in words


def docx(answer):
    """The words of a Word file, paragraphs and cells."""
    found = Document(BytesIO(answer.content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


@pytest.fixture
def held(cast, review):
    """A review that was held: R1.1 confirmed, R1.2 deferred, R3.9 not gone through."""
    record_outcome(cast.register, review.pk, "R1.1", by=cast.editor, result="unchanged")
    record_outcome(cast.register, review.pk, "R1.2", by=cast.editor, result="deferred",
                   note="Ask again.")  # fmt: skip
    end_review(cast.register, review.pk, by=cast.editor)
    return review


SAID = (
    "2 of 3 risks gone through.",
    "1 confirmed unchanged and 1 deferred.",
    "No score was changed. No risk was raised. No risk was closed.",
    "Confirmed unchanged",
    "Ask again.",
    "Not gone through",
    "Chief Constable",
    "No version of this meeting is agreed yet.",
)


def test_the_record_says_who_what_and_what_not(held, see, client, address):
    text = see("board_reader", address("review_record", held.pk)).text
    words = docx(client.get(address("review_record_docx", held.pk)))
    for said in SAID:
        assert said in text
        assert said in words
    assert "Nothing was deferred" not in text


def test_the_record_is_as_at_the_revision_that_ended_the_review(cast, held, see, client, address):
    ended = meeting(cast.register, held.pk).ended
    assert ended == Review.objects.get(pk=held.pk).revision.number
    revise_risk(cast.register, "R1.1", by=cast.editor, title="A later title", reason="So.")
    page = see("board_reader", address("review_record", held.pk))
    assert f"revision {ended}" in page.text
    assert "A later title" not in page.text
    assert f"-revision-{ended}-" in client.get(address("review_record_docx", held.pk))[
        "Content-Disposition"
    ]  # fmt: skip
    assert "A later title" not in see("board_reader", address("review", held.pk)).text


def test_the_record_names_candidates_and_signatures(cast, see, client, address):
    edition = agree(cast)
    review = edition.candidate.review_id
    text = see("board_reader", address("review_record", review)).text
    words = docx(client.get(address("review_record_docx", review)))
    for said in (
        "Version 1 was agreed on",
        "OPCC: signed by Olive Signer, Chief Executive on",
        "Constabulary: signed by Abel Approver",
        f"Revision {edition.candidate.number} was put forward by Edith Editor",
    ):
        assert said in text
        assert said in words


def test_the_word_file_says_its_language_and_repeats_its_head(held, client, cast, address):
    client.force_login(cast.board_reader)
    answer = client.get(address("review_record_docx", held.pk))
    found = Document(BytesIO(answer.content))
    assert found.core_properties.language == "en-GB"
    assert found.core_properties.title == (
        f"Record of the meeting: Strategic Risk Board, {HELD_ON:%A} 5 May 2026"
    )
    assert "tblHeader" in found.tables[0].rows[0]._tr.xml
    assert 'w:lang w:val="en-GB"' in found.styles.element.xml

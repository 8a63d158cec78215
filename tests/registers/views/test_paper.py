"""Choosing what is printed, and getting it."""

import re
import time

import pytest
from django.utils.html import escape

from registers.actions import revise_register, revise_risk, withhold
from registers.exchange.pdf_jobs import Jobs
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD

PAPER, PDF = "/registers/exampleshire/paper/", "/registers/exampleshire/export/pdf/"


@pytest.fixture
def see(client, cast, settings, tmp_path):
    settings.PDF_STORE = tmp_path
    settings.PDF_SOON = 0
    client.force_login(cast.editor)
    return client.get


def until_made(see, address, within=120):
    """Follow the page that says how far it is, as somebody does who waits."""
    answer = see(address, follow=True)
    end = time.monotonic() + within
    while answer.status_code == 202:
        assert time.monotonic() < end
        time.sleep(0.1)
        answer = see(answer.wsgi_request.get_full_path())
    return answer


def test_the_whole_register_is_asked_for_without_any_choice(see, cast):
    waiting = see(PDF)
    number = snapshot(cast.register).number
    assert waiting.status_code == 302
    assert waiting["Location"] == f"{PDF}?at={number}&since=1"
    page = see(waiting["Location"])
    assert page.status_code == 202
    assert "Your file is being made" in page.content.decode()
    answer = until_made(see, PDF)
    seal = snapshot(cast.register).seal
    assert answer["Content-Disposition"] == (
        f'attachment; filename="exampleshire-revision-{number}-{seal[:16]}.pdf"'
    )
    assert answer["Register-Revision"] == f"{number}:{seal}"
    assert answer.content.startswith(b"%PDF")


def test_it_can_be_come_back_to_after_the_register_was_changed(see, cast):
    here = see(PDF)["Location"]
    number = snapshot(cast.register).number
    revise_risk(cast.register, "R1.1", by=cast.editor, title="Anew", reason="So.")
    answer = until_made(see, here)
    assert f"-revision-{number}-" in answer["Content-Disposition"]


def test_how_far_it_is_is_told_to_a_script(see, settings):
    here = see(PDF)["Location"]
    told = see(f"{here}&look=1").json()
    assert set(told) == {"ready", "said", "done", "pages"}
    until_made(see, here)
    assert see(f"{here}&look=1").json()["ready"] is True


def test_a_paper_for_the_public_tells_no_revision(see, cast):
    withhold(cast.register, "R1.1", by=cast.editor, reasoning="So.", **WITHHELD)
    answer = until_made(see, f"{PDF}?audience=public")
    assert "Register-Revision" not in answer.headers
    name = answer["Content-Disposition"]
    assert re.fullmatch(
        r'attachment; filename="exampleshire-public-\d{4}-\d\d-\d\d-[0-9a-f]{16}\.pdf"', name
    )
    assert snapshot(cast.register).seal[:16] not in name


def test_one_risk_has_its_reference_in_the_name(see):
    answer = until_made(see, f"{PDF}?part=risk&risk=R1.1")
    assert 'filename="exampleshire-risk-R1.1-revision-' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("part=half", "“half” is not in the list: choose again."),
        ("audience=everybody", "“everybody” is not in the list: choose again."),
        ("part=risk", "Choose the risk."),
        ("part=risk&risk=R9.9", "“R9.9” is not in the list: choose again."),
        ("part=owner", "Choose the organisation."),
        ("themes=7", "“7” is not in the list: choose again."),
        ("annexes=all", "“all” is not in the list: choose again."),
        ("at=1&since=5", "Choose a day to compare with that is not after the day of the paper."),
    ],
)
def test_what_is_wrong_is_said_and_the_choices_stay(see, asked, sentence):
    page = see(f"{PDF}?{asked}")
    assert page.status_code == 422
    said = page.content.decode().replace("&#x27;", "'")
    assert sentence in said
    assert "Download the PDF" in said


def test_a_day_that_says_nothing_is_answered_as_elsewhere(see):
    assert see(f"{PDF}?since=soon").status_code == 404
    assert see(f"{PDF}?at=1999-01-01").status_code == 404


def test_a_risk_that_is_withheld_has_no_public_page(see, cast):
    withhold(cast.register, "R1.1", by=cast.editor, reasoning="So.", **WITHHELD)
    page = see(f"{PDF}?audience=public&part=risk&risk=R1.1")
    assert page.status_code == 422
    assert "There is no risk R1.1 here that the public may read." in page.content.decode()


def test_why_there_is_none_is_said_with_a_way_to_try_again(see, tmp_path):
    here = see(PDF)["Location"]
    until_made(see, here)
    (file,) = tmp_path.glob("??/*.pdf")
    file.unlink()
    Jobs(tmp_path).finish(file.stem, "It took too much.")
    page = see(here)
    assert page.status_code == 503
    assert "It took too much." in page.content.decode()
    assert f'href="{escape(here)}&amp;again=1"' in page.content.decode()
    assert until_made(see, f"{here}&again=1").content.startswith(b"%PDF")


def test_the_page_says_what_is_left_out_and_what_may_tell_of_it(see, cast):
    page = see(PAPER).content.decode()
    assert "Nothing of this register is withheld." in page
    withhold(cast.register, "R1.2", by=cast.editor, reasoning="So.", **WITHHELD)
    withhold(cast.register, "R3.9", by=cast.editor, reasoning="So.", part="title", **WITHHELD)
    revise_risk(cast.register, "R1.1", by=cast.editor, causes="See R1.2, not R1.21.", reason="So.")
    page = see(PAPER).content.decode()
    assert "R1.2</a>, the whole risk: Freedom of Information Act 2000, section 31" in page
    assert "R3.9</a>, short title: " in page
    assert page.count("R1.1, causes, names R1.2, which is withheld.") == 1
    assert "The register says of itself that it may not be published." in page
    revise_risk(cast.register, "R1.1", by=cast.editor, marking="OFFICIAL-SENSITIVE")
    revise_register(cast.register, by=cast.editor, is_public=True, reason="So.")
    page = see(PAPER).content.decode()
    assert "R1.1 is marked OFFICIAL-SENSITIVE and is not withheld." in page
    assert "may not be published" not in page


def test_what_was_chosen_stays_chosen(see):
    page = see(f"{PAPER}?part=map&audience=public&order=rating").content.decode()
    for value in ("map", "public", "rating"):
        assert f'value="{value}" checked' in page
    assert 'value="closed" checked' not in page
    assert 'value="closed" checked' in see(PAPER).content.decode()

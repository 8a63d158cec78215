"""Correcting a score that was recorded wrongly, on the matrix of its day."""

import pytest

from registers.actions import adopt_scheme, assess
from registers.models import Correction
from registers.snapshot import snapshot
from tests.registers.cast import scheme_of
from tests.registers.deeds import FEWER
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why
from tests.registers.views.seen import Seen


@pytest.fixture
def wrong(cast):
    made = assess(
        cast.register, "R1.1", "after", by=cast.editor, likelihood=4, impact=4, why="Seen."
    )
    return made.number


def test_shows_what_was_recorded(editing, address, wrong):
    there = address("risk_correct", "R1.1", "after", wrong)
    page = editing.get(there).content.decode()
    assert f"Recorded by revision {wrong}" in page
    assert opened(editing, there)["place"] == "4-4"


def test_is_saved_beside_what_was_recorded(editing, address, cast, wrong):
    there = address("risk_correct", "R1.1", "after", wrong)
    answer = save(editing, there, place="2-1", why="A slip.")
    assert answer.status_code == 302
    assert who_what_why(last(cast.register)) == (
        "correct after", "R1.1", "Edith Editor", "Office of the Commissioner", "A slip.",
    )  # fmt: skip
    found = snapshot(cast.register).risk("R1.1").after
    assert (found.likelihood, found.impact) == (2, 1)
    assert Correction.objects.get().corrects == wrong


def test_is_made_on_the_matrix_of_its_day(editing, address, cast, wrong):
    adopt_scheme(
        cast.register, scheme_of(3, 3), by=cast.editor, reason="Fewer.",
        likelihood_map=FEWER, impact_map=FEWER,
    )  # fmt: skip
    there = address("risk_correct", "R1.1", "after", wrong)
    assert editing.get(there).content.decode().count('type="radio"') == 16
    assert save(editing, there, place="4-3", why="A slip.").status_code == 302
    assert snapshot(cast.register).risk("R1.1").after.likelihood == 3


def test_asks_what_was_wrong(editing, address, cast, wrong):
    before = count(cast.register)
    answer = save(editing, address("risk_correct", "R1.1", "after", wrong), place="1-1")
    assert answer.status_code == 422
    assert form_of(answer)["place"] == "1-1"
    assert count(cast.register) == before


@pytest.mark.parametrize(("stage", "more"), [("after", 1), ("before", 0), ("nonsense", 0)])
def test_only_of_a_revision_that_scored_it(editing, address, wrong, stage, more):
    there = address("risk_correct", "R1.1", stage, wrong + more)
    assert editing.get(there).status_code == 404


def test_one_that_was_corrected_already_says_what_was_recorded_and_what_to(
    editing, address, wrong, cast
):
    there = address("risk_correct", "R1.1", "after", wrong)
    assert "Corrected since to" not in editing.get(there).content.decode()
    save(editing, there, place="2-1", why="A slip.")
    page = Seen(editing.get(there))
    assert f"Recorded by revision {wrong}" in page.text
    assert "16 High Likelihood 4 More likely than not × impact 4 Major Seen." in page.text
    assert "Corrected since to 2 Low Likelihood 2 Possible × impact 1 Minor" in page.text
    assert opened(editing, there)["place"] == "2-1"

"""The course of a risk on its page: drawn in two widths, and told in a table."""

import pytest
from django.urls import reverse

from tests.registers.past import do, make_past

make = make_past


@pytest.fixture
def page(see, cast):
    return lambda reference, at="": see(
        "board_reader", reverse("risk", args=(cast.register.slug, reference)) + at
    )


def test_it_is_drawn_twice_and_told_once(cast, page):
    do(cast, "2024-04-01", "assess", "R1.1", "after", likelihood=3, impact=3, why="Got worse.")
    found = page("R1.1")
    assert found.html.count('class="course-chart"') == 2
    said = "Score after controls: 6 Medium on 5 February 2024, 9 High on 1 April 2024."
    assert found.html.count(f'aria-label="{said}"') == 2
    assert found.text.split("As a table")[1].split("History")[0] == (
        " Every score that was recorded for this risk, the newest first Day Stage Score Why Revision"
        " 1 April 2024 after controls 9 High L3 × I3 Got worse. Edith Editor 7"
        " 5 February 2024 after controls 6 Medium L2 × I3 Edith Editor 4 "
    )


def test_a_corrected_score_stays_and_says_what_it_should_have_been(cast, page):
    do(cast, "2024-04-01", "correct_score", "R1.1", "after", corrects=4, likelihood=2, impact=4,
       why="A slip.")  # fmt: skip
    found = page("R1.1")
    assert "score after controls; ◇ corrected since" in found.text
    assert "6 Medium L2 × I3 corrected to 8 Medium by revision 7" in found.text
    assert "corrected" not in page("R1.1", "?at=6").text


def test_that_of_a_closed_risk_ends_on_the_day_of_its_closing(cast, page):
    do(cast, "2024-04-01", "close_risk", "R1.1", why="Past.")
    html = page("R1.1").html
    assert html.count(">1 Apr 2024</text>") == 2
    assert ">Now</text>" not in html
    assert ">Now</text>" in page("R2.1").html


def test_as_at_the_past_it_ends_there(cast, page):
    do(cast, "2024-04-01", "assess", "R1.1", "after", likelihood=3, impact=3, why="Got worse.")
    html = page("R1.1", "?at=2024-03-15").html
    assert "9 High" not in html
    assert ">Now</text>" not in html


def test_a_risk_that_was_never_scored_says_so(page):
    found = page("R1.2")
    assert "It has not been scored after controls yet." in found.text
    assert "course-chart" not in found.html

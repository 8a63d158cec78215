"""A year in words: the sentences of its counts, and each risk's places and course."""

from datetime import date

import pytest

from registers.presentation.year_page import name_of, year_page
from registers.year import year
from tests.registers.cast import scheme_of
from tests.registers.deeds import FEWER
from tests.registers.past import do, make_past

#: The cast of this module.
make = make_past

OVER = date(2025, 4, 1)


@pytest.fixture
def page(cast):
    """The page of the year from April 2024, after what a test did."""
    return lambda: year_page(year(cast.register, 2024, OVER))


def row(page, reference):
    return next(row for row in page.rows if row.reference == reference)


def places(page, reference):
    return [
        f"{place.score.total} {place.score.word}" if place.score else place.word
        for place in row(page, reference).places
    ]


def score(cast, day, reference, likelihood, impact):
    do(cast, day, "assess", reference, "after", likelihood=likelihood, impact=impact, why="So.")


@pytest.mark.parametrize(
    ("starts", "name"), [(2026, "2026–27"), (1999, "1999–00"), (2008, "2008–09")]
)
def test_a_financial_year_is_called_by_both_of_its_years(starts, name):
    assert name_of(starts) == name


def test_nothing_happened(page):
    found = page()
    assert (found.opening, found.raised, found.closed, found.moved) == (
        "The year began with 3 open risks; on 31 March 2025 there were 3.",
        "None was raised.",
        "None was closed.",
        "Of the risks that were scored at both ends of the year, 0 stand worse, 0 better, "
        "and 2 the same.",
    )
    assert found.ends == ("revision 6",) * 5


def test_what_was_raised_and_closed_is_named(cast, page):
    do(cast, "2024-05-01", "raise_risk", theme=1, description="New.", reason="So.")
    for reference in ("R1.2", "R2.1"):
        do(cast, f"2024-06-0{reference[1]}", "close_risk", reference, why="Past.")
    found = page()
    assert found.opening == "The year began with 3 open risks; on 31 March 2025 there were 2."
    assert (found.raised, found.closed) == ("Raised: R1.3.", "Closed: R1.2 and R2.1.")
    assert places(found, "R1.3") == ["not raised yet"] + ["not scored"] * 4
    assert places(found, "R2.1") == ["9 High"] + ["closed"] * 4
    assert [row(found, each).course for each in ("R1.3", "R2.1")] == ["raised", "closed"]


@pytest.mark.parametrize(
    ("place", "course", "way"),
    [((3, 3), "up 3", "worse"), ((1, 3), "down 3", "better"), ((3, 2), "the same", "same")],
)
def test_a_course_says_which_way_and_by_how_much(cast, page, place, course, way):
    score(cast, "2024-05-01", "R1.1", *place)
    assert (row(page(), "R1.1").course, row(page(), "R1.1").way) == (course, way)


def test_what_has_no_score_at_one_end_has_no_course(cast, page):
    score(cast, "2024-05-01", "R1.2", 1, 1)
    assert (row(page(), "R1.2").course, row(page(), "R1.2").way) == ("", "")


def test_scores_of_two_schemes_are_not_compared(cast, page):
    do(cast, "2024-05-01", "adopt_scheme", scheme_of(3, 3), reason="So.",
       likelihood_map=FEWER, impact_map=FEWER)  # fmt: skip
    found = page()
    assert places(found, "R2.1") == ["9 High"] + ["4 High"] * 4
    assert (row(found, "R2.1").course, row(found, "R2.1").way) == ("another scheme", "")
    assert "0 stand worse, 0 better, and 0 the same" in found.moved


def test_the_year_in_which_the_register_began(cast):
    found = year_page(year(cast.register, 2023, date(2024, 3, 1)))
    assert found.opening == (
        "The register began in this year; on 1 March 2024 there were 3 open risks."
    )
    assert found.ends == (*["not begun"] * 4, "revision 6")


def test_who_leads_stands_with_the_counts(cast, page):
    assert [(name, tally.closing) for name, tally in page().tallies] == [
        ("Office of the Commissioner", 1), ("Constabulary of Exampleshire", 1), ("Joint", 1),
        ("All", 3),
    ]  # fmt: skip
    assert [row(page(), each).lead for each in ("R1.1", "R1.2")] == ["OPCC", "Joint"]

"""A register's year, April to March: where each risk stood, and the counts of each organisation."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registers.build import scheme_of
from registers.moments import OutOfReach
from registers.presentation.year_page import year_page
from registers.snapshot import forget
from registers.year import year, year_of
from tests.registers.past import do, make_past

#: The cast of this module.
make = make_past

OVER = date(2025, 4, 1)


def test_checks_of_controls_in_the_year_are_told(cast):
    key = cast.keys("R1.1")[0]
    for hour, day in enumerate((date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31))):
        do(cast, f"2025-03-31T1{hour}:00", "assure_control", "R1.1", key, line=3,
           checked_by="Internal Audit", checked_on=day, result="works", reason="So.")  # fmt: skip
    told = year_page(year(cast.register, 2024, OVER)).checks
    assert sorted(told) == [
        ("R1.1", "OPCC", "Third line: works. Internal Audit, 1 April 2024"),
        ("R1.1", "OPCC", "Third line: works. Internal Audit, 31 March 2025"),
    ]


def counts(found):
    """The counts of each owner and of the joint risks, and of all."""
    tallies = (*found.tallies, found.whole)
    return [(t.opening, t.raised, t.reopened, t.closed, t.closing) for t in tallies]


def totals(found, reference):
    rated = next(rated for rated in found.risks if rated.reference == reference)
    return [score.total if score else None for score in rated.scores]


@pytest.mark.parametrize(
    ("day", "starts"),
    [("2024-03-31", 2023), ("2024-04-01", 2024), ("2024-12-31", 2024), ("2025-01-01", 2024)],
)
def test_a_year_runs_from_april_to_march(day, starts):
    assert year_of(date.fromisoformat(day)) == starts


def test_the_days_are_the_last_before_it_and_of_each_quarter(cast):
    assert [day.isoformat() for day in year(cast.register, 2024, OVER).days] == [
        "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2024-04-01", ["2024-04-01"]),
        ("2024-06-30", ["2024-06-30"]),
        ("2024-07-01", ["2024-06-30", "2024-07-01"]),
        ("2025-03-31", ["2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31"]),
    ],
)
def test_a_year_that_is_not_over_ends_today(cast, today, last):
    found = year(cast.register, 2024, date.fromisoformat(today))
    assert [day.isoformat() for day in found.days[1:]] == last


def test_each_risk_as_it_stood_at_the_end_of_each_day(cast):
    do(cast, "2024-06-30T23:59:59", "assess", "R1.1", "after", likelihood=1, impact=3, why="So.")
    do(cast, "2024-10-01", "assess", "R1.1", "after", likelihood=4, impact=4, why="So.")
    found = year(cast.register, 2024, OVER)
    assert totals(found, "R1.1") == [6, 3, 3, 16, 16]
    assert totals(found, "R1.2") == [None] * 5
    assert totals(found, "R2.1") == [9] * 5


def test_counts_of_each_organisation_add_up(cast):
    do(cast, "2024-05-01", "raise_risk", theme=1, description="New.", lead="OPCC", reason="So.")
    do(cast, "2024-06-01", "close_risk", "R2.1", why="Past.")
    do(cast, "2024-07-01", "raise_risk", theme=2, description="Newer.", reason="So.")
    do(cast, "2024-07-02", "close_risk", "R2.2", why="Past.")
    found = year(cast.register, 2024, OVER)
    assert [t.owner and t.owner.short_name for t in found.tallies] == [
        "OPCC", "Constabulary", None,
    ]  # fmt: skip
    assert counts(found) == [
        (1, 1, 0, 0, 2), (1, 0, 0, 1, 0), (1, 1, 0, 1, 1), (3, 2, 0, 2, 3),
    ]  # fmt: skip
    assert [rated.reference for rated in found.raised] == ["R1.3", "R2.2"]
    assert [rated.reference for rated in found.closed] == ["R2.1", "R2.2"]


def test_a_risk_counts_for_whoever_led_it_last(cast):
    do(cast, "2024-05-01", "revise_risk", "R1.1", lead="Constabulary", reason="So.")
    assert counts(year(cast.register, 2024, OVER))[:2] == [(0, 0, 0, 0, 0), (2, 0, 0, 0, 2)]


def test_what_was_closed_before_is_no_part_of_it_until_it_is_reopened(cast):
    do(cast, "2024-03-01", "close_risk", "R1.1", why="Past.")
    assert "R1.1" not in [rated.reference for rated in year(cast.register, 2024, OVER).risks]
    do(cast, "2024-08-01", "reopen_risk", "R1.1", why="Back.")
    found = year(cast.register, 2024, OVER)
    assert totals(found, "R1.1") == [None, None, 6, 6, 6]
    assert counts(found)[0] == (0, 0, 1, 0, 1)


def test_closed_and_reopened_within_the_year_is_neither(cast):
    do(cast, "2024-05-01", "close_risk", "R1.1", why="Past.")
    do(cast, "2024-08-01", "reopen_risk", "R1.1", why="Back.")
    found = year(cast.register, 2024, OVER)
    assert totals(found, "R1.1") == [6, None, 6, 6, 6]
    assert counts(found)[0] == (1, 0, 0, 0, 1)


def test_the_year_in_which_the_register_began(cast):
    found = year(cast.register, 2023, date(2024, 3, 1))
    assert [snapshot is None for snapshot in found.snapshots] == [True] * 4 + [False]
    assert totals(found, "R2.1") == [None] * 4 + [9]
    assert counts(found)[-1] == (0, 3, 0, 0, 3)


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        (0, "had not begun on 31 March 0001"),
        (1899, "had not begun on 31 March 1899"),
        (2022, "had not begun on 31 March 2023"),
        (9999, "31 March 9999 has not come yet"),
        (10**40, "31 March 9999 has not come yet"),
    ],
)
def test_a_year_of_which_it_has_nothing_to_say(cast, starts, sentence):
    with pytest.raises(OutOfReach, match=sentence):
        year(cast.register, starts, OVER)


def test_a_year_that_has_not_begun(cast):
    today = timezone.localdate()
    with pytest.raises(OutOfReach, match="has not come yet"):
        year(cast.register, year_of(today) + 1, today)


def test_the_number_of_queries_does_not_grow(cast):
    def count():
        forget()
        scheme_of.cache_clear()
        with CaptureQueriesContext(connection) as asked:
            year(cast.register, 2024, OVER)
        return len(asked)

    for month in ("05", "08", "11"):
        do(cast, f"2024-{month}-01", "revise_risk", "R1.1", title=month, reason="So.")
    do(cast, "2025-02-01", "revise_risk", "R1.1", title="x", reason="So.")
    before = count()
    for number in range(5):
        day = (date(2025, 2, 2) + timedelta(days=number)).isoformat()
        do(cast, day, "raise_risk", theme=1, description="New.", reason="So.")
    assert count() == before

from datetime import date

import pytest

from registers.content import Owner
from registers.presentation import words
from registers.presentation.register_page import overdue
from scoring.matrix import Band

LOW, MEDIUM, HIGH = Band(1, "Low"), Band(2, "Medium"), Band(3, "High")


@pytest.mark.parametrize(
    ("counts", "some", "none"),
    [
        ((2, 11, 6), "2 risks are High, 11 Medium and 6 Low", ""),
        ((11, 8, 0), "11 risks are High and 8 Medium", "; none is Low"),
        ((1, 0, 0), "1 risk is High", "; none is Medium or Low"),
        ((0, 0, 0), "no risk is scored", ""),
    ],
)
def test_a_spread_says_every_band(counts, some, none):
    found = words.spread(tuple(zip((HIGH, MEDIUM, LOW), counts, strict=True)))
    assert (found.some, found.none) == (some, none)


@pytest.mark.parametrize(
    ("given", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_lists_in_words(given, said):
    assert words.listed(list(given)) == said


@pytest.mark.parametrize(("count", "said"), [(0, "no risks"), (1, "1 risk"), (10, "10 risks")])
def test_counts_in_words(count, said):
    assert words.risks(count) == said


def test_who_leads():
    assert words.lead_of(None) == "Joint lead"
    assert words.lead_of(Owner(1, 1, 1, "The Office", "OPCC")) == "OPCC leads"


def test_days():
    assert words.day(date(2026, 6, 14)) == "14 June 2026"
    assert words.day(None) == ""


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, ""),
        (date(2026, 11, 20), ""),
        (date(2026, 11, 19), "1 day overdue"),
        (date(2026, 11, 12), "8 days overdue"),
    ],
)
def test_a_review_is_overdue_the_day_after(due, said):
    assert overdue(due, date(2026, 11, 20)) == said

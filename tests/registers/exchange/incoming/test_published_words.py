"""Headings and levels as councils, NHS bodies and forces write them in the registers they publish."""

import pytest

from registers.exchange.incoming import meaning
from registers.exchange.incoming.gathering import unknown_levels
from registers.exchange.incoming.headings import guess
from registers.exchange.incoming.read import read_file
from scoring.matrix import Band, Level, Matrix
from tests.registers.exchange.incoming.books import book_of

pytestmark = pytest.mark.once

LIKELIHOOD = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
LEVELS = tuple(Level(number, name) for number, name in enumerate(LIKELIHOOD, start=1))
SHAPES = [
    (["Ref", "Risk", "Likelihood (1-5)", "Impact (1-5)", "Risk Score (LxI)"],
     ["reference", "description", "after.likelihood", "after.impact", "after.total"]),
    (["Risk #", "Risk Issue", "Gross L", "Gross I", "Gross rating", "Residual Prob", "Residual Conseq.",
      "Residual rating"],
     ["reference", "description", "before.likelihood", "before.impact", "before.total",
      "after.likelihood", "after.impact", "after.total"]),
    (["Datix ID", "There is a risk that", "Due to", "Resulting in", "Initial C", "Initial L",
      "Initial CxL", "Controls", "Gaps in control", "Assurance", "Gaps in assurance", "Current C",
      "Current L", "Current CxL", "Actions to address gaps in control", "Target C", "Target L",
      "Target CxL", "Last review date", "Review date", "Responsible committee", "Executive lead"],
     ["reference", "description", "causes", "consequences", "before.impact", "before.likelihood",
      "before.total", "controls", "", "", "", "after.impact", "after.likelihood", "after.total",
      "actions", "target.impact", "target.likelihood", "target.total", "", "next_review", "",
      "risk_owner"]),
    (["URN", "Risk(s)", "Risk Owner(s)", "Uncontrolled L'hood", "Uncontrolled Severity", "Control(s)",
      "Control effectiveness", "Controlled L'hood", "Controlled Severity", "Action status"],
     ["reference", "description", "risk_owner", "before.likelihood", "before.impact", "controls", "",
      "after.likelihood", "after.impact", "action.progress"]),
    (["No.", "Risk", "Pre-control likelihood", "Pre-control impact", "Previous score",
      "Post-control likelihood", "Post-control impact", "Date risk identified"],
     ["reference", "description", "before.likelihood", "before.impact", "", "after.likelihood",
      "after.impact", ""]),
    (["Risk ID", "What could go wrong?", "Likelihood without controls", "Impact without controls",
      "Likelihood with controls", "Impact with controls", "Expected likelihood", "Expected impact"],
     ["reference", "description", "before.likelihood", "before.impact", "after.likelihood",
      "after.impact", "target.likelihood", "target.impact"]),
    (["Ref", "Risk title", "Cause / risk / effect", "Likelihood", "Impact"],
     ["reference", "title", "description", "after.likelihood", "after.impact"]),
    (["Ref", "Title", "Cause(s), event and consequence(s)", "L", "I"],
     ["reference", "title", "description", "after.likelihood", "after.impact"]),
    (["Ref", "Name", "Risk - Cause - Impact", "Risk causes", "Risk effects"],
     ["reference", "title", "description", "causes", "consequences"]),
    (["Ref", "Risk title", "Causes and consequences"],
     ["reference", "description", "consequences"]),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "keys"), SHAPES)
def test_the_columns_are_guessed(heads, keys):
    scores = ("likelihood", "impact", "total")
    row = [1 if key.endswith(scores) else "Words." for key in keys]
    (taken,) = guess(read_file(book_of([heads, row]), "Register.xlsx")).sheets.values()
    assert [taken.columns.get(place, "") for place in range(1, len(heads) + 1)] == keys


@pytest.mark.parametrize("words", [
    4, 4.0, "4", "4.0", "4 - Likely", "4 – Likely", "4. Likely", "4: Likely", "(4) Likely", "4 (Likely)",
    "Likely (4)", "Likely - 4", "LIKELY", "L4", "Level 4", "Likelihood 4", "4/5", "4 out of 5",
    "Likely (61-80%)", "4 - Likely (61 – 80 %)", "4 - likely >60%",
])  # fmt: skip
def test_a_level_is_read_as_it_is_written(words):
    assert meaning.level(LEVELS, {}, words).value == 4


@pytest.mark.parametrize("words", ["High", "Very likely", "3.5", "4/6", "9", "61-80%", "4 or 5"])
def test_what_is_no_level_is_asked_for(words):
    with pytest.raises(meaning.Unclear, match="is no level of this register"):
        meaning.level(LEVELS, {}, words)


def test_a_number_with_the_name_of_another_level_is_said():
    assert meaning.level(LEVELS, {}, "4 (Rare)").notice == (
        "“4 (Rare)”: level 4 is called “Likely” here."
    )


def test_words_that_are_no_level_are_shown_as_they_stand_in_the_file():
    matrix = Matrix.from_thresholds(LEVELS, LEVELS, (Band(1, "Low", 1, 25),))
    rows = [
        ["Ref", "Risk", "L", "I"],
        ["R1", "A.", "Very High", "Major"],
        ["R2", "B.", "very high", 3],
    ]
    book = read_file(book_of(rows), "Register.xlsx")
    assert unknown_levels(book, guess(book), matrix) == {
        "likelihood": ("Very High",), "impact": ("Major",),
    }  # fmt: skip

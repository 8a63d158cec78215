"""A score as it is shown: total, band word, tone, and the levels that make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from registers.content import Assessment
from registers.presentation.bands import tones
from scoring.matrix import Level, Matrix


@dataclass(frozen=True, slots=True)
class Score:
    """What a chip shows, and what stands beside it. Numbers that stand in every row are texts
    already: a template takes longer over a number than over a word."""

    total: str
    word: str
    tone: str
    places: str
    likelihood: Level
    impact: Level
    why: str = ""


def scorer(matrix: Matrix) -> Callable[[Assessment | None], Score | None]:
    """A function from an assessment to its score in this scheme; None stays None.

    Each cell's score is made once, however many risks stand in it.
    """
    tone_of = tones(matrix)
    made: dict[tuple[int, int, str], Score] = {}

    def score(assessment: Assessment | None) -> Score | None:
        if assessment is None:
            return None
        key = (assessment.likelihood, assessment.impact, assessment.why)
        if key not in made:
            made[key] = Score(
                total=str(assessment.total),
                word=assessment.band.word,
                tone=str(tone_of[assessment.band]),
                places=f"L{assessment.likelihood} × I{assessment.impact}",
                likelihood=matrix.likelihood[assessment.likelihood - 1],
                impact=matrix.impact[assessment.impact - 1],
                why=assessment.why,
            )
        return made[key]

    return score


def change(before: Assessment | None, after: Assessment | None) -> str:
    """`lower`, `higher`, `same` or, where one is missing, the empty string."""
    if before is None or after is None:
        return ""
    if before.total == after.total:
        return "same"
    return "lower" if after.total < before.total else "higher"

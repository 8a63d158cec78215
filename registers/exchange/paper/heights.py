"""About how high a risk stands on paper: its lines are counted with the widths of the letters.

Lengths are millimetres; the sizes are those of `static/print/register.css`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from fontTools.ttLib import TTFont

from registers.content import Assessment, Risk
from registers.exchange.pdf_child import FONTS
from registers.presentation import work_words

POINT = 25.4 / 72
#: The measure beside the rail.
MEASURE = 126.0
#: What a letter that the font lacks counts for, in parts of its size.
ELSEWHERE = 0.6
#: Lines of one of the two columns of facts.
FACT = 58.0
#: How many words' widths are remembered: those of a language come again and again.
KNOWN_WORDS = 20_000
#: The width of a label in front of a text, per character.
LABEL = 1.65


@dataclass(frozen=True, slots=True)
class Type:
    """A size of a font: points of a letter and of a line, and what stands below a paragraph."""

    font: str
    size: float
    leading: float
    below: float

    def height(self, text: str, *, measure: float = MEASURE, label: int = 0) -> float:
        """Of a paragraph with a label of so many characters; nothing for no text."""
        if not text:
            return 0
        return self.lines(text, measure, label * LABEL) * self.leading * POINT + self.below

    def lines(self, text: str, measure: float, used: float = 0) -> int:
        """How many lines a text takes; `used` is taken of the first one already."""
        widths = _widths(self.font)
        unit = self.size * POINT
        blank = widths[" "] * unit
        count, place = 0, used
        for line in text.split("\n"):
            count, place = count + 1, used if count == 0 else 0.0
            for word in line.split():
                width = _width(self.font, word) * unit
                if place and place + width > measure:
                    count, place = count + 1, 0.0
                count += int(width // measure)
                place += width % measure + blank
        return count


class Labelled(Protocol):
    """A text with the label that stands before it."""

    @property
    def label(self) -> str: ...

    @property
    def text(self) -> str: ...


TITLE = Type("Inter_600SemiBold", 10.6, 14, 1)
DESCRIPTION = Type("SourceSerif4_400Regular", 11.2, 15, 2.2)
PROSE = Type("SourceSerif4_400Regular", 9.7, 13.4, 1.7)
ITEM = Type("SourceSerif4_400Regular", 9.7, 13.4, 0.8)
WHY = Type("SourceSerif4_400Regular", 9.2, 12.6, 1.7)
HELD = Type("SourceSerif4_400Regular", 9.2, 12.6, 1.6)
SMALL = Type("Inter_400Regular", 8.1, 11.2, 0.9)
PADDING, SCORE, META, COURSE = 2.8, 10.6, 4.2, 2.7


def heights(
    risk: Risk,
    facts: Sequence[tuple[str, str]],
    course: str,
    held: Iterable[str],
    further: Iterable[Labelled] = (),
) -> tuple[float, float]:
    """The height of what stays together at the beginning of a risk, and of the whole of it.
    `further` are texts that stand below its scores, each with its label."""
    head = PADDING + TITLE.height(risk.title) + DESCRIPTION.height(risk.description)
    head += _facts(facts)
    before, after, target = risk.before, risk.after, risk.target
    told = PROSE.height(risk.causes, label=8) + PROSE.height(risk.consequences, label=14)
    height = head + told + _scored(before) + _controls(risk) + _scored(after)
    height += _scored(target) if target else 0
    height += SMALL.height(course, label=30) + COURSE if course else 0
    height += PROSE.height(risk.closed_why, label=26)
    height += sum(PROSE.height(one.text, label=len(one.label) + 2) for one in further)
    height += sum(HELD.height(text, measure=MEASURE - 3.4, label=32) for text in held)
    # Where nothing is told of causes, the score and the first controls go with the description.
    begun = 12.0 if told else SCORE + min(4 * PROSE.leading * POINT, _controls(risk))
    return head + begun, height


def _facts(facts: Sequence[tuple[str, str]]) -> float:
    if not facts:
        return 0
    heights = [SMALL.height(f"{label}: {text}", measure=FACT) for label, text in facts]
    rows = (heights[at : at + 2] for at in range(0, len(heights), 2))
    return META + sum(max(row) for row in rows)


def _scored(assessment: Assessment | None) -> float:
    return SCORE + (WHY.height(assessment.why, label=5) if assessment else 0)


def _controls(risk: Risk) -> float:
    said = [(control.text, work_words.of_control(control)) for control in risk.controls]
    if not any(more for _text, more in said):
        return PROSE.height(risk.controls_text or "–", label=10)
    texts = (f"{text} {more}" for text, more in said)
    return PROSE.leading * POINT + sum(ITEM.height(t, measure=MEASURE - 4) for t in texts)


@cache
def _widths(font: str) -> dict[str, float]:
    """The width of each letter of a font, in parts of its size."""
    with TTFont(FONTS / f"{font}.ttf", lazy=True) as opened:
        units, advances = opened["head"].unitsPerEm, opened["hmtx"].metrics
        return {chr(n): advances[name][0] / units for n, name in opened.getBestCmap().items()}


@lru_cache(KNOWN_WORDS)
def _width(font: str, word: str) -> float:
    widths = _widths(font)
    return math.fsum([widths.get(letter, ELSEWHERE) for letter in word])

"""The published register's text, read apart from the product.

The fixture, the pages and the files are held against what this reads, so it shares no
code with what they are made by. It takes the text row by row in the order in which it is
printed, and raises ValueError at the first row that is not what stands there: nothing is
skipped but empty cells, blank lines and the `<p>` tags around three of the paragraphs.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE_FILE = Path(__file__).parent.parent / "fixtures" / "source" / "strategic-risk-register.txt"

SCHEME_HEADING = "RISK ASSESSMENT SCHEME"
BEFORE = "Before mitigating controls are in place"
AFTER = "After mitigating controls are in place"
SCORE_HEADS = ("Likelihood", "Impact", "Total")

Scores = tuple[int, int, int]
Rows = deque[tuple[str, ...]]


@dataclass(frozen=True)
class SourceRisk:
    """One risk as printed; the scores are (likelihood, impact, total)."""

    theme: str
    reference: str
    description: str
    before: Scores
    controls: str
    after: Scores


@dataclass(frozen=True)
class Source:
    """The whole text. `symbols` are the bullets of the key, `likelihood` and `impact` the
    level names of the key from 1 up; `matrix` has (impact name, totals) from the top row
    down and `columns` what is printed under it."""

    title: str
    introduction: tuple[str, ...]
    symbols: tuple[str, ...]
    likelihood: tuple[str, ...]
    impact: tuple[str, ...]
    matrix: tuple[tuple[str, tuple[int, ...]], ...]
    columns: tuple[str, ...]
    themes: tuple[str, ...]
    risks: tuple[SourceRisk, ...]

    def in_theme(self, theme: str) -> tuple[SourceRisk, ...]:
        return tuple(risk for risk in self.risks if risk.theme == theme)

    def risk(self, reference: str) -> SourceRisk:
        return next(risk for risk in self.risks if risk.reference == reference)


def parse(text: str) -> Source:
    lines = (tuple(cell for cell in line.split("\t") if cell) for line in text.split("\n"))
    rows = deque(line for line in lines if line)
    title = _sentence(rows)
    introduction = tuple(_until(rows, (SCHEME_HEADING,)))
    _expect(rows, "Key")
    symbols = tuple(_until(rows, ("Scores",)))
    _expect(rows, "Likelihood", "Impact")
    names = rows.popleft()
    likelihood, impact = names[:4], names[4:]
    _expect(rows, *"1234", *"1234")
    matrix = tuple(_matrix_rows(rows))
    columns = rows.popleft()
    _expect(rows, "Likelihood")
    themes, risks = _themes(rows)
    return Source(title, introduction, symbols, likelihood, impact, matrix, columns, themes, risks)


def reassemble(source: Source) -> str:
    """What was read, put together again in the order of the source with what is printed
    around it; the white space is not the source's."""
    parts = [source.title, *source.introduction, SCHEME_HEADING, "Key", *source.symbols]
    parts += [
        "Scores",
        "Likelihood",
        "Impact",
        *source.likelihood,
        *source.impact,
        *"1234",
        *"1234",
    ]
    parts += ["Impact"]
    for name, totals in source.matrix:
        parts += [name, *map(str, totals)]
    parts += [*source.columns, "Likelihood"]
    for theme in source.themes:
        parts.append(theme)
        for risk in source.in_theme(theme):
            parts += [risk.reference, "–", risk.description]
            parts += [BEFORE, *SCORE_HEADS, *map(str, risk.before), risk.controls]
            parts += [AFTER, *SCORE_HEADS, *map(str, risk.after)]
    return " ".join(parts)


def squeezed(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def _expect(rows: Rows, *cells: str) -> None:
    row = rows.popleft()
    if row != cells:
        raise ValueError(f"{cells} should stand where {row} stands.")


def _sentence(rows: Rows) -> str:
    row = rows.popleft()
    if len(row) != 1:
        raise ValueError(f"A row of one cell should stand where {row} stands.")
    return row[0]


def _until(rows: Rows, end: tuple[str, ...]) -> Iterator[str]:
    while rows[0] != end:
        yield _sentence(rows)
    rows.popleft()


def _matrix_rows(rows: Rows) -> Iterator[tuple[str, tuple[int, ...]]]:
    axis, *top = rows.popleft()
    if axis != "Impact":
        raise ValueError(f"The matrix should begin where {axis!r} stands.")
    for name, *totals in (top, rows.popleft(), rows.popleft(), rows.popleft()):
        yield name, tuple(int(total) for total in totals)


def _themes(rows: Rows) -> tuple[tuple[str, ...], tuple[SourceRisk, ...]]:
    themes: list[str] = []
    risks: list[SourceRisk] = []
    while rows:
        line = _sentence(rows)
        if opening := re.fullmatch(r"(R\d+\.\d+) – ?(.+)", line):
            risks.append(_risk(themes[-1], *opening.groups(), rows))
        else:
            themes.append(line)
    return tuple(themes), tuple(risks)


def _risk(theme: str, reference: str, description: str, rows: Rows) -> SourceRisk:
    _expect(rows, BEFORE, *SCORE_HEADS)
    before = _scores(rows)
    controls = _sentence(rows)
    if controls.startswith("<p>") and controls.endswith("</p>"):
        controls = controls[3:-4]
    _expect(rows, AFTER, *SCORE_HEADS)
    return SourceRisk(theme, reference, description, before, controls, _scores(rows))


def _scores(rows: Rows) -> Scores:
    likelihood, impact, total = rows.popleft()
    return int(likelihood), int(impact), int(total)


SOURCE = parse(SOURCE_FILE.read_bytes().decode("utf-8"))

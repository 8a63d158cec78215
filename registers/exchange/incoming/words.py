"""Word documents: registers in the shape of the source, ours among them, or tables of any shape."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from registers.content import STAGES
from registers.exchange.columns import CONTROLS, RISKS
from registers.exchange.incoming.cells import Book, Collected, Sheet
from registers.exchange.incoming.container import DOCX, broken
from registers.exchange.incoming.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from registers.exchange.incoming.meaning import is_empty
from registers.exchange.reading import BadFile
from registers.exchange.write_docx import PUBLIC

#: The styles of our own documents.
RISK, DESCRIPTION, CONTROL, HEADING = "Risk", "RiskDescription", "Control", "Heading1"
ACTION, IN_TABLE = "Action", "(in a table)"
FOR_PEOPLE = {IN_TABLE, ACTION, "RiskNote"}
#: Where the theme's name stands among a risk's values.
THEME_NAME = "theme.name"
_REFERENCED = re.compile(
    r"\s*([A-Z]{1,6}[0-9]{1,4}(?:\.[0-9]{1,4}){0,2})\s*[–—:-]\s*(.*)", re.DOTALL
)
_OURS = re.compile(r"([A-Z]{1,6}[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}) – (.*)", re.DOTALL)
_STAGES = (("target", "target"), ("before", "before"), ("after", "after"), ("inherent", "before"),
           ("residual", "after"), ("current", "after"))  # fmt: skip
#: A paragraph that is longer than this heads no theme.
LONGEST_THEME = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a row of a table with more than one text; `place` is the paragraph's number
    or that of the row in its table."""

    place: int
    text: str = ""
    style: str = ""
    cells: tuple[str, ...] = ()


@dataclass
class _Risk:
    place: int
    values: dict[str, Any]
    controls: list[tuple[int, str]] = field(default_factory=list)
    stage: str = ""
    scored: set[str] = field(default_factory=set)


def read_docx(raw: bytes) -> Book:
    """A document that `kind_of` has looked into. Raises BadFile."""
    try:
        document = Document(io.BytesIO(raw))
        _check(document)
        return Book(DOCX, tuple(_sheets(document)))
    except (BadFile, MemoryError):
        raise
    except Exception as problem:
        # python-docx raises whatever its parsers do on what only looks like a document.
        raise BadFile(broken()) from problem


def _check(document: Any) -> None:
    if document.core_properties.category == PUBLIC:
        raise BadFile(
            _("The file was made for the public, without what is withheld. Bring in one that was "
              "made for the owners.")
        )  # fmt: skip
    if any(
        next(document.element.body.iter(qn(tag)), None) is not None for tag in ("w:ins", "w:del")
    ):
        raise BadFile(
            _("The document has tracked changes. Accept or reject them in Word, and save it again.")
        )


def _sheets(document: Any) -> Iterator[Sheet]:
    risks = list(_risks(document))
    if risks:
        ours = _is_ours(document)
        yield from _as_tables(risks, exact=ours)
        return
    for number, table in enumerate(document.tables[:MOST_SHEETS], start=1):
        held = Collected()
        for place, row in enumerate(_rows(table), start=1):
            held.add(place, row[:MOST_COLUMNS])
        if len(held.rows) > MOST_ROWS:
            raise BadFile(_("Table %(number)s has more than %(most)s rows.")
                          % {"number": number, "most": f"{MOST_ROWS:,}"})  # fmt: skip
        yield Sheet(_("Table %(number)s") % {"number": number}, held.rows)


def _rows(table: WordTable) -> Iterator[list[str]]:
    """The texts of each row's cells, those of joined cells where they begin."""
    # The elements themselves: the number of one that is gone can be another's.
    met: set[Any] = set()
    for row in table.rows:
        texts = []
        for cell in row.cells:
            same = cell._tc in met  # noqa: SLF001
            met.add(cell._tc)  # noqa: SLF001
            texts.append("" if same else cell.text)
        yield texts


def _parts(document: Any) -> Iterator[Part]:
    """The paragraphs and rows of a document in their order; a row of one text is paragraphs."""
    place = 0
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            place += 1
            yield Part(place, Paragraph(element, document).text, element.style or "")
        elif element.tag == qn("w:tbl"):
            for texts in _rows(WordTable(element, document)):
                place += 1
                filled = [text for text in texts if not is_empty(text)]
                if len(filled) > 1:
                    yield Part(place, cells=tuple(texts))
                elif filled:
                    yield from (Part(place, line, IN_TABLE) for line in filled[0].split("\n"))


def _is_ours(document: Any) -> bool:
    return any(paragraph._p.style == RISK for paragraph in document.paragraphs)  # noqa: SLF001


def _risks(document: Any) -> Iterator[_Risk]:
    """Risks in the shape of the source: a reference and a text, a score before, controls, a score
    after. Of our own, styles say what is what."""
    theme, last, found, ours = "", None, [], _is_ours(document)
    for part in _parts(document):
        if started := _started(part, ours=ours):
            last = _Risk(part.place, {"reference": started[1], "description": started[2],
                                      THEME_NAME: theme})  # fmt: skip
            if part.style == RISK:
                last.values["title"] = ""
            found.append(last)
        elif part.cells:
            _take_row(last, part)
        elif part.style == HEADING or (not ours and _ends(last, part)):
            theme, last = part.text.strip(), None
        elif last:
            _take_text(last, part, ours=ours)
    yield from (risk for risk in found if risk.scored or "title" in risk.values)


def _started(part: Part, *, ours: bool) -> re.Match[str] | None:
    if part.style == RISK:
        return _OURS.fullmatch(part.text)
    return None if ours or part.cells else _REFERENCED.fullmatch(part.text)


def _ends(last: _Risk | None, part: Part) -> bool:
    """Whether a paragraph heads a new theme: before the first risk, or after a score after."""
    is_short = bool(part.text.strip()) and len(part.text) <= LONGEST_THEME
    return is_short and (last is None or last.stage in {"after", "target"})


def _take_row(last: _Risk | None, part: Part) -> None:
    """A row of a score: its headings say the stage, the row below has its numbers."""
    if last is None:
        return
    heads = " ".join(part.cells).lower()
    if "likelihood" in heads and "impact" in heads:
        last.stage = next((stage for word, stage in _STAGES if word in part.cells[0].lower()), "")
        return
    if last.stage and last.stage not in last.scored and len(part.cells) >= 3:
        why, likelihood, impact, *rest = part.cells
        last.scored.add(last.stage)
        last.values |= {
            f"{last.stage}.likelihood": likelihood or None,
            f"{last.stage}.impact": impact or None,
            f"{last.stage}.total": rest[0] if rest else None,
        }
        if why and likelihood:
            last.values[f"{last.stage}.why"] = why


def _take_text(last: _Risk, part: Part, *, ours: bool) -> None:
    if part.style == DESCRIPTION:
        own = last.values
        own["title"], own["description"] = own["description"], part.text
    elif part.style == CONTROL or (
        last.stage == "before" and part.text.strip() and not (ours and part.style in FOR_PEOPLE)
    ):
        last.controls.append((part.place, part.text))


def _as_tables(risks: list[_Risk], *, exact: bool) -> Iterator[Sheet]:
    """The tables of risks and controls, under the headings of our own."""
    keys = ["reference", "theme", "title", "description"]
    keys += [
        f"{stage}.{name}" for stage in STAGES for name in ("likelihood", "impact", "total", "why")
    ]
    if not exact:
        keys.remove("title")
    rows = []
    for risk in risks:
        values = {**risk.values, "theme": risk.values[THEME_NAME]}
        rows.append((risk.place, [values.get(key) for key in keys]))
    yield Sheet(RISKS.name, [(0, [RISKS.column(key).heading for key in keys]), *rows], exact=exact)
    heads = [CONTROLS.column(key).heading for key in ("risk", "text")]
    controls = [
        (place, [risk.values["reference"], text])
        for risk in risks
        for place, text in risk.controls
        if text
    ]
    if controls:
        yield Sheet(CONTROLS.name, [(0, heads), *controls], exact=exact)

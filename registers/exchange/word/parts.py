"""Paragraphs, tables and the edges of pages, as elements of a Word document.

Each text is one paragraph: its line ends are line breaks in it and its tabs tabs, so that it is
read back to the letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: An element of a document.
Element = Any

FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `fill` and `ink` are colours of six digits, empty for none and black;
    `style` is that of its paragraphs, one for each line."""

    text: str
    fill: str = ""
    ink: str = ""
    style: str = ""
    bold: bool = False


def element(tag: str, attributes: dict[str, str] | None = None, *inner: Element) -> Element:
    made = OxmlElement(tag, {qn(name): value for name, value in (attributes or {}).items()})
    made.extend(inner)
    return made


def paragraph(text: str, style: str = "", *, bold: bool = False, ink: str = "") -> Element:
    """A paragraph in a style, named by its id; what runs from right to left does so."""
    backward = runs_backward(text)
    own = [element("w:pStyle", {"w:val": style})] if style else []
    own += [element("w:bidi")] if backward else []
    return element(
        "w:p",
        None,
        *([element("w:pPr", None, *own)] if own else []),
        run(text, bold, ink, backward),
    )


def run(text: str, bold: bool = False, ink: str = "", backward: bool = False) -> Element:
    own = [element("w:b")] if bold else []
    own += [element("w:color", {"w:val": ink})] if ink else []
    own += [element("w:rtl")] if backward else []
    made = element("w:r", None, *([element("w:rPr", None, *own)] if own else []))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("w:br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append(element("w:tab"))
            if part:
                made.append(_text(part))
    return made


def _text(part: str) -> Element:
    held = element("w:t", {"xml:space": "preserve"})
    held.text = part
    return held


def runs_backward(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False


def table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    *,
    about: str,
    style: str = "TableGrid",
    heads: int = 1,
) -> Element:
    """A table whose first `heads` rows are repeated on each page; `widths` are in twentieths of a
    point, `about` says to whoever does not see it what it shows."""
    own = element(
        "w:tblPr",
        None,
        element("w:tblStyle", {"w:val": style}),
        element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblLook", {"w:val": "0020", "w:firstRow": "1" if heads else "0"}),
        element("w:tblCaption", {"w:val": about}),
    )
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": str(w)}) for w in widths))
    made = element("w:tbl", None, own, grid)
    made.extend(_row(row, widths, head=number < heads) for number, row in enumerate(rows))
    return made


def _row(row: Sequence[Cell], widths: Sequence[int], *, head: bool) -> Element:
    own = element("w:trPr", None, element("w:cantSplit"))
    own.extend([element("w:tblHeader")] if head else [])
    return element("w:tr", None, own, *map(_cell, row, widths))


def _cell(cell: Cell, width: int) -> Element:
    own = element("w:tcPr", None, element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
    if cell.fill:
        own.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": cell.fill}))
    return element(
        "w:tc", None, own, paragraph(cell.text, cell.style, bold=cell.bold, ink=cell.ink)
    )


def field(name: str) -> Element:
    """The number of the page, or of all `pages`."""
    return element("w:fldSimple", {"w:instr": FIELDS[name]}, run("1"))


def fill_edges(document: Any, *, marking: str, foot: str) -> None:
    """The marking at the head and the foot of each page, with what the page is checked by."""
    for section in document.sections:
        _put(section.header, [paragraph(marking, "Header", bold=True)])
        last = paragraph(f"{foot}\t", "Footer")
        last.extend([field("page"), run(" / "), field("pages")])
        _put(section.footer, [paragraph(marking, "Header", bold=True), last])


def _put(edge: Any, paragraphs: Iterable[Element]) -> None:
    """Put paragraphs in the place of an edge's own."""
    edge.is_linked_to_previous = False
    for held in list(edge._element):  # noqa: SLF001
        edge._element.remove(held)  # noqa: SLF001
    edge._element.extend(paragraphs)  # noqa: SLF001

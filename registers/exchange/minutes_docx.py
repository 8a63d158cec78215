"""The record of a meeting as a Word document, for whoever writes the minutes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from docx import Document

from registers.content import Snapshot
from registers.exchange.word import parts
from registers.exchange.word.parts import Cell, Element
from registers.exchange.write_docx import HEAD_FILL, TEMPLATE, name_it, saved
from registers.presentation.minutes_page import Minute, Minutes

#: Of the columns of the table of outcomes, in twentieths of a point: 17 cm together.
WIDTHS = (560, 900, 4878, 1400, 1900)


def write_minutes_docx(now: Snapshot, page: Minutes) -> bytes:
    """The record as the bytes of a DOCX file: headings, one table with a head that repeats, the
    marking and the seal at the edges of each page."""
    document = Document(str(TEMPLATE))
    name_it(document, now)
    document.core_properties.title = f"{_('Record of the meeting')}: {page.title}, {page.when}"
    last = document.element.body.sectPr
    for made in _parts(now, page):
        last.addprevious(made)
    return saved(document)


def _parts(now: Snapshot, page: Minutes) -> Iterator[Element]:
    held = ", ".join(part for part in (page.when, page.place) if part)
    yield parts.paragraph(page.title, "Title")
    for text in (f"{_('Record of the meeting')}: {held}", now.title, page.state):
        if text:
            yield parts.paragraph(text)
    yield from _section(_("In numbers"), (" ".join(page.numbers),))
    yield from _section(_("Who attended"), page.attending or (_("Not recorded"),))
    yield from _section(_("Papers"), page.papers or (_("No paper was sent."),))
    yield parts.paragraph(_("What was decided"), "Heading1")
    if page.minutes:
        yield _outcomes(page)
    signed = (text for one in page.signed for text in (one.text, *one.signatures))
    yield from _section(_("Agreement"), (page.agreed, *signed))


def _section(heading: str, lines: tuple[str, ...]) -> Iterator[Element]:
    yield parts.paragraph(heading, "Heading1")
    yield from map(parts.paragraph, lines)


def _outcomes(page: Minutes) -> Element:
    heads = (_("No."), _("Risk"), _("What it is, and the note"), _("After controls"), _("Outcome"))
    head = [Cell(text, fill=HEAD_FILL, bold=True) for text in heads]
    return parts.table(
        [head, *map(_row, page.minutes)],
        WIDTHS,
        about=_("What the meeting came to on each risk"),
    )


def _row(one: Minute) -> list[Cell]:
    said = f"{one.heading}\n{one.note}" if one.note else one.heading
    return [
        Cell(str(one.place)),
        Cell(one.reference, bold=True),
        Cell(said),
        Cell(one.rating),
        Cell(one.result),
    ]

"""The record of a meeting as a Word document, for whoever writes the minutes."""

from __future__ import annotations

from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from registers.content import Snapshot
from registers.exchange.markings import highest_marking
from registers.presentation.minutes_page import Minutes

LANGUAGE = "en-GB"
#: Of the columns of the table of outcomes, in millimetres.
WIDTHS = (10, 16, 84, 26, 34)


def write_minutes_docx(now: Snapshot, page: Minutes) -> bytes:
    """The record as the bytes of a DOCX file: headings, one table with a head that repeats, and
    the marking at the top and bottom of every page."""
    document = Document()
    _set_up(document, now, page)
    document.add_heading(page.title, level=0)
    held = ", ".join(part for part in (page.when, page.place) if part)
    document.add_paragraph(f"{_('Record of the meeting')}: {held}")
    document.add_paragraph(now.title)
    if page.state:
        document.add_paragraph(page.state)
    document.add_heading(_("In numbers"), level=1)
    document.add_paragraph(" ".join(page.numbers))
    _list(document, _("Who attended"), page.attending or (_("Not recorded"),))
    _list(document, _("Papers"), page.papers or (_("No paper was sent."),))
    document.add_heading(_("What was decided"), level=1)
    _outcomes(document, page)
    document.add_heading(_("Agreement"), level=1)
    document.add_paragraph(page.agreed)
    for one in page.signed:
        document.add_paragraph(one.text)
        for signature in one.signatures:
            document.add_paragraph(signature, style="List Bullet")
    held_in = BytesIO()
    document.save(held_in)
    return held_in.getvalue()


def _set_up(document: Docx, now: Snapshot, page: Minutes) -> None:
    """A4, the document's language and properties, the marking above and below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    properties = document.core_properties
    properties.title = f"{_('Record of the meeting')}: {page.title}, {page.when}"
    properties.author = ", ".join(owner.name for owner in now.owners)[:255]
    properties.language = LANGUAGE
    properties.comments = page.proof
    moment = timezone.localtime(now.moment).replace(tzinfo=None)
    properties.created = properties.modified = moment
    properties.last_modified_by, properties.revision = "", 1
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    _speak(style.element)
    marking = highest_marking(now)
    _line(section.header.paragraphs[0], marking)
    _line(section.footer.paragraphs[0], "   ".join(part for part in (page.proof, marking) if part))


def _line(paragraph, text: str) -> None:  # type: ignore[no-untyped-def]
    paragraph.text = text
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _speak(style) -> None:  # type: ignore[no-untyped-def]
    """Say in which language the document is."""
    found = style.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LANGUAGE)
    found.append(spoken)


def _list(document: Docx, heading: str, lines: tuple[str, ...]) -> None:
    document.add_heading(heading, level=1)
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _outcomes(document: Docx, page: Minutes) -> None:
    heads = (_("No."), _("Risk"), _("What it is, and the note"), _("After controls"), _("Outcome"))
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    _repeat_head(table)
    for one in page.minutes:
        cells = table.add_row().cells
        told = (str(one.place), one.reference, one.heading, one.rating, one.result)
        for cell, text in zip(cells, told, strict=True):
            cell.text = text
        if one.note:
            cells[2].add_paragraph().add_run(one.note).italic = True
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Mm(width)


def _repeat_head(table: Table) -> None:
    """Have the head stand at the top of each page that the table runs over."""
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)

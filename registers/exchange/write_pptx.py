"""Two slides: the map as a real table, and the computed sentences."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from registers.content import NO_MOMENT, Snapshot
from registers.exchange import edges
from registers.exchange.write_docx import PUBLIC, looks_of
from registers.presentation import words
from registers.presentation.in_short import in_short

#: A slide of 16 to 9, in millimetres, and what stays free around its content.
WIDTH, HEIGHT, MARGIN = 338.67, 190.5, 14.0
TOP, EDGE, LEGEND = 32.0, 12.0, 12.0
TITLE_ONLY = 5
NAMES_WIDTH = 44.0
INK, HEAD = "1B2430", "E7EBF0"
#: The largest and the smallest size of letters in a cell, in points, and how many references a
#: line of the largest holds in a map of four columns.
LARGEST, SMALLEST, ON_A_LINE = 14, 8, 9


def write_pptx(snapshot: Snapshot) -> bytes:
    """The slides of a register, for whom the snapshot is."""
    show = Presentation()
    show.slide_width, show.slide_height = _mm(WIDTH), _mm(HEIGHT)
    _name(show, snapshot)
    _map(_slide(show, snapshot, _("Map of the risks after controls")), snapshot)
    _sentences(_slide(show, snapshot, _("In short")), snapshot)
    held = io.BytesIO()
    show.save(held)
    return held.getvalue()


def _name(show: Any, snapshot: Snapshot) -> None:
    own = show.core_properties
    own.title, own.author, own.last_modified_by = snapshot.title, "", ""
    own.language, own.subject = "en-GB", edges.head(snapshot)
    own.identifier, own.category = snapshot.slug, PUBLIC if snapshot.for_public else ""
    if snapshot.moment != NO_MOMENT:
        own.created = own.modified = snapshot.moment.replace(tzinfo=None)


def _slide(show: Any, snapshot: Snapshot, title: str) -> Any:
    """A slide with its title, and the marking above and below."""
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    slide.shapes.title.left, slide.shapes.title.top = _mm(MARGIN), _mm(EDGE)
    slide.shapes.title.width, slide.shapes.title.height = _mm(WIDTH - 2 * MARGIN), _mm(TOP - EDGE)
    _write(slide.shapes.title.text_frame, f"{snapshot.title}: {title}", 20, bold=True)
    marking = edges.head(snapshot)
    for top, text in ((2.0, marking), (HEIGHT - EDGE + 1, f"{marking}   {edges.foot(snapshot)}")):
        box = slide.shapes.add_textbox(_mm(MARGIN), _mm(top), _mm(WIDTH - 2 * MARGIN), _mm(9))
        _write(box.text_frame, text, 10, centred=True)
    return slide


def _map(slide: Any, snapshot: Snapshot) -> None:
    """The map: a row for each level of impact, the highest on top, its levels beside and below."""
    matrix, looks = snapshot.scheme.matrix, looks_of(snapshot)
    placed = snapshot.placed("after")
    rows, columns = len(matrix.impact) + 1, len(matrix.likelihood) + 1
    unscored = snapshot.unscored("after")
    height = HEIGHT - TOP - EDGE - LEGEND - (9 if unscored else 2)
    shape = slide.shapes.add_table(
        rows, columns, _mm(MARGIN), _mm(TOP), _mm(WIDTH - 2 * MARGIN), _mm(height)
    )
    shape.name = _("Map of the risks after controls")
    table = shape.table
    table.first_row = table.horz_banding = False
    table.first_col = table.last_row = True
    table.columns[0].width = _mm(NAMES_WIDTH)
    for column in range(1, columns):
        table.columns[column].width = _mm((WIDTH - 2 * MARGIN - NAMES_WIDTH) / (columns - 1))
    for row, (level, cells) in enumerate(matrix.rows):
        _cell(table.cell(row, 0), f"{level.value} {level.name}", HEAD, INK, bold=True)
        for cell in cells:
            tone = looks[cell.band].tone
            found = [risk.reference for risk in placed[cell.place].items]
            says = "\n".join(filter(None, (f"{cell.total} {cell.band.word}", ", ".join(found))))
            size = _size(len(found), columns - 1, rows - 1)
            _cell(table.cell(row, cell.likelihood), says, tone.fill, tone.ink, size=size)
    _cell(table.cell(rows - 1, 0), _("Impact ↑  Likelihood →"), HEAD, INK, bold=True)
    for level in matrix.likelihood:
        says = " ".join(filter(None, (f"{level.value} {level.name}", level.range)))
        _cell(table.cell(rows - 1, level.value), says, HEAD, INK, bold=True)
    _legend(slide, snapshot, TOP + height + 2)
    if unscored:
        box = slide.shapes.add_textbox(
            _mm(MARGIN), _mm(TOP + height + LEGEND), _mm(WIDTH - 2 * MARGIN), _mm(8)
        )
        said = _("Not scored: %(risks)s") % {"risks": words.references(unscored)}
        _write(box.text_frame, said, 11)


def _legend(slide: Any, snapshot: Snapshot, top: float) -> None:
    """A shape for each band, the worst first, with how many risks are in it."""
    looks = looks_of(snapshot)
    counted = snapshot.counts("after")
    width = min(60.0, (WIDTH - 2 * MARGIN) / len(counted) - 4)
    for place, (band, count) in enumerate(counted):
        shape = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            _mm(MARGIN + place * (width + 4)),
            _mm(top),
            _mm(width),
            _mm(LEGEND - 3),
        )
        shape.name = band.word
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(looks[band].tone.fill)
        shape.line.fill.background()
        said = f"{words.short_spread([(band, count)], zeros=True)} {band.range}".strip()
        _write(shape.text_frame, said, 11, ink=looks[band].tone.ink, centred=True)


def _size(found: int, columns: int, rows: int) -> int:
    """The size of letters at which so many references go into a cell."""
    line = ON_A_LINE * 4 / columns
    lines = 1 + -(-found // max(1, int(line)))
    room = 7 * 4 / rows
    return max(SMALLEST, LARGEST - max(0, int(lines - room / 2)))


def _cell(cell: Any, text: str, fill: str, ink: str, *, size: int = 12, bold: bool = False) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(fill)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(cell.text_frame, text, size, ink=ink, bold=bold, centred=True)


def _sentences(slide: Any, snapshot: Snapshot) -> None:
    """The computed sentences, each with its word in front."""
    box = slide.shapes.add_textbox(
        _mm(MARGIN), _mm(TOP), _mm(WIDTH - 2 * MARGIN), _mm(HEIGHT - TOP - EDGE)
    )
    frame = box.text_frame
    frame.word_wrap = True
    lines = [*in_short(snapshot), *((_("Withheld"), text) for text in edges.withheld(snapshot))]
    for number, (label, sentence) in enumerate(lines):
        line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        line.space_after = Pt(10)
        for text, bold in ((f"{label}: ", True), (sentence, False)):
            run = line.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(18), bold
            run.font.color.rgb = _rgb(INK)


def _write(
    frame: Any, text: str, size: int, *, ink: str = INK, bold: bool = False, centred: bool = False
) -> None:
    frame.word_wrap = True
    for number, line in enumerate(text.split("\n")):
        held = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        held.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
        run = held.add_run()
        run.text, run.font.size = line, Pt(size)
        run.font.bold = bold or (centred and number == 0 and "\n" in text)
        run.font.color.rgb = _rgb(ink)


def _rgb(token: str) -> RGBColor:
    digits = token.removeprefix("#")
    parts = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return RGBColor(*parts)  # type: ignore[no-untyped-call]


def _mm(length: float) -> Emu:
    return Emu(round(length * 36_000))

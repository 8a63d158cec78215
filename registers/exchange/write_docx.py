"""A register as a Word document in the shape of its source, so that a secretary can go on in Word.

Each risk is a heading, a small table before controls, a paragraph for each control and a small
table after; what follows the last table is for people and is not read again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from docx import Document

from registers.content import NO_MOMENT, Risk, Snapshot
from registers.exchange import edges
from registers.exchange.paper.bands import PaperBand, paper_bands
from registers.exchange.word import parts
from registers.exchange.word.parts import Cell, Element
from registers.models import Withholdable
from registers.presentation import words, work_words
from scoring.matrix import Band, Level

TEMPLATE = Path(parts.__file__).parent / "register.docx"
#: The property by which a document tells that it was made for the public, and is no whole register.
PUBLIC = "public"
HEAD_FILL = "E7EBF0"
#: Widths of the columns of a score, in twentieths of a point: 17 cm together.
SCORE_WIDTHS = (4638, 1500, 1100, 1100, 1300)
LEVEL_WIDTHS = (1500, 4069, 4069)
WHOLE_WIDTH = sum(SCORE_WIDTHS)

Looks = dict[Band, PaperBand]


def write_docx(snapshot: Snapshot) -> bytes:
    """The Word document of a register: its open risks, for whom the snapshot is."""
    document = Document(str(TEMPLATE))
    name_it(document, snapshot)
    last = document.element.body.sectPr
    for made in _parts(snapshot):
        last.addprevious(made)
    return saved(document)


def name_it(document: Any, snapshot: Snapshot) -> None:
    """What a document says of itself, and the marking at its edges."""
    own = document.core_properties
    own.title, own.author, own.last_modified_by, own.comments = snapshot.title, "", "", ""
    own.language, own.subject = "en-GB", edges.head(snapshot)
    own.identifier, own.category = snapshot.slug, PUBLIC if snapshot.for_public else ""
    if snapshot.moment != NO_MOMENT:
        own.created = own.modified = snapshot.moment.replace(tzinfo=None)
    parts.fill_edges(document, marking=edges.head(snapshot), foot=edges.foot(snapshot))


def saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def looks_of(snapshot: Snapshot) -> Looks:
    """How each band looks, the same as on paper."""
    return {shown.band: shown for shown in paper_bands(snapshot.scheme.matrix.bands)}


def _parts(snapshot: Snapshot) -> Iterator[Element]:
    looks = looks_of(snapshot)
    yield parts.paragraph(snapshot.title, "Title")
    for text in (snapshot.introduction, snapshot.notice, *edges.withheld(snapshot)):
        if text:
            yield parts.paragraph(text)
    yield from _scheme(snapshot, looks)
    for theme in snapshot.themes:
        yield parts.paragraph(theme.name, "Heading1")
        for risk in theme.open_risks:
            yield from _risk(risk, looks, names_leads=snapshot.names_leads)
        if not theme.open_risks:
            yield parts.paragraph(_("No open risks."), "RiskNote")


def _scheme(snapshot: Snapshot, looks: Looks) -> Iterator[Element]:
    matrix = snapshot.scheme.matrix
    yield parts.paragraph(_("Risk assessment scheme"), "Heading1")
    for name, levels in ((_("Likelihood"), matrix.likelihood), (_("Impact"), matrix.impact)):
        yield _levels(name, levels)
        yield parts.paragraph("")
    yield scheme_map(snapshot, looks, {})
    if snapshot.scheme.bands_note:
        yield parts.paragraph(snapshot.scheme.bands_note, "RiskNote")


def _levels(name: str, levels: Sequence[Level]) -> Element:
    rows = [[_head(name), _head(_("Level")), _head(_("Range"))]]
    for level in levels:
        texts = (str(level.value), level.name, level.range)
        rows.append([Cell(text, style="Score") for text in texts])
    return parts.table(rows, LEVEL_WIDTHS, about=_("Levels of %(axis)s") % {"axis": name.lower()})


def scheme_map(snapshot: Snapshot, looks: Looks, held: dict[tuple[int, int], str]) -> Element:
    """The matrix as a table, the highest impact on top, with what is held in each cell."""
    matrix = snapshot.scheme.matrix
    columns = len(matrix.likelihood)
    width = (WHOLE_WIDTH - 1700) // columns
    rows = [[_head(_("Impact ↓ Likelihood →"))]]
    rows[0] += [
        _head(" ".join(filter(None, (f"{level.value} {level.name}", level.range))))
        for level in matrix.likelihood
    ]
    for level, cells in matrix.rows:
        row = [_head(f"{level.value} {level.name}")]
        for cell in cells:
            tone = looks[cell.band].tone
            says = "\n".join(filter(None, (f"{cell.total} {cell.band.word}", held.get(cell.place))))
            row.append(Cell(says, colour(tone.fill), colour(tone.ink), "MapCell"))
        rows.append(row)
    return parts.table(
        rows, (1700, *(width for _level in matrix.likelihood)), about=_("Map of the risks")
    )


def _risk(risk: Risk, looks: Looks, *, names_leads: bool) -> Iterator[Element]:
    said = risk.description or _withheld(risk, "description")
    yield parts.paragraph(f"{risk.reference} – {risk.title or said}", "Risk")
    if risk.title:
        yield parts.paragraph(said, "RiskDescription")
    yield _score(risk, "before", looks)
    for control in risk.controls:
        yield parts.paragraph(control.text, "Control")
    if risk.ground("controls"):
        yield parts.paragraph(_withheld(risk, "controls"), "RiskNote")
    if not (risk.controls or risk.ground("controls")):
        # Two tables without anything between would be one.
        yield parts.paragraph("", "Control")
    yield _score(risk, "after", looks)
    if risk.target or risk.ground("target"):
        yield parts.paragraph("", "RiskNote")
        yield _score(risk, "target", looks)
    yield from (parts.paragraph(note, "RiskNote") for note in _notes(risk, names_leads))
    for action in risk.actions:
        said = _("Action: %(what)s") % {"what": work_words.action(action)}
        yield parts.paragraph(said, "Action")


def _score(risk: Risk, stage: str, looks: Looks) -> Element:
    names = {
        "before": _("Before mitigating controls are in place"),
        "after": _("After mitigating controls are in place"),
        "target": _("Target"),
    }
    heads = (names[stage], _("Likelihood"), _("Impact"), _("Total"), _("Rating"))
    score = risk.assessment(stage)
    if score is None:
        texts = [_withheld(risk, stage) or _("Not scored"), "", "", "", ""]
        row = [Cell(text, style="Score") for text in texts]
    else:
        tone = looks[score.band].tone
        colours = colour(tone.fill), colour(tone.ink)
        numbers = (score.likelihood, score.impact)
        row = [
            Cell(score.why, style="Score"),
            *(Cell(str(number), style="Score") for number in numbers),
            *(Cell(text, *colours, "Score") for text in (str(score.total), score.band.word)),
        ]
    about = f"{risk.reference}: {names[stage]}"
    return parts.table([[_head(text) for text in heads], row], SCORE_WIDTHS, about=about)


def _notes(risk: Risk, names_leads: bool) -> Iterator[str]:
    """What else is recorded of a risk, for people."""
    labels = Withholdable
    for part in ("causes", "consequences"):
        if text := getattr(risk, part) or _withheld(risk, part):
            yield f"{str(labels(part).label).capitalize()}: {text}"
    unknown = "" if risk.lead else _withheld(risk, "lead")
    joint = words.lead_of(None) if names_leads else ""
    said = [words.lead_of(risk.lead) if risk.lead else unknown or joint]
    if risk.risk_owner:
        said.append(_("Risk owner: %(post)s") % {"post": risk.risk_owner.title})
    if risk.treatment:
        said.append(_("Treatment: %(word)s") % {"word": risk.treatment})
    for day, sentence in (
        (risk.next_review, _("Next review: %(day)s")),
        (risk.target_date, _("Target to be reached by %(day)s")),
    ):
        if day:
            said.append(sentence % {"day": words.day(day)})
    if risk.marking:
        said.append(_("Marking: %(marking)s") % {"marking": risk.marking})
    if found := [text for text in said if text]:
        yield " · ".join(found)


def _withheld(risk: Risk, part: str) -> str:
    ground = risk.ground(part)
    if not ground:
        return ""
    named = {"part": str(Withholdable(part).label).capitalize(), "ground": ground}
    return _("%(part)s withheld: %(ground)s") % named


def _head(text: str) -> Cell:
    return Cell(text, HEAD_FILL, style="ScoreName")


def colour(token: str) -> str:
    """A colour as Word writes it: six digits."""
    return token.removeprefix("#").upper()

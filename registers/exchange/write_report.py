"""A cover report for a meeting, from a Word template that an organisation can make its own.

A template holds marks in double square brackets. Within a text: title, owners, marking, day,
introduction, revision. Alone in a paragraph, and replaced by several: summary, highest risks, above
appetite, map. A mark that is not known stays as it is, for whoever goes on in Word to see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Made
from docx.text.paragraph import Paragraph

from registers.content import NO_MOMENT, Risk, Snapshot
from registers.exchange import edges
from registers.exchange.word import parts
from registers.exchange.word.parts import Cell, Element
from registers.exchange.write_docx import (
    HEAD_FILL,
    Looks,
    colour,
    looks_of,
    name_it,
    saved,
    scheme_map,
)
from registers.presentation import words
from registers.presentation.in_short import in_short

TEMPLATE = Path(parts.__file__).parent / "report.docx"
#: How many risks are called the highest; those that rank with the last of them come too.
HIGHEST = 5
WIDTHS = (1500, 4538, 1800, 1800)
MARK = re.compile(r"\[\[([a-z ]+)\]\]")

Blocks = dict[str, Callable[[Snapshot, Looks], Iterator[Element]]]


class BadTemplate(ValueError):
    """The template is no Word document; the message says which file and what to do."""


def write_report(snapshot: Snapshot, template: Path | None = None) -> bytes:
    """The cover report of a register, for whom the snapshot is. Raises BadTemplate."""
    document = _opened(template or getattr(settings, "REPORT_TEMPLATE", None) or TEMPLATE)
    name_it(document, snapshot)
    texts = _texts(snapshot)
    looks = looks_of(snapshot)
    for paragraph in list(_paragraphs(document)):
        alone = MARK.fullmatch(paragraph.text.strip())
        if alone and alone[1] in BLOCKS:
            held = paragraph._p  # noqa: SLF001
            for made in BLOCKS[alone[1]](snapshot, looks):
                held.addprevious(made)
            held.getparent().remove(held)
        elif MARK.search(paragraph.text):
            _fill(paragraph, texts)
    return saved(document)


def _opened(template: Path) -> Made:
    try:
        return Document(str(template))
    except Exception as problem:
        # python-docx lets through whatever ZIP, XML and its own reader raise.
        raise BadTemplate(
            _("The template %(name)s cannot be read as a Word document (%(problem)s): save it as "
              "DOCX, or take the one that comes with the product.")
            % {"name": template.name, "problem": type(problem).__name__}
        ) from problem  # fmt: skip


def _paragraphs(document: Made) -> Iterator[Paragraph]:
    """Those of the text, also within its tables."""
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _fill(paragraph: Paragraph, texts: dict[str, str]) -> None:
    """Put words in the place of marks, also of those that Word has split among runs."""
    filled = MARK.sub(lambda mark: texts.get(mark[1], mark[0]), paragraph.text)
    if filled == paragraph.text:
        return
    first, *rest = paragraph.runs
    first.text = filled
    for run in rest:
        run._r.getparent().remove(run._r)  # noqa: SLF001


def _texts(snapshot: Snapshot) -> dict[str, str]:
    known = snapshot.moment != NO_MOMENT
    return {
        "title": snapshot.title,
        "owners": words.listed([owner.name for owner in snapshot.owners]),
        "marking": edges.head(snapshot),
        "day": words.day(timezone.localtime(snapshot.moment).date()) if known else _("this day"),
        "introduction": snapshot.introduction or _("The register gives no introduction."),
        "revision": edges.foot(snapshot),
    }


def _summary(snapshot: Snapshot, looks: Looks) -> Iterator[Element]:
    for label, sentence in in_short(snapshot):
        yield parts.paragraph(f"{label}: {sentence}")
    for sentence in edges.withheld(snapshot):
        yield parts.paragraph(sentence)


def highest(snapshot: Snapshot) -> list[Risk]:
    """The highest risks after controls, with all that have the same total as the last of them."""
    found = [risk for risk in snapshot.worst if risk.after]
    least = [risk.after.total for risk in found[:HIGHEST] if risk.after][-1:]
    return [risk for risk in found if risk.after and least and risk.after.total >= least[0]]


def _highest(snapshot: Snapshot, looks: Looks) -> Iterator[Element]:
    found = highest(snapshot)
    if not found:
        yield parts.paragraph(_("No risk is scored."))
        return
    yield _table(found, looks, _("The highest risks after controls"))


def _above(snapshot: Snapshot, looks: Looks) -> Iterator[Element]:
    if snapshot.above_appetite:
        yield _table(list(snapshot.above_appetite), looks, _("Risks above appetite"))
    elif snapshot.appetite is None and all(theme.appetite is None for theme in snapshot.themes):
        yield parts.paragraph(_("No appetite is recorded."))
    else:
        yield parts.paragraph(_("No risk is above appetite."))


def _table(risks: list[Risk], looks: Looks, about: str) -> Element:
    heads = (_("Reference"), _("Risk"), _("Before controls"), _("After controls"))
    rows = [[Cell(text, HEAD_FILL, style="ScoreName") for text in heads]]
    for risk in risks:
        row = [Cell(risk.reference, style="Score"), Cell(risk.heading, style="Score")]
        rows.append([*row, *(_rated(risk, stage, looks) for stage in ("before", "after"))])
    return parts.table(rows, WIDTHS, about=about)


def _rated(risk: Risk, stage: str, looks: Looks) -> Cell:
    score = risk.assessment(stage)
    if score is None:
        return Cell(_("not scored"), style="Score")
    tone = looks[score.band].tone
    text = f"{score.total} {score.band.word}"
    return Cell(text, colour(tone.fill), colour(tone.ink), "Score")


def _map(snapshot: Snapshot, looks: Looks) -> Iterator[Element]:
    held = {
        place: ", ".join(risk.reference for risk in found.items)
        for place, found in snapshot.placed("after").items()
    }
    yield scheme_map(snapshot, looks, held)
    if unscored := snapshot.unscored("after"):
        yield parts.paragraph(_("Not scored: %(risks)s") % {"risks": words.references(unscored)})


BLOCKS: Blocks = {
    "summary": _summary,
    "highest risks": _highest,
    "above appetite": _above,
    "map": _map,
}

"""The map to take away: one page as PDF (PDF/UA-1), the same as a picture, and as SVG; each with
its day, scheme, marking and legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registers.chain import shown
from registers.content import Risk, Snapshot
from registers.exchange import picture_child
from registers.exchange.paper.bands import PaperBand, paper_bands
from registers.exchange.write_pdf import LANGUAGE, LONDON, Wanted, key, made
from registers.presentation import words
from registers.presentation.drawn_text import Text, wrapped
from registers.presentation.heat_map import Directions, marked
from registers.presentation.movement.cells import Shifts
from registers.presentation.movement.drawing import Drawing, Links, drawing
from registers.presentation.movement.look import WIDE
from registers.presentation.placed_drawing import Placed, PlacedDrawing, placed_drawings
from scoring.matrix import Placement

#: The width of a picture, alone and in a pair, in units of the drawing.
WHOLE, HALF = 1000.0, 560.0
NO_LINKS = Links(cell=lambda _key: "", ways=lambda _keys: "")


@dataclass(frozen=True, slots=True)
class Picture:
    """One map of the sheet: a drawing of placed references or of what moved, its title, and what
    it shows in words."""

    title: str
    placed: PlacedDrawing | None
    moved: Drawing | None
    says: str

    @property
    def drawn(self) -> PlacedDrawing | Drawing | None:
        return self.placed or self.moved


@dataclass(frozen=True, slots=True)
class Sheet:
    """`sentence` is what the page says above its map, `marked` the day since which marks say worse
    and better, empty where there are none."""

    snapshot: Snapshot
    heading: str
    sentence: str
    marked: str
    pictures: tuple[Picture, ...]
    bands: tuple[PaperBand, ...]

    @property
    def as_at(self) -> str:
        """As at which day and revision, and in which scheme."""
        snapshot = self.snapshot
        said = _("As at %(day)s, revision %(number)s. Scheme: %(size)s, likelihood × impact.") % {
            "day": words.day(timezone.localtime(snapshot.moment).date()),
            "number": snapshot.number,
            "size": snapshot.scheme.matrix.size,
        }
        return f"{said} {snapshot.scheme.bands_note}".strip()

    @property
    def foot(self) -> str:
        """The number and the seal of the revision."""
        return _("Revision %(number)s · seal %(seal)s") % {
            "number": self.snapshot.number,
            "seal": shown(self.snapshot.seal),
        }

    @property
    def limit(self) -> str:
        """What the legend says of appetite."""
        if self.snapshot.appetite is None:
            return _("No appetite is recorded")
        return _("Appetite: %(limit)s") % {"limit": self.snapshot.appetite}

    @property
    def signs(self) -> str:
        """What marks and labels mean, where there are any."""
        if any(picture.moved for picture in self.pictures):
            return _("An arrow starts at the risks that went its way; a solid label is worse.")
        return _("↑ worse, ↓ better since %(day)s") % {"day": self.marked} if self.marked else ""


def placed_pictures(
    snapshot: Snapshot, stages: Mapping[str, str], directions: Directions
) -> tuple[Picture, ...]:
    """The open risks in their cells at some stages, given with their titles; `directions` are of
    the risks that are marked."""
    maps = [_placed(snapshot, stage) for stage in stages]
    stage = next(iter(stages))
    marks = (
        {
            risk.reference: marked(risk, stage, directions.get(risk.key))[0]
            for risk in snapshot.risks
        }
        if len(stages) == 1
        else {}
    )
    width = WHOLE if len(stages) == 1 else HALF
    drawn = placed_drawings(snapshot.scheme.matrix, maps, snapshot.appetite, width, marks)
    return tuple(
        Picture(title, one, None, _says_placed(snapshot, placed, snapshot.unscored(stage)))
        for (stage, title), placed, one in zip(stages.items(), maps, drawn, strict=True)
    )


def _placed(snapshot: Snapshot, stage: str) -> Placed:
    return {
        place: Placement(found.cell, tuple(risk.reference for risk in found.items))
        for place, found in snapshot.placed(stage).items()
    }


def moved_picture(snapshot: Snapshot, shifts: Shifts, title: str) -> Picture:
    """The movements of risks."""
    drawn = drawing(snapshot.scheme.matrix, shifts, snapshot.appetite, WIDE, NO_LINKS)
    says = "; ".join(pill.about for pill in drawn.pills) or _("Nothing moved")
    return Picture(title, None, drawn, f"{title}: {says}.")


def sheet_of(
    snapshot: Snapshot, heading: str, sentence: str, pictures: tuple[Picture, ...], marked: str = ""
) -> Sheet:
    bands = tuple(reversed(paper_bands(snapshot.scheme.matrix.bands)))
    return Sheet(snapshot, heading, sentence, marked, pictures, bands)


def write_map_svg(sheet: Sheet, *, printed_on: date) -> bytes:
    """The whole sheet as one SVG."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        return render_to_string("print/map_sheet.svg", _laid_out(sheet, printed_on)).encode()


def write_map_pdf(sheet: Sheet, *, printed_on: date) -> bytes:
    """The sheet as a PDF, kept like every PDF. Raises PdfUnavailable and PdfFailed."""
    return made(wanted_map(sheet, printed_on=printed_on))


def wanted_map(sheet: Sheet, *, printed_on: date) -> Wanted:
    """The PDF of a sheet by its content and the day."""
    made_from = _bundle(sheet, printed_on)
    return Wanted(key(made_from), lambda: made_from)


def write_map_png(sheet: Sheet, *, printed_on: date) -> bytes:
    """The PDF's page as a picture. Raises PdfUnavailable and PdfFailed."""
    return picture_child.run(write_map_pdf(sheet, printed_on=printed_on))


def _bundle(sheet: Sheet, printed_on: date) -> dict[str, Any]:
    with translation.override(LANGUAGE), timezone.override(LONDON):
        context = {
            "language": "en-GB",
            "sheet": sheet,
            "snapshot": sheet.snapshot,
            "printed_on": printed_on,
            "made_on": _made_on(printed_on),
        }
        return {
            "html": render_to_string("print/map_sheet.html", context),
            "css": render_to_string("print/map_sheet.css", context),
            "files": {
                f"map-{number}.svg": render_to_string(
                    "print/map_picture.svg", context | {"picture": picture, "number": number}
                )
                for number, picture in enumerate(sheet.pictures, start=1)
            },
            "links": {},
            "pages": 1,
        }


def _laid_out(made: Sheet, printed_on: date) -> dict[str, object]:
    """Where the parts of a whole SVG stand: lines of text, pictures side by side, legend, foot."""
    drawn = [(picture, picture.drawn) for picture in made.pictures if picture.drawn]
    width = max(720.0, sum(one.width + 32 for _picture, one in drawn) - 32)
    head = _head(made, width)
    top = head[-1].y + 24
    placed, across = [], 0.0
    for picture, one in drawn:
        placed.append((picture, round(across, 1), round(across - one.left, 1), top - one.top))
        across += one.width + 32
    foot = top + max(one.height for _picture, one in drawn) + 16
    return {
        "sheet": made,
        "snapshot": made.snapshot,
        "head": head,
        "pictures": placed,
        "top": top,
        "legend": [(shown, 150.0 * index) for index, shown in enumerate(made.bands)],
        "legend_at": foot,
        "foot": _foot(made, width, foot + 52, printed_on),
        "whole": (round(width + 64, 1), round(foot + 84, 1)),
    }


def _head(made: Sheet, width: float) -> list[Text]:
    """Marking, title, heading and the sentence in lines."""
    snapshot = made.snapshot
    lines = [
        Text(width / 2, 22, snapshot.marking, "name"),
        Text(0, 50, snapshot.title, "name", "start"),
        Text(0, 74, made.heading, "total", "start"),
    ]
    for line in wrapped(made.sentence, width, 12.5):
        lines.append(Text(0, lines[-1].y + 18, line, "", "start"))
    return [*lines, Text(0, lines[-1].y + 18, made.as_at, "small", "start")]


def _foot(made: Sheet, width: float, y: float, printed_on: date) -> list[Text]:
    snapshot = made.snapshot
    return [
        Text(0, y, f"{made.foot} · {_made_on(printed_on)}", "small", "start"),
        Text(width / 2, y + 24, snapshot.marking, "name"),
        Text(width, y, snapshot.notice, "small", "end"),
    ]


def _made_on(day: date) -> str:
    return _("made on %(day)s") % {"day": words.day(day)}


def _says_placed(
    snapshot: Snapshot,
    placed: Placed,
    unscored: tuple[Risk, ...],
) -> str:
    """What a map shows, cell by cell, the highest impact first, for whoever does not see it."""
    matrix = snapshot.scheme.matrix
    lines = []
    for level, cells in matrix.rows:
        for cell in cells:
            items = placed[cell.place].items
            if items:
                lines.append(
                    _("Impact %(impact)s, likelihood %(likelihood)s, score %(total)s, %(band)s: "
                      "%(risks)s")
                    % {
                        "impact": level.name,
                        "likelihood": matrix.likelihood[cell.likelihood - 1].name,
                        "total": cell.total,
                        "band": cell.band.word,
                        "risks": words.listed(items),
                    }
                )  # fmt: skip
    if unscored:
        lines.append(_("Not scored: %(risks)s") % {"risks": words.references(unscored)})
    return "; ".join(lines) + "." if lines else _("No risk stands on the map.")

"""A review pack as a PDF: A4, tagged (PDF/UA-1); its first page is enough for two minutes, then
the map, the changes, and each risk on a page of its own, in the order of the agenda."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registers.exchange.map_sheet import Picture, moved_picture, placed_pictures, sheet_of
from registers.exchange.paper.choices import CHANGES, CLOSED, RATING, Choices
from registers.exchange.paper.document import Paper, paper
from registers.exchange.paper.material import Material
from registers.exchange.paper.printed import PrintedRisk
from registers.exchange.write_pdf import (
    LANGUAGE,
    LONDON,
    Wanted,
    context_of,
    key_of,
    pictures_of,
)
from registers.pack import Pack
from registers.presentation.following import NOBODY
from registers.presentation.movement.moves import by_time
from registers.presentation.movement.page import shifts_of
from registers.presentation.pack_page import PackPage, pack_page

#: Everything, in an order that the agenda puts aside.
CHOICES = Choices(order=RATING, annexes=(CLOSED, CHANGES))


def wanted_pack(pack: Pack, material: Material) -> Wanted:
    """The PDF of a pack, by what it is made from. `material` is its register, compared with the
    last agreed version, or with nothing."""
    seen = pack.seen
    more = {
        "meeting": asdict(seen.meeting) | {"agreed": None, "state": "", "ended": None},
        "order": [(item.risk.reference, item.grounds) for item in seen.items],
        "agreed": seen.agreed and asdict(seen.agreed),
        "moved": [(key, str(risk.changes)) for key, risk in pack.moved.items()],
    }
    return Wanted(key_of(material, CHOICES, pack=more), lambda: bundle(pack, material))


def bundle(pack: Pack, material: Material) -> dict[str, Any]:
    """What the child process renders."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        document = paper(material, CHOICES)
        page = pack_page(pack, None)
        picture = _picture(pack)
        context = context_of(document) | {
            "pack": pack,
            "snapshot": pack.now,
            "page": page,
            "review": pack.seen.meeting,
            "picture": picture,
            "printed": _printed(document, page),
            "sheet": sheet_of(pack.now, "", "", (picture,)),
        }
        return {
            "html": render_to_string("print/pack.html", context),
            "css": render_to_string("print/register.css", context)
            + render_to_string("print/pack.css", context),
            "files": _files(document, page, context),
            "links": _links(page),
            "pages": 3 + len(page.pages) + document.pages // 10,
        }


def _picture(pack: Pack) -> Picture:
    """The map with what moved since the last agreed version, or as it stands."""
    if pack.seen.changed:
        shifts = shifts_of(by_time(pack.seen.changed), (), NOBODY)
        return moved_picture(pack.now, shifts, _("What moved since the last agreed version"))
    return placed_pictures(pack.now, {"after": _("After controls")}, {})[0]


def _printed(document: Paper, page: PackPage) -> list[tuple[object, PrintedRisk, str]]:
    """The risks of the agenda as they are printed, each with the file that draws its course."""
    known = {one.risk.key: one for theme in document.themes for one in theme.risks}
    known |= {one.risk.key: one for one in document.closed}
    return [(one, known[one.item.risk.key], f"course-{one.item.place}.svg") for one in page.pages]


def _files(document: Paper, page: PackPage, context: dict[str, Any]) -> dict[str, str]:
    drawn = {
        f"course-{one.item.place}.svg": render_to_string(
            "print/course.svg", context | {"chart": one.chart, "drawing": one.chart.wide}
        )
        for one in page.pages
        if one.chart.wide
    }
    picture = render_to_string("print/map_picture.svg", context | {"number": 1})
    return pictures_of(document) | drawn | {"map.svg": picture}


def _links(page: PackPage) -> dict[str, str]:
    """What each link says to someone who cannot see where it stands."""
    return {f"page-{one.item.place}": one.item.risk.reference for one in page.pages}

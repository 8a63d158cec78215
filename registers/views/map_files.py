"""The map to take away, in the view that is seen: one page as PDF, as a picture, and as SVG."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registers.course import course
from registers.exchange import picture_child
from registers.exchange.map_sheet import (
    Sheet,
    moved_picture,
    placed_pictures,
    sheet_of,
    wanted_map,
    write_map_svg,
)
from registers.exchange.write_pdf import PdfFailed
from registers.presentation import map_words, words
from registers.presentation.addresses import query
from registers.presentation.movement.course import course_shifts
from registers.presentation.movement.moves import by_controls, by_time
from registers.presentation.movement.page import shifts_of
from registers.views import pdf
from registers.views.export import as_file
from registers.views.heatmap import BOTH, CONTROLS, COURSE, MOVED, VIEWS, Seen, seen_by


@require_safe
@login_required
def map_svg(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_by(request, slug)
    raw = write_map_svg(_sheet(seen), printed_on=timezone.localdate())
    return _file(seen, raw, "svg", "image/svg+xml")


@require_safe
@login_required
def map_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_by(request, slug)
    return _paper(request, seen, lambda raw: _file(seen, raw, "pdf", "application/pdf"))


@require_safe
@login_required
def map_png(request: HttpRequest, slug: str) -> HttpResponse:
    """The PDF's page as a picture."""
    seen = seen_by(request, slug)

    def file(raw: bytes) -> HttpResponse:
        try:
            return _file(seen, picture_child.run(raw), "png", "image/png")
        except PdfFailed as problem:
            context = seen.access.page("heatmap", problem=problem)
            return render(request, "registers/no_pdf.html", context, status=503)

    return _paper(request, seen, file)


def _paper(request: HttpRequest, seen: Seen, file: Callable[[bytes], HttpResponse]) -> HttpResponse:
    """The PDF of the view that is seen, or how far it is, at an address that stays the same
    whatever is changed meanwhile."""
    what = wanted_map(_sheet(seen), printed_on=timezone.localdate())
    asked = {"at": seen.access.at or str(seen.access.snapshot.number)}
    here = request.path + query({**seen.settings, "from": seen.period.asked_start, **asked})
    return pdf.answer(request, seen.access, what, file, here=here)


def _file(seen: Seen, raw: bytes, ending: str, kind: str) -> HttpResponse:
    return as_file(seen.access.snapshot, raw, ending, kind, about=f"map-{seen.view}")


def _sheet(seen: Seen) -> Sheet:
    snapshot = seen.access.snapshot
    heading = f"{_('Heat map')}: {VIEWS[seen.view]}"
    since = map_words.since(seen.period) if seen.directions else ""
    if seen.view == MOVED:
        shifts = shifts_of(by_time(seen.changed), (), seen.followed)
        sentence = map_words.travel(seen.changed, seen.period)
        return sheet_of(snapshot, heading, sentence, (moved_picture(snapshot, shifts, heading),))
    if seen.view == CONTROLS:
        shifts = shifts_of(by_controls(snapshot), (), seen.followed)
        picture = moved_picture(snapshot, shifts, heading)
        return sheet_of(snapshot, heading, map_words.sides(snapshot), (picture,))
    if seen.view == COURSE:
        risk = seen.followed.risk
        recorded = course(seen.access.register, snapshot, risk.key)
        shifts, sentence = course_shifts(snapshot, risk, recorded)
        return sheet_of(snapshot, heading, sentence, (moved_picture(snapshot, shifts, heading),))
    if seen.view == BOTH:
        stages = {stage: str(VIEWS[stage]) for stage in ("before", "after")}
        return sheet_of(
            snapshot, heading, map_words.sides(snapshot), placed_pictures(snapshot, stages, {})
        )
    marked = seen.directions if seen.view == "after" else {}
    pictures = placed_pictures(snapshot, {seen.view: str(VIEWS[seen.view])}, marked)
    spread = words.spread(snapshot.counts(seen.view))
    sentence = f"{VIEWS[seen.view]}, {spread.some}{spread.none}."
    if seen.view == "after":
        sentence = f"{sentence} {map_words.travel(seen.changed, seen.period)}"
    return sheet_of(snapshot, heading, sentence, pictures, since if marked else "")

"""The map to take away, in the view that is seen: one page as PDF, as a picture, and as SVG."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registers.course import course
from registers.exchange.map_sheet import (
    Sheet,
    moved_picture,
    placed_pictures,
    sheet_of,
    write_map_pdf,
    write_map_png,
    write_map_svg,
)
from registers.exchange.write_pdf import PdfFailed
from registers.presentation import map_words, words
from registers.presentation.movement.course import course_shifts
from registers.presentation.movement.moves import by_controls, by_time
from registers.presentation.movement.page import shifts_of
from registers.views.export import as_file
from registers.views.heatmap import BOTH, CONTROLS, COURSE, MOVED, VIEWS, Seen, seen_by

KINDS = {
    "pdf": ("application/pdf", write_map_pdf),
    "png": ("image/png", write_map_png),
    "svg": ("image/svg+xml", write_map_svg),
}


@require_safe
@login_required
def map_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    seen = seen_by(request, slug)
    if kind not in KINDS:
        raise Http404
    media, write = KINDS[kind]
    made = _sheet(seen)
    try:
        raw = write(made, printed_on=timezone.localdate())
    except PdfFailed as problem:
        context = seen.access.page("heatmap", problem=problem)
        return render(request, "registers/no_pdf.html", context, status=503)
    return as_file(seen.access.snapshot, raw, kind, media, about=f"map-{seen.view}")


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

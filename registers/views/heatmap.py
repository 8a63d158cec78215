"""The board's map: a view, and a cell or a band, out of the address."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registers.presentation import heat_map as drawn
from registers.presentation import map_words, words
from registers.views.access import for_register

BOTH = "both"
VIEWS = {
    "before": _("Before controls"),
    "after": _("After controls"),
    "target": _("Target"),
    BOTH: _("Side by side"),
}
OTHER = {"before": "after", "after": "before", "target": "after"}


@require_safe
@login_required
def heatmap(request, slug):
    access = for_register(request, slug)
    asked = request.GET.get("view")
    view = asked if asked in VIEWS else "after"
    page = _pair(access.snapshot) if view == BOTH else _single(access.snapshot, view, request.GET)
    context = access.page(
        "heatmap",
        view=view,
        view_word=VIEWS[view],
        views=VIEWS.items(),
        limits=[theme for theme in access.snapshot.themes if theme.appetite is not None],
        **page,
    )
    return render(request, "registers/heatmap.html", context)


def _pair(snapshot):
    maps = [drawn.heat_map(snapshot, stage, {}) for stage in ("before", "after")]
    unscored = [r for r in snapshot.risks if r.before is None or r.after is None]
    return {
        "maps": maps,
        "keys": drawn.keys(snapshot, "after", {}, None),
        "sides": map_words.sides(snapshot),
        "every": drawn.items(snapshot, snapshot.risks, "before", "after"),
        "unscored": drawn.items(snapshot, unscored, "after", "before"),
    }


def _single(snapshot, view, asked):
    matrix = snapshot.scheme.matrix
    place = drawn.place_of(matrix, asked.get("cell", ""))
    band = None if place else drawn.band_of(matrix, asked.get("band", ""))
    found = drawn.listed_risks(snapshot, view, place, band)
    above = snapshot.above_appetite if view == "after" else ()
    return {
        "maps": [drawn.heat_map(snapshot, view, {}, place)],
        "keys": drawn.keys(snapshot, view, {}, band),
        "chosen": place or band,
        "list": map_words.list_title(snapshot, len(found), place, band),
        "items": drawn.items(snapshot, found, view, OTHER[view]),
        "other_word": VIEWS[OTHER[view]],
        "above": drawn.items(snapshot, above, "after", "before"),
        "above_references": map_words.named_above(snapshot) if above else "",
        "above_words": map_words.above_appetite(snapshot) if view == "after" else "",
        "spread": words.spread(snapshot.counts(view)),
        "unscored": drawn.items(snapshot, snapshot.unscored(view), view, OTHER[view]),
    }

"""The board's map: a view, and a cell or a band, out of the address."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registers.presentation import heat_map as drawn
from registers.presentation import map_words, words
from registers.presentation.addresses import query
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
    access = for_register(request, slug, past=True)
    asked = request.GET.get("view")
    view = asked if asked in VIEWS else "after"
    page = _pair(access) if view == BOTH else _single(access, view, request.GET)
    context = access.page(
        "heatmap",
        view=view,
        view_word=VIEWS[view],
        views=[
            (name, word, query({"view": name, "at": access.at})) for name, word in VIEWS.items()
        ],
        whole=query({"view": view, "at": access.at}),
        limits=[theme for theme in access.snapshot.themes if theme.appetite is not None],
        **page,
    )
    return render(request, "registers/heatmap.html", context)


def _pair(access):
    snapshot, at = access.snapshot, access.at
    maps = [drawn.heat_map(snapshot, stage, {"at": at}) for stage in ("before", "after")]
    unscored = [r for r in snapshot.risks if r.before is None or r.after is None]
    return {
        "maps": maps,
        "keys": drawn.keys(snapshot, "after", {"at": at}, None),
        "sides": map_words.sides(snapshot),
        "every": drawn.items(snapshot, snapshot.risks, "before", "after", at),
        "unscored": drawn.items(snapshot, unscored, "after", "before", at),
    }


def _single(access, view, asked):
    snapshot, at = access.snapshot, access.at
    matrix = snapshot.scheme.matrix
    place = drawn.place_of(matrix, asked.get("cell", ""))
    band = None if place else drawn.band_of(matrix, asked.get("band", ""))
    found = drawn.listed_risks(snapshot, view, place, band)
    above = snapshot.above_appetite if view == "after" else ()
    return {
        "maps": [drawn.heat_map(snapshot, view, {"at": at}, place)],
        "keys": drawn.keys(snapshot, view, {"at": at}, band),
        "chosen": place or band,
        "list": map_words.list_title(snapshot, len(found), place, band),
        "items": drawn.items(snapshot, found, view, OTHER[view], at),
        "other_word": VIEWS[OTHER[view]],
        "above": drawn.items(snapshot, above, "after", "before", at),
        "above_references": map_words.named_above(snapshot) if above else "",
        "above_words": map_words.above_appetite(snapshot) if view == "after" else "",
        "spread": words.spread(snapshot.counts(view)),
        "unscored": drawn.items(snapshot, snapshot.unscored(view), view, OTHER[view], at),
    }

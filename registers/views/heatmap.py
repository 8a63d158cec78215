"""The board's map: a view of it, what it is compared with, whom it follows and what is chosen, all
out of the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registers.agreements import editions
from registers.changes import Changes
from registers.compared import compared
from registers.content import Snapshot
from registers.course import course
from registers.moments import day_asked, day_of
from registers.periods import Period, period_of
from registers.presentation import heat_map as drawn
from registers.presentation import map_words, words
from registers.presentation.addresses import query
from registers.presentation.changes_form import presets
from registers.presentation.course_chart import chart
from registers.presentation.direction import Direction, directions
from registers.presentation.following import Following, following
from registers.presentation.map_time import MapTime, map_time
from registers.presentation.movement.course import course_page
from registers.presentation.movement.moves import by_controls, by_time
from registers.presentation.movement.page import movement_page
from registers.snapshot import NoSuchMoment, snapshot_at
from registers.views.access import Access, for_register

BOTH, MOVED, CONTROLS, COURSE = "both", "moved", "controls", "course"
VIEWS = {
    "before": _("Before controls"),
    "after": _("After controls"),
    "target": _("Target"),
    BOTH: _("Side by side"),
    MOVED: _("What moved"),
    CONTROLS: _("What controls do"),
    # Offered while one risk is followed.
    COURSE: _("Its course"),
}
#: No more risks above appetite than this stand beside the map, at its height.
MOST_BESIDE = 12
OTHER = {"before": "after", "after": "before", "target": "after"}


@dataclass(frozen=True)
class Seen:
    """What an address asks of the map of a register."""

    access: Access
    view: str
    period: Period
    asked: Mapping[str, str]

    @cached_property
    def settings(self) -> dict[str, str]:
        """What every link of the page keeps."""
        since = self.period.asked_start if self.period.chosen else ""
        return {
            "view": self.view,
            "at": self.access.at,
            "from": since,
            "follow": self.asked.get("follow", ""),
        }

    @cached_property
    def changed(self) -> Changes:
        return compared(_earlier(self.access, self.period), self.access.snapshot)

    @cached_property
    def directions(self) -> Mapping[int, Direction]:
        """The direction of travel of each risk; none where there is no earlier point."""
        period = self.period
        nothing_before = period.start == period.end and period.is_from_the_beginning
        return {} if nothing_before else directions(self.changed)

    @cached_property
    def followed(self) -> Following:
        name = self.asked.get("follow", "")
        return following(self.access.snapshot, name, {**self.settings, "follow": ""})


def seen_by(request: HttpRequest, slug: str) -> Seen:
    """What a request asks of the map; an unknown view is the map after controls."""
    access = for_register(request, slug, past=True)
    asked = request.GET
    view = asked.get("view", "")
    day = day_asked(access.at, access.snapshot.moment) if access.at else access.today
    period = period_of(access.register, access.point, asked.get("from", ""), "", day)
    seen = Seen(access, view if view in VIEWS else "after", period, asked)
    if seen.view == COURSE and seen.followed.risk is None:
        return replace(seen, view="after")
    return seen


@require_safe
@login_required
def heatmap(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_by(request, slug)
    period = seen.period
    if period.swapped:
        turned = {"from": seen.access.at, "at": period.asked_end}
        return redirect(request.path + query({**request.GET.dict(), **turned}))
    pages = {BOTH: _pair, MOVED: _moved, CONTROLS: _by_controls, COURSE: _course}
    context = seen.access.page("heatmap", **_shared(seen), **pages.get(seen.view, _single)(seen))
    return render(request, "registers/heatmap.html", context)


def since_then(access: Access, since: str) -> tuple[Changes, Period]:
    """What changed up to now since a point; since the last agreed version where none is given, or
    else a quarter ago."""
    period = period_of(access.register, access.last, since, "", access.today)
    return compared(_earlier(access, period), access.snapshot), period


def _earlier(access: Access, period: Period) -> Snapshot:
    """The register at the start of a period. Where somebody took its past away, so that only the
    warning on the page can tell, the register as it is seen: nothing is compared."""
    try:
        return snapshot_at(access.register, period.start)
    except NoSuchMoment:
        return access.snapshot


def _shared(seen: Seen) -> dict[str, object]:
    snapshot, settings = seen.access.snapshot, seen.settings
    return {
        "view": seen.view,
        "view_word": VIEWS[seen.view],
        "views": [
            (name, word, query(settings, view=name))
            for name, word in VIEWS.items()
            if name != COURSE or seen.followed.risk
        ],
        "whole": query(settings, follow="", view=MOVED if seen.view == COURSE else seen.view),
        "limits": [theme for theme in snapshot.themes if theme.appetite is not None],
        "followed": seen.followed,
        "here": query(settings),
        "since": map_words.since(seen.period),
        "since_day": day_of(seen.period.start),
        "marked": bool(seen.directions),
        "presets": presets(seen.period, settings, seen.access.today),
        "travel": map_words.travel(seen.changed, seen.period),
        "time": _time(seen),
    }


def _time(seen: Seen) -> MapTime:
    access = seen.access
    day = day_asked(access.at, access.snapshot.moment) if access.at else None
    return map_time(
        day_of(seen.period.first), timezone.localdate(), access.at, day, seen.settings,
        editions(access.register) if seen.period.agreed else (),
    )  # fmt: skip


def _items(seen: Seen, risks, stage: str, other: str) -> tuple[drawn.Item, ...]:  # type: ignore[no-untyped-def]
    access = seen.access
    return drawn.items(access.snapshot, risks, stage, other, access.at, directions=seen.directions)


def _map(seen: Seen, stage: str, place: drawn.Place | None = None) -> drawn.Map:
    return drawn.heat_map(
        seen.access.snapshot,
        stage,
        seen.settings,
        place,
        directions=seen.directions if stage == "after" else {},
        followed=seen.followed,
    )


def _pair(seen: Seen) -> dict[str, object]:
    snapshot = seen.access.snapshot
    unscored = [r for r in snapshot.risks if r.before is None or r.after is None]
    return {
        "maps": [_map(seen, stage) for stage in ("before", "after")],
        "keys": drawn.keys(snapshot, "after", seen.settings, None),
        "sides": map_words.sides(snapshot),
        "every": _items(seen, snapshot.risks, "before", "after"),
        "unscored": _items(seen, unscored, "after", "before"),
    }


def _single(seen: Seen) -> dict[str, object]:
    snapshot, view = seen.access.snapshot, seen.view
    matrix = snapshot.scheme.matrix
    place = drawn.place_of(matrix, seen.asked.get("cell", ""))
    band = None if place else drawn.band_of(matrix, seen.asked.get("band", ""))
    found = drawn.listed_risks(snapshot, view, place, band)
    if not (place or band):
        found = seen.followed.kept(found)
    above = snapshot.above_appetite if view == "after" else ()
    chosen = place or band or seen.followed.name
    return {
        "maps": [_map(seen, view, place)],
        "keys": drawn.keys(snapshot, view, seen.settings, band),
        "chosen": chosen,
        "narrowed": place or band,
        "list": map_words.list_title(snapshot, len(found), place, band, seen.followed),
        "items": _items(seen, found, view, OTHER[view]),
        "other_word": VIEWS[OTHER[view]],
        "above": _items(seen, above, "after", "before"),
        "above_beside": not chosen and 0 < len(above) <= MOST_BESIDE,
        "above_references": map_words.named_above(snapshot) if above else "",
        "above_words": map_words.above_appetite(snapshot) if view == "after" else "",
        "spread": words.spread(snapshot.counts(view)),
        "unscored": _items(seen, snapshot.unscored(view), view, OTHER[view]),
    }


def _moved(seen: Seen) -> dict[str, object]:
    return _movement(seen, by_time(seen.changed)) | {
        "crossed": map_words.crossed(seen.changed),
    }


def _by_controls(seen: Seen) -> dict[str, object]:
    snapshot = seen.access.snapshot
    return _movement(seen, by_controls(snapshot)) | {"sides": map_words.sides(snapshot)}


def _movement(seen: Seen, moves) -> dict[str, object]:  # type: ignore[no-untyped-def]
    asked = {name: seen.asked.get(name, "") for name in ("way", "cell")}
    snapshot = seen.access.snapshot
    page = movement_page(snapshot, moves, {**seen.settings, **asked}, seen.followed)
    return {
        "page": page,
        "keys": drawn.keys(snapshot, "after", {**seen.settings, "view": "after"}, None),
        "chosen": page.is_chosen,
        "list": page.title,
        "items": _items(seen, page.listed, "after", "before"),
    }


def _course(seen: Seen) -> dict[str, object]:
    access, risk = seen.access, seen.followed.risk
    snapshot = access.snapshot
    recorded = course(access.register, snapshot, risk.key)
    base = {**seen.settings, "view": "after", "follow": ""}
    return {
        "page": course_page(snapshot, risk, recorded, lambda key: query(base, cell=key) + "#list"),
        "risk": risk,
        "chart": chart(recorded, snapshot, snapshot.appetite_of(risk), access.today),
        "keys": drawn.keys(snapshot, "after", base, None),
        "chosen": True,
    }

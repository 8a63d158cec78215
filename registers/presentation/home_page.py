"""My registers, each with its risks by band and what stands above appetite."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers.content import Risk, Snapshot
from registers.presentation.addresses import risk_addresses
from registers.presentation.bands import tones
from registers.presentation.scores import Score, scorer
from scoring.matrix import Band

#: The parts into which the bar's width is divided.
PARTS = 12
#: A card names no more risks above appetite than these; the heat map lists them all.
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One band of the bar. `width` is in twelfths of the bar, at least 2 so that the words
    have room; a part's number says how many, its width only which are more."""

    band: Band
    tone: int
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    reference: str
    address: str
    score: Score | None
    heading: str


@dataclass(frozen=True, slots=True)
class Card:
    """`limits` says what appetite the `above_count` risks are above, empty where none is
    recorded; `above` names the worst of them, and `above_more` counts the others."""

    snapshot: Snapshot
    position: int | None
    parts: tuple[Part, ...]
    limits: str
    above_count: int
    above: tuple[Line, ...]
    above_more: int
    unscored: int
    without_owner: int
    without_target: int


def card(snapshot: Snapshot, organisation: int | None) -> Card:
    """A register as its card on the home page shows it, to someone of an organisation."""
    return Card(
        snapshot=snapshot,
        position=next(
            (o.position for o in snapshot.owners if o.organisation == organisation), None
        ),
        parts=_parts(snapshot),
        limits=_limits(snapshot),
        above_count=len(snapshot.above_appetite),
        above=tuple(_lines(snapshot, snapshot.above_appetite[:MOST_NAMED])),
        above_more=max(0, len(snapshot.above_appetite) - MOST_NAMED),
        unscored=len(snapshot.unscored("after")),
        without_owner=sum(1 for risk in snapshot.risks if risk.risk_owner is None),
        without_target=len(snapshot.unscored("target")),
    )


def _parts(snapshot: Snapshot) -> tuple[Part, ...]:
    tone_of = tones(snapshot.scheme.matrix)
    held = [(band, count) for band, count in snapshot.counts("after") if count]
    every = sum(count for _band, count in held)
    return tuple(
        Part(band, tone_of[band], count, max(2, round(count * PARTS / every)))
        for band, count in held
    )


def _limits(snapshot: Snapshot) -> str:
    own = any(theme.appetite is not None for theme in snapshot.themes)
    if snapshot.appetite is None:
        return _("some themes have an appetite") if own else ""
    said = _("appetite %(limit)s") % {"limit": snapshot.appetite}
    return _("%(appetite)s, or the theme’s own") % {"appetite": said} if own else said


def _lines(snapshot: Snapshot, risks: tuple[Risk, ...]) -> list[Line]:
    address, score = risk_addresses(snapshot.slug), scorer(snapshot.scheme.matrix)
    return [Line(r.reference, address(r.reference), score(r.after), r.heading) for r in risks]

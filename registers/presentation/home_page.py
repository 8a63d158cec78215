"""My registers, each with its risks by band and what stands above appetite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from registers.agreements import LastSigned
from registers.content import Owner, Risk, Snapshot
from registers.presentation.addresses import query, risk_addresses
from registers.presentation.bands import tones
from registers.presentation.history_page import Told, told
from registers.presentation.register_page import GAPS
from registers.presentation.scores import Score, scorer
from registers.presentation.waiting import Task
from registers.record import Entry
from scoring.matrix import Band

#: The parts into which the bar's width is divided.
PARTS = 12
#: A card names no more risks above appetite than these; the heat map lists them all.
MOST_NAMED = 10
#: What another owner did is told up to so many revisions; the history has them all.
MOST_DEEDS = 8


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
class Gap:
    """What is not recorded of how many open risks, and the address of their list."""

    word: str
    count: int
    address: str


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
    gaps: tuple[Gap, ...]
    tasks: tuple[Task, ...] = ()
    others: tuple[Deeds, ...] = ()
    signed: LastSigned | None = None


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the people of another owner did lately, the newest first; `more` counts what is not
    told here."""

    owner: Owner
    entries: tuple[Told, ...]
    more: int


def deeds(owner: Owner, entries: Sequence[Entry]) -> Deeds:
    """What an owner's people did, from the entries of the history."""
    return Deeds(owner, told(entries[:MOST_DEEDS]), max(0, len(entries) - MOST_DEEDS))


def card(
    snapshot: Snapshot,
    organisation: int | None,
    waiting: tuple[Task, ...] = (),
    others: tuple[Deeds, ...] = (),
    signed: LastSigned | None = None,
) -> Card:
    """A register as its card on the home page shows it, to someone of an organisation, with
    what waits for them and what the other owners did since it last signed."""
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
        gaps=tuple(_gaps(snapshot)),
        tasks=waiting,
        others=others,
        signed=signed,
    )


def _gaps(snapshot: Snapshot) -> Iterator[Gap]:
    register = reverse("register", args=(snapshot.slug,))
    for word, (gap, said) in GAPS.items():
        yield Gap(str(said), len(snapshot.gaps[gap]), register + query({"show": word}))


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

"""A register as the print templates take it: a snapshot with everything counted and worded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from registers.content import Risk, Snapshot
from registers.exchange.document import fingerprint
from registers.exchange.markings import highest_marking
from registers.exchange.paper import choices as asked_for
from registers.exchange.paper import maps, wording
from registers.exchange.paper.bands import PaperBand, paper_bands
from registers.exchange.paper.choices import Choices, chosen
from registers.exchange.paper.material import Material
from registers.exchange.paper.printed import PrintedRisk, PrintedTheme, Printer, shows_closed
from registers.exchange.paper.since import Since, since
from registers.exchange.paper.stamps import Stamp
from registers.marked import highest
from registers.presentation.scheme_page import SchemePage, scheme_page

LONGEST_TITLE = 64
# Above this number the contents list themes and annexes only.
MOST_IN_CONTENTS = 60
CHANGES_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class CellList:
    """One cell of the annex: every risk in it, as (anchor, reference)."""

    square: maps.Square
    likelihood: str
    impact: str
    risks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """Everything that the templates of the document read. `snapshot` is what is printed, and
    `scope` says what part of the register that is; `stamp` is that of an agreed version, and
    `content` the fingerprint of what it says; `proof` stands at the foot of each page; `pages` is
    about how many there are."""

    snapshot: Snapshot
    choices: Choices
    as_at: date | None
    stamp: Stamp | None
    marking: str
    short_title: str
    title_size: str
    proof: str
    content: str
    scope: str
    withheld: tuple[str, ...]
    bands: tuple[PaperBand, ...]
    opening: tuple[str, ...]
    movement: tuple[str, ...]
    appetite_line: str
    after: maps.Board
    before: maps.Board
    scheme: maps.Board
    scheme_page: SchemePage
    cover: maps.CoverMap
    small_maps: tuple[maps.SmallMap, ...]
    themes: tuple[PrintedTheme, ...]
    closed: tuple[PrintedRisk, ...]
    closed_line: str
    annex: tuple[tuple[str, tuple[CellList, ...]], ...]
    since: Since | None
    anchors: dict[str, str] = field(repr=False)
    pages: int
    top: tuple[tuple[PrintedRisk, str], ...] = ()

    @property
    def lists_risks(self) -> bool:
        return len(self.anchors) <= MOST_IN_CONTENTS

    @property
    def has_changes(self) -> bool:
        """Whether there is an annex of changes."""
        return self.since is not None and asked_for.CHANGES in self.choices.annexes

    @property
    def has_scheme(self) -> bool:
        return asked_for.SCHEME in self.choices.annexes

    @property
    def has_source_words(self) -> bool:
        """Whether the scheme keeps what its source prints in its key and on its matrix."""
        matrix = self.snapshot.scheme.matrix
        return any(x.in_key or x.on_matrix for x in (*matrix.likelihood, *matrix.impact))

    @property
    def chip_width(self) -> int:
        """Millimetres for the longest `16 Word` of the scheme."""
        longest = max(len(f"{band.band.word} 00") for band in self.bands)
        return min(60, max(20, round(longest * 1.75 + 4.5)))

    @property
    def links(self) -> dict[str, str]:
        """What each link says to someone who cannot see where it stands."""
        named = {anchor: reference for reference, anchor in self.anchors.items()}
        named |= {theme.anchor: theme.name for theme in self.themes}
        return named | {
            "summary": _("Summary"),
            "reading": _("How to read this register"),
            "closed": _("Annex: closed risks"),
            "changes": _("Annex: what changed"),
            "scheme": _("Annex: the scheme"),
            "cells": _("Annex: risks by cell"),
        }


def paper(material: Material, choices: Choices) -> Paper:
    """Count and word what is to be printed. Raises NoSuchPart."""
    whole = material.shown if choices.public else material.now
    snapshot = chosen(whole, choices)
    printer = Printer(material, snapshot, choices, names_leads=whole.names_leads)
    size = maps.LOWER if choices.part == asked_for.MAP else maps.LARGE
    after = maps.board(snapshot, "after", size)
    before = maps.board(snapshot, "before", maps.SMALL)
    changed = since(
        material,
        snapshot,
        public=choices.public,
        whole=choices.part == asked_for.REGISTER and not choices.themes,
        listed=asked_for.CHANGES in choices.annexes,
    )
    return Paper(
        snapshot=snapshot,
        choices=choices,
        as_at=material.as_at if choices.public else None,
        stamp=material.stamp,
        marking=highest([highest_marking(snapshot), *(changed.markings if changed else ())]),
        short_title=wording.clipped(snapshot.title, LONGEST_TITLE),
        title_size=_title_size(snapshot.title),
        proof=_proof(whole, material.stamp),
        content=fingerprint(whole) if material.stamp else "",
        scope=wording.scope(whole, snapshot, choices),
        withheld=wording.withheld(snapshot),
        bands=paper_bands(snapshot.scheme.matrix.bands),
        opening=wording.opening(snapshot),
        movement=wording.movement(snapshot),
        appetite_line=wording.above_appetite(snapshot),
        after=after,
        before=before,
        scheme=maps.scheme_board(snapshot.scheme.matrix),
        scheme_page=scheme_page(snapshot),
        cover=maps.cover_map(snapshot),
        small_maps=maps.small_maps(snapshot.scheme.matrix, snapshot.all_risks),
        themes=printer.themes(),
        closed=tuple(map(printer.risk, snapshot.closed)) if shows_closed(choices) else (),
        closed_line=wording.closed_line(snapshot, material, public=choices.public),
        annex=_annex(snapshot, after, before, printer.anchors) if choices.is_document else (),
        since=changed,
        anchors=printer.anchors,
        pages=printer.pages + sum(len(part.items) for part in changed.sections) // CHANGES_A_PAGE
        if changed
        else printer.pages,
        top=printer.top(),
    )


def _proof(snapshot: Snapshot, stamp: Stamp | None) -> str:
    """What a page can be held to: of the record, or, for the public, of its own content."""
    if snapshot.for_public and stamp:
        return _("Version %(number)s · fingerprint %(fingerprint)s") % {
            "number": stamp.version,
            "fingerprint": grouped(fingerprint(snapshot)),
        }
    if snapshot.for_public:
        return _("Public draft · fingerprint %(fingerprint)s") % {
            "fingerprint": grouped(fingerprint(snapshot))
        }
    return _("Draft · Revision %(number)s · seal %(seal)s") % {
        "number": snapshot.number,
        "seal": grouped(snapshot.seal),
    }


def grouped(seal: str) -> str:
    """The first 16 hexadecimal digits of a seal in fours."""
    return " ".join(seal[at : at + 4] for at in range(0, 16, 4)).strip()


def _title_size(title: str) -> str:
    if len(title) <= 60:
        return "short"
    return "long" if len(title) <= 120 else "longest"


def _annex(
    snapshot: Snapshot, after: maps.Board, before: maps.Board, anchors: dict[str, str]
) -> tuple[tuple[str, tuple[CellList, ...]], ...]:
    """Every occupied cell of each stage whose board could not hold all its references."""
    stages = (
        (_("After mitigating controls are in place"), "after", after),
        (_("Before mitigating controls are in place"), "before", before),
    )
    return tuple(
        (name, tuple(_cells(snapshot, stage, anchors)))
        for name, stage, board in stages
        if board.has_overflow
    )


def _cells(snapshot: Snapshot, stage: str, anchors: dict[str, str]) -> Iterable[CellList]:
    matrix = snapshot.scheme.matrix
    placed = snapshot.placed(stage)
    for row in reversed(matrix.cells):
        for cell in reversed(row):
            risks: Sequence[Risk] = placed[cell.place].items
            if risks:
                links = tuple((anchors[risk.reference], risk.reference) for risk in risks)
                yield CellList(
                    maps.Square(cell, tuple(risks), len(risks)),
                    matrix.likelihood[cell.likelihood - 1].name,
                    matrix.impact[cell.impact - 1].name,
                    links,
                )

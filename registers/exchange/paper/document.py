"""A register as the print templates take it: a snapshot with everything counted and worded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.content import Assessment, Risk, Snapshot, Theme
from registers.exchange.markings import highest_marking
from registers.exchange.paper import maps, wording
from registers.exchange.paper.bands import PaperBand, paper_bands

TOP_RISKS = 3
LONGEST_HEADING = 600
LONGEST_TITLE = 64
# Above this number the contents list themes and annexes only.
MOST_IN_CONTENTS = 60
# A risk up to this many millimetres is kept on one page; a higher one may go on over its end.
WHOLE = 88
MOST_KEPT_LINES = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One stage of a risk: its full name and the assessment, or None where it is not scored."""

    stage: str
    assessment: Assessment | None
    likelihood: str = ""
    impact: str = ""


@dataclass(frozen=True)
class PrintedRisk:
    """A risk with its place in the document. `facts` are (label, value)."""

    risk: Risk
    anchor: str
    heading: str
    way: str
    is_whole: bool
    facts: tuple[tuple[str, str], ...]
    before: Line
    after: Line
    target: Line | None

    @property
    def keeps_description(self) -> bool:
        """Whether the description is short enough to stand on one page."""
        return _lines(self.risk.description, 72) < MOST_KEPT_LINES

    @property
    def has_owned_controls(self) -> bool:
        return any(control.owner for control in self.risk.controls)


@dataclass(frozen=True)
class PrintedTheme:
    theme: Theme
    anchor: str
    line: str
    risks: tuple[PrintedRisk, ...]


@dataclass(frozen=True, slots=True)
class CellList:
    """One cell of the annex: every risk in it, as (anchor, reference)."""

    square: maps.Square
    likelihood: str
    impact: str
    risks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """Everything that the templates of the document read."""

    snapshot: Snapshot
    printed_on: date
    marking: str
    short_title: str
    title_size: str
    seal: str
    bands: tuple[PaperBand, ...]
    opening: tuple[str, ...]
    movement: tuple[str, ...]
    appetite_line: str
    after: maps.Board
    before: maps.Board
    scheme: maps.Board
    cover: maps.CoverMap
    small_maps: tuple[maps.SmallMap, ...]
    themes: tuple[PrintedTheme, ...]
    closed: tuple[PrintedRisk, ...]
    annex: tuple[tuple[str, tuple[CellList, ...]], ...]
    anchors: dict[str, str] = field(repr=False)
    top: tuple[PrintedRisk, ...] = ()

    @property
    def lists_risks(self) -> bool:
        return len(self.anchors) <= MOST_IN_CONTENTS

    @property
    def chip_width(self) -> int:
        """Millimetres for the longest `16 Word` of the scheme."""
        longest = max(len(f"{band.band.word} 00") for band in self.bands)
        return min(60, max(20, round(longest * 1.75 + 4.5)))

    @property
    def links(self) -> dict[str, str]:
        """What each link says to someone who cannot see where it stands."""
        named = {anchor: reference for reference, anchor in self.anchors.items()}
        named |= {theme.anchor: f"{theme.theme.number} {theme.theme.name}" for theme in self.themes}
        return named | {
            "summary": _("Summary"),
            "reading": _("How to read this register"),
            "closed": _("Annex: closed risks"),
            "cells": _("Annex: risks by cell"),
        }


def paper(snapshot: Snapshot, *, printed_on: date) -> Paper:
    """Count and word a snapshot for printing."""
    anchors = {risk.reference: f"risk-{at}" for at, risk in enumerate(snapshot.all_risks, start=1)}
    themes = tuple(_theme(snapshot, theme, anchors) for theme in snapshot.themes)
    after = maps.board(snapshot, "after", maps.LARGE)
    before = maps.board(snapshot, "before", maps.SMALL)
    return Paper(
        snapshot=snapshot,
        printed_on=printed_on,
        marking=highest_marking(snapshot),
        short_title=wording.clipped(snapshot.title, LONGEST_TITLE),
        title_size=_title_size(snapshot.title),
        seal=grouped(snapshot.seal),
        bands=paper_bands(snapshot.scheme.matrix.bands),
        opening=wording.opening(snapshot),
        movement=wording.movement(snapshot),
        appetite_line=wording.above_appetite(snapshot),
        after=after,
        before=before,
        scheme=maps.scheme_board(snapshot.scheme.matrix),
        cover=maps.cover_map(snapshot),
        small_maps=maps.small_maps(snapshot.scheme.matrix, snapshot.all_risks),
        themes=themes,
        closed=tuple(_printed(snapshot, risk, anchors) for risk in snapshot.closed),
        annex=_annex(snapshot, after, before, anchors),
        anchors=anchors,
        top=tuple(_printed(snapshot, risk, anchors) for risk in snapshot.worst[:TOP_RISKS]),
    )


def grouped(seal: str) -> str:
    """The first 16 hexadecimal digits of a seal in fours."""
    return " ".join(seal[at : at + 4] for at in range(0, 16, 4)).strip()


def _title_size(title: str) -> str:
    if len(title) <= 60:
        return "short"
    return "long" if len(title) <= 120 else "longest"


def _theme(snapshot: Snapshot, theme: Theme, anchors: dict[str, str]) -> PrintedTheme:
    risks = tuple(_printed(snapshot, risk, anchors) for risk in theme.open_risks)
    line = wording.theme_line(snapshot, theme.open_risks, theme.appetite)
    return PrintedTheme(theme, f"theme-{theme.number}", line, risks)


def _printed(snapshot: Snapshot, risk: Risk, anchors: dict[str, str]) -> PrintedRisk:
    facts = tuple(_facts(snapshot, risk))
    return PrintedRisk(
        risk=risk,
        anchor=anchors[risk.reference],
        heading=wording.clipped(risk.heading, LONGEST_HEADING),
        way=maps.way(risk),
        is_whole=_height(risk, facts) < WHOLE,
        facts=facts,
        before=_line(snapshot, _("Before mitigating controls are in place"), risk.before),
        after=_line(snapshot, _("After mitigating controls are in place"), risk.after),
        target=_line(snapshot, _("Target"), risk.target) if risk.target else None,
    )


def _height(risk: Risk, facts: Sequence[tuple[str, str]]) -> float:
    """About how many millimetres a risk takes, from the characters on a line of each kind."""
    scored = [assessment for assessment in (risk.before, risk.after, risk.target) if assessment]
    controls = (
        [c.text for c in risk.controls]
        if any(c.owner for c in risk.controls)
        else [risk.controls_text]
    )
    prose = [*controls, risk.causes, risk.consequences, risk.closed_why, *(a.why for a in scored)]
    height = 5.3 * _lines(risk.description, 72) + (6 if risk.title else 0) + 10.5 * len(scored)
    height += 8.5 * math.ceil(len(facts) / 3) + (4 if facts else 0)
    return height + sum(4.75 * _lines(text, 80) + 1.7 for text in prose if text)


def _lines(text: str, most: int) -> int:
    return sum(math.ceil(len(line) / most) or 1 for line in text.split("\n"))


def _line(snapshot: Snapshot, stage: str, assessment: Assessment | None) -> Line:
    if assessment is None:
        return Line(stage, None)
    matrix = snapshot.scheme.matrix
    likelihood = matrix.likelihood[assessment.likelihood - 1].name
    return Line(stage, assessment, likelihood, matrix.impact[assessment.impact - 1].name)


def _facts(snapshot: Snapshot, risk: Risk) -> Iterable[tuple[str, str]]:
    if risk.lead:
        yield _("Lead"), risk.lead.name
    if risk.risk_owner:
        yield _("Risk owner"), risk.risk_owner.title
    if risk.treatment:
        yield _("Treatment"), _treatment(risk.treatment)
    if (appetite := snapshot.appetite_of(risk)) is not None:
        above = snapshot.is_above_appetite(risk)
        yield (
            _("Appetite"),
            (_("%s: above appetite") if above else _("%s: within appetite")) % appetite,
        )
    if risk.next_review:
        yield _("Next review"), day(risk.next_review)
    if risk.target_date:
        yield _("Target to be reached by"), day(risk.target_date)
    if risk.marking and risk.marking != snapshot.marking:
        yield _("Marking"), risk.marking


def _treatment(word: str) -> str:
    words = {
        "tolerate": _("Tolerate"),
        "treat": _("Treat"),
        "transfer": _("Transfer"),
        "terminate": _("Terminate"),
    }
    return words.get(word, word)


def day(value: date) -> str:
    """`14 June 2026`."""
    return date_format(value, "j F Y")


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

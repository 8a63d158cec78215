"""A scheme as its page shows it, with doubts after Cox in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Snapshot
from registers.presentation import words
from registers.presentation.bands import tones
from scoring.matrix import Band, Level, Matrix

DOUBTS = {
    "edge": gettext_lazy(
        "Not every cell with the lowest likelihood or impact is in the lowest band: %(cells)s."
    ),
    "weak": gettext_lazy(
        "The worst band holds cells whose likelihood or impact is 2 or less: %(cells)s."
    ),
    "touch": gettext_lazy(
        "Cells of the worst band lie right beside cells of the lowest band, so that one step "
        "crosses all the bands between: %(cells)s."
    ),
}


@dataclass(frozen=True, slots=True)
class Square:
    total: int
    word: str
    tone: int


@dataclass(frozen=True, slots=True)
class BandLine:
    band: Band
    tone: int
    cells: int


@dataclass(frozen=True, slots=True)
class SchemePage:
    """`rows` are drawn with the highest impact on top; `disagreements` are the levels for which
    the source prints two different texts."""

    rows: tuple[tuple[Level, tuple[Square, ...]], ...]
    bands: tuple[BandLine, ...]
    disagreements: tuple[Level, ...]
    doubts: tuple[str, ...]


def scheme_page(snapshot: Snapshot) -> SchemePage:
    matrix = snapshot.scheme.matrix
    tone_of = tones(matrix)
    every = [cell.band for row in matrix.cells for cell in row]
    return SchemePage(
        rows=tuple(
            (level, tuple(Square(c.total, c.band.word, tone_of[c.band]) for c in cells))
            for level, cells in matrix.rows
        ),
        bands=tuple(BandLine(b, tone_of[b], every.count(b)) for b in reversed(matrix.bands)),
        disagreements=tuple(
            level
            for level in (*matrix.likelihood, *matrix.impact)
            if level.in_key and level.on_matrix and level.in_key != level.on_matrix
        ),
        doubts=doubts(matrix),
    )


def doubts(matrix: Matrix) -> tuple[str, ...]:
    """Each doubt about the bands as a sentence that names the cells."""
    return tuple(
        str(DOUBTS[found.rule]) % {"cells": words.listed([_cell(place) for place in found.places])}
        for found in matrix.warnings()
    )


def _cell(place: tuple[int, int]) -> str:
    return _("likelihood %(likelihood)s × impact %(impact)s") % {
        "likelihood": place[0],
        "impact": place[1],
    }

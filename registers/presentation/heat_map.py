"""The heat map as plain values: rows of cells as they are drawn, the line of appetite, and the
list beside it, which always holds as many risks as the map says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from registers.content import Risk, Snapshot, opening_sentence
from registers.presentation import words
from registers.presentation.addresses import query, risk_addresses
from registers.presentation.bands import tones
from registers.presentation.challenge_words import brief, in_brief
from registers.presentation.direction import Direction
from registers.presentation.following import Following
from registers.presentation.scores import Score, scorer
from scoring.matrix import Band, Cell, Level, Matrix, Placement

#: With more references than this in one cell they are set as plain links in columns.
MOST_CHIPS = 24
#: A map of no more rows, with no more references in a cell, fits on a desk's screen.
LOW_ROWS, LOW_CELL = 5, 12

#: The mark on a reference whose rating an owner challenges, and by the kind of its direction.
DIFFER = "≠"
MARKS = {"worse": "↑", "better": "↓"}

Place = tuple[int, int]
Directions = Mapping[int, Direction]


class Reference(NamedTuple):
    """A risk in its cell, as the page's loop takes it apart. `mark` is ↑ or ↓ since an earlier day,
    ≠ where the owners differ, and `words` says so; `faded` while others are followed, `current` in
    a meeting."""

    text: str
    address: str
    mark: str
    words: str
    faded: bool
    current: bool


@dataclass(frozen=True, slots=True)
class MapCell:
    """One cell. `left` and `below` say where the line of appetite runs along it; `named` marks
    the one cell at which the line begins and bears its words."""

    key: str
    likelihood: Level
    impact: Level
    total: int
    word: str
    tone: int
    references: tuple[Reference, ...]
    count: int
    dense: bool
    chosen: bool
    address: str
    left: bool
    below: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Map:
    """One matrix with the open risks at one stage, the highest impact on top."""

    stage: str
    columns: tuple[Level, ...]
    rows: tuple[tuple[Level, tuple[MapCell, ...]], ...]

    @property
    def is_low(self) -> bool:
        """Whether it fits on a desk's screen, so that it can stay beside a long list."""
        cells = (cell for _impact, row in self.rows for cell in row)
        return len(self.rows) <= LOW_ROWS and all(cell.count <= LOW_CELL for cell in cells)


class Item(NamedTuple):
    """One risk in the list beside the map, as the page's loop takes it apart: its score in this
    view and, where there is no direction of travel, at the other stage; why it was scored so, what
    the owners hold against it, what is done next, and who answers for it and when it is looked at
    next."""

    reference: str
    address: str
    heading: str
    score: Score | None
    other: Score | None
    direction: Direction | None
    why: str
    differs: str
    action: str
    foot: str


@dataclass(frozen=True, slots=True)
class Key:
    """One band of the legend."""

    band: Band
    tone: int
    count: int
    chosen: bool
    address: str


def place_of(matrix: Matrix, asked: str) -> Place | None:
    """The place that `L-I` names, such as `2-3`; None for what is no cell of the matrix."""
    likelihood, _, impact = asked.partition("-")
    if not (likelihood.isdecimal() and impact.isdecimal() and len(asked) <= 5):
        return None
    place = int(likelihood), int(impact)
    return place if matrix.holds(*place) else None


def marked(risk: Risk, stage: str, went: Direction | None) -> tuple[str, str]:
    """The signs on a reference, and what they say: worse or better, and that the owners differ on
    the rating at this stage. Both empty where there is nothing to say."""
    sign = MARKS.get(went.kind, "") if went else ""
    held = [brief(one) for one in risk.challenges_of(stage)] if risk.challenges else []
    if not held:
        return sign, went.words if went and sign else ""
    said = [went.words, *held] if went and sign else held
    return sign + DIFFER, "; ".join(said)


def heat_map(
    snapshot: Snapshot,
    stage: str,
    settings: Mapping[str, str],
    chosen: Place | None = None,
    *,
    directions: Directions | None = None,
    followed: Following | None = None,
    address: Callable[[str], str] | None = None,
    current: str = "",
) -> Map:
    """The map at a stage. `settings` are those of the address, which a choice adds a cell to;
    `directions` are of the risks that are marked, by their keys. `address` leads from a
    reference to a page, by default the risk's; `current` is the reference that is looked at."""
    matrix, placed = snapshot.scheme.matrix, snapshot.placed(stage)
    above = _above(matrix, snapshot.appetite)
    named = next((cell.place for cell in matrix.rows[0][1] if cell.place in above), None)
    to_risk = address or risk_addresses(snapshot.slug, settings.get("at", ""))
    tone_of = tones(matrix)

    def reference(risk: Risk) -> Reference:
        mark, words = marked(risk, stage, directions.get(risk.key) if directions else None)
        return Reference(
            text=risk.reference,
            address=to_risk(risk.reference),
            mark=mark,
            words=words,
            faded=followed is not None and followed.fades(risk),
            current=risk.reference == current,
        )

    def cell(impact: Level, found: Placement[Risk]) -> MapCell:
        here, held = found.cell, found.items
        key = f"{here.likelihood}-{here.impact}"
        return MapCell(
            key=key,
            likelihood=matrix.likelihood[here.likelihood - 1],
            impact=impact,
            total=here.total,
            word=here.band.word,
            tone=tone_of[here.band],
            references=tuple(reference(risk) for risk in held),
            count=len(held),
            dense=len(held) > MOST_CHIPS,
            chosen=here.place == chosen,
            address=query(settings, view=stage, cell=key, band=""),
            left=here.place in above and here.likelihood > 1 and _beside(here) not in above,
            below=here.place in above and here.impact > 1 and _under(here) not in above,
            named=here.place == named,
        )

    rows = tuple(
        (impact, tuple(cell(impact, placed[one.place]) for one in cells))
        for impact, cells in matrix.rows
    )
    return Map(stage, matrix.likelihood, rows)


def _above(matrix: Matrix, appetite: int | None) -> frozenset[Place]:
    if appetite is None:
        return frozenset()
    return frozenset(c.place for row in matrix.cells for c in row if c.total > appetite)


def _beside(cell: Cell) -> Place:
    return cell.likelihood - 1, cell.impact


def _under(cell: Cell) -> Place:
    return cell.likelihood, cell.impact - 1


def items(
    snapshot: Snapshot,
    risks: Sequence[Risk],
    stage: str,
    other: str,
    at: str = "",
    *,
    directions: Directions,
) -> tuple[Item, ...]:
    """Risks as the list shows them, in the order given, linked as at `at`."""
    address, score = risk_addresses(snapshot.slug, at), scorer(snapshot.scheme.matrix)
    foot = _feet()
    return tuple(
        Item(
            reference=risk.reference,
            address=address(risk.reference),
            heading=risk.heading,
            score=score(risk.assessment(stage)),
            other=None if risk.key in directions else score(risk.assessment(other)),
            direction=directions.get(risk.key),
            why=risk.after.why if risk.after else "",
            differs="; ".join(in_brief(risk)) if risk.challenges else "",
            action=_next(risk) if risk.actions else "",
            foot=foot(risk),
        )
        for risk in risks
    )


def _next(risk: Risk) -> str:
    """The action that is due next and its day; empty where all are done."""
    action = risk.next_action
    if action is None:
        return ""
    text = opening_sentence(action.text)
    if action.due is None:
        return _("Next: %(action)s") % {"action": text}
    return _("Next, by %(day)s: %(action)s") % {"day": words.day(action.due), "action": text}


def _feet() -> Callable[[Risk], str]:
    """A function to who answers for a risk and when it is looked at next, as far as that is
    recorded; the words of each day are made once."""
    said: dict[date | None, str] = {None: ""}

    def foot(risk: Risk) -> str:
        day, owner = risk.next_review, risk.risk_owner.title if risk.risk_owner else ""
        if day not in said:
            said[day] = _("next review %(day)s") % {"day": words.day(day)}
        return f"{owner} · {said[day]}" if owner and said[day] else owner or said[day]

    return foot


def listed_risks(
    snapshot: Snapshot, stage: str, place: Place | None, band: Band | None
) -> tuple[Risk, ...]:
    """The risks of a cell or a band in order of reference; of the whole map worst first."""
    if place is not None:
        return snapshot.placed(stage)[place].items
    scored = [(risk, found) for risk in snapshot.by_reference if (found := risk.assessment(stage))]
    if band is not None:
        return tuple(risk for risk, found in scored if found.band == band)
    scored.sort(key=lambda pair: (-pair[1].total, -pair[1].impact, pair[0].rank))
    return tuple(risk for risk, _ in scored)


def keys(
    snapshot: Snapshot, stage: str, settings: Mapping[str, str], chosen: Band | None
) -> tuple[Key, ...]:
    """The legend, the worst band first, each with the address that lists its risks."""
    tone_of = tones(snapshot.scheme.matrix)
    return tuple(
        Key(
            band,
            tone_of[band],
            count,
            band == chosen,
            query(settings, view=stage, band=str(band.rank), cell=""),
        )
        for band, count in snapshot.counts(stage)
    )


def band_of(matrix: Matrix, asked: str) -> Band | None:
    """The band of a rank in an address; None for what is no rank of the scheme."""
    return next((band for band in matrix.bands if str(band.rank) == asked), None)

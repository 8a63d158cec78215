"""The tables of a register's content and their columns, once: what XLSX and CSV write and read.

Each table has a row for each thing that a snapshot holds, and each column the key that the same has
in the JSON form (`document.py`), so that the tables of a register are its document again
(`from_tables.py`). Headings and words are part of the format and are the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from registers.content import (
    PARTS,
    STAGES,
    Assurance,
    Risk,
    Snapshot,
)
from scoring.matrix import Level

#: What a column holds: a text to the letter, a whole number from 1, a day, one of some words.
TEXT, WHOLE, DAY, CHOICE = "text", "whole number", "day", "choice"
Value = str | int | date | None
#: The key of a risk's field that belongs to a score: the stage, a full stop and the field.
SCORED = ("likelihood", "impact", "why")

TREATMENTS = {word: word for word in ("tolerate", "treat", "transfer", "terminate")}
EFFECTIVENESS = {"full": "effective", "partly": "partly effective", "none": "not effective"}
RESULTS = {"works": "works", "partly": "works in part", "fails": "does not work"}
YES_NO = {True: "yes", False: "no"}
AXES = {word: word for word in ("likelihood", "impact")}
PARTS_IN_WORDS = {part: part.replace("_", " ") for part in PARTS} | {
    "whole": "the whole risk",
    "title": "short title",
    "before": "score before controls",
    "after": "score after controls",
    "reasons": "reasons of scores",
    "lead": "lead organisation",
    "target_date": "target to be reached by",
    "closed_why": "why it was closed",
}
ABOUT = {
    "before": "score before controls",
    "after": "score after controls",
    "target": "target",
    "wording": "wording",
    "closing": "closing",
    "lead": "lead organisation",
}


@dataclass(frozen=True, slots=True)
class Column:
    """`take` gives the value of a row: a text, a whole number, a day or a choice's code, and the
    empty text or None where there is none. `words` are the choices, code to word. What is
    `computed` stands there for people: a reader may check it and never takes it. `needed` says
    that no row is without it. `width` is in characters."""

    key: str
    heading: str
    kind: str
    take: Callable[[Any], Any]
    width: int = 16
    words: Mapping[Any, str] = field(default_factory=dict)
    computed: bool = False
    needed: bool = False

    def value(self, row: Any) -> Value:
        """What is written of a row: a choice as its word."""
        value = self.take(row)
        return self.words[value] if self.words and value not in ("", None) else value

    def code(self, word: str) -> Any:
        """The code of a choice's word, or of itself, whatever the case. KeyError for others."""
        known = {str(code): code for code in self.words}
        known |= {shown: code for code, shown in self.words.items()}
        return known[" ".join(word.split()).lower()]


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is that of the sheet, `key` that of the CSV file; `rows` gives what the columns take
    their values from. `about` says in a sentence what one row is."""

    key: str
    name: str
    about: str
    rows: Callable[[Snapshot], Iterable[Any]]
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """The column of a key; KeyError where there is none."""
        return {column.key: column for column in self.columns}[key]

    def values(self, snapshot: Snapshot) -> Iterator[tuple[Value, ...]]:
        """The rows as they are written."""
        for row in self.rows(snapshot):
            yield tuple(column.value(row) for column in self.columns)


class Leveled(NamedTuple):
    axis: str
    level: Level


class Of(NamedTuple):
    """Something that belongs to a risk, with its place among its like, from 1."""

    risk: Risk
    number: int
    thing: Any


class Checked(NamedTuple):
    """A check of a control, with the control's place in its risk and its own among the checks."""

    risk: Risk
    control: int
    number: int
    thing: Assurance


def _of(name: str) -> Callable[[Snapshot], Iterator[Of]]:
    def rows(snapshot: Snapshot) -> Iterator[Of]:
        for risk in snapshot.all_risks:
            for number, thing in enumerate(getattr(risk, name), start=1):
                yield Of(risk, number, thing)

    return rows


def _checks(snapshot: Snapshot) -> Iterator[Checked]:
    for risk in snapshot.all_risks:
        for control, held in enumerate(risk.controls, start=1):
            for number, check in enumerate(held.assurances, start=1):
                yield Checked(risk, control, number, check)


def _levels(snapshot: Snapshot) -> Iterator[Leveled]:
    matrix = snapshot.scheme.matrix
    for axis, levels in (("likelihood", matrix.likelihood), ("impact", matrix.impact)):
        for level in levels:
            yield Leveled(axis, level)


def _text(
    key: str, heading: str, width: int = 16, take: Callable[[Any], Any] | None = None
) -> Column:
    return Column(key, heading, TEXT, take or attrgetter(key), width)


def _named(key: str, heading: str, path: str, width: int = 16) -> Column:
    """The name of something that may be none."""
    held, name = path.rsplit(".", 1)
    inner = attrgetter(held)
    return Column(key, heading, TEXT, lambda row: getattr(inner(row), name, ""), width)


def _whole(key: str, heading: str, take: Callable[[Any], Any] | None = None) -> Column:
    return Column(key, heading, WHOLE, take or attrgetter(key), 12)


def _day(key: str, heading: str, path: str = "") -> Column:
    return Column(key, heading, DAY, attrgetter(path or key), 18)


def _choice(
    key: str, heading: str, words: Mapping[Any, str], path: str = "", width: int = 18
) -> Column:
    return Column(key, heading, CHOICE, attrgetter(path or key), width, words)


def _needed(column: Column) -> Column:
    return Column(
        column.key, column.heading, column.kind, column.take, column.width, column.words,
        needed=True,
    )  # fmt: skip


#: Which risk a row belongs to, and which place it has among its like.
_RISK = Column("risk", "Risk", TEXT, attrgetter("risk.reference"), 10, needed=True)
_NUMBER = Column("number", "Number", WHOLE, attrgetter("number"), 9)


def _things(*columns: Column) -> tuple[Column, ...]:
    return (_RISK, _NUMBER, *columns)


def _score(stage: str, words: str) -> tuple[Column, ...]:
    """The columns of a score: what is kept of it, its total and band between."""

    def take(name: str) -> Callable[[Risk], Any]:
        return lambda risk: getattr(risk.assessment(stage), name, None)

    def band(risk: Risk) -> str:
        held = risk.assessment(stage)
        return held.band.word if held else ""

    return (
        Column(f"{stage}.likelihood", f"Likelihood {words}", WHOLE, take("likelihood"), 12),
        Column(f"{stage}.impact", f"Impact {words}", WHOLE, take("impact"), 12),
        Column(f"{stage}.total", f"Total {words}", WHOLE, take("total"), 12, computed=True),
        Column(f"{stage}.band", f"Rating {words}", TEXT, band, 12, computed=True),
        Column(f"{stage}.why", f"Why {words}", TEXT, take("why"), 40),
    )


#: What a score's columns are called at each stage.
STAGE_WORDS = {"before": "before controls", "after": "after controls", "target": "as target"}
_SCORES = tuple(column for stage in STAGES for column in _score(stage, STAGE_WORDS[stage]))

RISKS = Table(
    "risks",
    "Risks",
    "One risk, open or closed.",
    lambda snapshot: snapshot.all_risks,
    (
        _needed(_text("reference", "Reference", 11)),
        _needed(_whole("theme", "Theme", attrgetter("theme_number"))),
        _text("title", "Short title", 36),
        _needed(_text("description", "Risk", 60)),
        _text("causes", "Causes", 40),
        _text("consequences", "Consequences", 40),
        _named("lead", "Lead organisation", "lead.short_name"),
        _named("risk_owner", "Risk owner", "risk_owner.title", 26),
        _choice("treatment", "Treatment", TREATMENTS),
        *_SCORES,
        _day("next_review", "Next review"),
        _day("target_date", "Target to be reached by"),
        _text("marking", "Marking", 20),
        _day("closed_on", "Closed on"),
        _text("closed_why", "Why it was closed", 40),
    ),
)
CONTROLS = Table(
    "controls",
    "Controls",
    "One control of a risk, in its place.",
    _of("controls"),
    _things(
        _needed(_text("text", "Control", 80, attrgetter("thing.text"))),
        _named("owner", "Owner of the control", "thing.owner.title", 26),
        _choice("effectiveness", "Effectiveness", EFFECTIVENESS, "thing.effectiveness"),
        _text("evidence", "Evidence", 40, attrgetter("thing.evidence")),
    ),
)
ASSURANCES = Table(
    "checks",
    "Checks of controls",
    "One check that a control works, the newest first.",
    _checks,
    (
        _RISK,
        _needed(_whole("control", "Number of the control")),
        _NUMBER,
        _needed(_whole("line", "Line of defence", attrgetter("thing.line"))),
        _needed(_text("checked_by", "Checked by", 30, attrgetter("thing.checked_by"))),
        _needed(_day("checked_on", "Checked on", "thing.checked_on")),
        _needed(_choice("result", "Result", RESULTS, "thing.result")),
        _text("note", "What was found", 60, attrgetter("thing.note")),
    ),
)
ACTIONS = Table(
    "actions",
    "Actions",
    "One action that is planned or done.",
    _of("actions"),
    _things(
        _needed(_text("text", "Action", 80, attrgetter("thing.text"))),
        _named("owner", "Owner of the action", "thing.owner.title", 26),
        _day("first_due", "First due", "thing.first_due"),
        _day("due", "Due", "thing.due"),
        _text("progress", "Progress", 60, attrgetter("thing.progress")),
        _text("evidence", "Evidence", 40, attrgetter("thing.evidence")),
        _day("done_on", "Done on", "thing.done_on"),
    ),
)
CHALLENGES = Table(
    "challenges",
    "Challenges",
    "One owner's recorded disagreement with a risk's rating, wording, closing or lead.",
    _of("challenges"),
    _things(
        _needed(_named("owner", "Organisation", "thing.owner.short_name")),
        _needed(_choice("about", "About", ABOUT, "thing.about", 26)),
        _whole("likelihood", "Its likelihood", attrgetter("thing.likelihood")),
        _whole("impact", "Its impact", attrgetter("thing.impact")),
        _text("position", "Its position", 60, attrgetter("thing.position")),
        _needed(_text("why", "Why", 60, attrgetter("thing.why"))),
        _needed(_day("made_on", "Made on", "thing.made_on")),
        _text("made_by", "Made by", 26, attrgetter("thing.made_by")),
        _choice("stands", "Recorded as standing", YES_NO, "thing.stands"),
        _text("ended_why", "What the owners say of it", 60, attrgetter("thing.ended_why")),
    ),
)
WITHHOLDINGS = Table(
    "withheld",
    "Withheld",
    "One part of a risk that is kept from the public.",
    _of("withholdings"),
    (
        _RISK,
        _needed(_choice("part", "Part", PARTS_IN_WORDS, "thing.part", 26)),
        _needed(_text("ground", "Ground", 50, attrgetter("thing.ground"))),
        _text("reasoning", "Reasoning", 60, attrgetter("thing.reasoning")),
        _text("decided_by", "Decided by", 26, attrgetter("thing.decided_by")),
        _day("look_again", "Look again on", "thing.look_again"),
    ),
)
THEMES = Table(
    "themes",
    "Themes",
    "One theme; its appetite is the highest total that is accepted in it.",
    lambda snapshot: snapshot.themes,
    (
        _needed(_whole("number", "Number")),
        _needed(_text("name", "Theme", 40)),
        _whole("appetite", "Appetite"),
    ),
)
POSTS = Table(
    "posts",
    "Posts",
    "One post that answers for risks, controls or actions.",
    lambda snapshot: snapshot.posts,
    (
        _needed(_text("title", "Post", 50)),
        _named("owner", "Organisation", "owner.short_name"),
    ),
)
OWNERS = Table(
    "owners",
    "Owners",
    "One organisation that owns the register, in order.",
    lambda snapshot: snapshot.owners,
    (_needed(_text("name", "Organisation", 50)), _needed(_text("short_name", "Short name"))),
)
REGISTER = Table(
    "register",
    "Register details",
    "The register itself, and the name of its scheme: one row.",
    lambda snapshot: [snapshot],
    (
        _needed(_text("slug", "Address", 30)),
        _needed(_text("title", "Title", 50)),
        _text("introduction", "Introduction", 60),
        _text("marking", "Marking", 20),
        _text("notice", "Notice", 40),
        _whole("appetite", "Appetite"),
        _choice("public", "May be published", YES_NO, "is_public"),
        _needed(_text("scheme.name", "Scheme", 30, attrgetter("scheme.name"))),
        _text("scheme.note", "Note on the scheme", 50, attrgetter("scheme.note")),
        _text("scheme.bands_note", "Note on the bands", 50, attrgetter("scheme.bands_note")),
    ),
)
LEVELS = Table(
    "levels",
    "Levels",
    "One level of likelihood or of impact.",
    _levels,
    (
        _needed(_choice("axis", "Axis", AXES)),
        _needed(_whole("level", "Level", attrgetter("level.value"))),
        _needed(_text("name", "Name", 30, attrgetter("level.name"))),
        _text("range", "Range", 30, attrgetter("level.range")),
        _text("in_key", "As the source's key prints it", 40, attrgetter("level.in_key")),
        _text("on_matrix", "As the source's matrix prints it", 40, attrgetter("level.on_matrix")),
    ),
)
BANDS = Table(
    "bands",
    "Bands",
    "One rating band, the least severe first.",
    lambda snapshot: snapshot.scheme.matrix.bands,
    (
        _needed(_whole("rank", "Rank")),
        _needed(_text("word", "Band", 20)),
        _whole("lowest", "Lowest total"),
        _whole("highest", "Highest total"),
        _whole("review_months", "Months between reviews"),
    ),
)
CELLS = Table(
    "cells",
    "Cells",
    "One cell of the matrix and the rank of its band.",
    lambda snapshot: [cell for row in snapshot.scheme.matrix.cells for cell in row],
    (
        _needed(_whole("likelihood", "Likelihood")),
        _needed(_whole("impact", "Impact")),
        _needed(_whole("rank", "Rank of the band", attrgetter("band.rank"))),
    ),
)
#: Of a file for the public alone: such a file is no whole register and cannot be read again.
LEFT_OUT = Table(
    "left-out",
    "Left out",
    "How many risks are withheld as a whole under one ground.",
    lambda snapshot: snapshot.withheld,
    (
        _needed(_text("ground", "Ground", 80, lambda row: row[0])),
        _needed(_whole("risks", "Risks", lambda row: row[1])),
    ),
)

#: In the order in which they are written. Risks come before what belongs to them.
TABLES = (
    RISKS, CONTROLS, ASSURANCES, ACTIONS, CHALLENGES, WITHHOLDINGS, THEMES, POSTS, OWNERS, REGISTER,
    LEVELS, BANDS, CELLS,
)  # fmt: skip
BY_KEY = {table.key: table for table in TABLES}


def tables_of(snapshot: Snapshot) -> tuple[Table, ...]:
    """The tables that a snapshot is written as. One for the public says what is left out, and has
    no table of what it cannot say: challenges, actions and checks of controls."""
    if not snapshot.for_public:
        return TABLES
    told = tuple(t for t in TABLES if t not in (CHALLENGES, ACTIONS, ASSURANCES))
    return (*told, LEFT_OUT)

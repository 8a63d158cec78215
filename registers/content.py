"""What a register says, as frozen values: the shape that every page and file renders.

Nothing here reads a database. `registers.snapshot` makes these values, live or as at a
revision; `key` is the row's number in the database, which stands in addresses and never
in the content's text or fingerprint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from scoring.matrix import Band, Cell, Matrix, Placement

STAGES = ("before", "after", "target")
#: The parts of a risk that can be kept from the public; the first is the risk as a whole.
WHOLE = "whole"
PARTS = (
    WHOLE, "title", "description", "causes", "consequences", "controls", *STAGES, "reasons", "lead",
    "risk_owner", "treatment", "next_review", "target_date", "closed_why",
)  # fmt: skip


#: The parts that are fields of their own, and what those hold that are not None when empty.
_OF_ITS_OWN = frozenset(PARTS) - {WHOLE, "reasons"}
_EMPTY: dict[str, Any] = dict.fromkeys(
    ("title", "description", "causes", "consequences", "treatment", "closed_why"), ""
) | {"controls": ()}
#: The moment of a snapshot that tells none.
NO_MOMENT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner organisation under the name that it has in this register.

    `position` counts from 1 and chooses the mark beside the name: 1 a ring, 2 a square.
    """

    key: int
    organisation: int
    position: int
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post that answers for risks and controls. `owner` is None for a post of none."""

    key: int
    title: str
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """`bands_note` says where the bands come from when the source does not state them."""

    key: int
    name: str
    note: str
    bands_note: str
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Assessment:
    """Likelihood × impact at one stage, with the cell of the scheme that it falls in."""

    stage: str
    likelihood: int
    impact: int
    why: str
    cell: Cell

    @property
    def total(self) -> int:
        return self.likelihood * self.impact

    @property
    def band(self) -> Band:
        return self.cell.band


@dataclass(frozen=True, slots=True)
class Assurance:
    """A check that a control works: `line` is 1 to 3, `result` works, partly or fails."""

    key: int
    line: int
    checked_by: str
    checked_on: date
    result: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """`effectiveness` is full, partly, none, or empty where nobody has said; `assurances` come
    the newest first."""

    key: int
    text: str
    owner: Post | None = None
    effectiveness: str = ""
    evidence: str = ""
    assurances: tuple[Assurance, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """What is planned and not in place yet. `first_due` is the day that was named first."""

    key: int
    text: str
    owner: Post | None = None
    first_due: date | None = None
    due: date | None = None
    progress: str = ""
    evidence: str = ""
    done_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.done_on is None

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Challenge:
    """An owner's disagreement that stands beside what it is `about`: a stage, `wording`,
    `closing` or `lead`.

    Its position is `cell` for a stage, and `position` for the rest: the description that it
    wants, `open` or `closed`, or the short name of the owner that should lead. `stands` says
    that the owners have recorded that they differ; `ended_why` is then what they said of it.
    `public_for` are the owners that have agreed that the public reads it: it does where all have.
    """

    key: int
    owner: Owner
    about: str
    why: str
    made_on: date
    made_by: str = ""
    position: str = ""
    likelihood: int | None = None
    impact: int | None = None
    cell: Cell | None = None
    stands: bool = False
    ended_why: str = ""
    public_for: tuple[Owner, ...] = ()
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Withholding:
    """A part of a risk that is kept from the public, under a ground. In a snapshot for the public
    it stands where something was taken out, and has the ground alone."""

    key: int
    part: str
    ground: str
    reasoning: str = ""
    decided_by: str = ""
    look_again: date | None = None


@dataclass(frozen=True)
class Risk:
    """A risk with everything that belongs to it; empty texts and None mean not recorded."""

    key: int
    reference: str
    description: str
    theme_number: int
    title: str = ""
    causes: str = ""
    consequences: str = ""
    lead: Owner | None = None
    risk_owner: Post | None = None
    treatment: str = ""
    marking: str = ""
    next_review: date | None = None
    target_date: date | None = None
    closed_on: date | None = None
    closed_why: str = ""
    controls: tuple[Control, ...] = ()
    before: Assessment | None = None
    after: Assessment | None = None
    target: Assessment | None = None
    withholdings: tuple[Withholding, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    actions: tuple[PlannedAction, ...] = ()

    @property
    def open_actions(self) -> tuple[PlannedAction, ...]:
        """Actions that are not done, the first due first; those without a day come last."""
        found = (action for action in self.actions if action.is_open)
        return tuple(sorted(found, key=lambda a: (a.due or date.max, a.key)))

    @property
    def next_action(self) -> PlannedAction | None:
        """The action that is due next, or None where none is planned."""
        return next(iter(self.open_actions), None)

    @property
    def is_assured(self) -> bool:
        """Whether anybody has checked one of its controls."""
        return any(control.assurances for control in self.controls)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def controls_text(self) -> str:
        """The controls as one paragraph, joined by one space as the source prints them."""
        return " ".join(control.text for control in self.controls)

    @property
    def heading(self) -> str:
        """The short title, or the whole opening sentence where there is none."""
        return self.title or opening_sentence(self.description)

    def ground(self, part: str) -> str:
        """The ground under which a part is kept from the public, empty where it is not."""
        return next((one.ground for one in self.withholdings if one.part == part), "")

    def assessment(self, stage: str) -> Assessment | None:
        """The assessment at `before`, `after` or `target`; ValueError for another word."""
        if stage not in STAGES:
            raise ValueError(f"{stage!r} is no stage; it must be one of {', '.join(STAGES)}.")
        return getattr(self, stage)

    def challenges_of(self, about: str) -> tuple[Challenge, ...]:
        """What owners hold against the rating at a stage, the `wording`, `closing` or `lead`."""
        return tuple(held for held in self.challenges if held.about == about)

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts worst first: total after controls, then residual impact, then the total
        before controls, then the reference; what is not scored comes last."""
        after, before = self.after, self.before
        return (
            after is None,
            -(after.total if after else 0),
            -(after.impact if after else 0),
            -(before.total if before else 0),
            reference_order(self.reference),
        )


@dataclass(frozen=True)
class Theme:
    """`risks` holds open and closed ones by reference; `open_risks` is what is printed."""

    key: int
    number: int
    name: str
    appetite: int | None
    risks: tuple[Risk, ...] = ()

    @cached_property
    def open_risks(self) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.risks if risk.is_open)


@dataclass(frozen=True)
class Snapshot:
    """A whole register at one revision.

    `by_proposal` are the words for what the owners change by proposal only.
    `unreadable` names what only a hand in the database can have put there, such as a score
    outside the matrix; it is left out. Of a snapshot that is `for_public`, `withheld` says how many
    risks are left out under which ground.
    """

    key: int
    slug: str
    title: str
    introduction: str
    marking: str
    notice: str
    appetite: int | None
    is_public: bool
    scheme: Scheme
    owners: tuple[Owner, ...]
    posts: tuple[Post, ...]
    themes: tuple[Theme, ...]
    number: int = field(compare=False)
    seal: str = field(compare=False)
    moment: datetime = field(compare=False)
    by_proposal: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    for_public: bool = False
    withheld: tuple[tuple[str, int], ...] = ()

    def public(self, *others: Snapshot) -> Snapshot:
        """What the public may read: the only place where anything is taken out.

        What this snapshot withholds goes, and what any of `others` withholds of the same risks: so
        two snapshots that are compared say the same of each. Risks withheld whole are left out and
        counted in `withheld`, as (ground, number); of others the parts, each with a mark. Number,
        seal and moment go too, since edits could be counted by them; so do reasoning and who
        decided, what is changed by proposal, posts that nothing shown names, planned actions,
        how well controls work, and what an owner challenges, unless every owner has agreed that the
        public reads it.
        """
        hidden: dict[int, dict[str, str]] = {}
        for held in (self, *others):
            for risk in held.all_risks:
                for one in risk.withholdings:
                    hidden.setdefault(risk.key, {}).setdefault(one.part, one.ground)
        gone = {key: parts[WHOLE] for key, parts in hidden.items() if WHOLE in parts}
        themes = tuple(
            replace(
                theme,
                risks=tuple(
                    _without(risk, hidden.get(risk.key, {}))
                    for risk in theme.risks
                    if risk.key not in gone
                ),
            )
            for theme in self.themes
        )
        shown = [risk for theme in themes for risk in theme.risks]
        named = {post.key for risk in shown for post in _posts(risk)}
        counted = Counter(gone[risk.key] for risk in self.all_risks if risk.key in gone)
        return replace(
            self,
            posts=tuple(post for post in self.posts if post.key in named),
            themes=themes,
            number=0,
            seal="",
            moment=NO_MOMENT,
            by_proposal=(),
            unreadable=(),
            for_public=True,
            withheld=tuple(sorted(counted.items())),
        )

    @cached_property
    def all_risks(self) -> tuple[Risk, ...]:
        """Open and closed risks, by theme and reference."""
        return tuple(risk for theme in self.themes for risk in theme.risks)

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """Open risks, by theme and reference."""
        return tuple(risk for risk in self.all_risks if risk.is_open)

    @cached_property
    def closed(self) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.all_risks if not risk.is_open)

    @cached_property
    def names_leads(self) -> bool:
        """Whether any risk has a lead: only then does one without say that its lead is joint, and a
        register whose owners never recorded any does not claim it of all."""
        return any(risk.lead for risk in self.all_risks)

    @cached_property
    def by_reference(self) -> tuple[Risk, ...]:
        """Open risks by reference, whatever theme they have come to since they were raised."""
        return tuple(sorted(self.risks, key=lambda risk: reference_order(risk.reference)))

    @cached_property
    def _by_reference(self) -> dict[str, Risk]:
        return {risk.reference: risk for risk in self.all_risks}

    def risk(self, reference: str) -> Risk:
        """The risk of a reference, open or closed; KeyError when there is none."""
        return self._by_reference[reference]

    def theme(self, number: int) -> Theme:
        """The theme of a number; KeyError when there is none."""
        for theme in self.themes:
            if theme.number == number:
                return theme
        raise KeyError(number)

    def placed(self, stage: str) -> dict[tuple[int, int], Placement[Risk]]:
        """Every cell of the matrix with the open risks in it at a stage, by reference."""
        scored = ((risk, risk.assessment(stage)) for risk in self.by_reference)
        return self.scheme.matrix.place((r, a.likelihood, a.impact) for r, a in scored if a)

    @cached_property
    def challenged(self) -> tuple[Risk, ...]:
        """Risks, open and closed, on which the owners differ on the record."""
        return tuple(risk for risk in self.all_risks if risk.challenges)

    def challenged_at(
        self, stage: str
    ) -> dict[tuple[int, int], tuple[tuple[Risk, Challenge], ...]]:
        """For each cell in which an owner holds that an open risk belongs at a stage: which risk,
        and the challenge. Cells that nobody claims are left out."""
        claimed: dict[tuple[int, int], list[tuple[Risk, Challenge]]] = {}
        for risk in self.risks:
            for held in risk.challenges_of(stage):
                if held.cell:
                    claimed.setdefault(held.cell.place, []).append((risk, held))
        return {place: tuple(pairs) for place, pairs in claimed.items()}

    def overdue_actions(self, today: date) -> tuple[tuple[Risk, PlannedAction], ...]:
        """Actions of open risks whose day has passed, the longest overdue first."""
        found = [(r, a) for r in self.risks for a in r.actions if a.is_overdue(today)]
        return tuple(sorted(found, key=lambda pair: (pair[1].due, pair[1].key)))

    def reviews_due(self, until: date) -> tuple[Risk, ...]:
        """Open risks whose next review is on a day or before it, the earliest first."""
        found = [risk for risk in self.risks if risk.next_review and risk.next_review <= until]
        return tuple(sorted(found, key=lambda r: (r.next_review, reference_order(r.reference))))

    def unscored(self, stage: str) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.risks if risk.assessment(stage) is None)

    @cached_property
    def gaps(self) -> dict[str, tuple[Risk, ...]]:
        """Open risks of which something is not recorded, by what that is: `score` after controls,
        `target`, `owner`, `control` or `assurance` on any control."""
        lacking: dict[str, Callable[[Risk], bool]] = {
            "score": lambda risk: risk.after is None,
            "target": lambda risk: risk.target is None,
            "owner": lambda risk: risk.risk_owner is None,
            "control": lambda risk: not risk.controls,
            "assurance": lambda risk: not risk.is_assured,
        }
        return {what: tuple(filter(lacks, self.risks)) for what, lacks in lacking.items()}

    def counts(
        self, stage: str, risks: Iterable[Risk] | None = None
    ) -> tuple[tuple[Band, int], ...]:
        """How many open risks stand in each band at a stage, the worst band first."""
        scored = (risk.assessment(stage) for risk in (self.risks if risks is None else risks))
        found = Counter(assessment.band for assessment in scored if assessment)
        return tuple((band, found[band]) for band in reversed(self.scheme.matrix.bands))

    def appetite_of(self, risk: Risk) -> int | None:
        """The appetite that holds for a risk: its theme's, or else the register's."""
        own = self.theme(risk.theme_number).appetite
        return self.appetite if own is None else own

    @cached_property
    def above_appetite(self) -> tuple[Risk, ...]:
        """Open risks whose total after controls is over the appetite, worst first."""
        return tuple(risk for risk in self.worst if self.is_above_appetite(risk))

    def is_above_appetite(self, risk: Risk) -> bool:
        limit = self.appetite_of(risk)
        return risk.after is not None and limit is not None and risk.after.total > limit

    @cached_property
    def worst(self) -> tuple[Risk, ...]:
        """Open risks that are scored after controls, worst first."""
        return tuple(sorted((r for r in self.risks if r.after), key=lambda risk: risk.rank))


def _without(risk: Risk, hidden: Mapping[str, str]) -> Risk:
    """A risk without the hidden parts (name to ground), with a mark for each that said anything."""
    marks = tuple(
        Withholding(0, part, hidden[part]) for part in PARTS if part in hidden and _says(risk, part)
    )
    empty: dict[str, Any] = {part: _EMPTY.get(part) for part in hidden if part in _OF_ITS_OWN}
    if "reasons" in hidden:
        scores = ((stage, risk.assessment(stage)) for stage in STAGES if stage not in hidden)
        empty |= {stage: replace(score, why="") for stage, score in scores if score}
    shown = {"controls": tuple(Control(c.key, c.text, c.owner) for c in risk.controls)} | empty
    held = tuple(_for_public(risk, hidden))
    return replace(risk, **shown, withholdings=marks, challenges=held, actions=())


def _for_public(risk: Risk, hidden: Mapping[str, str]) -> Iterator[Challenge]:
    """What every owner has agreed that the public reads, but what is about a hidden part; without
    its reasons where reasons are hidden."""
    for held in risk.challenges:
        part = {"wording": "description", "closing": "closed_why"}.get(held.about, held.about)
        if held.is_public and part not in hidden:
            held = replace(held, why="", ended_why="") if "reasons" in hidden else held
            yield replace(held, public_for=())


def _says(risk: Risk, part: str) -> bool:
    """Whether a part of a risk says anything that can be kept from somebody. That nobody leads
    says something too."""
    if part == "lead":
        return True
    if part == "reasons":
        return any(score and score.why for score in map(risk.assessment, STAGES))
    return bool(getattr(risk, part))


def _posts(risk: Risk) -> Iterator[Post]:
    """The posts that a risk names."""
    for post in (risk.risk_owner, *(control.owner for control in risk.controls)):
        if post:
            yield post


def reference_order(reference: str) -> tuple[tuple[int, str], ...]:
    """Sorts references by number: R3.10 comes after R3.9."""
    parts = re.findall(r"[0-9]+|[^0-9]+", reference)
    return tuple((int(part), "") if part[0] in "0123456789" else (-1, part) for part in parts)


#: Words that end with a full stop and do not end a sentence.
_ABBREVIATED = ("i.e", "e.g", "etc", "Mr", "Mrs", "Ms", "Dr", "St", "No", "vs", "cf")


def opening_sentence(text: str) -> str:
    """The whole first sentence of a text: up to the first stop that is followed by white
    space and a capital letter, or by a line end, or all of it."""
    text = text.strip()
    for stop in re.finditer(r"[.!?](?=\s+[A-Z“‘\"'(])|\n", text):
        before = text[: stop.start()]
        if stop.group() == "\n" or not before.endswith(_ABBREVIATED):
            return text[: stop.end()].rstrip()
    return text

"""What a register says, as frozen values: the shape that every page and file renders.

Nothing here reads a database. `registers.snapshot` makes these values, live or as at a
revision; `key` is the row's number in the database, which stands in addresses and never
in the content's text or fingerprint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from scoring.matrix import Band, Cell, Matrix, Placement

STAGES = ("before", "after", "target")


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
class Control:
    key: int
    text: str
    owner: Post | None = None


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

    def assessment(self, stage: str) -> Assessment | None:
        """The assessment at `before`, `after` or `target`; ValueError for another word."""
        if stage not in STAGES:
            raise ValueError(f"{stage!r} is no stage; it must be one of {', '.join(STAGES)}.")
        return getattr(self, stage)

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

    `unreadable` names what only a hand in the database can have put there, such as a score
    outside the matrix; it is left out.
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
    unreadable: tuple[str, ...] = ()

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
        """Every cell of the matrix with the open risks that stand in it at a stage."""
        scored = ((risk, risk.assessment(stage)) for risk in self.risks)
        return self.scheme.matrix.place((r, a.likelihood, a.impact) for r, a in scored if a)

    def unscored(self, stage: str) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.risks if risk.assessment(stage) is None)

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

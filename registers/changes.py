"""What changed in a register between two points: two snapshots in, the differences out.

No database is read here. The counts are over the risks that are *open at the later point* and over
their score *after controls*, and each word means one thing wherever it is said:

raised      open now, and not in the register at the earlier point
reopened    open now, closed at the earlier point
worse       open at both, and the total after controls is higher now
better      open at both, and the total after controls is lower now
same        open at both, and the total after controls is the same; `elsewhere` counts those of them
            that stand in another cell (likelihood 2 × impact 3 became 3 × 2)
scored      open at both, scored after controls now and not at the earlier point
unscored    open at both, and no longer scored after controls
not_scored  open at both, and scored after controls at neither
apart       open at both, and not comparable, because the scheme has another matrix now

Every open risk is exactly one of these, so that they add up to `open`. Risks that were `closed`
between the points, or `passed` (raised and closed again), are not open and stand beside the sum.
*Untouched* is a risk of which nothing at all changed. A theme, a post or an owner that got another
name is told once, of the register, and touches no risk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from registers.content import (
    STAGES,
    Assessment,
    Assurance,
    Challenge,
    Control,
    Owner,
    PlannedAction,
    Post,
    Risk,
    Scheme,
    Snapshot,
    Theme,
    Withholding,
)

Value = (
    str | int | bool | date | Assessment | Assurance | Challenge | Control | Owner | PlannedAction
    | Post | Risk | Scheme | Theme | Withholding | tuple[str, ...] | None
)  # fmt: skip

#: Where a risk stood at the two points; `shut` is closed at both.
BOTH, RAISED, REOPENED, CLOSED, PASSED, SHUT = (
    "both", "raised", "reopened", "closed", "passed", "shut",
)  # fmt: skip
#: Which way a score went.
WORSE, BETTER, SAME, ELSEWHERE, SCORED, UNSCORED, NOT_SCORED, APART = (
    "worse", "better", "same", "elsewhere", "scored", "unscored", "not_scored", "apart",
)  # fmt: skip
#: What kinds of change there are.
STATE, SCORE, MOVED, WORDING, DETAIL, ADDED, RETIRED, ORDER, WITHHELD, REGISTER = (
    "state", "score", "moved", "wording", "detail", "added", "retired", "order", "withheld",
    "register",
)  # fmt: skip
#: What became of a challenge: it was made, recorded as standing, or is no more.
CHALLENGED, STANDS, SETTLED = "challenged", "stands", "settled"
#: Planned actions and the checks of controls: added, changed or dropped.
WORK = "work"

_TEXTS = ("title", "description", "causes", "consequences")
_DETAILS = ("lead", "risk_owner", "treatment", "marking", "next_review", "target_date")
_HEAD = (
    "slug", "title", "introduction", "marking", "notice", "appetite", "is_public", "scheme",
    "by_proposal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. `thing` is the model's name and the row's key as the record has
    them (`registers.record.Difference`), and `column` its column, empty for the thing as a whole.

    For a score `column` is the stage, `thing` the risk, and `way` says which way it went.
    """

    kind: str
    thing: tuple[str, int]
    column: str
    old: Value
    new: Value
    way: str = ""


@dataclass(frozen=True, slots=True)
class RiskChanges:
    """A risk at both points; `before` is None where it was not in the register yet.

    `theme` is the key of its theme at the later point, `left` of the one before where it moved.
    """

    before: Risk | None
    after: Risk
    standing: str
    way: str
    theme: int
    left: int | None
    changes: tuple[Change, ...]

    @property
    def is_untouched(self) -> bool:
        return self.standing == BOTH and not self.changes


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts that the module's own words define, and the sum `open`."""

    open: int
    worse: int
    better: int
    same: int
    elsewhere: int
    scored: int
    unscored: int
    not_scored: int
    apart: int
    raised: int
    reopened: int
    closed: int
    passed: int
    untouched: int
    same_untouched: int


@dataclass(frozen=True)
class Changes:
    """What changed from `before` to `after`: every risk by theme and reference, and what was
    changed of the register itself, its themes, owners and posts."""

    before: Snapshot
    after: Snapshot
    risks: tuple[RiskChanges, ...]
    register: tuple[Change, ...]

    @cached_property
    def counts(self) -> Counts:
        return count(self.risks)

    @property
    def is_empty(self) -> bool:
        return not self.register and not any(risk.changes for risk in self.risks)


def changes(before: Snapshot, after: Snapshot) -> Changes:
    """The differences between two snapshots of one register, `before` being the earlier."""
    comparable = before.scheme.matrix == after.scheme.matrix
    old = {risk.key: (risk, theme) for theme in before.themes for risk in theme.risks}
    risks = [
        _risk(old.get(risk.key), risk, theme, comparable)
        for theme in after.themes
        for risk in theme.risks
    ]
    return Changes(before, after, tuple(risks), tuple(_of_register(before, after)))


def in_theme(found: Iterable[RiskChanges], theme: int) -> tuple[RiskChanges, ...]:
    """The risks that are in a theme, given by its key, at the later point."""
    return tuple(risk for risk in found if risk.theme == theme)


def count(found: Iterable[RiskChanges]) -> Counts:
    """The counts over some of the risks."""
    found = tuple(found)
    stood = Counter(risk.standing for risk in found)
    went = Counter(risk.way for risk in found if risk.standing == BOTH)
    untouched = [risk for risk in found if risk.is_untouched]
    return Counts(
        open=stood[BOTH] + stood[RAISED] + stood[REOPENED],
        worse=went[WORSE],
        better=went[BETTER],
        same=went[SAME] + went[ELSEWHERE],
        elsewhere=went[ELSEWHERE],
        scored=went[SCORED],
        unscored=went[UNSCORED],
        not_scored=went[NOT_SCORED],
        apart=went[APART],
        raised=stood[RAISED],
        reopened=stood[REOPENED],
        closed=stood[CLOSED],
        passed=stood[PASSED],
        untouched=len(untouched),
        same_untouched=sum(risk.way == SAME for risk in untouched),
    )


def way_of(before: Assessment | None, after: Assessment | None, *, comparable: bool = True) -> str:
    """Which way a score went at one stage."""
    if before is None or after is None:
        return NOT_SCORED if before is after else (SCORED if after else UNSCORED)
    if not comparable:
        return APART
    if before.total != after.total:
        return WORSE if after.total > before.total else BETTER
    return SAME if before.cell.place == after.cell.place else ELSEWHERE


def _risk(
    earlier: tuple[Risk, Theme] | None, after: Risk, theme: Theme, comparable: bool
) -> RiskChanges:
    before, was_in = earlier or (None, None)
    left = was_in.key if was_in and was_in.key != theme.key else None
    way = way_of(before.after if before else None, after.after, comparable=comparable)
    found = [] if before is None else list(_of_risk(before, after, comparable))
    standing = _standing(before, after)
    if left:
        found.insert(0, Change(MOVED, ("risk", after.key), "theme", was_in, theme))
    if standing in {RAISED, PASSED}:
        found.insert(0, Change(STATE, ("risk", after.key), "", None, after, standing))
    elif standing in {CLOSED, REOPENED} and before:
        days = (before.closed_on, after.closed_on)
        found.insert(0, Change(STATE, ("risk", after.key), "closed_on", *days, standing))
    return RiskChanges(before, after, standing, way, theme.key, left, tuple(found))


def _standing(before: Risk | None, after: Risk) -> str:
    if before is None:
        return RAISED if after.is_open else PASSED
    if before.is_open:
        return BOTH if after.is_open else CLOSED
    return REOPENED if after.is_open else SHUT


def _of_risk(before: Risk, after: Risk, comparable: bool) -> Iterator[Change]:
    thing = ("risk", after.key)
    for stage in STAGES:
        yield from _of_score(before, after, stage, comparable)
    for column in _TEXTS:
        yield from _of_column(WORDING, thing, column, before, after)
    yield from _of_controls(before, after)
    yield from _of_challenges(before, after)
    yield from _of_work(before, after)
    for column in _DETAILS:
        yield from _of_column(DETAIL, thing, column, before, after)
    yield from _of_withholdings(before, after)
    if not before.is_open and not after.is_open:
        yield from _of_column(DETAIL, thing, "closed_on", before, after)
        yield from _of_column(WORDING, thing, "closed_why", before, after)


def _of_score(before: Risk, after: Risk, stage: str, comparable: bool) -> Iterator[Change]:
    old, new = before.assessment(stage), after.assessment(stage)
    way = way_of(old, new, comparable=comparable)
    thing = ("risk", after.key)
    if way not in {SAME, NOT_SCORED}:
        yield Change(SCORE, thing, stage, old, new, way)
    elif old and new and old.why != new.why:
        yield Change(WORDING, thing, f"why_{stage}", old.why, new.why)


def _of_controls(before: Risk, after: Risk) -> Iterator[Change]:
    was = {control.key: control for control in before.controls}
    now = {control.key: control for control in after.controls}
    for key, control in now.items():
        if key not in was:
            yield Change(ADDED, ("control", key), "", None, control)
            continue
        yield from _of_column(WORDING, ("control", key), "text", was[key], control)
        yield from _of_column(DETAIL, ("control", key), "owner", was[key], control)
        yield from _of_column(WORK, ("control", key), "effectiveness", was[key], control)
        yield from _of_column(WORK, ("control", key), "evidence", was[key], control)
    for key, control in was.items():
        if key not in now:
            yield Change(RETIRED, ("control", key), "", control, None)
    if [key for key in was if key in now] != [key for key in now if key in was]:
        yield Change(ORDER, ("risk", after.key), "position", None, None)


def _of_withholdings(before: Risk, after: Risk) -> Iterator[Change]:
    """What is withheld now and was not, what is released, and what is said of it anew. The marks
    of a snapshot for the public have no key and are the same at both ends."""
    was = {one.key: one for one in before.withholdings if one.key}
    now = {one.key: one for one in after.withholdings if one.key}
    for key, one in now.items():
        if key not in was:
            yield Change(WITHHELD, ("withholding", key), "", None, one)
            continue
        for column in ("ground", "reasoning", "decided_by", "look_again"):
            yield from _of_column(WITHHELD, ("withholding", key), column, was[key], one)
    for key, one in was.items():
        if key not in now:
            yield Change(WITHHELD, ("withholding", key), "", one, None)


def _of_work(before: Risk, after: Risk) -> Iterator[Change]:
    """The actions of a risk, and the checks of its controls."""
    was = {action.key: action for action in before.actions}
    now = {action.key: action for action in after.actions}
    for key, action in now.items():
        thing = ("plannedaction", key)
        if key not in was:
            yield Change(WORK, thing, "", None, action)
            continue
        for column in ("text", "owner", "due", "progress", "evidence", "done_on"):
            yield from _of_column(WORK, thing, column, was[key], action)
    for key, action in was.items():
        if key not in now:
            yield Change(WORK, ("plannedaction", key), "", action, None)
    known = {check.key for control in before.controls for check in control.assurances}
    for control in after.controls:
        for check in reversed(control.assurances):
            if check.key not in known:
                yield Change(WORK, ("assurance", check.key), "", None, check)


def _of_challenges(before: Risk, after: Risk) -> Iterator[Change]:
    was = {held.key: held for held in before.challenges}
    now = {held.key: held for held in after.challenges}
    for key, held in now.items():
        if key not in was:
            yield Change(CHALLENGED, ("challenge", key), "", None, held)
        elif held.stands and not was[key].stands:
            yield Change(STANDS, ("challenge", key), "state", was[key], held)
        elif held.is_public != was[key].is_public:
            ends = was[key].is_public, held.is_public
            yield Change(WITHHELD, ("challenge", key), "is_public", *ends)
    for key, held in was.items():
        if key not in now:
            yield Change(SETTLED, ("challenge", key), "state", held, None)


def _of_register(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    for column in _HEAD:
        yield from _of_column(REGISTER, ("register", after.key), column, before, after)
    kinds: tuple[tuple[str, Sequence[Named], Sequence[Named], tuple[str, ...]], ...] = (
        ("ownership", before.owners, after.owners, ("name", "short_name", "position")),
        ("theme", before.themes, after.themes, ("number", "name", "appetite")),
        ("post", before.posts, after.posts, ("title", "owner")),
    )
    for model, old, new, columns in kinds:
        yield from _of_kind(model, _by_key(old), _by_key(new), columns)


Named = Owner | Theme | Post


def _by_key(held: Sequence[Named]) -> dict[int, Named]:
    return {each.key: each for each in held}


def _of_kind(
    model: str, was: Mapping[int, Named], now: Mapping[int, Named], columns: tuple[str, ...]
) -> Iterator[Change]:
    for key, held in now.items():
        if key not in was:
            yield Change(REGISTER, (model, key), "", None, held)
            continue
        for column in columns:
            yield from _of_column(REGISTER, (model, key), column, was[key], held)
    for key, held in was.items():
        if key not in now:
            yield Change(REGISTER, (model, key), "", held, None)


Held = TypeVar("Held")


def _of_column(
    kind: str, thing: tuple[str, int], column: str, before: Held, after: Held
) -> Iterator[Change]:
    old, new = getattr(before, column), getattr(after, column)
    if _identity(old) != _identity(new):
        yield Change(kind, thing, column, old, new)


def _identity(value: Value) -> Hashable:
    """What is named by a key is the same thing under another name."""
    return value.key if isinstance(value, Owner | Post | Scheme) else value

"""In which order a review goes through a register, and why each risk stands where it does.

Snapshots, their differences and a day in, the agenda out: no database is read here. A risk stands
once, under the first of its grounds, and names all of them:

above       its total after controls is above the appetite that holds for it
changed     something of it changed since the last agreed version, or it was closed since
new         it was raised since the last agreed version, or came back
challenged  the owners differ on it, on the record
overdue     its next review, or an action, is overdue on the day of the meeting
closing     it is to be closed: its treatment is to terminate it, or an owner holds that it should
            be closed
rest        none of these

Where nothing was agreed yet, nothing is changed or new. What the meeting itself closes stays on its
agenda.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from registers import changes as found
from registers.changes import Changes, RiskChanges
from registers.content import Risk, Snapshot

ABOVE, CHANGED, NEW, CHALLENGED, OVERDUE, CLOSING, REST = (
    "above", "changed", "new", "challenged", "overdue", "closing", "rest",
)  # fmt: skip
GROUNDS = (ABOVE, CHANGED, NEW, CHALLENGED, OVERDUE, CLOSING, REST)

#: What a review can come to on a risk; `registers.models.Outcome` has the same words.
UNCHANGED, REASSESSED, REWORDED, RAISED, CLOSED, DEFERRED = (
    "unchanged", "re-assessed", "reworded", "raised", "closed", "deferred",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A risk on the agenda: at which place, counted from 1, on which grounds, and what changed of
    it since the last agreed version, None where there is none."""

    place: int
    risk: Risk
    grounds: tuple[str, ...]
    changed: RiskChanges | None

    @property
    def ground(self) -> str:
        """The ground under which it stands."""
        return self.grounds[0]


def agenda(
    now: Snapshot,
    changed: Changes | None,
    day: date,
    order: Sequence[str] = (),
    called_with: Collection[int] = (),
) -> tuple[Item, ...]:
    """The agenda of a meeting on a day. `changed` is from the last agreed version to `now`, None
    where there is none; `order` names references that the chair has put first, in that order;
    `called_with` are the keys of risks that stay on it although they were closed meanwhile."""
    since = {risk.after.key: risk for risk in changed.risks} if changed else {}
    put = {reference: at for at, reference in enumerate(order)}
    held = [
        (risk, tuple(_grounds(now, risk, since.get(risk.key), day)), since.get(risk.key))
        for risk in now.all_risks
        if risk.is_open or risk.key in called_with or _was_closed(since.get(risk.key))
    ]
    held.sort(key=lambda one: _order(one[0], one[1], put))
    return tuple(Item(place, *one) for place, one in enumerate(held, start=1))


def outcome_of(changed: RiskChanges | None) -> str:
    """What a review has come to on a risk, by what changed of it since the review was called."""
    if changed is None or changed.is_untouched or changed.standing == found.SHUT:
        return UNCHANGED
    if changed.standing in {found.RAISED, found.REOPENED}:
        return RAISED
    if changed.standing in {found.CLOSED, found.PASSED}:
        return CLOSED
    kinds = {change.kind for change in changed.changes}
    if found.SCORE in kinds:
        return REASSESSED
    reworded = {found.WORDING, found.ADDED, found.RETIRED, found.ORDER}
    return REWORDED if kinds & reworded else UNCHANGED


def undecided(items: Iterable[Item], decided: Iterable[str]) -> tuple[Item, ...]:
    """The items that have no outcome yet; `decided` are the references that have one."""
    done = set(decided)
    return tuple(item for item in items if item.risk.reference not in done)


def _order(risk: Risk, grounds: tuple[str, ...], put: dict[str, int]) -> tuple[object, ...]:
    """By the chair's order, then by the first ground, the worst first."""
    own = put.get(risk.reference)
    return own is None, own or 0, GROUNDS.index(grounds[0]), risk.rank


def _grounds(now: Snapshot, risk: Risk, changed: RiskChanges | None, day: date) -> Iterator[str]:
    tests = (
        (ABOVE, now.is_above_appetite(risk)),
        (CHANGED, changed is not None and _is_changed(changed)),
        (NEW, changed is not None and changed.standing in {found.RAISED, found.REOPENED}),
        (CHALLENGED, bool(risk.challenges)),
        (OVERDUE, _is_overdue(risk, day)),
        (CLOSING, _is_for_closing(risk)),
    )
    held = [ground for ground, holds in tests if holds]
    yield from held or [REST]


def _is_changed(changed: RiskChanges) -> bool:
    if changed.standing == found.BOTH:
        return not changed.is_untouched
    return _was_closed(changed)


def _was_closed(changed: RiskChanges | None) -> bool:
    return changed is not None and changed.standing in {found.CLOSED, found.PASSED}


def _is_overdue(risk: Risk, day: date) -> bool:
    if not risk.is_open:
        return False
    late = risk.next_review is not None and risk.next_review < day
    return late or any(action.is_overdue(day) for action in risk.actions)


def _is_for_closing(risk: Risk) -> bool:
    if not risk.is_open:
        return False
    held = (one.position == "closed" for one in risk.challenges_of("closing"))
    return risk.treatment == "terminate" or any(held)

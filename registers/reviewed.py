"""A register as a review meets it: as it stands or stood, and against the last agreed version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registers.agenda import Item, agenda
from registers.agreements import Agreed, editions
from registers.changes import Changes, changes
from registers.content import Snapshot
from registers.meetings import Decided, Meeting, decided, point_of_number
from registers.models import Register
from registers.snapshot import snapshot_at


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with the register `now`, which is live, as at a paper, or as at the revision that
    ended it. `changed` is from the version that was agreed before the review, `agreed`, to `now`;
    both None where nothing was agreed before."""

    meeting: Meeting
    now: Snapshot
    agreed: Agreed | None
    changed: Changes | None
    decided: Mapping[str, Decided]
    items: tuple[Item, ...]


def reviewed(register: Register, meeting: Meeting, now: Snapshot) -> Reviewed:
    """A review against a snapshot of its register. A fixed number of queries."""
    agreed = before(register, meeting, now.number)
    changed = changes(at_number(register, agreed.revision), now) if agreed else None
    return Reviewed(
        meeting=meeting,
        now=now,
        agreed=agreed,
        changed=changed,
        decided=decided(register, meeting.key),
        items=agenda(
            now, changed, meeting.held_on, meeting.order, _called_with(register, meeting, agreed)
        ),
    )


def _called_with(register: Register, meeting: Meeting, agreed: Agreed | None) -> frozenset[int]:
    """The risks that were open when a review was called, where no version that was agreed before
    tells which of them were closed since."""
    if agreed and agreed.revision <= meeting.called:
        return frozenset()
    then = at_number(register, meeting.called)
    return frozenset(risk.key for risk in then.all_risks if risk.is_open)


def before(register: Register, meeting: Meeting, number: int) -> Agreed | None:
    """The version that was the last agreed one when a review began, as at a revision: never its
    own, nor one that was signed of what came later. One query."""
    own = meeting.agreed.version if meeting.agreed else None
    found = [
        agreed
        for agreed in editions(register)
        if agreed.review != meeting.key
        and agreed.revision <= number
        and (own is None or agreed.version < own)
    ]
    return found[-1] if found else None


def as_held(register: Register, meeting: Meeting, live: Snapshot) -> Snapshot:
    """The register as a review left it: as at the revision that ended it, or as it stands."""
    if meeting.ended is None or meeting.ended == live.number:
        return live
    return at_number(register, meeting.ended)


def at_number(register: Register, number: int) -> Snapshot:
    """The register as at the revision of a number. One query, and the snapshot's."""
    return snapshot_at(register, point_of_number(register, number))

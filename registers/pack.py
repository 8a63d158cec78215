"""What a review pack is made from: the register as its members read it, and what came after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registers.between import Between, between
from registers.changes import RiskChanges, changes
from registers.content import Snapshot
from registers.course import Recorded, courses
from registers.meetings import Meeting, Sent
from registers.models import Register
from registers.reviewed import Reviewed, at_number, reviewed


@dataclass(frozen=True)
class Pack:
    """A review's pack, as at its `paper`, or, with none, as the register stands.

    `between` is what the record says of the time since the last agreed version, None where there
    is none; `moved` is what became of each risk after the paper was frozen, by its key, and
    `courses` are the scores of each risk up to then.
    """

    seen: Reviewed
    paper: Sent | None
    between: Between | None
    courses: Mapping[int, tuple[Recorded, ...]]
    moved: Mapping[int, RiskChanges]

    @property
    def now(self) -> Snapshot:
        return self.seen.now


def pack(register: Register, meeting: Meeting, live: Snapshot, number: int | None) -> Pack:
    """The pack of a review as at a revision, or, with no number, as it stands. `live` is what it
    is held against: the register now, or as the review left it. A fixed number of queries. Raises
    KeyError where there is no such revision."""
    now = live if number in {None, live.number} else at_number(register, number or 0)
    seen = reviewed(register, meeting, now)
    since = changes(now, live).risks if now.number < live.number else ()
    return Pack(
        seen=seen,
        paper=next((one for one in reversed(meeting.papers) if one.number == now.number), None),
        between=between(register, seen.agreed.revision, now.number) if seen.agreed else None,
        courses=courses(register, now),
        moved={risk.after.key: risk for risk in since if risk.changes},
    )

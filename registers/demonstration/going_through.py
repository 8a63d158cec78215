"""The Board goes through the agenda: each risk gets what the register says became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from registers.actions import record_outcome
from registers.agenda import DEFERRED, outcome_of
from registers.changes import changes
from registers.meetings import meeting
from registers.models import Register
from registers.permissions import Actor
from registers.reviewed import at_number, reviewed
from registers.snapshot import snapshot

#: A minute between two outcomes.
STEP = timedelta(minutes=1)


def go_through(
    register: Register,
    review: int,
    *,
    by: Actor,
    moment: datetime,
    notes: Mapping[str, str],
    deferred: Mapping[str, str] | None = None,
) -> None:
    """Record an outcome for each risk on the agenda of a review, from `moment` on: what became of
    it since the review was called, but for those that are `deferred`. `notes` and `deferred` give
    notes for the minutes by reference. Raises Refused."""
    found, now = meeting(register, review), snapshot(register)
    since = {
        risk.after.reference: risk for risk in changes(at_number(register, found.called), now).risks
    }
    later = deferred or {}
    for item in reviewed(register, found, now).items:
        reference = item.risk.reference
        result = DEFERRED if reference in later else outcome_of(since[reference])
        note = later.get(reference) or notes.get(reference, "")
        record_outcome(
            register, review, reference, by=by, result=result, note=note, moment=moment
        )  # fmt: skip
        moment += STEP

"""What the record says of the time between two revisions: who, for whom, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registers import record
from registers.models import Assessment, Erasure, Register, Revision
from registers.record import Entry


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure that was carried out by revision `number`, and the mark that it left."""

    number: int
    mark: str
    ground: str


@dataclass(frozen=True, slots=True)
class Between:
    """The entries of the history after one revision and up to another, the newest first.

    `organisations` gives the key of the organisation of each revision, `assessments` the key of
    each row by risk and stage. `erasures` are all that the register ever saw, in order.
    """

    entries: tuple[Entry, ...]
    organisations: Mapping[int, int | None]
    assessments: Mapping[tuple[int, str], int]
    erasures: tuple[Erased, ...]


def between(register: Register, after: int, until: int) -> Between:
    """What was recorded with numbers over `after` and up to `until`, in a fixed number of
    queries."""
    revisions = Revision.objects.filter(
        journal=register.journal_id, number__gt=after, number__lte=until
    )
    scored = Assessment.objects.filter(register=register).values_list("risk_id", "stage", "pk")
    erased = Erasure.objects.filter(register=register, state=Erasure.State.DONE)
    return Between(
        entries=record.entries(register, after=after, before=until + 1, limit=None),
        organisations=dict(revisions.values_list("number", "organisation_id")),
        assessments={(risk, stage): key for risk, stage, key in scored},
        erasures=tuple(
            Erased(*row)
            for row in erased.order_by("revision").values_list("revision__number", "mark", "ground")
        ),
    )

"""The proposals of a register, with what they would do, who made them and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registers.models import Proposal, Register, Revision, Risk

Waiting = Proposal.State.WAITING


@dataclass(frozen=True, slots=True)
class Step:
    """What was said of a proposal: the verb, by whom, for whom, when and why."""

    number: int
    verb: str
    moment: datetime
    who: str
    title: str
    whom: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal. `owner` is the key of the organisation whose word is given and `owner_name` its
    short name; `number` is the revision of the last thing that was said of it, `moment` when.
    `fields` gives the texts by the fields' names, of controls one on each line."""

    key: int
    act: str
    state: str
    reference: str
    owner: int
    owner_name: str
    position: int
    why: str
    answer: str
    number: int
    moment: datetime
    who: str
    fields: Mapping[str, str]

    @property
    def waits(self) -> bool:
        return self.state == Waiting


def proposals(register: Register, *, waiting: bool = False) -> tuple[Proposed, ...]:
    """The proposals of a register, the newest first, or only those that wait: two queries."""
    found = _rows(register)
    return tuple(map(_proposed, found.filter(state=Waiting) if waiting else found))


def waiting_on(register: Register, risk: int) -> tuple[Proposed, ...]:
    """The proposals on a risk, given by its key, that wait: two queries, one where there are
    none."""
    return tuple(map(_proposed, _rows(register).filter(risk=risk, state=Waiting)))


def proposal_of(register: Register, key: int) -> Proposed | None:
    """One proposal of a register; None where there is none."""
    found = _rows(register).filter(pk=key).first()
    return _proposed(found) if found else None


def course(proposal: Proposed) -> tuple[Step, ...]:
    """All that was said of a proposal, the oldest first."""
    said = Proposal.history.filter(id=proposal.key).values("revision")
    found = Revision.objects.filter(pk__in=said).order_by("number")
    return tuple(
        Step(
            r.number, r.verb, r.moment, r.person_name, r.person_title, r.organisation_name, r.reason
        )
        for r in found
    )


def _rows(register: Register) -> Any:
    found = Proposal.objects.filter(register=register).order_by("-revision")
    return found.select_related("owner", "risk", "revision").prefetch_related("fields")


def _proposed(row: Proposal) -> Proposed:
    risk: Risk | None = row.risk
    return Proposed(
        key=row.pk,
        act=row.act,
        state=row.state,
        reference=risk.reference if risk else "",
        owner=row.owner.organisation_id,
        owner_name=row.owner.short_name,
        position=row.owner.position,
        why=row.why,
        answer=row.answer,
        number=row.revision.number,
        moment=row.revision.moment,
        who=row.revision.person_name,
        fields=_fields(row.fields.all()),
    )


def _fields(rows: Iterable[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.position, row.pk)):
        if not row.removed:
            found[row.name] = f"{found[row.name]}\n{row.text}" if row.name in found else row.text
    return found

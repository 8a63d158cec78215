"""The notes on risks, with who wrote them, who has read them, and whom they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from registers.models import Note, Ownership, ReadMark, Register, User


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it is read. `read_by` are the names of those who have read it since, `organisation`
    the key of the organisation for which it was written."""

    key: int
    text: str
    who: str
    title: str
    whom: str
    organisation: int | None
    moment: datetime
    read_by: tuple[str, ...]


def notes_on(register: Register, risk: int) -> tuple[Written, ...]:
    """The notes on a risk, given by its key, in order: two queries."""
    marks = list(ReadMark.objects.filter(risk=risk).select_related("person"))
    found = Note.objects.filter(register=register, risk=risk).select_related("revision")
    return tuple(_written(note, marks) for note in found.order_by("pk"))


def notes_between(register: Register, after: int, until: int) -> Mapping[int, tuple[Written, ...]]:
    """The notes that were written by revisions numbered over `after` and up to `until`, by the key
    of their risk, in order: one query. Nobody is said to have read them."""
    found = Note.objects.filter(
        register=register, revision__number__gt=after, revision__number__lte=until
    )
    held: dict[int, tuple[Written, ...]] = {}
    for note in found.select_related("revision").order_by("pk"):
        held[note.risk_id] = (*held.get(note.risk_id, ()), _written(note, ()))
    return held


def _written(note: Note, marks: Iterable[ReadMark]) -> Written:
    made = note.revision
    read = (m.person for m in marks if m.note_id >= note.pk and m.person_id != made.person_id)
    return Written(
        key=note.pk,
        text=note.text,
        who=made.person_name,
        title=made.person_title,
        whom=made.organisation_name,
        organisation=made.organisation_id,
        moment=made.moment,
        read_by=tuple(sorted(person.name for person in read)),
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """Notes of others on a risk that somebody has not read; `names_me` says that one of them
    names that person."""

    reference: str
    count: int
    names_me: bool
    last: datetime


def unread(register: Register, person: Any) -> tuple[Unread, ...]:
    """What others wrote that somebody has not read, by risk: the one that names them first."""
    read = dict(
        ReadMark.objects.filter(register=register, person=person)
        .values_list("risk")
        .annotate(Max("note"))
    )
    found: dict[str, list[Note]] = {}
    notes = Note.objects.filter(~Q(revision__person=person), register=register)
    for note in notes.select_related("revision", "risk").order_by("pk"):
        if note.pk > read.get(note.risk_id, 0):
            found.setdefault(note.risk.reference, []).append(note)
    waiting = [
        Unread(
            reference=reference,
            count=len(held),
            names_me=any(person.name in named_in(note.text, [person.name]) for note in held),
            last=held[-1].revision.moment,
        )
        for reference, held in found.items()
    ]
    return tuple(sorted(waiting, key=lambda one: not one.names_me))


def named_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Whom a note names with an @: `@Abel Approver`, whole words only."""
    return tuple(
        name for name in names if re.search(rf"@{re.escape(name)}(?!\w)", text, re.IGNORECASE)
    )


def people_of(register: Register) -> tuple[str, ...]:
    """The names of the owners' people, who can be named in a note."""
    owners = Ownership.objects.filter(register=register, removed=False).values("organisation")
    people = User.objects.filter(organisation__in=owners, is_active=True).order_by("name")
    return tuple(people.values_list("name", flat=True))

"""The meetings at which a register is reviewed: what each was given, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from registers.agreements import Agreed, Signature, editions, signatures
from registers.models import Candidate, Outcome, Paper, Register, Review
from registers.snapshot import Point, point_at

CALLED, HELD, CALLED_OFF = Review.State.values
#: Whom a paper of the whole register is for, besides the public.
INTERNAL, PUBLIC = "internal", "public"


@dataclass(frozen=True, slots=True)
class Sent:
    """The register as it was sent to a meeting: revision `number`, for a body, on a day.

    `audience` is `internal`, `public` or the short name of the owner whose cut it is.
    """

    key: int
    body: str
    audience: str
    number: int
    sent_on: date


@dataclass(frozen=True, slots=True)
class Meeting:
    """A review. `called` is the number of the revision that called it, `ended` that with which it
    was held, and `agreed` its version; both None before. `order` has the references that its chair
    has put first."""

    key: int
    name: str
    held_on: date
    place: str
    attending: tuple[str, ...]
    order: tuple[str, ...]
    state: str
    called: int
    ended: int | None
    papers: tuple[Sent, ...]
    agreed: Agreed | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held."""
        return self.state == CALLED

    @property
    def takes_outcomes(self) -> bool:
        """Whether what it comes to can be recorded or put right: until its version is agreed."""
        return self.state != CALLED_OFF and self.agreed is None

    @property
    def frozen(self) -> Sent | None:
        """The newest paper that holds everything, which is what its members have read."""
        whole = [paper for paper in self.papers if paper.audience == INTERNAL]
        return max(whole, key=lambda paper: (paper.number, paper.key), default=None)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a review came to on a risk, and who wrote it down."""

    reference: str
    result: str
    note: str
    who: str
    number: int


@dataclass(frozen=True, slots=True)
class PutForward:
    """A revision that was put forward for agreement, and its signatures in order."""

    key: int
    number: int
    fingerprint: str
    state: str
    by: str
    moment: datetime
    recalled_why: str
    signatures: tuple[Signature, ...]


def meetings(register: Register) -> tuple[Meeting, ...]:
    """Every review of a register, the latest day first. Four queries."""
    rows = Review.objects.filter(register=register).select_related("revision")
    return _meetings(register, rows.order_by("-held_on", "-pk"))


def meeting(register: Register, key: int) -> Meeting:
    """A review of a register. Four queries. Raises KeyError where there is none."""
    rows = Review.objects.filter(register=register, pk=key).select_related("revision")
    for found in _meetings(register, rows):
        return found
    raise KeyError(key)


def decided(register: Register, review: int) -> Mapping[str, Decided]:
    """What a review came to, by reference. One query."""
    rows = Outcome.objects.filter(register=register, review=review)
    columns = ("risk__reference", "result", "note", "revision__person_name", "revision__number")
    return {row[0]: Decided(*row) for row in rows.order_by("pk").values_list(*columns)}


def put_forward(register: Register, review: int) -> tuple[PutForward, ...]:
    """The candidates of a review, the first one first. Two queries, and one for each."""
    rows = Candidate.objects.filter(register=register, review=review).select_related("revision")
    first = Candidate.history.filter(register=register, history_type="+")
    began = {
        key: told
        for key, *told in first.values_list("id", "revision__person_name", "revision__moment")
    }
    return tuple(
        PutForward(
            key=row.pk,
            number=row.number,
            fingerprint=row.fingerprint,
            state=row.state,
            by=began[row.pk][0],
            moment=began[row.pk][1],
            recalled_why=row.recalled_why,
            signatures=signatures(row),
        )
        for row in rows.order_by("pk")
    )


def point_of_number(register: Register, number: int) -> Point:
    """The point of a revision of a register by its number. One query. Raises KeyError."""
    found = register.journal.revisions.filter(number=number).select_related("seal").first()
    if found is None:
        raise KeyError(number)
    return point_at(register, found)


def _meetings(register: Register, rows: Iterable[Review]) -> tuple[Meeting, ...]:
    papers: dict[int, list[Sent]] = {}
    for review, *sent in (
        Paper.objects.filter(register=register)
        .order_by("sent_on", "pk")
        .values_list("review", "pk", "body", "audience", "number", "sent_on")
    ):
        papers.setdefault(review, []).append(Sent(*sent))
    first = Review.history.filter(register=register, history_type="+")
    called = dict(first.values_list("id", "revision__number"))
    agreed = {found.review: found for found in editions(register)}
    return tuple(
        Meeting(
            key=row.pk,
            name=row.name,
            held_on=row.held_on,
            place=row.place,
            attending=tuple(filter(None, map(str.strip, row.attending.splitlines()))),
            order=tuple(row.agenda.splitlines()),
            state=row.state,
            called=called[row.pk],
            ended=row.revision.number if row.state == HELD else None,
            papers=tuple(papers.get(row.pk, ())),
            agreed=agreed.get(row.pk),
        )
        for row in rows
    )

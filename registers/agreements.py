"""What was agreed and signed: the agreed versions of a register and its signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from registers.models import Candidate, Edition, Publication, Register, Review, Revision, SignOff


@dataclass(frozen=True, slots=True)
class Signature:
    """An owner's signature on a candidate, in the words and names of its revision.

    `number` is the revision that holds the signature itself. Where an office-holder decided
    elsewhere, `on_behalf_of` names them, and the rest their decision.
    """

    owner: int
    owner_name: str
    by: str
    title: str
    moment: datetime
    number: int
    fingerprint: str
    proved_by: str
    on_behalf_of: str = ""
    capacity: str = ""
    decision: str = ""
    decided_on: date | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreed version: `revision` is the number of the revision whose content was signed."""

    version: int
    revision: int
    fingerprint: str
    agreed_on: date
    review: int
    review_name: str
    held_on: date
    candidate: int


def editions(register: Register) -> tuple[Agreed, ...]:
    """Every agreed version, the first one first. One query."""
    found = Edition.objects.filter(register=register).order_by("number")
    return tuple(
        Agreed(*row)
        for row in found.values_list(
            "number",
            "candidate__number",
            "fingerprint",
            "agreed_on",
            "candidate__review",
            "candidate__review__name",
            "candidate__review__held_on",
            "candidate",
        )
    )


def last_agreed(register: Register) -> Agreed | None:
    """The last agreed version; None where nothing was agreed yet. One query."""
    return next(reversed(editions(register)), None)


def agreed_before(register: Register, review: Review) -> Agreed | None:
    """The version that was the last agreed one when a review began: that before its own."""
    others = [agreed for agreed in editions(register) if agreed.review != review.pk]
    own = Edition.objects.filter(candidate__review=review).values_list("number", flat=True).first()
    return next((a for a in reversed(others) if own is None or a.version < own), None)


def signatures(candidate: Candidate) -> tuple[Signature, ...]:
    """The signatures on a candidate, in the order in which they were given. One query."""
    found = SignOff.objects.filter(candidate=candidate).select_related("revision", "owner")
    return tuple(
        Signature(
            owner=row.owner_id,
            owner_name=row.owner.short_name,
            by=row.revision.person_name,
            title=row.revision.person_title,
            moment=row.revision.moment,
            number=row.revision.number,
            fingerprint=row.fingerprint,
            proved_by=row.proved_by,
            on_behalf_of=row.on_behalf_of,
            capacity=row.capacity,
            decision=row.decision,
            decided_on=row.decided_on,
            paper=row.paper,
        )
        for row in found.order_by("revision")
    )


@dataclass(frozen=True, slots=True)
class LastSigned:
    """The last agreed version that an organisation signed: its number, the revision that was
    signed, and the day of the signature."""

    version: int
    revision: int
    day: date


def last_signed_version(register: Register, organisation: int | None) -> LastSigned | None:
    """What an organisation signed last and was agreed; None where it has signed none. One
    query."""
    found = SignOff.objects.filter(
        register=register, owner__organisation=organisation, candidate__edition__isnull=False
    ).order_by("-candidate__edition__number")
    row = found.values_list(
        "candidate__edition__number", "candidate__number", "revision__moment"
    ).first()
    return LastSigned(row[0], row[1], localdate(row[2])) if row else None


def to_sign(register: Register, organisation: int | None) -> Candidate | None:
    """The candidate that waits for an organisation's signature, or None. Two queries at most."""
    candidate = standing_candidate(register)
    if candidate is None:
        return None
    given = candidate.sign_offs.filter(owner__organisation=organisation)
    return None if given.exists() else candidate


def recalled_in(candidate: Candidate) -> Revision:
    """The revision in which a candidate was recalled: the last that changed it. One query."""
    last = candidate.history.select_related("revision").latest("revision_id")
    return last.revision


def to_publish(register: Register, organisation: int | None) -> Publication | None:
    """The version that waits for an organisation's consent to be published, or None. One query."""
    asked = Publication.objects.filter(
        register=register, state=Publication.State.ASKED, removed=False
    )
    given = asked.filter(consents__owner__organisation=organisation)
    return asked.exclude(pk__in=given).select_related("edition").order_by("pk").first()


def last_versions(register: Register, before: int | None = None) -> dict[int, tuple[date, int]]:
    """The day on which each owner signed the last agreed version that it signed, and the number
    of that version, by owner; of versions below `before` where it is given. One query."""
    found = SignOff.objects.filter(register=register, candidate__edition__isnull=False)
    if before is not None:
        found = found.filter(candidate__edition__number__lt=before)
    rows = found.order_by("candidate__edition__number").values_list(
        "owner", "revision__moment", "candidate__edition__number"
    )
    return {owner: (localdate(moment), number) for owner, moment, number in rows}


def standing_candidate(register: Register) -> Candidate | None:
    """The candidate that waits for signatures, or None. One query."""
    found = Candidate.objects.filter(register=register, state=Candidate.State.STANDING)
    return found.select_related("revision", "review").first()


def one_owner_publishes(register: Register, number: int) -> bool:
    """Whether the consent of one owner was enough to publish at a revision, as its signers were
    told: one owner alone changes the rule for no version that both have signed."""
    past = Register.history.filter(
        id=register.pk, revision__journal=register.journal_id, revision__number__lte=number
    )
    said = past.order_by("-revision_id").values_list("one_publishes", flat=True).first()
    return bool(said)

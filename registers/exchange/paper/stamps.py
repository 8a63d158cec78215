"""What a paper of an agreed version bears: which it is, and who agreed it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from registers import agreements
from registers.agreements import Agreed, Signature
from registers.content import Snapshot
from registers.models import Candidate, Register


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a paper of an agreed version bears: its number, the meeting and its day, who agreed
    and when (the owner, the post of whoever signed, the day), and the fingerprint of what was
    signed; `before` is the number of the version that it is compared with, 0 for none."""

    version: int
    meeting: str
    held_on: date
    agreed_on: date
    agreed: tuple[tuple[str, str, date], ...]
    fingerprint: str
    before: int = 0


def stamp_of(register: Register, now: Snapshot, before: int = 0) -> Stamp | None:
    """The stamp of a snapshot that is what was signed as a version, but for words that an erasure
    took since; None for another. `before` is the number of the version that it is compared with,
    0 for none."""
    found = (a for a in agreements.editions(register) if a.revision == now.number)
    agreed = next(found, None)
    return stamped(agreed, now, before) if agreed else None


def stamped(agreed: Agreed, now: Snapshot, before: int) -> Stamp:
    """The stamp of an agreed version, whose content is `now`."""
    owners = {owner.key: owner.name for owner in now.owners}
    given = agreements.signatures(Candidate.objects.get(pk=agreed.candidate))
    return Stamp(
        version=agreed.version,
        meeting=agreed.review_name,
        held_on=agreed.held_on,
        agreed_on=agreed.agreed_on,
        agreed=tuple((owners[one.owner], _post(one), _signed_on(one)) for one in given),
        fingerprint=agreed.fingerprint,
        before=before,
    )


def _post(signature: Signature) -> str:
    """The post of whoever decided: of an office-holder their capacity, and never a name."""
    return signature.capacity if signature.on_behalf_of else signature.title


def _signed_on(signature: Signature) -> date:
    return signature.decided_on or timezone.localdate(signature.moment)

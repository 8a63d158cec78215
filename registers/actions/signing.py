"""Putting a revision forward, recalling it, and signing it: what both owners agree."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from registers import chain
from registers.actions.challenges import acting_owner
from registers.actions.change import Change, changing, need_reason
from registers.actions.refusals import Invalid
from registers.actions.reviews import find_review, revision_put
from registers.exchange.document import FORMAT, document
from registers.models import (
    Candidate,
    Edition,
    Ownership,
    Register,
    Review,
    Revision,
    SignedText,
    SignOff,
    User,
)
from registers.permissions import EDIT, SIGN, Actor
from registers.snapshot import snapshot
from registers.text import ended, is_blank

State = Candidate.State


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """An office-holder who decided elsewhere: the decision's reference and day, and the SHA-256
    of the scanned paper, or empty."""

    name: str
    capacity: str
    decision: str
    decided_on: date
    paper: str = ""


def put_forward(
    register: Register,
    review: int,
    *,
    by: Actor,
    number: int | None = None,
    moment: datetime | None = None,
) -> Candidate:
    """Put the register as it stands, or stood at revision `number`, forward for agreement.

    Its canonical text is kept with a salted fingerprint. One candidate stands at a time. Raises
    Refused.
    """
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="put forward",
        register=register,
        moment=moment,
    ) as change:
        row = find_review(register, review)
        _need_open(row)
        standing = Candidate.objects.filter(register=register, state=State.STANDING)
        if waiting := standing.first():
            said = _("Revision %(number)s waits for signatures already: recall it first.")
            raise Invalid({"": said % {"number": waiting.number}})
        asked = revision_put(change, number)
        _need_not_older(register, asked)
        change.about(_("revision %(number)s") % {"number": asked})
        revision = Revision.objects.get(journal=register.journal_id, number=asked)
        text = chain.canonical_text(document(snapshot(register, at=revision)))
        salt = secrets.token_hex(16)
        candidate = Candidate(
            register=register, review=row, number=asked, fingerprint=chain.digest(salt, text)
        )
        change.save(candidate)
        SignedText.objects.create(
            candidate=candidate, revision=candidate.revision, form=FORMAT, salt=salt, text=text
        )
    return candidate


def recall(
    register: Register, candidate: int, *, by: Actor, why: str, moment: datetime | None = None
) -> Revision | None:
    """Take a candidate back before every owner has signed it; its signatures stay in the record
    and count for nothing. A person of an owner does it. Raises Refused."""
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="recall",
        register=register,
        reason=why,
        moment=moment,
    ) as change:
        acting_owner(change, register)
        row = _standing(register, candidate)
        change.about(_("revision %(number)s") % {"number": row.number})
        row.state, row.recalled_why = State.RECALLED, why
        change.save(row)
    return change.made


def sign_off(
    register: Register,
    candidate: int,
    *,
    by: User,
    fingerprint: str,
    proved_by: str,
    on_behalf_of: OnBehalf | None = None,
    moment: datetime | None = None,
) -> SignOff:
    """Sign a candidate for the owner of whoever signs, who has just proved who they are.

    `fingerprint` is what the person has seen; `proved_by` how they proved it, such as
    `password`. The signature of the last owner makes the agreed version, in the same revision.
    Raises Refused.
    """
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="sign",
        register=register,
        moment=moment,
    ) as change:
        owner = acting_owner(change, register)
        row = _standing(register, candidate)
        _need_same(row, fingerprint)
        signed = set(SignOff.objects.filter(candidate=row).values_list("owner_id", flat=True))
        if owner.pk in signed:
            said = _("%(owner)s has signed revision %(number)s already.")
            raise Invalid({"": said % {"owner": owner.short_name, "number": row.number}})
        change.about(_("revision %(number)s") % {"number": row.number})
        signature = SignOff(
            register=register,
            candidate=row,
            owner=owner,
            fingerprint=row.fingerprint,
            proved_by=proved_by,
        )
        if on_behalf_of is not None:
            _take_decision(change, signature, on_behalf_of)
        change.save(signature)
        owners = Ownership.objects.filter(register=register, removed=False)
        if set(owners.values_list("pk", flat=True)) <= signed | {owner.pk}:
            _agree(change, row)
    return signature


def _need_open(review: Review) -> None:
    if review.state == Review.State.CALLED_OFF:
        raise Invalid({"": _("This review was called off.")})
    if Edition.objects.filter(candidate__review=review).exists():
        raise Invalid({"": _("The version of this review is agreed already: call another review.")})


def _need_not_older(register: Register, number: int) -> None:
    """Refuse what the owners have gone beyond: the next version would undo the last."""
    found = Edition.objects.filter(register=register, candidate__number__gt=number)
    if newer := found.select_related("candidate").order_by("-number").first():
        said = _(
            "Revision %(number)s is older than version %(version)s, which is revision %(agreed)s: "
            "put forward that one or a later one."
        )
        told = {"version": newer.number, "agreed": newer.candidate.number}
        raise Invalid({"number": said % {"number": number, **told}})


def _standing(register: Register, key: int) -> Candidate:
    """A candidate that waits for signatures, freshly under the lock."""
    row = Candidate.objects.filter(register=register, pk=key).select_related("revision").first()
    if row is None:
        raise Invalid({"": _("There is no such candidate here.")})
    if row.state == State.RECALLED:
        said = _("Revision %(number)s was recalled: %(why)s Nothing was signed.")
        raise Invalid({"": said % {"number": row.number, "why": ended(row.recalled_why)}})
    if row.state == State.AGREED:
        raise Invalid({"": _("This version is agreed already. Nothing was changed.")})
    return row


def _need_same(row: Candidate, fingerprint: str) -> None:
    """Refuse a signature on anything but the very text that is kept."""
    text = SignedText.objects.get(candidate=row)
    kept = chain.digest(text.salt, text.text)
    if fingerprint != row.fingerprint or kept != row.fingerprint:
        said = _("What you saw is not what was put forward. Read it again before you sign.")
        raise Invalid({"": said})


def _take_decision(change: Change, signature: SignOff, decided: OnBehalf) -> None:
    missing = {
        "on_behalf_of": (decided.name, _("Say who decided.")),
        "capacity": (decided.capacity, _("Say in which capacity they decided.")),
        "decision": (decided.decision, _("Say by which decision: give its reference.")),
    }
    if errors := {name: said for name, (text, said) in missing.items() if is_blank(text)}:
        raise Invalid(errors)
    if decided.decided_on > timezone.localdate(change.draft.moment):
        raise Invalid({"decided_on": _("This day is still to come.")})
    signature.on_behalf_of, signature.capacity = decided.name, decided.capacity
    signature.decision, signature.decided_on = decided.decision, decided.decided_on
    signature.paper = decided.paper


def _agree(change: Change, candidate: Candidate) -> None:
    """Freeze what every owner has signed as the next version."""
    candidate.state = State.AGREED
    change.save(candidate)
    last = Edition.objects.filter(register=candidate.register).order_by("-number").first()
    change.save(
        Edition(
            register=candidate.register,
            candidate=candidate,
            number=last.number + 1 if last else 1,
            fingerprint=candidate.fingerprint,
            agreed_on=timezone.localdate(change.draft.moment),
        )
    )

"""Disagreeing on the record, and how a disagreement ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.change import Change, changing, cleaned_text, need_reason
from registers.actions.finding import find_assessment, find_owner, find_risk, need_open
from registers.actions.refusals import Invalid, NotAllowed
from registers.actions.risks import need_within, write_assessment
from registers.models import Challenge, Ownership, Register, Revision, Risk
from registers.permissions import EDIT, SIGN, Actor
from registers.text import is_blank

About, State = Challenge.About, Challenge.State


def challenge(
    register: Register,
    reference: str,
    about: str,
    *,
    by: Actor,
    why: str,
    likelihood: int | None = None,
    impact: int | None = None,
    position: str | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Record that an owner disagrees with what a risk says, for the owner of whoever does it.

    For a rating (`before`, `after` or `target`) `likelihood` and `impact` are its own position;
    for a `wording` `position` is the description that it wants, and for a `lead` the short name
    of the owner that should lead, "" for a joint lead. A `closing` needs none: it is against the
    state in which the risk is. Raises Refused.
    """
    need_reason(why, "why")
    if about not in About.values:
        raise Invalid({"about": _("There is no challenge of “%(about)s”.") % {"about": about}})
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="challenge",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        owner = acting_owner(change, register)
        risk = find_risk(register, reference)
        if about != About.CLOSING:
            need_open(risk)
        _need_first(risk, owner, about)
        row = Challenge(register=register, risk=risk, owner=owner, about=about, why=why)
        if about in Challenge.RATINGS:
            _take_place(row, likelihood, impact)
        else:
            row.position = _position(risk, about, position)
        draft = change.draft
        row.made_on, row.made_by = timezone.localdate(draft.moment), draft.person_title
        change.save(row)
    return change.made


def accept_challenge(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    why: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Let an owner's challenge have its way: what it is about changes with it, in one revision.

    Another owner's person accepts it. Raises Refused.
    """
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="accept challenge",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        row = find_challenge(register, reference, key)
        if acting_owner(change, register) == row.owner:
            raise NotAllowed(_("Another owner accepts a challenge. You can withdraw your own."))
        _end(change, row, State.ACCEPTED, why)
        _let_it_have_its_way(change, row, why)
    return change.made


def withdraw_challenge(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    why: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Take one's own owner's challenge back; it stays in the history."""
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="withdraw challenge",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        row = find_challenge(register, reference, key)
        if acting_owner(change, register) != row.owner:
            raise NotAllowed(_("Only the owner that made a challenge withdraws it."))
        _end(change, row, State.WITHDRAWN, why)
    return change.made


def let_challenge_stand(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    why: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Record that the owners differ and go on: the challenge stands beside what it is about, and
    can still be accepted or withdrawn."""
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="let challenge stand",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        row = find_challenge(register, reference, key)
        acting_owner(change, register)
        if row.state == State.STANDING:
            raise Invalid({"": _("This challenge is recorded as standing already.")})
        row.public_for = ""  # What is said of it now was agreed by nobody yet.
        _end(change, row, State.STANDING, why)
    return change.made


def agree_challenge_public(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    why: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Agree, as an approver of an owner, that the public reads a challenge. It does once every
    owner has agreed, and where it is about nothing that is withheld."""
    return _say_public(register, reference, key, agreed=True, by=by, why=why, moment=moment)


def keep_challenge_private(
    register: Register,
    reference: str,
    key: int,
    *,
    by: Actor,
    why: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Take one's own owner's agreement back, as an approver: the public reads it no more."""
    return _say_public(register, reference, key, agreed=False, by=by, why=why, moment=moment)


def _say_public(
    register: Register,
    reference: str,
    key: int,
    *,
    agreed: bool,
    by: Actor,
    why: str,
    moment: datetime | None,
) -> Revision | None:
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="agree challenge public" if agreed else "keep challenge private",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        row = find_challenge(register, reference, key)
        mine = str(acting_owner(change, register).pk)
        others = [owner for owner in row.public_for.split() if owner != mine]
        row.public_for = " ".join([*others, mine] if agreed else others)
        change.save(row)
    return change.made


def write_challenge(change: Change, risk: Risk, held: Mapping[str, Any]) -> None:
    """Write a challenge of a checked document (`registers.exchange.reading`)."""
    owner, about = find_owner(risk.register, held["owner"], "owner"), held["about"]
    if owner is None or about not in About.values:
        raise Invalid({"about": _("There is no challenge of “%(about)s”.") % {"about": about}})
    _need_first(risk, owner, about)
    likelihood, impact = held.get("likelihood"), held.get("impact")
    position = held.get("position", "")
    levels = [level for level in (likelihood, impact) if level is not None]
    if len(levels) != (2 if about in Challenge.RATINGS else 0):
        raise Invalid({"place": _("A rating has both levels, and nothing else has any.")})
    if likelihood and impact:
        need_within(risk.register, likelihood, impact)
    if not _fits(risk, about, position):
        raise Invalid({"position": _("This is no position on the %(what)s.") % {"what": about}})
    stands, ended_why = held.get("stands", False), held.get("ended_why", "")
    if stands == is_blank(ended_why):
        raise Invalid({"ended_why": _("A challenge that stands says why, and no other does.")})
    change.save(
        Challenge(
            register=risk.register,
            risk=risk,
            owner=owner,
            about=about,
            likelihood=likelihood,
            impact=impact,
            position=position,
            why=held["why"],
            made_on=date.fromisoformat(held["made_on"]),
            made_by=held.get("made_by", ""),
            state=State.STANDING if stands else State.OPEN,
            ended_why=ended_why,
            public_for=_keys(risk.register, held.get("public_for", ())),
        )
    )


def _keys(register: Register, owners: Collection[str]) -> str:
    """The keys of owners, given by their short names, as a challenge keeps them."""
    found = (find_owner(register, owner, "public_for") for owner in owners)
    return " ".join(str(owner.pk) for owner in found if owner)


def _fits(risk: Risk, about: str, position: str) -> bool:
    """Whether a position is one on what a challenge is about."""
    if about == About.WORDING:
        return not is_blank(position)
    if about == About.CLOSING:
        return position in {"open", "closed"}
    if about == About.LEAD:
        return not position or find_owner(risk.register, position, "position") is not None
    return not position


def acting_owner(change: Change, register: Register) -> Ownership:
    """The owner for which a change is made. Raises NotAllowed where it is made for none."""
    organisation = change.draft.organisation
    found = Ownership.objects.filter(
        register=register, organisation=organisation, removed=False
    ).first()
    if organisation is None or found is None:
        raise NotAllowed(_("This is done for an owner, by one of its people."))
    return found


def find_challenge(register: Register, reference: str, key: int) -> Challenge:
    """A challenge that still stands beside what it is about."""
    found = Challenge.objects.filter(
        register=register, risk__reference=reference, pk=key, state__in=Challenge.LIVE
    )
    row = found.select_related("revision", "owner", "risk", "risk__revision").first()
    if row is None:
        message = _("%(risk)s has no such challenge any more: it was accepted or withdrawn.")
        raise Invalid({"": message % {"risk": reference}})
    return row


def _need_first(risk: Risk, owner: Ownership, about: str) -> None:
    held = Challenge.objects.filter(
        risk=risk, owner=owner, about=about, state__in=Challenge.LIVE, removed=False
    )
    if held.exists():
        words = _("%(owner)s challenges this already. Withdraw that challenge first.")
        raise Invalid({"": words % {"owner": owner.short_name}})


def _take_place(row: Challenge, likelihood: int | None, impact: int | None) -> None:
    if likelihood is None or impact is None:
        raise Invalid({"place": _("Choose a cell of the matrix.")})
    need_within(row.register, likelihood, impact)
    now = find_assessment(row.register, row.risk.reference, row.about)
    if now and (now.likelihood, now.impact) == (likelihood, impact):
        raise Invalid({"place": _same()})
    row.likelihood, row.impact = likelihood, impact


def _position(risk: Risk, about: str, wanted: str | None) -> str:
    """An owner's position on what is no rating, as it is kept."""
    if about == About.CLOSING:
        return "closed" if risk.closed_on is None else "open"
    position = cleaned_text("position", wanted or "")
    if about == About.LEAD:
        lead = find_owner(risk.register, position, "position")
        if lead == risk.lead:
            raise Invalid({"position": _same()})
        return position
    if is_blank(position):
        raise Invalid({"position": _("Write what the risk should say.")})
    if position == risk.description:
        raise Invalid({"position": _same()})
    return position


def _same() -> str:
    return _("This is what the register says already.")


def _end(change: Change, row: Challenge, state: str, why: str) -> None:
    row.state, row.ended_why = state, why
    change.save(row)


def _let_it_have_its_way(change: Change, row: Challenge, why: str) -> None:
    risk = row.risk
    if row.about == About.CLOSING:
        is_closed = row.position == "closed"
        risk.closed_on = timezone.localdate(change.draft.moment) if is_closed else None
        risk.closed_why = why if is_closed else ""
    else:
        need_open(risk)
    if row.about in Challenge.RATINGS and row.likelihood and row.impact:
        _score(change, row, (row.likelihood, row.impact), why)
        return
    if row.about == About.LEAD:
        risk.lead = find_owner(row.register, row.position, "position")
    elif row.about == About.WORDING:
        risk.description = row.position
    change.save(risk)


def _score(change: Change, row: Challenge, place: tuple[int, int], why: str) -> None:
    found = find_assessment(row.register, row.risk.reference, row.about)
    if found is None:
        write_assessment(change, row.risk, row.about, place, why)
    elif (found.likelihood, found.impact) != place:
        need_within(row.register, *place)
        found.likelihood, found.impact = place
        found.why = why
        change.save(found)

"""Proposing to another owner what would be done, and answering it.

What is proposed is the act itself: its verb, the risk, its fields and why. Whoever proposes or
amends it sees it tried and taken back, so that nothing waits that could not be done; accepting it
does it, by the same action as ever, in one revision in both names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.assessments import assess
from registers.actions.challenges import acting_owner
from registers.actions.change import Began, Beginning, Change, changing, need_reason
from registers.actions.corrections import correct_score
from registers.actions.finding import find_risk
from registers.actions.refusals import Invalid, NotAllowed
from registers.actions.registers import choose_proposals
from registers.actions.risks import close_risk, move_risk, raise_risk, reopen_risk, revise_risk
from registers.models import (
    ByProposal,
    Journal,
    Ownership,
    Proposal,
    ProposedField,
    Register,
    Revision,
)
from registers.permissions import EDIT, Actor, Together, standing

Act, State = Proposal.Act, Proposal.State
Fields = Mapping[str, Any]

_DAYS = frozenset({"next_review", "target_date", "on"})
_PLACES = frozenset({"place", "before", "after", "target"})
_NUMBERS = frozenset({"theme", "corrects"})


class _Tried(Exception):
    """An act could be done, and is taken back."""


def propose(
    register: Register,
    act: str,
    reference: str = "",
    *,
    by: Actor,
    why: str,
    fields: Fields,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Propose an act to the other owners, for the owner of whoever does it.

    `act` is one of `Proposal.Act`, `reference` that of its risk, empty for raising one, and
    `fields` are the keywords of the action, with `place` for (likelihood, impact). Raises what the
    act itself would raise, and Invalid where this owner's same act on the risk waits already.
    """
    need_reason(why, "why")
    with transaction.atomic():
        _lock(register)
        _try(register, act, reference, fields, by=by, why=why, began=began, moment=moment)
        with changing(
            register.journal,
            by=by,
            needs=EDIT,
            verb="propose",
            register=register,
            subject=reference,
            reason=why,
            moment=moment,
        ) as change:
            owner = acting_owner(change, register)
            risk = find_risk(register, reference) if reference else None
            proposal = Proposal(register=register, risk=risk, owner=owner, act=act, why=why)
            _need_first(proposal)
            change.save(proposal)
            _write(change, proposal, fields)
        return change.made


def accept_proposal(
    register: Register,
    key: int,
    *,
    by: Actor,
    seen: int | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Do what another owner has proposed: one revision, with the act's own verb, in both names.

    What others have changed since it was proposed is merged where it does not collide; `seen` is
    the revision up to which whoever accepts has seen it, so that the proposal goes over it
    knowingly. Raises Stale where both have changed the same and it was not seen, or Refused.
    """
    with transaction.atomic():
        _lock(register)
        proposal = find_waiting(register, key)
        owner = _owner_of(register, by)
        if owner == proposal.owner:
            raise NotAllowed(_("Another owner accepts a proposal. You can withdraw your own."))
        _need_lead(proposal, owner)
        number = proposal.revision.number
        began = Began(number, max(number, _seen(register, seen)))
        fields, why = fields_of(proposal), proposal.why
        reference = proposal.risk.reference if proposal.risk else ""
        proposal.state = State.ACCEPTED
        both = Together(_person(by), proposal)
        return _perform(
            register, proposal.act, reference, fields, by=both, why=why, began=began, moment=moment
        )


def amend_proposal(
    register: Register,
    key: int,
    *,
    by: Actor,
    why: str,
    fields: Fields,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Send another owner's proposal back with other fields: it waits for their word on these."""
    need_reason(why, "why")
    with transaction.atomic():
        _lock(register)
        proposal = find_waiting(register, key)
        reference = proposal.risk.reference if proposal.risk else ""
        _try(register, proposal.act, reference, fields, by=by, why=why, began=began, moment=moment)
        with changing(
            register.journal,
            by=by,
            needs=EDIT,
            verb="amend proposal",
            register=register,
            subject=reference,
            reason=why,
            moment=moment,
        ) as change:
            owner = acting_owner(change, register)
            if owner == proposal.owner:
                raise NotAllowed(
                    _("Another owner amends a proposal. Withdraw it to write it anew.")
                )
            if texts_of(fields) == texts_of(fields_of(proposal)):
                raise Invalid({"": _("This is what was proposed: accept it instead.")})
            proposal.owner, proposal.why = owner, why
            change.save(proposal)
            _write(change, proposal, fields)
        return change.made


def decline_proposal(
    register: Register, key: int, *, by: Actor, why: str, moment: datetime | None = None
) -> Revision | None:
    """Decline another owner's proposal, and say why. It stays in the record."""
    return _end(register, key, State.DECLINED, by=by, why=why, moment=moment)


def withdraw_proposal(
    register: Register, key: int, *, by: Actor, why: str, moment: datetime | None = None
) -> Revision | None:
    """Take one's own owner's proposal back, and say why. It stays in the record."""
    return _end(register, key, State.WITHDRAWN, by=by, why=why, moment=moment)


def find_waiting(register: Register, key: int) -> Proposal:
    """A proposal that nobody has answered yet."""
    found = Proposal.objects.filter(register=register, pk=key, state=State.WAITING)
    proposal = found.select_related("revision", "owner", "risk", "risk__lead").first()
    if proposal is None:
        words = _("This proposal waits no more: it was accepted, declined or withdrawn.")
        raise Invalid({"": words})
    return proposal


def fields_of(proposal: Proposal) -> dict[str, Any]:
    """What a proposal would have its action called with. Raises Invalid where an erasure has taken
    away what that was."""
    rows = proposal.fields.filter(removed=False).order_by("position", "pk")
    found: dict[str, Any] = {}
    for row in rows:
        if row.name == "controls":
            found["controls"] = (*found.get("controls", ()), row.text)
        else:
            found[row.name] = _value(row.name, row.text)
    return found


def _value(name: str, text: str) -> Any:
    try:
        if name in _DAYS:
            return date.fromisoformat(text) if text else None
        if name in _PLACES:
            likelihood, _dash, impact = text.partition("-")
            return int(likelihood), int(impact)
        return int(text) if name in _NUMBERS else text
    except ValueError:
        words = _("Words of this proposal were erased. Propose it anew.")
        raise Invalid({"": words}) from None


def texts_of(fields: Fields) -> dict[tuple[str, int], str]:
    """Fields as they are kept: the text of each name and position."""
    found: dict[tuple[str, int], str] = {}
    for name, value in fields.items():
        if name == "controls":
            found |= {(name, place): text for place, text in enumerate(value, start=1)}
        elif name in _PLACES:
            found |= {(name, 0): f"{value[0]}-{value[1]}"} if value else {}
        elif isinstance(value, date):
            found[name, 0] = value.isoformat()
        else:
            found[name, 0] = "" if value is None else str(value)
    return found


def _write(change: Change, proposal: Proposal, fields: Fields) -> None:
    """Keep the fields of a proposal; those of before that it no longer has are taken away."""
    wanted = texts_of(fields)
    rows = {(row.name, row.position): row for row in proposal.fields.select_related("revision")}
    for place, row in rows.items():
        row.removed = place not in wanted
        row.text = wanted.get(place, row.text)
        change.save(row)
    for name, position in wanted.keys() - rows.keys():
        change.save(
            ProposedField(
                register=proposal.register,
                proposal=proposal,
                risk=proposal.risk,
                name=name,
                position=position,
                text=wanted[name, position],
            )
        )


def _try(register: Register, act: str, reference: str, fields: Fields, **how: Any) -> None:
    """Do an act and take it back. Raises what it raises, and Invalid where it would change
    nothing."""
    how["by"] = Together(_person(how["by"]))
    try:
        with transaction.atomic():
            if _perform(register, act, reference, fields, **how) is None:
                raise Invalid({"": _("This is what the register says already.")})
            raise _Tried
    except _Tried:
        return


def _perform(
    register: Register,
    act: str,
    reference: str,
    fields: Fields,
    *,
    by: Together,
    why: str,
    began: Beginning | None,
    moment: datetime | None,
) -> Revision | None:
    """Do an act by its own action."""
    verb, _blank, stage = act.partition(" ")
    how: dict[str, Any] = {"by": by, "moment": moment}
    match verb:
        case "raise":
            return raise_risk(register, reason=why, **fields, **how)
        case "revise":
            return revise_risk(register, reference, reason=why, began=began, **fields, **how)
        case "move":
            return move_risk(register, reference, reason=why, began=began, **fields, **how)
        case "close":
            return close_risk(register, reference, why=why, began=began, **fields, **how)
        case "reopen":
            return reopen_risk(register, reference, why=why, began=began, **fields, **how)
        case "choose":
            acts = fields["acts"].split()
            return choose_proposals(register, reason=why, began=began, acts=acts, **how)
    likelihood, impact = fields["place"]
    score: dict[str, Any] = {"likelihood": likelihood, "impact": impact, "why": why, **how}
    if verb == "correct":
        return correct_score(register, reference, stage, corrects=fields["corrects"], **score)
    if verb == "assess":
        return assess(register, reference, stage, began=began, **score)
    raise Invalid({"": _("“%(act)s” is nothing that can be proposed.") % {"act": act}})


def _end(
    register: Register, key: int, state: str, *, by: Actor, why: str, moment: datetime | None
) -> Revision | None:
    need_reason(why, "why")
    is_mine = state == State.WITHDRAWN
    with transaction.atomic():
        _lock(register)
        proposal = find_waiting(register, key)
        with changing(
            register.journal,
            by=by,
            needs=EDIT,
            verb="withdraw proposal" if is_mine else "decline proposal",
            register=register,
            subject=proposal.risk.reference if proposal.risk else "",
            reason=why,
            moment=moment,
        ) as change:
            if is_mine != (acting_owner(change, register) == proposal.owner):
                raise NotAllowed(
                    _("Only the owner that made a proposal withdraws it.")
                    if is_mine
                    else _("Another owner declines a proposal. You can withdraw your own.")
                )
            proposal.state, proposal.answer = state, why
            change.save(proposal)
    return change.made


def _need_first(proposal: Proposal) -> None:
    same = Proposal.objects.filter(
        register=proposal.register,
        owner=proposal.owner,
        act=proposal.act,
        risk=proposal.risk,
        state=State.WAITING,
    )
    if proposal.act != Act.RAISE and same.exists():
        words = _("%(owner)s has proposed this already. Withdraw that proposal first.")
        raise Invalid({"": words % {"owner": proposal.owner.short_name}})


def _need_lead(proposal: Proposal, owner: Ownership) -> None:
    """Where what is said of a risk is its leading owner's to agree to, that owner accepts it."""
    lead = proposal.risk.lead if proposal.risk else None
    rules = Register.objects.values_list("by_proposal", flat=True).get(pk=proposal.register_id)
    if ByProposal.THEIRS in rules.split() and lead and lead not in {owner, proposal.owner}:
        raise NotAllowed(_("The owner that leads on the risk accepts this."))


def _owner_of(register: Register, by: Actor) -> Ownership:
    """The owner for which somebody who may edit answers. Raises NotAllowed."""
    stands = standing(_person(by), register)
    if stands is None or EDIT not in stands.permissions:
        raise NotAllowed(_("You may not do this. Nothing was changed."))
    owned = Ownership.objects.filter(register=register, removed=False)
    return owned.get(organisation=stands.organisation)


def _seen(register: Register, number: int | None) -> int:
    """The revision up to which somebody has seen a register; 0 for one that there is not yet."""
    made = Revision.objects.filter(journal=register.journal_id, number=number or 0)
    return number if number and made.exists() else 0


def _person(by: Actor) -> Any:
    """The person who acts: a proposal is made and answered for an owner."""
    if getattr(by, "pk", None) is None:
        raise NotAllowed(_("This is done for an owner, by one of its people."))
    return by


def _lock(register: Register) -> None:
    Journal.objects.select_for_update(no_key=True).get(pk=register.journal_id)

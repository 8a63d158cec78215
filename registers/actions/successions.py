"""An owner hands the register on to a successor body, now or from a day to come."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.actions.challenges import acting_owner
from registers.actions.change import Change, changing, need_reason
from registers.actions.finding import find_owner
from registers.actions.refusals import Invalid, NotAllowed
from registers.models import Organisation, Ownership, Register, Revision, Succession
from registers.permissions import SIGN, Actor
from registers.text import is_blank


def succeed(
    register: Register,
    owner: str,
    *,
    by: Actor,
    organisation: Organisation,
    name: str,
    short_name: str,
    since: date,
    reason: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Put a successor body in the place of an owner, given by its short name, from a day on.

    An approver of that owner does it. On a day that has come it takes effect at once; one that is
    still to come is recorded, and `take_over` makes it take effect. All that the owner leads, holds
    and has said stays where it is and is the successor's; the past keeps the old name and people;
    the successor's people get its rights and the predecessor's lose them. Raises Refused.
    """
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="succeed",
        register=register,
        subject=short_name[:200],
        reason=reason,
        moment=moment,
    ) as change:
        row = find_owner(register, owner, "owner")
        if row is None or acting_owner(change, register) != row:
            raise NotAllowed(_("An owner is handed on by its own approver."))
        _need_new(register, row, organisation, name, short_name)
        _need_no_plan(row)
        succession = Succession(
            register=register,
            owner=row,
            predecessor=row.organisation,
            predecessor_name=row.name,
            since=since,
        )
        if since > timezone.localdate(change.draft.moment):
            change.draft.verb, succession.planned = "plan succession", True
            succession.successor = organisation
            succession.name, succession.short_name = name, short_name
            change.save(succession)
        else:
            change.save(succession)
            _put_in_place(change, row, organisation, name, short_name)
    return change.made


def take_over(
    register: Register, key: int, *, by: Actor, moment: datetime | None = None
) -> Revision | None:
    """Let a succession that was planned take effect, on its day or after it: by the system account,
    daily, or an approver of the owner that hands on. The revision says in which it was planned.
    """
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="succeed",
        register=register,
        moment=moment,
    ) as change:
        plan = _planned(change, register, key)
        organisation = plan.successor
        if plan.since > timezone.localdate(change.draft.moment) or organisation is None:
            words = _("This is planned for %(day)s: that day is still to come.")
            raise Invalid({"": words % {"day": date_format(plan.since, "j F Y")}})
        _need_new(register, plan.owner, organisation, plan.name, plan.short_name)
        made = plan.revision
        change.about(plan.short_name)
        change.draft.reason, change.draft.proposed = made.reason, made.number
        plan.planned = False
        change.save(plan)
        _put_in_place(change, plan.owner, organisation, plan.name, plan.short_name)
    return change.made


def give_up_succession(
    register: Register, key: int, *, by: Actor, why: str, moment: datetime | None = None
) -> Revision | None:
    """Give a planned succession up, as an approver of the owner that would hand on."""
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="give up succession",
        register=register,
        reason=why,
        moment=moment,
    ) as change:
        plan = _planned(change, register, key)
        acting_owner(change, register)
        change.about(plan.short_name)
        plan.planned, plan.removed = False, True
        change.save(plan)
    return change.made


def _planned(change: Change, register: Register, key: int) -> Succession:
    """A succession that waits for its day, for its own owner or the system account."""
    found = Succession.objects.filter(register=register, pk=key, planned=True, removed=False)
    plan = found.select_related("revision", "successor", "owner", "owner__revision").first()
    if plan is None:
        raise Invalid({"": _("This is planned no more: it was done or given up.")})
    if change.draft.person is not None and acting_owner(change, register) != plan.owner:
        raise NotAllowed(_("An owner is handed on by its own approver."))
    return plan


def _put_in_place(
    change: Change, row: Ownership, organisation: Organisation, name: str, short_name: str
) -> None:
    row.organisation, row.name, row.short_name = organisation, name, short_name
    change.save(row)


def _need_no_plan(row: Ownership) -> None:
    plan = Succession.objects.filter(owner=row, planned=True, removed=False).first()
    if plan is not None:
        words = _("It is planned already that %(name)s succeeds. Give that up first.")
        raise Invalid({"": words % {"name": plan.short_name}})


def _need_new(
    register: Register, row: Ownership, organisation: Organisation, name: str, short_name: str
) -> None:
    for field, text in (("name", name), ("short_name", short_name)):
        if is_blank(text):
            raise Invalid({field: _("Write something.")})
    others = Ownership.objects.filter(register=register, removed=False)
    if others.filter(organisation=organisation).exists():
        raise Invalid({"organisation": _("This organisation owns the register already.")})
    if others.exclude(pk=row.pk).filter(short_name=short_name).exists():
        raise Invalid({"short_name": _("Another owner has this short name.")})

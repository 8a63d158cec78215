"""An owner hands the register on to a successor body."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.challenges import acting_owner
from registers.actions.change import changing, need_reason
from registers.actions.finding import find_owner
from registers.actions.refusals import Invalid, NotAllowed
from registers.models import Organisation, Ownership, Register, Revision, Succession
from registers.permissions import SIGN, Actor


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

    An approver of that owner does it, on the day or after it. All that the owner leads, holds and
    has said stays where it is and is the successor's; the past keeps the old name and people; the
    successor's people get its rights and the predecessor's lose them. Raises Refused.
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
        if since > timezone.localdate(change.draft.moment):
            raise Invalid({"since": _("This day is still to come: hand it on then.")})
        _need_new(register, row, organisation, short_name)
        change.save(
            Succession(
                register=register,
                owner=row,
                predecessor=row.organisation,
                predecessor_name=row.name,
                since=since,
            )
        )
        row.organisation, row.name, row.short_name = organisation, name, short_name
        change.save(row)
    return change.made


def _need_new(
    register: Register, row: Ownership, organisation: Organisation, short_name: str
) -> None:
    others = Ownership.objects.filter(register=register, removed=False)
    if others.filter(organisation=organisation).exists():
        raise Invalid({"organisation": _("This organisation owns the register already.")})
    if others.exclude(pk=row.pk).filter(short_name=short_name).exists():
        raise Invalid({"short_name": _("Another owner has this short name.")})

"""Who holds a post, from which day on."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from registers.actions.change import changing, need_reason
from registers.actions.finding import find_post
from registers.actions.refusals import Invalid
from registers.models import Holding, Ownership, Register, Revision, User
from registers.permissions import EDIT, Actor


def hold_post(
    register: Register,
    title: str,
    *,
    by: Actor,
    person: User | None,
    since: date,
    reason: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Let somebody of an owner hold a post from a day on, in place of whoever held it; None
    leaves it vacant. All that the post answers for goes with it."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="hold post",
        register=register,
        subject=title[:200],
        reason=reason,
        moment=moment,
    ) as change:
        post = find_post(register, title, "post")
        if post is None:
            raise Invalid({"post": _("Say which post.")})
        if person is not None:
            _need_of_an_owner(register, person)
        last = Holding.objects.filter(post=post, removed=False).order_by("-since", "-pk").first()
        if last and last.since > since:
            raise Invalid({"since": _("The post was given from a later day already.")})
        if last is None and person is None:
            raise Invalid({"person": _("Nobody holds this post already.")})
        if last is None or last.person != person:
            change.save(Holding(register=register, post=post, person=person, since=since))
    return change.made


def _need_of_an_owner(register: Register, person: User) -> None:
    fresh = User.objects.filter(pk=person.pk, is_active=True).first()
    owners = Ownership.objects.filter(register=register, removed=False)
    if fresh is None or not owners.filter(organisation=fresh.organisation_id).exists():
        raise Invalid({"person": _("A post is held by somebody of an owner organisation.")})

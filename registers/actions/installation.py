"""Organisations and people, in the installation's own journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registers.actions.change import Beginning, changing, installation, need_reason
from registers.actions.refusals import Invalid, NotAllowed
from registers.models import Organisation, Revision, Role, User
from registers.permissions import APPOINT, SET_UP, Actor


def add_organisation(
    *, by: Actor, name: str, short_name: str, moment: datetime | None = None
) -> Organisation:
    """Add an organisation, whose people can then be added."""
    with changing(
        installation(),
        by=by,
        needs=SET_UP,
        verb="add organisation",
        subject=name[:200],
        moment=moment,
    ) as change:
        if Organisation.objects.filter(name__iexact=name).exists():
            raise Invalid({"name": _("There is an organisation of this name already.")})
        organisation = Organisation(name=name, short_name=short_name)
        change.save(organisation)
    return organisation


def add_person(
    *,
    by: Actor,
    email: str,
    name: str,
    title: str = "",
    organisation: Organisation | None = None,
    role: str = "",
    manages: bool = False,
    is_staff: bool = False,
    password: str | None = None,
    moment: datetime | None = None,
) -> User:
    """Add a person to an organisation with a role, or an administrator without either.

    Without a password they cannot sign in with one until they set it by e-mail. Raises
    NotAllowed when `by` may not appoint this person, and Invalid for an address that is
    taken, a role without an organisation, or a weak password.
    """
    with changing(
        installation(), by=by, needs=APPOINT, verb="add person", subject=name[:200], moment=moment
    ) as change:
        if User.objects.filter(email__iexact=email).exists():
            raise Invalid({"email": _("Somebody has this e-mail address already.")})
        person = User(
            email=email,
            name=name,
            title=title,
            organisation=organisation,
            role=role,
            manages=manages,
            is_staff=is_staff,
        )
        _check_place(person)
        _check_appointment(change.draft.person, person)
        _set_password(person, password)
        change.save(person)
    return person


def revise_person(
    person: User,
    *,
    by: Actor,
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
    **fields: Any,
) -> Revision | None:
    """Change a person's `name`, `title`, `role`, `is_active` or `is_staff`. People are
    deactivated and never deleted."""
    if unknown := fields.keys() - {"name", "title", "role", "is_active", "is_staff", "manages"}:
        raise TypeError(f"A person has no field {min(unknown)} to revise.")
    need_reason(reason)
    with changing(
        installation(),
        by=by,
        needs=APPOINT,
        verb="revise person",
        subject=person.name[:200],
        reason=reason,
        moment=moment,
    ) as change:
        fresh = User.objects.select_related("revision", "organisation").get(pk=person.pk)
        for field, value in fields.items():
            setattr(fresh, field, value)
        _check_place(fresh)
        _check_appointment(change.draft.person, fresh)
        change.save(fresh, began=began, merges=True)
    return change.made


def _check_place(person: User) -> None:
    if person.organisation is None and not person.is_staff:
        raise Invalid({"organisation": _("Say for which organisation this person acts.")})
    if (person.organisation is None) != (person.role == ""):
        raise Invalid({"role": _("A role and an organisation go together.")})
    if person.role and person.role not in Role.values:
        known = ", ".join(Role.values)
        raise Invalid(
            {
                "role": _("“%(role)s” is no role; the roles are %(known)s.")
                % {"role": person.role, "known": known}
            }
        )


def _check_appointment(by: User | None, person: User) -> None:
    """Each organisation's own manager appoints its people; nobody else makes an approver.

    An administrator adds the others, and the first manager of an organisation. `by` is as
    read under the lock, None for the system account.
    """
    if by is None:
        return
    before = getattr(person, "loaded", {})
    own = by.manages and person.organisation_id == by.organisation_id
    gained = {
        "approver": person.role == Role.APPROVER and before.get("role") != Role.APPROVER,
        "manages": person.manages and not before.get("manages"),
        "is_staff": person.is_staff != before.get("is_staff", False),
    }
    if gained["is_staff"] and not by.is_staff:
        raise NotAllowed(_("Only an administrator makes another."))
    if own:
        return
    if not by.is_staff:
        raise NotAllowed(_("You appoint the people of your own organisation only."))
    if gained["approver"]:
        raise NotAllowed(_("An approver is appointed by the organisation’s own manager."))
    others = User.objects.filter(organisation=person.organisation, manages=True, is_active=True)
    if gained["manages"] and others.exists():
        raise NotAllowed(_("This organisation has a manager, who appoints the next one."))


def _set_password(person: User, password: str | None) -> None:
    if password is None:
        person.set_unusable_password()
        return
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Invalid({"password": " ".join(problem.messages)}) from None
    person.set_password(password)

"""Organisations and people, in the installation's own journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registers.actions.change import SET_UP, changing, installation, need_reason
from registers.actions.refusals import Invalid
from registers.models import Organisation, Revision, Role, User
from registers.permissions import Actor


def add_organisation(
    *, by: Actor, name: str, short_name: str, moment: datetime | None = None
) -> Organisation:
    """Add an organisation, whose people can then be added."""
    with changing(
        installation(), by=by, needs=SET_UP, verb="add organisation", subject=name[:200],
        moment=moment,
    ) as change:  # fmt: skip
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
    Invalid for an address that is taken, a role without an organisation, a weak password.
    """
    with changing(
        installation(), by=by, needs=SET_UP, verb="add person", subject=name[:200], moment=moment
    ) as change:
        if User.objects.filter(email__iexact=email).exists():
            raise Invalid({"email": _("Somebody has this e-mail address already.")})
        _check_place(organisation, role, is_staff)
        person = User(
            email=email, name=name, title=title, organisation=organisation, role=role,
            manages=manages, is_staff=is_staff,
        )  # fmt: skip
        _set_password(person, password)
        change.save(person)
    return person


def revise_person(
    person: User,
    *,
    by: Actor,
    reason: str,
    began: int | None = None,
    moment: datetime | None = None,
    **fields: Any,
) -> Revision | None:
    """Change a person's `name`, `title`, `role`, `is_active` or `is_staff`. People are
    deactivated and never deleted."""
    if unknown := fields.keys() - {"name", "title", "role", "is_active", "is_staff", "manages"}:
        raise TypeError(f"A person has no field {min(unknown)} to revise.")
    need_reason(reason)
    with changing(
        installation(), by=by, needs=SET_UP, verb="revise person", subject=person.name[:200],
        reason=reason, moment=moment,
    ) as change:  # fmt: skip
        fresh = User.objects.select_related("revision", "organisation").get(pk=person.pk)
        for field, value in fields.items():
            setattr(fresh, field, value)
        _check_place(fresh.organisation, fresh.role, fresh.is_staff)
        change.save(fresh, began=began)
    return change.made


def _check_place(organisation: Organisation | None, role: str, is_staff: bool) -> None:
    if organisation is None and not is_staff:
        raise Invalid({"organisation": _("Say for which organisation this person acts.")})
    if (organisation is None) != (role == ""):
        raise Invalid({"role": _("A role and an organisation go together.")})
    if role and role not in Role.values:
        known = ", ".join(Role.values)
        raise Invalid({"role": _("“%(role)s” is no role; the roles are %(known)s.")
                       % {"role": role, "known": known}})  # fmt: skip


def _set_password(person: User, password: str | None) -> None:
    if password is None:
        person.set_unusable_password()
        return
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Invalid({"password": " ".join(problem.messages)}) from None
    person.set_password(password)

"""Giving another program leave to read, and taking it back. Neither is a change of the record."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from registers import permissions
from registers.actions.refusals import Invalid, NotAllowed
from registers.models import Register, Token, User

#: How long a token works at most, in days, and how many a person may have that work.
LONGEST, MOST = 366, 20
PREFIX = "rr_"


def make_token(person: User, register: Register, *, name: str, until: date) -> tuple[str, Token]:
    """A new key with which one program reads one register as the person may: the key, which is
    told this once, and what is kept of it.

    Raises NotAllowed when they may not see the register, and Invalid for a day that is past or too
    far away, a name that cannot be, and when they have too many.
    """
    if not permissions.can(person, permissions.VIEW, register):
        raise NotAllowed(_("You may not read this register."))
    today = timezone.localdate()
    if not today <= until <= today + timedelta(days=LONGEST):
        raise Invalid({"until": _("Choose a day from today on, within a year.")})
    working = Token.objects.filter(person=person, revoked=None, until__gte=today).count()
    if working >= MOST:
        raise Invalid(
            {"name": _("You have %(count)s that work: take one back first.") % {"count": working}}
        )
    key = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        person=person,
        register=register,
        name=name,
        digest=digest_of(key),
        begins=key[: len(PREFIX) + 5],
        until=until,
    )
    try:
        token.clean_fields()
    except ValidationError as problem:
        errors = {field: " ".join(found) for field, found in problem.message_dict.items()}
        raise Invalid(errors) from None
    token.save()
    return key, token


def revoke_token(person: User, key: int) -> Token | None:
    """Take a token of one's own back; None where there is none, or it was taken back already."""
    token = Token.objects.filter(person=person, pk=key, revoked=None).first()
    if token is not None:
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
    return token


def digest_of(key: str) -> str:
    """What is kept of a key. It is random and long, so that no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()

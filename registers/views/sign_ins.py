"""Who signs in and out, and who tries to, as the security log has it.

`registers/apps.py` connects these to Django's own signals, which tell of every way to sign in.
"""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from registers.models import User
from registers.views import security_log

#: What stands in the log where nobody was asked for a proof: the people of a demonstration.
NO_PROOF = "no proof"


def signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    security_log.signed_in(request, user, _by(request, user))


def signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Somebody has signed out; who was not signed in has not."""
    if user is not None:
        security_log.done(request, "signed out")


def not_signed_in(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """An address and a password that do not belong together, at sign-in or at proving again."""
    security_log.not_proved(request, str(credentials.get("email", "")), "wrong password")


def _by(request: HttpRequest, user: User) -> str:
    """By what somebody proved who they are: `password`, or the name of a provider."""
    records = get_authentication_records(request, user)
    if not records:
        return NO_PROOF
    return str(records[-1].get("provider") or records[-1]["method"])

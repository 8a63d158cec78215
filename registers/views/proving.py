"""Proving again who one is, before something that cannot be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.views import security_log

#: How long a sign-in counts as fresh, for people who sign in without a password of ours.
FRESH = timedelta(minutes=5)
_SIGNED_IN = "signed_in"


class Unproved(Exception):
    """Somebody did not prove who they are; the message says what to do."""


@receiver(user_logged_in, dispatch_uid="note_sign_in")
def note_sign_in(request: HttpRequest, **kwargs: Any) -> None:
    request.session[_SIGNED_IN] = timezone.now().timestamp()


def has_password(request: HttpRequest) -> bool:
    """Whether the person proves who they are by a password of ours."""
    return bool(request.user.has_usable_password())


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person signed in so lately that it proves who they are."""
    signed_in = request.session.get(_SIGNED_IN, 0)
    return 0 <= timezone.now().timestamp() - signed_in <= FRESH.total_seconds()


def prove(request: HttpRequest, password: str) -> str:
    """How the person has proved who they are, in words for the record. Raises Unproved.

    Wrong passwords count against the same limits as those at sign-in. Each failure is a line of the
    security log: of a password that was tried, the sign-in writes it.
    """
    if not has_password(request):
        if not is_fresh(request):
            security_log.not_proved(request, request.user.email, "signed in too long ago")
            raise Unproved(_("You signed in too long ago. Sign in again, then sign."))
        return "fresh sign-in"
    if not password:
        security_log.not_proved(request, request.user.email, "no password")
        raise Unproved(_("Give your password: it shows that it is you who signs."))
    try:
        found = get_adapter(request).authenticate(
            request, email=request.user.email, password=password
        )
    except ValidationError as refusal:
        raise Unproved(" ".join(refusal.messages)) from None
    if found is None or found.pk != request.user.pk:
        raise Unproved(_("This is not your password. Nothing was signed."))
    return "password"

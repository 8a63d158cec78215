"""How people come to have an account: they are added, they do not sign themselves up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from registers.views import security_log


class ClosedAccounts(DefaultAccountAdapter):
    """Sign-in without sign-up: an organisation's own manager adds its people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try. Raises ValidationError after too many, which Django tells nobody of."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            security_log.not_proved(request, str(credentials.get("email", "")), "too many tries")
            raise

    def set_password(self, user: Any, password: str) -> None:
        """Save the password and nothing else: the rest of a person is kept with history."""
        user.set_password(password)
        user.save(update_fields=["password"])

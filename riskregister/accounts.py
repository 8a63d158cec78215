"""How people come to have an account: they are added, they do not sign themselves up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):
    """Sign-in without sign-up: an organisation's own manager adds its people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        """Save the password and nothing else: the rest of a person is kept with history."""
        user.set_password(password)
        user.save(update_fields=["password"])

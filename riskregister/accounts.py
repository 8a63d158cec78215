"""How people come to have an account: they are added, they do not sign themselves up."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAccounts(DefaultAccountAdapter):
    """Sign-in without sign-up: an organisation's own manager adds its people."""

    def is_open_for_signup(self, request):
        return False

"""The addresses of allauth that this installation has a use for: signing in and out, and
passwords. People and their addresses are kept with history and changed by actions."""

from allauth.account import urls

NAMES = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

urlpatterns = [address for address in urls.urlpatterns if address.name in NAMES]

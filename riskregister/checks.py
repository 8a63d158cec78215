"""What `manage.py check --deploy` asks of an installation, besides Django's own questions."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


def enrol() -> None:
    """Let Django ask them."""
    register(passwords_can_be_reset, Tags.security, deploy=True)


def passwords_can_be_reset(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whether mail can be sent at all."""
    if settings.EMAIL_HOST:
        return []
    return [
        Warning(
            "EMAIL_HOST is not set: nobody can be sent a link for a new password.",
            id="riskregister.W001",
        )
    ]

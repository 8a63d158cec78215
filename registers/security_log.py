"""The security log: a line of JSON for each event, for a log collector, and no word that was typed.

Pages write by `views/security_log.py`, which knows of the request; commands and processes by
`from_command`, which knows of the account of this machine.
"""

from __future__ import annotations

import getpass
import json
import logging
from typing import Any

from django.utils import timezone

from registers.models import User

_log = logging.getLogger("registers.security")


def line(event: str, *, warns: bool = False, **more: Any) -> None:
    """One line with its moment; what was refused `warns`."""
    said = {"at": timezone.now().isoformat(timespec="seconds"), "event": event, **more}
    _log.log(logging.WARNING if warns else logging.INFO, json.dumps(said))


def from_command(
    event: str, command: str, person: User | None = None, *, warns: bool = False, **more: Any
) -> None:
    """A line of what a command did, or was refused, for a person where it names one; `account` is
    that of the machine that ran it."""
    line(
        event,
        warns=warns,
        **more,
        command=command,
        account=_account(),
        person=person.pk if person else None,
        email=person.email if person else "",
    )


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container's number without a name.
        return ""

"""What the security log says of refusals and of files taken: one line of JSON for a log collector,
no word typed."""

from __future__ import annotations

import json
import logging

from django.http import HttpRequest

_log = logging.getLogger("registers.security")


def exported(request: HttpRequest, form: str, audience: str) -> None:
    """Somebody has taken a file of a register."""
    _log.info(json.dumps({**_who(request), "event": "exported", "format": form, "for": audience}))


def refused(request: HttpRequest, status: int) -> None:
    """Somebody tried to change what they may not, or what is not there for them."""
    _log.warning(json.dumps({"event": "refused", "status": status, **_who(request)}))


def _who(request: HttpRequest) -> dict[str, object]:
    person = request.user
    return {
        "method": request.method,
        "path": request.path,
        "person": person.pk if person.is_authenticated else None,
        "email": person.email if person.is_authenticated else "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }

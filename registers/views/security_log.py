"""What the security log says of refusals: one line of JSON for a log collector, no word typed."""

from __future__ import annotations

import json
import logging

from django.http import HttpRequest

_log = logging.getLogger("registers.security")


def refused(request: HttpRequest, status: int) -> None:
    """Somebody tried to change what they may not, or what is not there for them."""
    person = request.user
    said = {
        "event": "refused",
        "status": status,
        "method": request.method,
        "path": request.path,
        "person": person.pk if person.is_authenticated else None,
        "email": person.email if person.is_authenticated else "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    _log.warning(json.dumps(said))

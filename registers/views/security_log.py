"""The security log: refusals and signatures, a line of JSON each for a log collector, and no word
that was typed."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.http import HttpRequest

_log = logging.getLogger("registers.security")


def refused(request: HttpRequest, status: int) -> None:
    """Somebody tried to change what they may not, or what is not there for them."""
    _log.warning(json.dumps(_said(request, "refused", status=status)))


def done(request: HttpRequest, event: str, **more: str) -> None:
    """Somebody did what a log of security must know of, such as signing."""
    _log.info(json.dumps(_said(request, event, **more)))


def _said(request: HttpRequest, event: str, **more: Any) -> dict[str, Any]:
    person = request.user
    return {
        "event": event,
        **more,
        "method": request.method,
        "path": request.path,
        "person": person.pk if person.is_authenticated else None,
        "email": person.email if person.is_authenticated else "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }

"""The security log: refusals, signatures, files taken and tokens used: a line of JSON each for a
log collector, and no word that was typed."""

from __future__ import annotations

import json
import logging

from django.http import HttpRequest

from registers.models import Token

_log = logging.getLogger("registers.security")


def exported(request: HttpRequest, form: str, audience: str) -> None:
    """Somebody has taken a file of a register."""
    _log.info(json.dumps({**_who(request), "event": "exported", "format": form, "for": audience}))


def imported(request: HttpRequest, fingerprint: str, revision: int | None) -> None:
    """Somebody brought a file in; its name is a word typed, its fingerprint is none."""
    said = {"event": "imported", "file": fingerprint, "revision": revision}
    _log.info(json.dumps({**_who(request), **said}))


def refused_file(request: HttpRequest, fingerprint: str, why: str) -> None:
    """A file that somebody sent was refused."""
    said = {"event": "import refused", "file": fingerprint, "why": why}
    _log.warning(json.dumps({**_who(request), **said}))


def token(request: HttpRequest, event: str, held: Token) -> None:
    """A token was made, used, refused or revoked; by which person and of which register."""
    said = {"event": event, "token": held.begins, "register": held.register.slug}
    level = logging.WARNING if event == "token refused" else logging.INFO
    _log.log(level, json.dumps({**_who(request), **said}))


def refused_token(request: HttpRequest, sentence: str) -> None:
    """Somebody came with no token, or with one that does not work."""
    _log.warning(json.dumps({**_who(request), "event": "token refused", "why": sentence}))


def refused(request: HttpRequest, status: int) -> None:
    """Somebody tried to change what they may not, or what is not there for them."""
    _log.warning(json.dumps({"event": "refused", "status": status, **_who(request)}))


def done(request: HttpRequest, event: str, **more: str) -> None:
    """Somebody did what a log of security must know of, such as signing."""
    _log.info(json.dumps({"event": event, **more, **_who(request)}))


def _who(request: HttpRequest) -> dict[str, object]:
    person = request.user
    return {
        "method": request.method,
        "path": request.path,
        "person": person.pk if person.is_authenticated else None,
        "email": person.email if person.is_authenticated else "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }

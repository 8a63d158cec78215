"""The security log: refusals, signatures, files taken and tokens used: a line of JSON each for a
log collector, and no word that was typed."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from registers.models import Token

_log = logging.getLogger("registers.security")


def exported(request: HttpRequest, form: str, audience: str) -> None:
    """Somebody has taken a file of a register."""
    _log.info(json.dumps(_said(request, "exported", **{"format": form, "for": audience})))


def imported(request: HttpRequest, fingerprint: str, revision: int | None) -> None:
    """Somebody brought a file in; its name is a word typed, its fingerprint is none."""
    _log.info(json.dumps(_said(request, "imported", file=fingerprint, revision=revision)))


def refused_file(request: HttpRequest, fingerprint: str, why: str) -> None:
    """A file that somebody sent was refused."""
    _log.warning(json.dumps(_said(request, "import refused", file=fingerprint, why=why)))


def token(request: HttpRequest, event: str, held: Token) -> None:
    """A token was made, used, refused or revoked; by which person and of which register."""
    said = _said(request, event, token=held.begins, register=held.register.slug)
    level = logging.WARNING if event == "token refused" else logging.INFO
    _log.log(level, json.dumps(said))


def refused_token(request: HttpRequest, sentence: str) -> None:
    """Somebody came with no token, or with one that does not work."""
    _log.warning(json.dumps(_said(request, "token refused", why=sentence)))


def refused(request: HttpRequest, status: int) -> None:
    """Somebody tried to change what they may not, or what is not there for them."""
    _log.warning(json.dumps(_said(request, "refused", status=status)))


def not_ours(request: HttpRequest, fingerprint: str) -> None:
    """Somebody checked a file, or a fingerprint, that is of nothing published."""
    _log.warning(json.dumps(_said(request, "checked and not ours", fingerprint=fingerprint)))


def done(request: HttpRequest, event: str, **more: str) -> None:
    """Somebody did what a log of security must know of, such as signing."""
    _log.info(json.dumps(_said(request, event, **more)))


def _said(request: HttpRequest, event: str, **more: Any) -> dict[str, Any]:
    person = request.user
    return {
        "at": timezone.now().isoformat(timespec="seconds"),
        "event": event,
        **more,
        "method": request.method,
        "path": request.path,
        "person": person.pk if person.is_authenticated else None,
        "email": person.email if person.is_authenticated else "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }

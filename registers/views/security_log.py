"""What pages tell the security log: refusals, signatures, files taken and tokens used, with the
request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from registers.models import Token
from registers.security_log import line


def exported(request: HttpRequest, form: str, audience: str) -> None:
    """Somebody has taken a file of a register."""
    line("exported", **{"format": form, "for": audience}, **of_request(request))


def refused_file(request: HttpRequest, fingerprint: str, why: str) -> None:
    """A file that somebody sent was refused."""
    line("import refused", warns=True, file=fingerprint, why=why, **of_request(request))


def token(request: HttpRequest, event: str, held: Token) -> None:
    """A token was made, used, refused or revoked; by which person and of which register."""
    said = {"token": held.begins, "register": held.register.slug}
    line(event, warns=event == "token refused", **said, **of_request(request))


def refused_token(request: HttpRequest, sentence: str) -> None:
    """Somebody came with no token, or with one that does not work."""
    line("token refused", warns=True, why=sentence, **of_request(request))


def refused(request: HttpRequest, status: int) -> None:
    """Somebody tried to change what they may not, or what is not there for them."""
    line("refused", warns=True, status=status, **of_request(request))


def not_ours(request: HttpRequest, fingerprint: str) -> None:
    """Somebody checked a file, or a fingerprint, that is of nothing published."""
    line("checked and not ours", warns=True, fingerprint=fingerprint, **of_request(request))


def done(request: HttpRequest, event: str, **more: str) -> None:
    """Somebody did what a log of security must know of, such as signing."""
    line(event, **more, **of_request(request))


def of_request(request: HttpRequest) -> dict[str, Any]:
    """What each line says of the request."""
    person = request.user
    return {
        "method": request.method,
        "path": request.path,
        "person": person.pk if person.is_authenticated else None,
        "email": person.email if person.is_authenticated else "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }

"""What pages tell the security log: sign-ins, refusals, signatures, files taken and tokens used,
with the request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from registers.models import Token, User
from registers.security_log import line

#: As long as an address can be (RFC 5321): of a longer one the rest is no address.
LONGEST_ADDRESS = 254


def signed_in(request: HttpRequest, person: User, by: str) -> None:
    """Somebody has signed in, `by` a password or the provider of that name."""
    line("signed in", by=by, **of_request(request, person))


def not_proved(request: HttpRequest | None, tried: str, why: str) -> None:
    """Somebody did not prove who they are: at sign-in, with the address that was `tried`, or, being
    signed in, before something that cannot be taken back. Of what else was typed there is nothing.
    """
    is_known = request is not None and request.user.is_authenticated
    event = "proof failed" if is_known else "sign-in failed"
    said = of_request(request) if request is not None else {}
    line(event, warns=True, tried=tried[:LONGEST_ADDRESS], why=why, **said)


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


def of_request(request: HttpRequest, person: User | None = None) -> dict[str, Any]:
    """What each line says of the request, and of who has just come by it, or else made it."""
    person = person or request.user
    return {
        "method": request.method,
        "path": request.path,
        "person": person.pk if person.is_authenticated else None,
        "email": person.email if person.is_authenticated else "",
        "address": request.META.get("REMOTE_ADDR", ""),
    }

"""Demonstration mode: people are signed in with one click, so it lives on this machine alone.

It needs DEMO=1, a loopback address and host name, and no sign of a proxy in between; and it does
not start beside anything that looks like production.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.request import split_domain_port

# Variables that only an installation for others has a reason to set.
FOR_PRODUCTION_ONLY = (
    "SECRET_KEY",
    "CSRF_TRUSTED_ORIGINS",
    "BEHIND_PROXY",
    "HTTPS",
    "HSTS_SECONDS",
    "EMAIL_HOST",
)

FORWARDING_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_X_CLUSTER_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CDN_LOOP",
)
FORWARDING_PREFIXES = (
    "HTTP_X_FORWARDED",
    "HTTP_X_ORIGINAL_",
    "HTTP_CF_",
    "HTTP_X_ENVOY_",
    "HTTP_FLY_",
    "HTTP_TAILSCALE_",
)


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address without a port, can only mean this machine."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_served_here(request: HttpRequest) -> bool:
    """Whether this request came from this machine to this machine, in demonstration mode."""
    if not settings.DEMO:
        return False
    host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    came_through_another = any(
        key in FORWARDING_HEADERS or key.startswith(FORWARDING_PREFIXES) for key in request.META
    )
    return (
        not came_through_another
        and is_loopback(host)
        and is_loopback(request.META.get("REMOTE_ADDR", ""))
    )


def refuse_production(
    variables: Mapping[str, str], hosts: Sequence[str], database: Mapping[str, Any]
) -> None:
    """Raise ImproperlyConfigured when demonstration mode stands beside signs of production.

    `variables` are the environment's, `hosts` the names that are answered to, `database` the
    connection's settings.
    """
    for name in FOR_PRODUCTION_ONLY:
        if variables.get(name, "").strip():
            _refuse(f"{name} is set as for production: unset one of them.")
    for host in hosts:
        if not is_loopback(host):
            _refuse(f"ALLOWED_HOSTS names {host!r}: only names of this machine may stand there.")
    for server in _database_servers(variables, database):
        if not server.startswith("/") and not is_loopback(server):
            _refuse(f"DATABASE_URL leads to {server!r}: its data stay on this machine.")


def _refuse(why: str) -> NoReturn:
    raise ImproperlyConfigured(f"DEMO=1 lets anybody in with one click, but {why}")


def _database_servers(variables: Mapping[str, str], database: Mapping[str, Any]) -> list[str]:
    """The servers to which the connection may lead, by every way that libpq knows."""
    options = database.get("OPTIONS", {})
    said = [database.get("HOST"), *(options.get(key) for key in ("host", "hostaddr", "service"))]
    if database["ENGINE"] == "django.db.backends.postgresql":
        said += [variables.get(name) for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE")]
    return [server for text in said if text for server in str(text).split(",")]

"""Addresses of many things at once: one look-up of the address's form instead of one for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from django.urls import reverse

# Stands for the reference in the form; a colon never comes out of quoting.
_PLACE = "0:0"


def risk_addresses(slug: str, at: str = "") -> Callable[[str], str]:
    """A function from a risk's reference to the address of its page, as at `at`."""
    head, tail = reverse("risk", args=(slug, _PLACE)).split(_PLACE)
    if at:
        tail += query({"at": at})
    return lambda reference: f"{head}{quote(reference, safe='')}{tail}"


def query(settings: Mapping[str, str], **changes: str) -> str:
    """The query part of an address, `?` included, with changes; empty values are left out.

    Without any setting it is a lone `?`, which is a link to the page as it opens.
    """
    kept = {name: value for name, value in {**settings, **changes}.items() if value}
    return f"?{urlencode(kept)}"

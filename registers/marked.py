"""What a protective marking allows, by its place in the installation's list (`MARKINGS`)."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

#: The marking of everyday work.
OFFICIAL = "OFFICIAL"


def rank(marking: str) -> int:
    """The place of a marking in the list, the lowest first, whatever its capitals: none comes
    before all, and one that is not listed after all."""
    listed = ["", *(known.upper() for known in settings.MARKINGS)]
    written = marking.strip().upper()
    return listed.index(written) if written in listed else len(listed)


def highest(markings: Iterable[str]) -> str:
    """The highest of some markings."""
    return max(markings, key=rank)


def is_above_official(*markings: str) -> bool:
    """Whether one of the markings is above OFFICIAL."""
    return any(rank(marking) > rank(OFFICIAL) for marking in markings)


def up_to_official() -> tuple[str, ...]:
    """The markings that are not above OFFICIAL."""
    return tuple(known for known in settings.MARKINGS if not is_above_official(known))

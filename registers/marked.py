"""What a protective marking allows."""

from __future__ import annotations

#: The marking of everyday work. Whatever else is written counts as above it.
OFFICIAL = "OFFICIAL"


def is_above_official(*markings: str) -> bool:
    """Whether one of the markings is another than OFFICIAL; an empty one says nothing."""
    return any(marking.strip().upper() not in {"", OFFICIAL} for marking in markings)

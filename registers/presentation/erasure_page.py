"""The places in which words stand, each with a little of what stands around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from registers.erasing import Place

#: Characters that are shown on either side of the words.
AROUND = 60
#: No more places than this are listed; their whole number is told.
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Found:
    """One occurrence: the words with what stands `before` and `after` them in the text."""

    what: str
    label: str
    number: int
    live: bool
    before: str
    words: str
    after: str


def listed(places: Iterable[Place], words: str) -> tuple[Found, ...]:
    """The first places, the newest first, each at its first occurrence of the words."""
    return tuple(_found(place, words) for place in list(places)[:MOST_LISTED])


def _found(place: Place, words: str) -> Found:
    before, after = place.text.split(words, 1)
    return Found(
        what=place.what,
        label=place.label,
        number=place.number,
        live=place.live,
        before=("…" if len(before) > AROUND else "") + before[-AROUND:],
        words=words,
        after=after[:AROUND] + ("…" if len(after) > AROUND else ""),
    )

"""Which of a risk's controls or actions a file's rows are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

#: How much of two texts must be the same, from 0 to 1, to be one text that was reworded.
ALIKE = 0.6
#: Longer texts are compared by their beginnings.
LOOKED_AT = 1_000


def match(kept: Sequence[str], given: Sequence[tuple[int | None, str]]) -> list[int | None]:
    """For each given text the place, from 0, of the kept one that it is; None for a new one.

    Rows have the number of their place in what they were made from, from 1, or None. The same
    words are the same thing, wherever they stand; of the rest, a row is what has its number, or,
    without one, what its words are most like.
    """
    free = dict(enumerate(kept))
    found: list[int | None] = [None] * len(given)
    for place, (number, text) in enumerate(given):
        same = [where for where, held in free.items() if held == text]
        if same:
            found[place] = (number or 0) - 1 if (number or 0) - 1 in same else same[0]
            del free[found[place]]  # type: ignore[arg-type]
    for place, (number, text) in enumerate(given):
        if found[place] is not None:
            continue
        where = (number - 1 if number - 1 in free else None) if number else _most_like(free, text)
        if where is not None:
            found[place] = where
            del free[where]
    return found


def _most_like(free: dict[int, str], text: str) -> int | None:
    rated = [(_likeness(held, text), -where) for where, held in free.items()]
    best, where = max(rated, default=(0.0, 0))
    return -where if best >= ALIKE else None


def _likeness(one: str, other: str) -> float:
    first, second = (re.findall(r"\w+", text[:LOOKED_AT]) for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()

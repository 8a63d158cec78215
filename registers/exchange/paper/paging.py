"""Which risks stay whole on their page and which may go on over its end.

Pages are gone through with heights that are reckoned from the number of characters. A risk stays
whole unless that would leave a large part of the page before it empty, or no page could hold it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

#: Millimetres between head and foot of a page.
PAGE = 247.0
#: More than this is not left empty at the foot of a page to keep a risk whole.
MOST_EMPTY = 48.0
#: Nor more than this to keep its beginning together.
FAR_TOO_EMPTY = 62.0
#: By how much a block may be higher than it is reckoned, and what is lost where one goes on.
UNSURE, LOST = 4.0, 4.0
#: A theme's heading with its sentence, and what stands between two risks.
THEME_HEAD, BETWEEN = 24.7, 5.5


class Block(NamedTuple):
    """A risk with its height, the height of what should stay together at its beginning, and
    whether a theme begins with it. `name` tells it from others."""

    name: str
    height: float
    head: float
    begins_theme: bool


class Kept(NamedTuple):
    """The names of the blocks that stay `whole`, and of those whose beginning, too, may go on
    over a page's end; and about how many pages all of them take."""

    whole: frozenset[str]
    loose: frozenset[str]
    pages: int


def kept(blocks: Iterable[Block]) -> Kept:
    """Which blocks stay whole, and which may break anywhere.

    One that fits by so little that it may not fit is none of either: where it does it is not
    broken, and where it does not no page is left half empty.
    """
    whole, loose = set(), set()
    place, pages = 0.0, 1
    for block in blocks:
        head = THEME_HEAD if block.begins_theme else 0.0
        room = PAGE - place - head - (BETWEEN if place else 0)
        if block.height <= room:
            place = PAGE - room + block.height
            if block.height + UNSURE <= room or place <= block.height + head + UNSURE:
                whole.add(block.name)
            continue
        pages += max(1, math.ceil((block.height - max(room, 0)) / PAGE))
        if block.height > PAGE - THEME_HEAD or (PAGE - place > MOST_EMPTY and block.head <= room):
            place = (block.height - max(room, 0)) % PAGE + LOST
        elif room > FAR_TOO_EMPTY:
            loose.add(block.name)
            place = block.height - room + LOST
        else:
            place = head + block.height
            whole.add(block.name)
    return Kept(frozenset(whole), frozenset(loose), pages)

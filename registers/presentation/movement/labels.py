"""What a label says, in the forms that it can take, and how much room each needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from registers.presentation.drawn_text import Text, width_of
from registers.presentation.movement.look import Look
from scoring.streets import Label

#: A label lists no more references than this, none longer than so many characters.
MOST_LISTED, LONGEST_LISTED = 4, 9
#: The height of a label of one line, and of each further one.
ONE, FURTHER = 22.0, 16.0


@dataclass(frozen=True, slots=True)
class Face:
    """One form of a label: its lines and its size."""

    lines: tuple[str, ...]
    size: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pill:
    """A label: `keys` are the arrows that start from it, `about` says them in words."""

    keys: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Text, ...]
    rises: bool
    references: tuple[str, ...]
    faded: bool
    address: str
    about: str


def faces(items: Sequence[str], upright: bool, look: Look) -> tuple[Face, ...]:
    """The forms of a label for some references, the fullest first; `upright` when it stands on a
    side that runs up and down."""
    count = len(items)
    if not look.lists:
        return (Face((str(count),), (max(17.0, width_of(str(count), 11, bold=True) + 7), 17.0)),)
    number = Face((str(count),), (max(26.0, width_of(str(count), look.text, bold=True) + 12), ONE))
    if count > MOST_LISTED or any(len(item) > LONGEST_LISTED for item in items):
        word = ngettext("%(count)s risk", "%(count)s risks", count) % {"count": count}
        return Face((word,), (width_of(word, look.text, bold=True) + 16, ONE)), number
    one = max(42.0, *(width_of(item, look.text, bold=True) + 14 for item in items))
    stacked = Face(tuple(items), (one, ONE + FURTHER * (count - 1)))
    if upright or count < 3:
        return stacked, number
    pairs = tuple(" ".join(items[start : start + 2]) for start in range(0, count, 2))
    return Face(pairs, (2 * one - 8, ONE + FURTHER)), stacked, number


def pill(label: Label[str], look: Look, **said: Any) -> Pill:
    """A label as it is drawn; `said` are the fields of a Pill that are not about its place."""
    (x, y), (width, height) = label.middle, label.size
    rows = faces(label.items, label.upright, look)[label.form].lines
    first = y - FURTHER * (len(rows) - 1) / 2 + 0.35 * look.text
    return Pill(
        x=round(x - width / 2, 1),
        y=round(y - height / 2, 1),
        width=round(width, 1),
        height=height,
        lines=tuple(
            Text(round(x, 1), round(first + FURTHER * index, 1), row)
            for index, row in enumerate(rows)
        ),
        references=label.items,
        **said,
    )

"""What only the print templates ask of a value."""

import re
import unicodedata

from django import template

register = template.Library()

RIGHT_TO_LEFT = {"R", "AL"}
SPACED = re.compile(r"\n|\t|  ")


@register.filter
def manner(text: str) -> str:
    """The classes that a text is set in: its direction, and `as-typed` where it has line
    ends or blanks of its own."""
    return f"{_direction(text)} as-typed" if SPACED.search(text) else _direction(text)


def _direction(text: str) -> str:
    """`rtl` or `ltr`: the direction of the first letter that has one."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in RIGHT_TO_LEFT:
            return "rtl"
        if kind == "L":
            break
    return "ltr"


@register.filter
def anchor_of(anchors: dict[str, str], reference: str) -> str:
    """The anchor of a risk in the document."""
    return anchors[reference]

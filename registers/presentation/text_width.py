"""How wide a text is about, set in Inter, and where it is broken into lines. Drawings need this,
since nothing lays their text out for them."""

from __future__ import annotations

#: Widths of characters in parts of the type size; all others are as wide as a capital.
_NARROW = dict.fromkeys("iljftrI.,:;'’!|()[] ·", 0.34)
_SMALL = dict.fromkeys("abcdeghknopqsuvxyz–-=<>/", 0.59)
_DIGITS = dict.fromkeys("0123456789", 0.64)
_WIDTHS = {**_NARROW, **_SMALL, **_DIGITS}
_CAPITAL = 0.76
#: How much wider bold text is.
_BOLD = 1.05


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, rather more than less, in the unit of its size."""
    width = size * sum(_WIDTHS.get(character, _CAPITAL) for character in text)
    return width * _BOLD if bold else width


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """A text in lines no wider than the room; a word that is wider is broken."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines += _broken(word, room, size, bold=bold)
    return tuple(lines)


def _broken(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and width_of(parts[-1] + character, size, bold=bold) > room:
            parts.append("")
        parts[-1] += character
    return parts

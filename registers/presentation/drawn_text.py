"""Text in drawings, where nothing lays it out: how wide it is about, set in Inter, where it is
broken into lines, and where its lines stand."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.matrix import Level

#: Widths of characters in parts of the type size; all others are as wide as a capital.
_NARROW = dict.fromkeys("iljftrI.,:;'’!|()[] ·", 0.34)
_SMALL = dict.fromkeys("abcdeghknopqsuvxyz–-=<>/", 0.59)
_DIGITS = dict.fromkeys("0123456789", 0.64)
_WIDTHS = {**_NARROW, **_SMALL, **_DIGITS}
_CAPITAL = 0.76
#: How much wider bold text is.
_BOLD = 1.05


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text by the point of its `anchor`, as SVG has it."""

    x: float
    y: float
    text: str
    kind: str = ""
    anchor: str = "middle"


#: The distance from one line to the next in the name of a level.
LINE = 17.0


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


def level_name(
    level: Level, at: tuple[float, float], room: float, anchor: str = "middle"
) -> list[Text]:
    """The name of a level in lines, with its number and range below, around a point."""
    number = f"{level.value} · {level.range}" if level.range else str(level.value)
    lines = [(line, "name") for line in wrapped(level.name, room, 13, bold=True)]
    return stacked([*lines, *((line, "small") for line in wrapped(number, room, 12))], at, anchor)


def stacked(lines: list[tuple[str, str]], at: tuple[float, float], anchor: str) -> list[Text]:
    """Lines, each with its kind, one below the other around a point."""
    x, top = at[0], at[1] - LINE * len(lines) / 2
    return [
        Text(round(x, 1), round(top + LINE * index + 12.5, 1), text, kind, anchor)
        for index, (text, kind) in enumerate(lines)
    ]

"""Characters that no font of the paper has: found, and printed as `[U+1F600]`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

# Draws nothing, so no font needs it: joiners, directions, variation selectors, soft hyphens.
UNSEEN = {
    0x00AD,
    0x034F,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
}
UNSEEN |= {0xFEFF, *range(0xFE00, 0xFE10), *range(0x180B, 0x180F)}
SPACES = {0x09, 0x0A, 0x0D}


def with_stand_ins(text: str, fonts: Sequence[Path]) -> tuple[str, list[str]]:
    """The text with a stand-in for every character that no font has, and those characters
    as `U+1F600`, in order of their numbers."""
    missing = set(map(ord, text)) - SPACES - UNSEEN - set(range(0x20, 0x7F))
    for path in fonts:
        if not missing:
            break
        with TTFont(path, lazy=True) as font:
            missing -= font.getBestCmap().keys()
    names = {number: f"U+{number:04X}" for number in sorted(missing)}
    return text.translate({number: f"[{name}]" for number, name in names.items()}), list(
        names.values()
    )

"""How a band looks on paper: one table of tones by rank, for any number of bands.

A band is told by its word and number first, by the pattern of its strip second and by its
colour third. Fills fall in luminance from the lowest band to the highest, so that they stay
apart in grey print and for colour-blind readers.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from scoring.matrix import Band

INK = "#1b2430"
READABLE = 4.5

# What the strip at the left of a cell shows; the lowest band is plain and the highest solid.
BETWEEN = ("hatched", "crossed", "dotted", "lined")


@dataclass(frozen=True, slots=True)
class Tone:
    """`fill` and `ink` where risks are, `tint` where none is; `strip` and `mark` are the two
    colours of the strip; `words` name the colour for the key."""

    fill: str
    ink: str
    tint: str
    strip: str
    mark: str
    words: str | Promise = ""


@dataclass(frozen=True, slots=True)
class PaperBand:
    """A band with its look. `name` is its class in the style sheet, `band-2`."""

    band: Band
    tone: Tone
    pattern: str

    @property
    def name(self) -> str:
        return f"band-{self.band.rank}"

    @property
    def has_picture(self) -> bool:
        """Whether the strip is more than its plain colour."""
        return self.pattern in BETWEEN

    @property
    def faint(self) -> str:
        """How strongly the fill stands in the small map, behind ring and dot."""
        return "0.5"


PALE = Tone("#dbe4e9", INK, "#f3f6f7", "#b4c1cb", "#b4c1cb", _("pale blue-grey"))
AMBER = Tone("#f4c95d", INK, "#fdf5e0", "#f4c95d", "#9a6a12", _("amber"))
ORANGE = Tone("#e08a3c", INK, "#fbeddf", "#e08a3c", "#7a3f0c", _("orange"))
RUST = Tone("#b3541e", "#ffffff", "#f7e8df", "#b3541e", "#f0c9a8", _("rust, with white words"))
DARK = Tone("#7d1d24", "#ffffff", "#f6eaea", "#7d1d24", "#7d1d24", _("dark red, with white words"))

SCALE = (PALE, AMBER, ORANGE, RUST, DARK)
BY_NUMBER = {
    1: (PALE,),
    2: (PALE, DARK),
    3: (PALE, AMBER, DARK),
    4: (PALE, AMBER, RUST, DARK),
    5: SCALE,
}


def paper_bands(bands: tuple[Band, ...]) -> tuple[PaperBand, ...]:
    """The look of each band, lowest rank first."""
    tones = BY_NUMBER.get(len(bands)) or tuple(
        between(rank, len(bands)) for rank in range(len(bands))
    )
    return tuple(
        PaperBand(band, tone, _pattern(rank, len(bands)))
        for rank, (band, tone) in enumerate(zip(bands, tones, strict=True))
    )


def _pattern(rank: int, number: int) -> str:
    if rank == 0:
        return "plain"
    return "solid" if rank == number - 1 else BETWEEN[(rank - 1) % len(BETWEEN)]


def between(rank: int, number: int) -> Tone:
    """A tone on the scale for more bands than it has steps; `rank` counts from 0."""
    place = rank * (len(SCALE) - 1) / (number - 1)
    lower = SCALE[int(place)]
    upper = SCALE[min(int(place) + 1, len(SCALE) - 1)]
    fill = mixed(lower.fill, upper.fill, place % 1)
    ink = max((INK, "#ffffff", "#000000"), key=lambda colour: contrast(colour, fill))
    if contrast(INK, fill) >= READABLE:
        ink = INK
    return Tone(fill, ink, mixed("#ffffff", fill, 0.12), fill, mixed(fill, ink, 0.6))


def mixed(first: str, second: str, share: float) -> str:
    """A colour between two, `share` of the way from the first."""
    parts = (round(a + (b - a) * share) for a, b in zip(_parts(first), _parts(second), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours after WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    shares = (part / 255 for part in _parts(colour))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

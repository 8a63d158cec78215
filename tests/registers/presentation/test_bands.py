import re
from pathlib import Path

import pytest

from registers.presentation.bands import MOST_TONES, tone

SHEET = Path(__file__).parents[3] / "static" / "css" / "bands.css"


@pytest.mark.parametrize("bands", range(1, 50))
def test_a_worse_band_never_looks_milder(bands):
    tones = [tone(rank, bands) for rank in range(1, bands + 1)]
    assert tones == sorted(tones)
    assert set(tones) <= set(range(1, MOST_TONES + 1))
    assert len(set(tones)) == min(bands, MOST_TONES)


def test_three_bands_are_low_medium_and_high():
    assert [tone(rank, 3) for rank in (1, 2, 3)] == [2, 3, 4]


def test_every_tone_is_drawn_and_readable_in_light_and_in_dark():
    light, dark = SHEET.read_text().split("@media screen", 1)
    for sheet in (light, dark.split("@media print")[0]):
        for number in range(1, MOST_TONES + 1):
            rule = re.search(rf"\.band-{number} \{{(.*?)\}}", sheet, re.DOTALL).group(1)
            colours = dict(re.findall(r"--band-(ground|mark|text): (#\w{6})", rule))
            for under in ("ground", "mark"):
                assert contrast(colours["text"], colours[under]) >= 4.5


def contrast(one, other):
    """The contrast of two colours after WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

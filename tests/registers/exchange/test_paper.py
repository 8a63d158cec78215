"""What the paper says and how its bands look, before anything is rendered."""

from dataclasses import replace

import pytest

from registers.content import Theme
from registers.exchange.paper import maps, wording
from registers.exchange.paper.bands import READABLE, _luminance, contrast, paper_bands
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.document import highest_marking, paper
from registers.exchange.paper.material import Material
from tests.registers.exchange.printed import PRINTED_ON, invented, matrix, risk, theme


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7])
def test_bands_can_be_read_and_fall_in_luminance(number):
    bands = paper_bands(matrix(7, 7, number).bands)
    assert all(contrast(band.tone.fill, band.tone.ink) >= READABLE for band in bands)
    assert all(contrast(band.tone.tint, "#1b2430") >= READABLE for band in bands)
    light = [_luminance(band.tone.fill) for band in bands]
    assert light == sorted(light, reverse=True)
    assert len({band.pattern for band in bands}) == min(number, 6)


def test_the_highest_band_is_solid_and_the_lowest_plain():
    patterns = [band.pattern for band in paper_bands(matrix(4, 4, 4).bands)]
    assert patterns == ["plain", "hatched", "crossed", "solid"]


def test_movement_says_every_way():
    scheme = matrix()
    risks = (
        risk(1, scheme, (4, 4), (1, 1)),
        risk(2, scheme, (2, 3), (3, 2)),
        risk(3, scheme, (2, 3), (2, 3)),
        risk(4, scheme, (1, 1), (4, 4)),
        risk(5, scheme, (1, 1), None),
    )
    assert wording.movement(invented(theme(*risks))) == (
        "Controls lower one risk.",
        "One risk stands unchanged: R1.3.",
        "One risk moves to another cell of the same total: R1.2.",
        "One risk stands higher after controls than before: R1.4.",
        "By band, one goes from Moderate to Very low and one goes from Very low to Moderate; "
        "two stay Low.",
        "One risk is not scored at both stages: R1.5.",
    )


def test_the_opening_counts_in_words():
    risks = tuple(risk(n, matrix(), (4, 4), (1, 1)) for n in range(1, 22))
    assert wording.opening(invented(theme(*risks))) == (
        "21 risks in one theme.",
        "After mitigating controls are in place: 21 Very low.",
        "Before: 21 Moderate.",
    )


def test_appetite_is_said_only_where_one_is_recorded():
    held = invented(theme(risk(1, matrix(), (4, 4), (2, 2))))
    assert wording.above_appetite(held) == ""
    assert (
        wording.above_appetite(replace(held, appetite=3)) == "One risk stands above appetite: R1.1."
    )
    assert wording.above_appetite(replace(held, appetite=4)) == "No risk stands above appetite."


@pytest.mark.parametrize(
    ("own", "of_a_risk", "highest"),
    [
        ("OFFICIAL", "", "OFFICIAL"),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL", "A MARKING OF OURS", "A MARKING OF OURS"),
    ],
)
def test_the_highest_marking_counts_closed_risks_too(own, of_a_risk, highest):
    closed = risk(1, matrix(), marking=of_a_risk, closed_on=PRINTED_ON)
    assert highest_marking(invented(theme(closed), marking=own)) == highest


def test_ten_references_fit_a_cell_and_sixty_do_not():
    scheme = matrix()
    for count, elsewhere in ((10, False), (60, True)):
        held = invented(theme(*(risk(n, scheme, (2, 3), (2, 3)) for n in range(1, count + 1))))
        assert maps.board(held, "after", maps.LARGE).has_overflow is elsewhere


def test_contents_of_a_large_register_list_themes_only():
    scheme = matrix()
    themes = tuple(
        Theme(
            n,
            n,
            f"Theme {n}",
            None,
            (replace(risk(n, scheme), reference=f"R{n}.1", theme_number=n),),
        )
        for n in range(1, 62)
    )
    assert paper(Material(invented(*themes[:60])), Choices()).lists_risks
    assert not paper(Material(invented(*themes)), Choices()).lists_risks


def test_long_headings_are_cut_between_words():
    assert wording.clipped("one two three", 13) == "one two three"
    assert wording.clipped("one two three", 9) == "one two …"
    assert wording.clipped("W" * 20, 5) == "WWWWW …"

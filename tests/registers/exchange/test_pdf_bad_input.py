"""Registers that are hard to print: a right PDF, or a clear sentence."""

import logging

import pytest

from registers.content import Control
from registers.exchange.paper.material import Material
from registers.exchange.write_pdf import write_pdf
from tests.registers.exchange.printed import (
    HOSTILE,
    flowing,
    hostile,
    invented,
    matrix,
    pages,
    risk,
    theme,
)
from tests.source_text import squeezed

pytestmark = pytest.mark.usefixtures("pdf_store")


def printed(snapshot):
    pdf = write_pdf(Material(snapshot))
    return pdf, flowing(pdf, snapshot)


def test_hostile_text_comes_out_as_text():
    _, text = printed(hostile())
    # Description, cause, control and why; and the introduction.
    assert text.count(squeezed(HOSTILE)) == 5
    assert squeezed("Gone <b>for good</b>.") in text
    assert squeezed("Head of <b>estates</b>") in text


def test_long_words_break_and_long_texts_go_on():
    _, text = printed(hostile())
    assert text.count("W" * 400) == 2
    assert "W" * 190 + "…" in text
    assert "x" * 400 in text
    assert text.count("Thirtythousand.") == 1764 + 1
    assert text.count("On." * 7500) == 1


def test_what_no_font_has_gets_a_stand_in_and_is_reported(caplog, settings, tmp_path):
    settings.PDF_STORE = tmp_path
    scheme = matrix()
    held = invented(
        theme(risk(1, scheme, description="Ill 😀 and 漢.", controls=(Control(1, "≥ ✓ ŵ"),)))
    )
    with caplog.at_level(logging.WARNING, logger="registers"):
        _, text = printed(held)
    assert "Ill[U+1F600]and[U+6F22]." in text
    assert "≥✓ŵ" in text
    assert "No font of the paper has U+6F22, U+1F600: stand-ins were printed." in caplog.text


def test_the_highest_marking_of_what_is_in_it_stands_on_every_page():
    pdf, _ = printed(hostile())
    assert all(text.count("OFFICIAL-SENSITIVE") >= 2 for text in pages(pdf))


def test_an_empty_register_says_so():
    pdf, text = printed(invented())
    assert len(pages(pdf)) == 5
    assert squeezed("No open risk is recorded in this register.") in text


def test_one_risk():
    _, text = printed(invented(theme(risk(1, matrix(), description="Only one."))))
    assert squeezed("One risk in one theme.") in text
    assert "R1.1Onlyone." in text


@pytest.mark.parametrize(("across", "up", "bands"), [(2, 2, 2), (3, 5, 4), (5, 5, 5), (7, 7, 6)])
def test_other_schemes(across, up, bands):
    scheme = matrix(across, up, bands)
    risks = [risk(n, scheme, (across, up), (1 + n % across, 1 + n % up)) for n in range(1, 15)]
    pdf, text = printed(invented(theme(*risks), scheme=scheme))
    assert "R1.14Whatmayhappen,number14." in text
    assert squeezed(f"Likelihood {across} Chance {across}") in squeezed("".join(pages(pdf)))


def test_a_cell_that_overflows_is_listed_in_the_annex():
    scheme = matrix()
    _, text = printed(invented(theme(*(risk(n, scheme, (2, 2), (2, 2)) for n in range(1, 61)))))
    assert squeezed("60 risks annex") in text
    annex = text[text.rindex(squeezed("Annex: risks by cell")) :]
    assert annex.count("R1.") == 120

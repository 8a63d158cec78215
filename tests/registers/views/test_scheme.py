import pytest
from django.urls import reverse

from tests.registers.views.made import load, risk, scheme


@pytest.fixture
def shown(see):
    def of(**changes):
        load([risk(1, (1, 1))], scheme={**scheme(), **changes})
        return see("board_reader", reverse("scheme", args=("made",)))

    return of


def test_the_scheme_shows_matrix_levels_and_bands(shown):
    text = shown(note="As agreed.", bands_note="Default bands").text
    assert "4 by 4. 4 × 4: likelihood is multiplied by impact" in text
    assert "As agreed." in text
    assert "Effect 4 4 4 Low 8 Medium 12 High 16 High Effect 3 3" in text
    assert "Default bands" in text
    assert "High 11–16 3 –" in text


def test_two_names_for_one_level_are_both_shown(shown):
    levels = scheme()["likelihood"]
    levels[3] |= {"in_key": "More likely than not", "on_matrix": "As likely as not"}
    text = shown(likelihood=levels).text
    assert (
        "Two names for level 4: the key of the source says “More likely than not”, its matrix "
        "says “As likely as not”. Both are kept; scores are shown with the name “Chance 4”."
    ) in text


def test_doubts_are_said_in_words(shown):
    cells = [[3, 1, 1, 1], [1, 1, 2, 2], [1, 2, 2, 3], [1, 2, 3, 3]]
    text = shown(cells=cells).text
    assert "likelihood 1 × impact 1" in text
    assert "lowest likelihood or impact is in the lowest band" in text
    assert "whose likelihood or impact is 2 or less: likelihood 1 × impact 1." in text
    assert "one step crosses all the bands between" in text


def test_no_doubt_is_said_too(see, register):
    page = see("board_reader", reverse("scheme", args=(register.slug,)))
    assert "None of the three known weaknesses is found in this scheme." in page.text

"""Which markings are above OFFICIAL, by their place in the installation's list."""

import pytest

from registers.marked import highest, is_above_official, rank, up_to_official


@pytest.mark.parametrize("markings", [("OFFICIAL",), ("OFFICIAL", ""), (" official ", "Official")])
def test_everyday_work(markings):
    assert not is_above_official(*markings)


@pytest.mark.parametrize(
    "markings", [("OFFICIAL-SENSITIVE",), ("OFFICIAL", "SECRET"), ("PROTECTED", ""), ("?",)]
)
def test_what_is_above_it_and_whatever_the_list_does_not_know(markings):
    assert is_above_official(*markings)


def test_the_order_is_that_of_the_list(settings):
    order = ("", "OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET", "COSMIC")
    assert [rank(marking) for marking in order] == list(range(6))
    assert highest(("OFFICIAL", "Secret", "OFFICIAL-SENSITIVE", "")) == "Secret"
    settings.MARKINGS = ("Open", "OFFICIAL", "CLOSED")
    assert not is_above_official("OPEN", "official")
    assert is_above_official("CLOSED")
    assert is_above_official("SECRET")
    assert up_to_official() == ("Open", "OFFICIAL")
    assert highest(("CLOSED", "open")) == "CLOSED"

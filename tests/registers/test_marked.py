"""Which markings are above OFFICIAL: whatever is not plainly it."""

import pytest

from registers.marked import is_above_official

pytestmark = pytest.mark.once


@pytest.mark.parametrize("markings", [("OFFICIAL",), ("OFFICIAL", ""), (" official ", "Official")])
def test_everyday_work(markings):
    assert not is_above_official(*markings)


@pytest.mark.parametrize(
    "markings", [("OFFICIAL-SENSITIVE",), ("OFFICIAL", "SECRET"), ("PROTECTED", ""), ("?",)]
)
def test_whatever_else_is_written(markings):
    assert is_above_official(*markings)

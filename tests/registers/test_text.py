"""What a text may hold, and how it is kept."""

import sys
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from registers.text import (
    check_line,
    check_not_blank,
    check_text,
    ended,
    is_blank,
    with_line_feeds,
)

ANY = st.text()


def refused(character):
    """What cannot be kept: controls but tab and line feed, surrogates, noncharacters."""
    code = ord(character)
    return (
        (unicodedata.category(character) == "Cc" and character not in "\t\n")
        or unicodedata.category(character) == "Cs"
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


def accepted(text):
    try:
        check_text(text)
    except ValidationError:
        return False
    return True


def test_each_character_of_unicode_is_accepted_or_refused_as_it_should_be():
    every = map(chr, range(sys.maxunicode + 1))
    assert [hex(ord(c)) for c in every if accepted(c) == refused(c)] == []


@given(ANY)
def test_a_text_is_accepted_when_all_its_characters_are(text):
    assert accepted(text) == (not any(map(refused, text)))


@given(ANY)
def test_only_line_ends_are_changed_and_once(text):
    kept = with_line_feeds(text)
    assert kept == text.replace("\r\n", "\n").replace("\r", "\n")
    assert with_line_feeds(kept) == kept


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ab\x00", "Character 3 (U+0000) cannot be kept in a register. Take it out."),
        ("\ud800", "Character 1 (U+D800) cannot be kept in a register. Take it out."),
        (
            "x" * 1499 + "\ufdd0",
            "Character 1,500 (U+FDD0) cannot be kept in a register. Take it out.",
        ),
        ("x" * 31_000, "This text has 31,000 characters. The limit is 30,000: take out 1,000."),
    ],
)
def test_it_says_what_stands_where(text, sentence):
    with pytest.raises(ValidationError) as refusal:
        check_text(text)
    assert refusal.value.messages == [sentence]


def test_thirty_thousand_characters_are_accepted_whatever_their_bytes():
    assert accepted("\U0001f600" * 30_000)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0\u2003", "\u200b\u200d\ufeff", "\u00ad"])
def test_blanks_say_nothing(text):
    assert is_blank(text)
    with pytest.raises(ValidationError):
        check_not_blank(text)


@pytest.mark.parametrize("text", [".", " 0 ", "\u200ba", "\U0001f600", "ا"])
def test_anything_else_says_something(text):
    check_not_blank(text)
    assert not is_blank(text)


@pytest.mark.parametrize(("text", "one_line"), [("a b", True), ("a\nb", False), ("a\tb", False)])
def test_one_line_is_one_line(text, one_line):
    if one_line:
        check_line(text)
    else:
        with pytest.raises(ValidationError):
            check_line(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A slip", "A slip."),
        ("A slip.", "A slip."),
        ("A slip. \n", "A slip."),
        ("Is it?", "Is it?"),
        ("He said “no.”", "He said “no.”"),
        ("See (R1.1.)", "See (R1.1.)"),
        ("See (R1.1)", "See (R1.1)."),
        ("Two\nlines", "Two\nlines."),
        ("", ""),
    ],
)
def test_a_text_is_ended_as_a_sentence(text, sentence):
    assert ended(text) == sentence

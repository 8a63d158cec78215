"""Two texts word by word: nothing lost, nothing slow."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.presentation.words_apart import DELETED, FOLDED, INSERTED, SAME, Comparer
from registers.text import LONGEST


def pieces(old, new, marks=(), **more):
    return Comparer(marks).pieces(old, new, **more)


def shown(old, new, **more):
    """The pieces with the marks of an editor: -gone-, +come+, …3…."""
    signs = {SAME: "", DELETED: "-", INSERTED: "+"}
    return "".join(
        f"…{p.words}…" if p.kind == FOLDED else f"{signs[p.kind]}{p.text}{signs[p.kind]}"
        for p in pieces(old, new, **more)
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ("", "All new.", "+All new.+"),
        ("All gone.", "", "-All gone.-"),
        ("It is so.", "It is so.", "It is so."),
        ("elections in ongoing.", "elections is ongoing.", "elections -in -+is +ongoing."),
        ("Order 2011 clarify", "Order 2023 clarify", "Order -2011 -+2023 +clarify"),
        ("set of records.", "set of records, and more.", "set of records+, and more+."),
        ("(first)", "(second)", "(-first-+second+)"),
        ("one\ntwo", "one\ntwo\nthree", "one\ntwo\n+three+"),
        ("a b c", "x b y", "-a -+x +b -c-+y+"),
        ("שלום עולם", "שלום לעולם", "שלום -עולם-+לעולם+"),
        ("🚨 👩‍🚒 here", "🚨 👨‍🚒 here", "🚨 -👩‍🚒 -+👨‍🚒 +here"),
        ("cafe\u0301 open", "café open", "-cafe\u0301 -+café +open"),
    ],
)
def test_words_that_differ_are_marked_and_no_others(old, new, told):
    assert shown(old, new) == told


def test_long_runs_of_unchanged_words_are_counted():
    rest = "word " * 75
    assert shown(f"It was 2011 {rest}", f"It was 2023 {rest}") == (
        "It was -2011 -+2023 +" + "word " * 8 + "…67…"
    )
    assert shown(rest + "old " + rest, rest + "new " + rest) == (
        "…67…" + "word " * 8 + "-old -+new +" + "word " * 8 + "…67…"
    )


def test_a_fold_that_would_hide_little_is_not_made():
    rest = "word " * 15
    assert FOLDED not in {p.kind for p in pieces("old " + rest, "new " + rest)}


def test_a_sentence_written_anew_is_not_read_word_by_word():
    old = "The board meets once a month and hears the chief."
    new = "Every quarter the committee sees what a force reports."
    assert [piece.kind for piece in pieces(old, new)] == [DELETED, INSERTED, SAME]


def test_blanks_alone_are_no_difference():
    assert [p.kind for p in pieces("one  two\n", "one\ntwo")] == [SAME]


def test_a_mark_of_an_erasure_is_one_piece_and_never_folded():
    mark = "[Words erased by law on 14 June 2026: a name]"
    rest = "word " * 40
    found = pieces(f"{rest}{mark} {rest}old", f"{rest}{mark} {rest}new", marks=(mark, "[erased]"))
    assert [(p.kind, p.is_mark) for p in found] == [
        (FOLDED, False), (SAME, False), (SAME, True), (SAME, False), (FOLDED, False),
        (SAME, False), (DELETED, False), (INSERTED, False),
    ]  # fmt: skip
    assert found[2].text == mark + " "


WORDS = st.lists(
    st.sampled_from(["a", "b", "the", "risk", "control.", "(x)", "🚨", "ж", ",", "[gone]"]),
    max_size=40,
).map(" ".join)
ANY = WORDS | st.text(max_size=60)


def words_of(text):
    return re.sub(r"\s+", "", text)


@given(ANY, ANY, st.sampled_from([(), ("[gone]",)]))
def test_both_texts_can_be_read_from_the_pieces(old, new, marks):
    found = pieces(old, new, marks)
    assert words_of("".join(p.text for p in found if p.kind != INSERTED)) == words_of(old)
    assert "".join(p.text for p in found if p.kind != DELETED).strip() == new.strip() or (
        words_of("".join(p.text for p in found if p.kind != DELETED)) == words_of(new)
    )
    opened = pieces(old, new, marks, fold=False)
    assert "".join(p.text for p in found) == "".join(p.text for p in opened)


@given(ANY)
def test_a_text_is_the_same_as_itself(text):
    assert {p.kind for p in pieces(text, text, fold=False)} <= {SAME}


def _random(words, seed):
    numbers = random.Random(seed)
    return " ".join(str(numbers.randrange(words)) for _ in range(LONGEST))[:LONGEST]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((_random(words, 1), _random(words, 2)) for words in (2, 20, 200, 2_000, 20_000)),
        ("a " * (LONGEST // 2), "b " * (LONGEST // 2)),
        ("a " * (LONGEST // 2), "a b " * (LONGEST // 4)),
        (" " * LONGEST, "\n" * LONGEST),
        ("ж" * LONGEST, "ф" * LONGEST),
        ("." * LONGEST, "," * LONGEST),
        ("a. " * (LONGEST // 3), ". a" * (LONGEST // 3)),
    ],
)
def test_the_longest_texts_are_compared_in_no_time(old, new):
    start = time.process_time()
    assert pieces(old, new)
    assert time.process_time() - start < 2


def test_a_page_that_took_its_steps_still_compares():
    spent = Comparer(steps=0)
    assert [p.kind for p in spent.pieces("the old the", "the new the")] == [
        SAME, DELETED, INSERTED, SAME,
    ]  # fmt: skip

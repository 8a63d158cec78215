"""The fictional register borrows no sentence from the real one, and is written with care."""

import re
from pathlib import Path

import pytest

from registers.demonstration import exampleshire, opening
from registers.demonstration.people import PEOPLE
from registers.demonstration.quarters import QUARTERS

SOURCE = Path(__file__).parents[3] / "fixtures/source/strategic-risk-register.txt"
RUN = 6
#: Texts that are names, addresses and words of the model, and no sentences.
NO_SENTENCE = {
    "slug", "title", "new_title", "name", "marking", "reference", "owner", "lead", "risk_owner",
    "treatment", "words", "ground", "part", "decided_by", "checked_by", "result", "acts",
    "attending", "audience", "body", "place", "proved_by",
}  # fmt: skip


def fields():
    """Every text of the demonstration, as (name of its field, text)."""
    yield from _texts(exampleshire.REGISTER)
    yield from _texts({name: exampleshire.SCHEME[name] for name in ("name", "note", "bands_note")})
    yield from (("name", name) for _number, name in exampleshire.THEMES)
    for risk in opening.RISKS:
        yield from _texts(risk)
    for event in (event for events in QUARTERS for event in events):
        yield from _texts(event.named)


def _texts(named):
    for name, value in named.items():
        for text in value if isinstance(value, tuple) else [value]:
            if isinstance(text, str):
                yield name, text


def runs(text):
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
    return {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def test_it_shares_no_six_words_in_a_row_with_the_source():
    source = runs(SOURCE.read_text(encoding="utf-8"))
    assert len(source) > 1500
    assert set().union(*(runs(text) for _name, text in fields())) & source == set()


def test_it_names_no_place_or_body_of_the_source():
    source = "Cambridgeshire Bedfordshire Hertfordshire Peterborough Northamptonshire BeNCH HMIC"
    texts = " ".join(text for _name, text in fields())
    assert [name for name in source.split() if name in texts] == []


@pytest.mark.parametrize("name", sorted({name for name, _text in fields()} - NO_SENTENCE))
def test_texts_are_whole_sentences_with_typographic_marks(name):
    for field, text in fields():
        if field == name:
            assert text[0].isupper() or text[0].isdigit()
            assert text.endswith(".")
            assert not re.search(r"['\"]|  |[.,;][A-Za-z]|\s$", text), text


def test_no_person_is_named_in_the_register():
    texts = " ".join(text for _name, text in fields())
    assert [person.name for person in PEOPLE if person.name.split()[-1] in texts] == []

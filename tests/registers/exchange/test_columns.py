"""The tables say all that a register says, and are its document again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from registers.actions.loading import load_register
from registers.content import Withholding
from registers.exchange.columns import (
    BY_KEY,
    CHOICE,
    DAY,
    RISKS,
    TABLES,
    TEXT,
    WHOLE,
    tables_of,
)
from registers.exchange.document import document
from registers.exchange.from_tables import document_from
from registers.exchange.reading import read_json
from registers.models import Challenge
from registers.models.risks import Effectiveness, Treatment
from registers.models.withholdings import Withholdable
from registers.models.work import Assurance
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.exchange.written import everything, with_text

PUBLISHED = Path(settings.BASE_DIR) / "fixtures/cambridgeshire-strategic.json"
pytestmark = pytest.mark.django_db


def published():
    held = load_register(read_json(PUBLISHED.read_bytes()), by=SYSTEM, reason="For the tests.")
    return snapshot(held)


def codes(found):
    """The tables of a snapshot as rows of codes, as a reader gives them."""
    return {
        table.key: [
            {c.key: c.take(row) for c in table.columns if not c.computed}
            for row in table.rows(found)
        ]
        for table in tables_of(found)
    }


def test_a_register_that_says_everything_comes_back(cast):
    found = everything(cast)
    assert document_from(codes(found)) == document(found)


def test_any_order_of_rows_will_do_where_they_are_numbered(cast):
    tables = codes(everything(cast))
    for name in ("controls", "checks", "actions", "challenges", "levels", "cells"):
        tables[name].reverse()
    assert document_from(tables)["themes"] == document(snapshot(cast.register))["themes"]


def test_the_published_register_comes_back():
    found = published()
    assert document_from(codes(found)) == document(found)


@pytest.mark.parametrize("text", ["=1+1", " \tblanks\n", "a\r\nb", "\u05e9\u05dc"])
def test_texts_are_taken_to_the_letter(cast, text):
    found = with_text(everything(cast), text)
    assert document_from(codes(found)) == document(found)


def test_what_is_for_the_public_says_what_is_left_out(cast):
    found = everything(cast)
    themes = [
        replace(theme, risks=tuple(_withheld(risk) for risk in theme.risks))
        for theme in found.themes
    ]
    shown = replace(found, themes=tuple(themes)).public()
    tables = {table.key: list(table.values(shown)) for table in tables_of(shown)}
    assert tables["left-out"] == [("A law", 1)]
    assert [row[0] for row in tables["risks"]] == ["R1.1", "R1.2", "R3.10"]
    assert not {"actions", "checks"} & set(tables)


def _withheld(risk):
    held = (Withholding(1, "whole", "A law"),)
    return replace(risk, withholdings=held) if risk.reference == "R3.9" else risk


def test_headings_and_keys_are_each_there_once():
    for table in TABLES:
        assert len({c.key for c in table.columns}) == len(table.columns)
        assert len({c.heading.lower() for c in table.columns}) == len(table.columns)
    assert len({table.name for table in TABLES}) == len(BY_KEY) == len(TABLES)


@pytest.mark.parametrize(
    ("place", "known"),
    [
        ("risks.treatment", Treatment.values),
        ("controls.effectiveness", Effectiveness.values),
        ("checks.result", Assurance.Result.values),
        ("challenges.about", Challenge.About.values),
        ("withheld.part", Withholdable.values),
    ],
)
def test_every_choice_has_a_word_that_leads_back_to_it(place, known):
    table, key = place.split(".")
    column = BY_KEY[table].column(key)
    assert list(column.words) == list(known)
    assert len(set(column.words.values())) == len(known)
    for code, word in column.words.items():
        assert (column.code(word.upper()), column.code(f"  {code} ")) == (code, code)
    with pytest.raises(KeyError):
        column.code("no such word")


def test_values_are_of_the_kind_that_their_column_says(cast):
    kinds = {TEXT: (str, type(None)), WHOLE: (int, type(None)), DAY: (date, type(None)),
             CHOICE: (str,)}  # fmt: skip
    found = everything(cast)
    for table in TABLES:
        rows = list(table.values(found))
        assert rows
        for row in rows:
            for column, value in zip(table.columns, row, strict=True):
                assert isinstance(value, kinds[column.kind]), (table.key, column.key)
                assert value not in ("", None) or not column.needed


def test_totals_and_bands_stand_there_for_people(cast):
    row = dict(
        zip([c.heading for c in RISKS.columns], next(RISKS.values(everything(cast))), strict=True)
    )
    assert (row["Total before controls"], row["Rating before controls"]) == (9, "High")
    assert (row["Total after controls"], row["Rating after controls"]) == (6, "Medium")
    assert [c.key for c in RISKS.columns if c.computed] == [
        "before.total", "before.band", "after.total", "after.band", "target.total", "target.band",
    ]  # fmt: skip

"""The tables of a register as CSV."""

import io
import zipfile
from datetime import date

import pytest

from registers.exchange.columns import CHOICE, DAY, RISKS, TABLES, WHOLE
from registers.exchange.document import document
from registers.exchange.from_tables import document_from
from registers.exchange.sheets import read_csv
from registers.exchange.write_csv import write_csv, write_table
from registers.snapshot import snapshot
from tests.registers.exchange.test_sheets import TEXTS
from tests.registers.exchange.written import everything, with_text

pytestmark = pytest.mark.django_db


def read(found, **options):
    with zipfile.ZipFile(io.BytesIO(write_csv(found, **options))) as archive:
        assert archive.namelist() == [f"{table.key}.csv" for table in TABLES]
        return document_from({t.key: _rows(archive.read(f"{t.key}.csv"), t) for t in TABLES})


def _rows(raw, table):
    heads, *rows = read_csv(raw)
    assert heads == [column.heading for column in table.columns]
    return [
        {
            c.key: _code(c, text)
            for c, text in zip(table.columns, row, strict=True)
            if not c.computed
        }
        for row in rows
    ]


def _code(column, text):
    if not text:
        return None
    kinds = {CHOICE: column.code, DAY: date.fromisoformat, WHOLE: int}
    return kinds[column.kind](text) if column.kind in kinds else text


@pytest.mark.parametrize("marked", [True, False])
def test_the_tables_are_the_register(cast, marked):
    found = everything(cast)
    assert read(found, marked=marked) == document(found)


@pytest.mark.parametrize("text", [*filter(None, TEXTS.values()), "\U0001f600" * 30_000, "_x0041_"])
def test_any_text_comes_back(cast, text):
    found = with_text(snapshot(cast.register), text)
    assert read(found) == document(found)


def test_a_byte_order_mark_stands_there_on_request(cast):
    found = snapshot(cast.register)
    assert write_table(found, RISKS).startswith(b"Reference,Theme,")
    assert write_table(found, RISKS, marked=True).startswith("\ufeffReference,Theme,".encode())


def test_the_same_content_is_the_same_file(cast):
    found = everything(cast)
    assert write_csv(found) == write_csv(found)
    with zipfile.ZipFile(io.BytesIO(write_csv(found))) as archive:
        assert archive.comment == b"OFFICIAL-SENSITIVE"

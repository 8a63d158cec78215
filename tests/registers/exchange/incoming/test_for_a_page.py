"""Of a large file a page gets what it works with, or a sentence."""

import io

import pytest
from openpyxl import load_workbook

from registers.exchange.incoming import limits
from registers.exchange.incoming.by_command import for_a_page
from registers.exchange.incoming.read import read_file
from registers.exchange.reading import BadFile
from registers.exchange.write_xlsx import write_xlsx
from registers.snapshot import snapshot
from tests.registers.exchange.incoming.books import SMALL, book_of

pytestmark = pytest.mark.once


def with_a_long_sheet(raw, rows):
    book = load_workbook(io.BytesIO(raw))
    page = book.create_sheet("Codes")
    for number in range(rows):
        page.append([number])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_sheets_that_hold_no_risks_are_left_out_and_not_counted(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS_ON_PAGE", 5)
    book = for_a_page(read_file(with_a_long_sheet(book_of(SMALL), 9), "Register.xlsx"))
    assert [sheet.name for sheet in book.sheets] == ["Register"]


def test_so_are_those_beside_our_own_tables(cast):
    raw = with_a_long_sheet(write_xlsx(snapshot(cast.register)), 9)
    names = [sheet.name for sheet in for_a_page(read_file(raw, "Register.xlsx")).sheets]
    assert "Risks" in names
    assert not {"Codes", "How to read this"} & set(names)


def test_all_are_kept_where_none_is_known():
    book = for_a_page(read_file(book_of([["Odd", "Heads"], ["a", "b"]]), "Register.xlsx"))
    assert len(book.sheets) == 1


@pytest.mark.parametrize("rows", [SMALL, [["Odd", "Heads"], *[["a", "b"]] * 9]])
def test_what_is_too_long_is_for_the_command(monkeypatch, rows):
    monkeypatch.setattr(limits, "MOST_ROWS_ON_PAGE", 2)
    with pytest.raises(BadFile, match=r"a page takes 2 at most\. .* import_register"):
        for_a_page(read_file(book_of(rows), "Register.xlsx"))

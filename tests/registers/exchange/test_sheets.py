"""Tables for people who open them in Excel: every text stays a text and comes back as it was."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from registers.exchange.sheets import (
    LONGEST,
    STAND_IN,
    Column,
    Sheet,
    read_csv,
    write_csv,
    write_xlsx,
)

COLUMNS = (Column("What"), Column("Note"))

BEGINNINGS = ("=", "+", "-", "@", "\uff1d")
#: What people write, and what a program for spreadsheets would make of some of it.
TEXTS = {
    "formula": "=cmd()",
    "command": "=cmd|' /C calc'!A0",
    "two equals": "==1+1",
    "plus": "+44 1234 567890",
    "minus": "-1",
    "at": "@SUM(1)",
    "formula after blanks": "  \n =1+1",
    "formula after a space that does not break": "\u00a0=1+1",
    "wide equals": "\uff1d1+1",
    "tab": "\tindented",
    "blanks around": "  kept  ",
    "leading apostrophe": "'quoted",
    "two apostrophes": "''",
    "apostrophe and formula": "'=1+1",
    "error": "#N/A",
    "number": "007",
    "long number": "12345678901234567890",
    "date": "2026-11-20",
    "truth": "TRUE",
    "quotes and separators": '"a", b; c',
    "right to left": "\u05e9\u05dc\u05d5\u05dd = \u0639",
    "emoji": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "combining": "e\u0301",
    "lines": "one\ntwo\n\n  three\n",
    "markup": "<b>&amp;</b> ]]>",
    "empty": "",
}


def sheets(raw):
    """The values of each sheet of a workbook, without its head, by name; empty texts for none."""
    book = load_workbook(io.BytesIO(raw))
    return {
        page.title: [[cell.value or "" for cell in row] for row in page.iter_rows(min_row=2)]
        for page in book
    }


def workbook(*rows, columns=COLUMNS):
    return write_xlsx([Sheet("Table", columns, rows)], title="A title", about=[("Seal", "9f3c")])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back_from_a_workbook_as_it_was(text):
    assert sheets(workbook((text, "x")))["Table"] == [[text, "x"]]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back_from_csv_as_it_was(text):
    assert read_csv(write_csv(COLUMNS, [(text, "x")])) == [["What", "Note"], [text, "x"]]


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb", "\r\n", "a\r\n=b"])
def test_line_ends_come_back_from_csv_as_they_were(text):
    assert read_csv(write_csv(COLUMNS, [(text, text)]))[1] == [text, text]


@pytest.mark.parametrize("text", [t for t in TEXTS.values() if t.strip().startswith(BEGINNINGS)])
def test_no_program_takes_a_text_for_a_formula(text):
    book = load_workbook(io.BytesIO(workbook((text, "x"))))
    cell = book["Table"]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    (field,) = [row[0] for row in _plain(write_csv(COLUMNS, [(text, "x")]))[1:]]
    assert field == f"'{text}"


def _plain(raw):
    """The rows of a CSV as any other program reads them."""
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_a_character_that_a_workbook_cannot_hold_is_seen_to_be_missing():
    text = "before\x00\x07\x0b\x1fafter"
    assert sheets(workbook((text, "")))["Table"][0][0] == f"before{STAND_IN * 4}after"
    assert read_csv(write_csv(COLUMNS, [(text, "")]))[1][0] == text


@pytest.mark.parametrize(
    "text", ["x" * 40_000, "\U0001f600" * 40_000, "=" + "y" * 99_999, "z" * LONGEST]
)
def test_a_text_longer_than_a_cell_goes_on_below(text):
    rows = sheets(workbook((text, "short"), ("next", "row")))["Table"]
    assert "".join(row[0] for row in rows[:-1]) == text
    assert all(len(row[0].encode("utf-16-le")) <= 2 * LONGEST for row in rows)
    assert [row[1] for row in rows] == ["short", *[""] * (len(rows) - 2), "row"]
    assert read_csv(write_csv(COLUMNS, [(text, "")]))[1][0] == text


def test_days_and_moments_are_dates_and_numbers_numbers():
    moment = datetime(2026, 6, 14, 13, 30, tzinfo=UTC)
    book = load_workbook(io.BytesIO(workbook((date(2026, 11, 20), moment), (9, None))))
    page = book["Table"]
    assert [page[at].value.isoformat() for at in ("A2", "B2")] == [
        "2026-11-20T00:00:00", "2026-06-14T14:30:00",
    ]  # fmt: skip
    assert (page["A2"].is_date, page["B2"].is_date) == (True, True)
    assert page["A2"].number_format == "d mmmm yyyy"
    assert (page["A3"].value, page["A3"].data_type, page["B3"].value) == (9, "n", None)
    assert read_csv(write_csv(COLUMNS, [(date(2026, 11, 20), moment), (-9, None)])) == [
        ["What", "Note"],
        ["2026-11-20", "2026-06-14T14:30:00+01:00"],
        ["-9", ""],
    ]


def test_a_workbook_says_what_it_is_and_its_head_stays_in_sight():
    book = load_workbook(io.BytesIO(workbook(("a", "b"))))
    assert book.sheetnames == ["About", "Table"]
    assert [[cell.value for cell in row] for row in book["About"].iter_rows()] == [
        ["A title", None], ["Seal", "9f3c"],
    ]  # fmt: skip
    page = book["Table"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == (
        "A2", "A1:B2", "$1:$1",
    )  # fmt: skip
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", False)
    assert book.properties.title == "A title"
    assert not book.properties.creator


def test_a_sheet_has_a_name_that_one_may_have():
    sheet = Sheet("Of [R1.1]: what/when\\who? *" + "x" * 40, COLUMNS, [])
    names = load_workbook(io.BytesIO(write_xlsx([sheet], title="A", about=[]))).sheetnames
    assert names[1] == "Of  R1.1   what when who   xxxxx"[:31]


def test_csv_is_known_to_be_utf_8():
    assert write_csv(COLUMNS, []).startswith("\ufeffWhat,Note".encode())

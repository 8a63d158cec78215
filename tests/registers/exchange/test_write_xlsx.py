"""The workbook of a register: what stands on its sheets, and that its tables are the register."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from registers.content import Snapshot
from registers.exchange.columns import CHOICE, DAY, TABLES, tables_of
from registers.exchange.document import document, fingerprint
from registers.exchange.from_tables import document_from
from registers.exchange.sheets import LONGEST, unescaped
from registers.exchange.write_xlsx import write_xlsx
from registers.snapshot import snapshot
from tests.registers.exchange.test_sheets import TEXTS
from tests.registers.exchange.written import everything, with_text

pytestmark = pytest.mark.django_db
LONG = ("x" * 30_000, "=" + "\U0001f600" * 29_999, "_x0041_" * 4_000, " " * 10 + "ж" * 29_000)


def pages(found):
    return load_workbook(io.BytesIO(write_xlsx(found)))


def rows_of(page, table):
    """The rows of a table as a reader takes them: what goes on below is put together again."""
    found = []
    first, *rows = page.iter_rows(values_only=True)
    assert list(first) == [column.heading for column in table.columns]
    needed = table.columns[0].needed
    for row in rows:
        if needed and row[0] is None:
            held = found[-1]
            found[-1] = [
                (a or "") + b if isinstance(b, str) else a for a, b in zip(held, row, strict=True)
            ]
        else:
            found.append(list(row))
    return [
        {c.key: _code(c, v) for c, v in zip(table.columns, row, strict=True) if not c.computed}
        for row in found
    ]


def _code(column, value):
    if value is None:
        return None
    if column.kind == CHOICE:
        return column.code(value)
    if column.kind == DAY:
        return value.date() if isinstance(value, datetime) else date.fromisoformat(value)
    return unescaped(value) if isinstance(value, str) else value


def read(book, found: Snapshot):
    return document_from({t.key: rows_of(book[t.name], t) for t in tables_of(found)})


def test_the_tables_are_the_register(cast):
    found = everything(cast)
    assert read(pages(found), found) == document(found)


@pytest.mark.parametrize("text", [*filter(None, TEXTS.values()), "_x0041_ _x005F_x0041_ _x00e9_"])
def test_any_text_comes_back(cast, text):
    found = with_text(snapshot(cast.register), text)
    assert read(pages(found), found) == document(found)


@pytest.mark.parametrize("text", LONG, ids=["plain", "formula", "escapes", "blanks"])
def test_the_longest_text_comes_back(cast, text):
    found = with_text(snapshot(cast.register), text)
    book = pages(found)
    assert read(book, found) == document(found)
    longest = max(
        len(str(cell.value or "").encode("utf-16-le"))
        for page in book
        for row in page
        for cell in row
    )
    assert longest <= 2 * LONGEST


def test_the_map_has_every_reference_in_its_cell_with_the_fill_of_its_band(cast):
    book = pages(everything(cast))
    page = book["Map after controls"]
    assert [cell.value for cell in page[4]] == [
        "2 Moderate", "2 Low", "4 Low", "6 Medium", "8 Medium",
    ]  # fmt: skip
    assert page["C3"].value == "6 Medium\nR1.1"
    assert page["C3"].fill.fgColor.rgb == "00F4C95D"
    assert page["E2"].fill.fgColor.rgb == "007D1D24"
    assert page["A9"].value == "Medium"
    before = book["Map before controls"]
    assert (before["D3"].value, before["E2"].value) == ("9 High\nR1.1", "16 High\nR3.9")
    assert page.page_setup.orientation == "landscape"


def test_numbers_and_days_are_real_and_ratings_have_their_fill(cast):
    page = pages(everything(cast))["Risks"]
    heads = {cell.value: cell.column_letter for cell in page[1]}
    total = page[f"{heads['Total before controls']}2"]
    assert (total.value, total.data_type, total.fill.fgColor.rgb) == (9, "n", "007D1D24")
    review = page[f"{heads['Next review']}2"]
    assert (str(review.value), review.number_format) == ("2027-01-31 00:00:00", "d mmmm yyyy")
    assert page[f"{heads['Short title']}2"].data_type == "s"
    assert page[f"{heads['Short title']}2"].quotePrefix
    offered = {v.formula1: str(v.sqref) for v in page.data_validations.dataValidation}
    treatment = heads["Treatment"]
    assert offered == {'"tolerate,treat,transfer,terminate"': f"{treatment}2:{treatment}505"}


def test_a_day_before_1900_is_told_in_letters(cast):
    found = everything(cast)
    assert pages(found)["Actions"]["E2"].is_date
    themes = tuple(
        replace(t, risks=tuple(replace(r, next_review=date(1066, 10, 14)) for r in t.risks))
        for t in found.themes
    )
    old = replace(found, themes=themes)
    assert read(pages(old), old) == document(old)


def test_each_sheet_can_be_printed_and_filtered(cast):
    found = everything(cast)
    book = pages(found)
    names = [table.name for table in TABLES]
    assert book.sheetnames == [
        "How to read this", "Map before controls", "Map after controls", "Register", *names,
    ]  # fmt: skip
    for name in names:
        page = book[name]
        assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
        assert page.auto_filter.ref == page.dimensions
    for page in book:
        assert page.oddHeader.center.text == page.oddFooter.center.text == "OFFICIAL-SENSITIVE"
        assert page.oddFooter.left.text.startswith(f"Revision {found.number} · seal ")


def test_the_register_stands_there_as_it_is_printed(cast):
    page = pages(everything(cast))["Register"]
    column = [row[0] for row in page.iter_rows(values_only=True)]
    assert column[1:10] == [
        "1 Public engagement", "R1.1 – =Voice", "The public is not heard.",
        "Before mitigating controls are in place", None, "Meetings are held.",
        "Letters are answered.", "After mitigating controls are in place", None,
    ]  # fmt: skip
    assert [cell.value for cell in page[6]][1:] == [3, 3, 9, "High"]
    assert "R3.10" not in column


def test_a_workbook_for_the_public_bears_no_number(cast):
    shown = everything(cast).public()
    book = pages(shown)
    said = " ".join(str(c.value) for page in book for row in page for c in row)
    assert shown.seal == ""
    assert "Revision" not in said
    assert book.worksheets[0].oddFooter.left.text.replace(" ", "") == (
        f"Fingerprint{fingerprint(shown)[:16]}"
    )
    assert {"Actions", "Checks of controls"} & set(book.sheetnames) == set()
    assert book.sheetnames[-1] == "Left out"


def test_rows_are_as_high_as_their_texts(cast):
    """As many lines as the text takes in its column, and no height that somebody has chosen."""
    found = with_text(everything(cast), "x" * 250 + "\ny")
    page = load_workbook(io.BytesIO(write_xlsx(found)))["Register"]
    rows = {cell.value: cell.row for cell in page["A"]}
    assert page.row_dimensions[rows["x" * 250 + "\ny"]].height == 60
    assert page.row_dimensions[rows["R1.2"]].height is None
    with zipfile.ZipFile(io.BytesIO(write_xlsx(found))) as parts:
        assert b"customHeight" not in parts.read("xl/worksheets/sheet4.xml")

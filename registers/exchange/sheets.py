"""Tables as a workbook or as CSV, in which every text stays a text.

A value that begins like a formula is written as a text: in a workbook by the cell's type, in
CSV, which has no types, behind an apostrophe that `read_csv` takes off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | date | datetime | None

#: The longest text that a cell of a workbook can hold, by the format itself, in units of UTF-16.
LONGEST = 32_767
#: What stands for a character that a workbook cannot hold.
STAND_IN = "\ufffd"
#: What a program for spreadsheets would take for a formula, after blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|'")
_HEAD = PatternFill("solid", fgColor="E7EBF0")


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters."""

    name: str
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; its name is cut to the 31 characters that one may have."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_xlsx(sheets: Sequence[Sheet], *, title: str, about: Sequence[tuple[str, Value]]) -> bytes:
    """A workbook: a first sheet that says in two columns what it is about, then the tables.

    A text that is longer than a cell can be goes on in rows below, in its column.
    """
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = ""
    first = Sheet(_("About"), (Column(title, 28), Column("", 90)), about)
    for sheet in (first, *sheets):
        _write(book.create_sheet(_name(sheet.name)), sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.append([_cell(page, column.name, head=True) for column in sheet.columns])
    count = 1
    for row in sheet.rows:
        for line in _lines(row):
            page.append([_cell(page, value) for value in line])
            count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"


def _lines(row: Sequence[Value]) -> Iterable[list[Value]]:
    """A row, and below it what its texts have beyond what a cell holds."""
    rest: list[Value] = list(row)
    while True:
        held = [_held(value) if isinstance(value, str) else value for value in rest]
        yield held
        rest = [
            value[len(part) :] or None if isinstance(value, str) and isinstance(part, str) else None
            for value, part in zip(rest, held, strict=True)
        ]
        if not any(rest):
            return


def _held(text: str) -> str:
    """As much of a text as a cell holds."""
    return text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")


def _cell(page: Worksheet, value: Value, *, head: bool = False) -> Cell:
    if isinstance(value, datetime):
        # A workbook knows no time zones: the moment as clocks here showed it.
        value = timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub(STAND_IN, value)
    cell: Cell = WriteOnlyCell(page)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = bool(_FORMULA.match(value))
    if isinstance(value, datetime):
        cell.number_format = "d mmmm yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "d mmmm yyyy"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if head:
        cell.font, cell.fill = Font(bold=True), _HEAD
    return cell


def _name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as CSV in UTF-8 with a byte-order mark, by which Excel knows it."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([column.name for column in columns])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    text = "" if value is None else str(value)
    is_text = isinstance(value, str)
    return f"'{text}" if is_text and _FORMULA.match(text) else text


def read_csv(raw: bytes) -> list[list[str]]:
    """The rows of what `write_csv` wrote, texts as they were."""
    held = io.StringIO(raw.decode("utf-8-sig"), newline="")
    return [[text.removeprefix("'") for text in row] for row in csv.reader(held)]

"""Tables as a workbook or as CSV, in which every text stays a text.

A value that begins like a formula is written as a text: in a workbook by the cell's type, in
CSV, which has no types, behind an apostrophe that `read_csv` takes off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | date | datetime | None

#: The longest text that a cell of a workbook can hold, by the format itself, in units of UTF-16.
LONGEST = 32_767
#: The longest text that a workbook prints at the head or the foot of a page.
LONGEST_EDGE = 255
#: The typeface that cells have unless told.
FONT = "Calibri"
#: The height of a line in points, and the most that a row can have.
LINE_HEIGHT, TALLEST = 15.0, 405.0
#: The first day of which every program for spreadsheets makes the same number.
FIRST_DAY = date(1900, 3, 1)
#: What stands for a character that a workbook cannot hold.
STAND_IN = "\ufffd"
#: What a program for spreadsheets would take for a formula, after blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|'")
#: What the format would take for a character that is written by its number.
_BY_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters; `choices` are what may be chosen in its cells, any if empty."""

    name: str
    width: int = 16
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: `fill` and `ink` are colours of six digits, empty for none and black."""

    bold: bool = False
    fill: str = ""
    ink: str = ""
    size: int = 11
    centred: bool = False
    framed: bool = False


PLAIN, HEAD = Look(), Look(bold=True, fill="E7EBF0")


class Shown(NamedTuple):
    """A value with a look of its own."""

    value: Value
    look: Look


Row = Sequence[Value | Shown]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; its name is cut to the 31 characters that one may have.

    A table `is_list` when its first row heads all others: it stays in sight, and rows can be
    filtered by it. `heights` are of rows that need another than their text's, in points.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    is_list: bool = True
    heights: Mapping[int, float] = field(default_factory=dict)


def write_xlsx(sheets: Sequence[Sheet], *, title: str, about: Sequence[tuple[str, Value]]) -> bytes:
    """A workbook: a first sheet that says in two columns what it is about, then the tables.

    A text that is longer than a cell can be goes on in rows below, in its column.
    """
    first = Sheet(_("About"), (Column(title, 28), Column("", 90)), about)
    return write_book((first, *sheets), title=title)


def write_book(sheets: Iterable[Sheet], *, title: str, head: str = "", foot: str = "") -> bytes:
    """A workbook of these sheets; `head` and `foot` are printed on each page of it."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = ""
    for sheet in sheets:
        page = book.create_sheet(_name(sheet.name))
        page.oddHeader.center.text = _edge(head)
        page.oddFooter.left.text, page.oddFooter.center.text = _edge(foot), _edge(head)
        page.oddFooter.right.text = "&P / &N"
        _write(page, sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _edge(text: str) -> str | None:
    """A text at the head or the foot of a page, where an ampersand would be a command."""
    return " ".join(text.split())[: LONGEST_EDGE // 4].replace("&", "&&") or None


def _write(page: Worksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.is_list:
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
    pens = _Pens(page)
    widths = [column.width for column in sheet.columns]
    count = 0
    for row in chain([[Shown(column.name, HEAD) for column in sheet.columns]], sheet.rows):
        for line in _lines(row):
            count += 1
            _heighten(page, count, sheet.heights.get(count) or _height(line, widths))
            page.append(pens.cell(value) for value in line)  # type: ignore[arg-type]
    if sheet.is_list:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"
    _offer(page, sheet.columns, count)


def _heighten(page: Worksheet, number: int, height: float) -> None:
    """Give the row that comes next its height; 0 is that of one line.

    Not as a height that somebody has chosen: it may follow what is typed there later. A row that is
    written is forgotten, since there may be many.
    """
    heights: dict[int, Any] = page.row_dimensions
    heights.pop(number - 1, None)
    if height:
        heights[number] = {"ht": f"{height:g}"}


def _height(row: Row, widths: Sequence[int]) -> float:
    """The points that the texts of a row need in columns of so many characters; 0 for one line.
    LibreOffice counts it only when somebody types: unsaid, the lines overlap in print."""
    counts = (_count(value, width) for value, width in zip(row, widths, strict=False))
    lines = max(counts, default=1)
    return min(TALLEST, lines * LINE_HEIGHT) if lines > 1 else 0


def _count(value: Value | Shown, width: int) -> int:
    """How many lines a value takes in a cell."""
    text = value.value if isinstance(value, Shown) else value
    if not isinstance(text, str) or (len(text) <= width and "\n" not in text):
        return 1
    return sum(max(1, -(-len(line) // width)) for line in text.split("\n"))


def _offer(page: Worksheet, columns: Sequence[Column], count: int) -> None:
    """Let what may be chosen be chosen, some rows further than there are."""
    for number, column in enumerate(columns, start=1):
        if column.choices:
            letter = get_column_letter(number)
            offered = DataValidation("list", formula1=f'"{",".join(column.choices)}"')
            offered.allow_blank = True
            offered.add(f"{letter}2:{letter}{count + 500}")
            page.data_validations.append(offered)


def _lines(row: Row) -> Iterable[Row]:
    """A row, and below it what its texts have beyond what a cell holds."""
    rest: Row = row
    while True:
        if not any(_is_long(value) for value in rest):
            yield rest
            return
        yield [_first(value) for value in rest]
        rest = [_after(value) for value in rest]


def _is_long(value: Value | Shown) -> bool:
    # A character takes one unit or two.
    text = value.value if isinstance(value, Shown) else value
    return isinstance(text, str) and len(text) > LONGEST // 2 and _held(text) != text


def _first(value: Value | Shown) -> Value | Shown:
    if isinstance(value, Shown):
        return Shown(_first(value.value), value.look)  # type: ignore[arg-type]
    return _held(value) if isinstance(value, str) else value


def _after(value: Value | Shown) -> Value:
    text = value.value if isinstance(value, Shown) else value
    return text[len(_held(text)) :] or None if isinstance(text, str) else None


def _held(text: str) -> str:
    """As much of a text as a cell holds."""
    written = _BY_NUMBER.sub("_x005F_", text)
    most = 2 * LONGEST
    if len(written) == len(text):
        return text.encode("utf-16-le")[:most].decode("utf-16-le", "ignore")
    # Where escapes make it longer, as many fewer: each takes seven characters for one.
    found = text.encode("utf-16-le")[: most // 7].decode("utf-16-le", "ignore")
    return text if len(written.encode("utf-16-le")) <= most else found


class _Pens:
    """The cells that a sheet is written with: one for each look, filled anew for each value, since
    what is written is written at once."""

    def __init__(self, page: Worksheet) -> None:
        self._page = page
        self._pens: dict[tuple[Look, str, bool], Cell] = {}

    def cell(self, value: Value | Shown) -> Cell:
        value, look = value if isinstance(value, Shown) else (value, PLAIN)
        if isinstance(value, str):
            value = _BY_NUMBER.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub(STAND_IN, value))
            pen = self._pen(look, "", bool(_FORMULA.match(value)))
            pen.value = value
            pen.data_type = "s"
            return pen
        if isinstance(value, datetime):
            # A workbook knows no time zones: the moment as clocks here showed it.
            pen = self._pen(look, "d mmmm yyyy hh:mm")
            pen.value = timezone.localtime(value).replace(tzinfo=None)
            return pen
        if isinstance(value, date):
            if value < FIRST_DAY:
                return self.cell(Shown(value.isoformat(), look))
            pen = self._pen(look, "d mmmm yyyy")
        else:
            pen = self._pen(look, "")
        pen.value = value
        return pen

    def _pen(self, look: Look, form: str, quoted: bool = False) -> Cell:
        key = look, form, quoted
        if key not in self._pens:
            self._pens[key] = _pen(self._page, look, form, quoted)
        return self._pens[key]


def _pen(page: Worksheet, look: Look, form: str, quoted: bool) -> Cell:
    cell: Cell = WriteOnlyCell(page)
    cell.alignment = Alignment(
        horizontal="center" if look.centred else None,
        vertical="center" if look.centred else "top",
        wrap_text=True,
    )
    if look.bold or look.ink or look.size != PLAIN.size:
        cell.font = Font(name=FONT, bold=look.bold, color=look.ink or None, size=look.size)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.framed:
        line = Side("thin", "8A94A0")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    if form:
        cell.number_format = form
    cell.quotePrefix = quoted
    return cell


def unescaped(text: str) -> str:
    """A text as it was before `write_xlsx` wrote it: for whoever reads the XML itself."""
    return _ESCAPED.sub("_", text)


def _name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def write_csv(
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, marked: bool = True
) -> bytes:
    """A table as CSV in UTF-8, where it is `marked` with a byte-order mark, by which Excel knows
    it."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([column.name for column in columns])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return held.getvalue().encode("utf-8-sig" if marked else "utf-8")


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

"""A workbook's sheets as cells."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from registers.exchange.incoming.cells import (
    Book,
    Collected,
    Remark,
    Sheet,
    Value,
    letter,
)
from registers.exchange.incoming.container import XLSX, broken
from registers.exchange.incoming.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
)
from registers.exchange.reading import BadFile

#: Told of how many rows have been read.
Progress = Callable[[int], None]
_BY_NUMBER = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(raw: bytes, progress: Progress = lambda _rows: None) -> Book:
    """The sheets of a workbook that `kind_of` has looked into. Raises BadFile."""
    try:
        book, computed = _opened(raw, data_only=False), _opened(raw, data_only=True)
        pages = book.worksheets
        if len(pages) > MOST_SHEETS:
            raise BadFile(_("The workbook has more than %(most)s sheets.") % {"most": MOST_SHEETS})
        sheets = tuple(_sheet(page, computed, progress) for page in pages)
        return Book(XLSX, sheets, tuple(_hidden(pages, sheets)))
    except (BadFile, MemoryError):
        raise
    except Exception as problem:
        # openpyxl raises whatever its parsers do on what only looks like a workbook.
        raise BadFile(broken()) from problem


class _Reader(ExcelReader):
    """Reads the texts that cells share to the letter, as it reads those that stand in cells."""

    def read_strings(self) -> None:
        # The library takes every `x005F_` out of them, also where `_x005F_x0041_` is what somebody
        # wrote as `_x0041_`: read once more, that would be an “A”.
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_strings(source))


def _strings(source: Any) -> Iterator[str]:
    for _event, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            text = Text.from_tree(node)
            yield text.content if text else ""
            node.clear()


def _opened(raw: bytes, *, data_only: bool) -> Any:
    reader = _Reader(io.BytesIO(raw), read_only=True, keep_links=False, data_only=data_only)
    reader.read()
    return reader.wb


def _hidden(pages: Sequence[Any], sheets: Sequence[Sheet]) -> Iterator[str]:
    """A sentence for each sheet that holds something and that nobody sees who opens the file."""
    for page, sheet in zip(pages, sheets, strict=True):
        if sheet.rows and page.sheet_state != "visible":
            yield _(
                "Sheet “%(sheet)s” is hidden in the file, and was read too: see whether what it "
                "says is meant."
            ) % {"sheet": sheet.name}


def _sheet(page: Any, computed: Any, progress: Progress) -> Sheet:
    held = Collected()
    formulas: set[tuple[int, int]] = set()
    for number, cells in _rows(page):
        values: list[Value] = []
        for column, cell in enumerate(cells[:MOST_COLUMNS], start=1):
            if cell.data_type == "f":
                formulas.add((number, column))
                # Stands until what was computed is known, so that the row is kept.
                values.append(str(cell.value))
            elif cell.data_type == "e":
                held.remarks.append(_error(number, column, cell.value))
                values.append(None)
            else:
                values.append(_value(cell.value, page.title, number, column))
        held.add(number, values)
        if len(held.rows) > MOST_ROWS:
            raise BadFile(
                _("Sheet “%(sheet)s” has more than %(most)s rows.")
                % {"sheet": page.title, "most": f"{MOST_ROWS:,}"}
            )
        if number % 200 == 0:
            progress(number)
    if formulas:
        _take_computed(held, computed[page.title], formulas)
    return Sheet(page.title, held.rows, tuple(held.remarks))


def _rows(page: Any) -> Iterator[tuple[int, Any]]:
    # What a file says of its own size is not always so.
    page.reset_dimensions()
    yield from enumerate(page.iter_rows(), start=1)


def _take_computed(held: Collected, page: Any, formulas: set[tuple[int, int]]) -> None:
    """Put in place of formulas what the program that saved the file had computed."""
    rows = dict(held.rows)
    for number, cells in _rows(page):
        for column, cell in enumerate(cells[:MOST_COLUMNS], start=1):
            if (number, column) not in formulas or number not in rows:
                continue
            row = rows[number]
            row[column - 1] = _value(cell.value, page.title, number, column)
            held.remarks.append(_computed(number, column, row[column - 1]))


def _computed(number: int, column: int, value: Value) -> Remark:
    if value is None:
        said = _("This cell is a formula that was never computed: it is taken as empty.")
    else:
        said = _("This cell is a formula: what it had come to is taken.")
    return Remark(number, column, said)


def _error(number: int, column: int, value: Any) -> Remark:
    said = _("This cell holds the error %(error)s: mend it in the file.") % {"error": value}
    return Remark(number, column, said, refuses=True)


def _value(value: Any, sheet: str, number: int, column: int) -> Value:
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise BadFile(
                _("Sheet “%(sheet)s”, row %(row)s, column %(column)s: the text is far longer than "
                  "any that can be kept.")
                % {"sheet": sheet, "row": number, "column": letter(column)}
            )  # fmt: skip
        return _BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(sep=" ")
    return value if isinstance(value, int | float | date) or value is None else str(value)

"""CSV files, alone or in an archive of one for each table, as cells."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import PurePath

from django.utils.translation import gettext as _

from registers.exchange.columns import BY_KEY, LEFT_OUT
from registers.exchange.incoming.cells import Book, Collected, Remark, Sheet
from registers.exchange.incoming.container import CSV, TABLES
from registers.exchange.incoming.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from registers.exchange.reading import BadFile

SEPARATORS = (",", ";", "\t", "|")
#: What is written before a text that a program for spreadsheets would take for a formula.
ESCAPE = "'"
_ESCAPED = re.compile(r"'(?=\s*[=+\-@\t\r＝＋－＠])")
_SNIFFED = 20


def read_csv(raw: bytes, name: str) -> Book:
    """One CSV file. Raises BadFile."""
    sheet, notices = _read(raw, PurePath(name).stem)
    return Book(CSV, (sheet,), notices)


def read_tables(raw: bytes) -> Book:
    """An archive of CSV files. Raises BadFile."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_SHEETS:
            raise BadFile(_("The archive has more than %(most)s files.") % {"most": MOST_SHEETS})
        read = [_read(archive.read(part), PurePath(part.filename).stem) for part in parts]
    notices = dict.fromkeys(notice for _sheet, told in read for notice in told)
    return Book(TABLES, tuple(sheet for sheet, _told in read), tuple(notices))


def _read(raw: bytes, name: str) -> tuple[Sheet, tuple[str, ...]]:
    text, notices = _decoded(raw, name)
    separator = _separator(text)
    csv.field_size_limit(LONGEST_CELL)
    held = Collected()
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, cells in enumerate(read, start=1):
            held.add(number, cells[:MOST_COLUMNS])
            if len(held.rows) > MOST_ROWS:
                raise BadFile(
                    _("%(name)s has more than %(most)s rows.")
                    % {"name": name, "most": f"{MOST_ROWS:,}"}
                )
    except csv.Error as problem:
        raise BadFile(
            _("%(name)s, line %(line)s cannot be read as CSV (%(why)s). Look for a quotation mark "
              "that is not closed.") % {"name": name, "line": read.line_num, "why": problem}
        ) from None  # fmt: skip
    return _unescaped(Sheet(name, held.rows)), notices


def _decoded(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file: UTF-8 or UTF-16 by its mark, UTF-8, or else Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _by(raw, "utf-16", name), ()
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        said = _("%(name)s is not in UTF-8 and was read as Windows-1252: look at accents, pound "
                 "signs and quotation marks.") % {"name": name}  # fmt: skip
        return _by(raw, "cp1252", name), (said,)


def _by(raw: bytes, code: str, name: str) -> str:
    try:
        return raw.decode(code)
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise BadFile(
            _("%(name)s, line %(line)s has a character that cannot be read. Save the file as “CSV "
              "UTF-8”.") % {"name": name, "line": line}
        ) from None  # fmt: skip


def _separator(text: str) -> str:
    """The separator by which the first lines have the most columns that they agree on."""
    best, most = ",", 0
    for separator in SEPARATORS:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            widths = [len(row) for row, _number in zip(lines, range(_SNIFFED), strict=False) if row]
        except csv.Error:
            continue
        wide = max((width for width in set(widths) if width > 1), key=widths.count, default=0)
        agreed = widths.count(wide) * wide if wide else 0
        if agreed > most:
            best, most = separator, agreed
    return best


def _unescaped(sheet: Sheet) -> Sheet:
    """The texts as they were before whoever wrote the file guarded them against formulas. Our own
    tables guard every text that begins with an apostrophe too."""
    heads = {column.heading for table in (*BY_KEY.values(), LEFT_OUT) for column in table.columns}
    own = bool(sheet.rows) and set(map(str, sheet.rows[0][1])) <= heads
    rows = [
        (
            number,
            [
                cell[1:]
                if isinstance(cell, str)
                and (cell.startswith(ESCAPE) if own else _ESCAPED.match(cell))
                else cell
                for cell in cells
            ],
        )
        for number, cells in sheet.rows
    ]
    formulas = [
        Remark(
            number, column, _("This cell is a formula, which CSV cannot hold: it is a text here.")
        )
        for number, cells in sheet.rows
        for column, cell in enumerate(cells, start=1)
        if not own and isinstance(cell, str) and cell.startswith("=")
    ]
    return Sheet(sheet.name, rows, tuple(formulas))

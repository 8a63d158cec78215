"""What a person can say of a foreign file's columns, as fields of a form, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from registers.exchange.incoming.cells import Book, Sheet, letter
from registers.exchange.incoming.given import Levels
from registers.exchange.incoming.mapping import Reading, SheetMap
from registers.exchange.incoming.meaning import is_empty, plain, told
from scoring.matrix import Matrix

#: How many cells of a column are shown beside it.
SAMPLES = 3

Column = tuple[str, str, str, str]
Word = tuple[str, str, list[tuple[str, str]]]


def choices_of(
    book: Book, reading: Reading, unknown: Mapping[str, tuple[str, ...]], matrix: Matrix
) -> tuple[list[Column], list[Word]]:
    """For each column of the sheets that are read its field, label, some cells and what it is; and
    for each word that is no level its field, label and the levels."""
    columns: list[Column] = []
    for place, sheet in enumerate(book.sheets):
        if taken := reading.sheets.get(sheet.name):
            columns += _columns(place, sheet, taken, several=len(reading.sheets) > 1)
    words: list[Word] = []
    for axis, held in unknown.items():
        levels = [(str(one.value), f"{one.value} {one.name}") for one in getattr(matrix, axis)]
        for number, word in enumerate(held):
            words.append((f"{axis}-{number}", f"{axis.capitalize()}: “{told(word)}”", levels))
    return columns, words


def _columns(place: int, sheet: Sheet, taken: SheetMap, *, several: bool) -> list[Column]:
    found = []
    heads = [cells for number, cells in sheet.rows if taken.heads - 1 <= number <= taken.heads]
    rows = [cells for number, cells in sheet.rows if number > taken.heads]
    for column in range(1, max((len(cells) for _n, cells in sheet.rows), default=0) + 1):
        held = list(_shown(heads, column))
        shown = list(islice(_shown(rows, column), SAMPLES))
        if held or shown:
            sheet_name = f"{sheet.name}, " if several else ""
            label = f"{sheet_name}{letter(column)} {' / '.join(held)}".strip()
            key = taken.columns.get(column, "")
            found.append((f"column-{place}-{column}", label, " · ".join(shown), key))
    return found


def _shown(rows: Sequence[Sequence[Any]], column: int) -> Iterator[str]:
    """What stands in the cells of a column, short."""
    for cells in rows:
        if column <= len(cells) and not is_empty(cells[column - 1]):
            yield told(cells[column - 1])


def reading_of(
    reading: Reading, said: Mapping[str, Any], unknown: Mapping[str, tuple[str, ...]]
) -> Reading:
    """The reading as a person has said it; of two columns that are taken as one thing the first."""
    names = list(reading.sheets)
    sheets = {}
    for name, taken in reading.sheets.items():
        place = names.index(name)
        columns: dict[int, str] = {}
        for field, key in said.items():
            start, _dash, column = field.rpartition("-")
            if start == f"column-{place}" and key and key not in columns.values():
                columns[int(column)] = key
        sheets[name] = SheetMap(taken.heads, columns, bool(columns))
    levels = {
        axis: {
            plain(word): int(level)
            for number, word in enumerate(held)
            if (level := said.get(f"{axis}-{number}"))
        }
        for axis, held in unknown.items()
    }
    return Reading(sheets, Levels(**levels), int(said.get("theme") or 0))

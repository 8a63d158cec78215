"""The rows of a file under the keys of the register's columns: of our own tables as they stand, of
foreign sheets by how their columns are taken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from registers.exchange import columns
from registers.exchange.columns import LEFT_OUT, TABLES, Table
from registers.exchange.incoming import meaning
from registers.exchange.incoming.cells import Book, Sheet, Value, letter
from registers.exchange.incoming.container import DOCX
from registers.exchange.incoming.given import Given, GivenFile
from registers.exchange.incoming.headings import guess
from registers.exchange.incoming.mapping import (
    ACTION_DUE,
    ACTION_OWNER,
    ACTIONS,
    CONTROL_OWNER,
    CONTROLS,
    PROGRESS,
    Reading,
    SheetMap,
)
from registers.exchange.incoming.structured import given_from_document
from registers.exchange.reading import BadFile
from registers.planned import Place
from scoring.matrix import Matrix

#: What stands before an item of a list in a cell: a bullet, a dash, a number or a letter.
_BULLET = re.compile(
    r"^\s*(?:[•●▪◦·*‣\uf0b7]|[-–—](?=\s)|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)])\s*"
)
#: A text that is shorter than this fits into any cell, whatever is in it.
LONG = 2_000
#: A row with one text alone, no longer than this, heads the risks below it.
LONGEST_THEME = 100
#: The fields of a risk that say that a row is of a risk of its own.
_OF_A_RISK = ("reference", "title", "description")


def own_tables(book: Book) -> dict[str, tuple[Sheet, Table]]:
    """The sheets that are tables of our own making, by the table's key.

    Raises BadFile for a file that was made for the public: it is no whole register.
    """
    found: dict[str, tuple[Sheet, Table]] = {}
    for sheet in book.sheets:
        table = _table_of(sheet)
        if table is LEFT_OUT:
            raise BadFile(
                _("The file was made for the public, without what is withheld. Bring in one that "
                  "was made for the owners.")
            )  # fmt: skip
        if table is not None and table.key not in found:
            found[table.key] = (replace(sheet, exact=sheet.exact or book.kind != DOCX), table)
    return found


def _table_of(sheet: Sheet) -> Table | None:
    """The table whose headings a sheet has, and nothing but them."""
    if not sheet.rows:
        return None
    heads = {str(head) for head in sheet.rows[0][1] if head not in {None, ""}}
    for table in (*TABLES, LEFT_OUT):
        known = {column.heading for column in table.columns}
        needed = {column.heading for column in table.columns if column.needed}
        named = meaning.plain(sheet.name) in {meaning.plain(table.name), table.key}
        if needed <= heads <= known and (named or heads == known):
            return table
    return None


def needs_mapping(book: Book) -> bool:
    """Whether a person has to say what the columns are."""
    return book.whole is None and not own_tables(book)


def gather(book: Book, reading: Reading | None = None) -> GivenFile:
    """What a file gives; `reading` says how a foreign one is read, else it is guessed.

    Raises BadFile where nothing in it can be taken for a register.
    """
    if book.whole is not None:
        return given_from_document(book.whole)
    own = own_tables(book)
    if own:
        tables = {key: tuple(_own_rows(sheet, table)) for key, (sheet, table) in own.items()}
        return GivenFile(tables, book.notices, theme=reading.theme if reading else 0)
    reading = reading or guess(book)
    found: dict[str, list[Given]] = defaultdict(list)
    for sheet in book.sheets:
        taken = reading.sheets.get(sheet.name)
        if taken and taken.used:
            _Gathering(sheet, taken, found).gather()
    if not found:
        raise BadFile(
            _("No table of risks was found in the file: none of its rows has headings such as "
              "Reference, Risk, Likelihood and Impact. Use the template.")
        )  # fmt: skip
    tables = {key: tuple(rows) for key, rows in found.items()}
    return GivenFile(tables, book.notices, reading.levels, reading.theme)


def _own_rows(sheet: Sheet, table: Table) -> Iterator[Given]:
    """The rows of a table of our own. What a cell could not hold goes on in the row below."""
    (_first, heads), *rows = sheet.rows
    by_heading = {column.heading: column for column in table.columns}
    keys = {
        place: by_heading[str(head)].key
        for place, head in enumerate(heads)
        if str(head) in by_heading
    }
    letters = {key: letter(place + 1) for place, key in keys.items()}
    last: Given | None = None
    for number, cells in rows:
        values = {key: cells[p] if p < len(cells) else None for p, key in keys.items()}
        if last and _goes_on_from(last, values, next(iter(keys.values()))):
            last = _joined(last, values)
            continue
        if last:
            yield last
        notices, refusals = _remarks(sheet, number, {p + 1 for p in keys})
        last = Given(Place(sheet.name, number), values, letters, sheet.exact, notices, refusals)
    if last:
        yield last


def _goes_on_from(given: Given, values: dict[str, Value], first: str) -> bool:
    """Whether a row holds what was too long for the cells above it, and nothing else."""
    filled = [key for key, value in values.items() if value not in {None, ""}]
    held = [given.values.get(key) for key in filled]
    return (
        bool(filled)
        and first not in filled
        and all(isinstance(text, str) and len(text) > LONG for text in held)
    )


def _joined(given: Given, more: dict[str, Value]) -> Given:
    values = {
        key: f"{held or ''}{more[key]}" if isinstance(more.get(key), str) else held
        for key, held in given.values.items()
    }
    return Given(given.place, values, given.columns, given.exact, given.notices, given.refusals)


def _remarks(
    sheet: Sheet, number: int, taken: Iterable[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What there is to say of the cells of a row that are taken: notices and refusals."""
    told = [
        (_("Column %(letter)s: %(said)s") % {"letter": letter(one.column), "said": one.sentence},
         one.refuses)
        for one in sheet.remarks
        if one.row == number and one.column in taken
    ]  # fmt: skip
    return (
        tuple(said for said, refuses in told if not refuses),
        tuple(said for said, refuses in told if refuses),
    )


class _Gathering:
    """Goes down a foreign sheet, row by row."""

    def __init__(self, sheet: Sheet, taken: SheetMap, found: dict[str, list[Given]]) -> None:
        self._sheet, self._taken, self._found = sheet, taken, found
        self._letters = {key: letter(column) for column, key in taken.columns.items()}
        self._heads = [
            [meaning.plain(cell) for cell in cells]
            for number, cells in sheet.rows
            if taken.heads - 1 <= number <= taken.heads
        ]
        self._theme: Value = None
        self._last: Given | None = None
        self._count = 0

    def gather(self) -> None:
        for number, cells in self._sheet.rows:
            if number <= self._taken.heads or [meaning.plain(c) for c in cells] in self._heads:
                continue
            values: dict[str, Value] = {
                key: cells[column - 1] if column <= len(cells) else None
                for column, key in self._taken.columns.items()
            }
            filled = [cell for cell in cells if not meaning.is_empty(cell)]
            if len(filled) == 1 and self._is_theme(filled[0], values):
                self._theme = filled[0]
            elif self._goes_on(values):
                self._beside(number, values)
            elif any(not meaning.is_empty(value) for value in values.values()):
                self._risk(number, values)

    def _is_theme(self, text: Value, values: dict[str, Value]) -> bool:
        """Whether a row of one text heads the rows below it."""
        is_described = not meaning.is_empty(values.get("description")) and "reference" not in values
        if any(not meaning.is_empty(values.get(key)) for key in (CONTROLS, ACTIONS, PROGRESS)):
            return False
        return isinstance(text, str) and len(text) <= LONGEST_THEME and not is_described

    def _goes_on(self, values: dict[str, Value]) -> bool:
        """Whether a row belongs to the risk above it: it names none, or the same one again."""
        if self._last is None:
            return False
        said = {key: values.get(key) for key in _OF_A_RISK if not meaning.is_empty(values.get(key))}
        return all(self._last.values.get(key) == value for key, value in said.items()) and (
            not said or "reference" in said
        )

    def _risk(self, number: int, values: dict[str, Value]) -> None:
        own = {key: value for key, value in values.items() if key in _RISK_KEYS}
        if meaning.is_empty(own.get("description")) and not meaning.is_empty(own.get("title")):
            own["description"], own["title"] = own["title"], None
        if "theme" not in own and self._theme is not None:
            own["theme"] = self._theme
        notices, refusals = _remarks(self._sheet, number, self._taken.columns)
        place = Place(self._sheet.name, number)
        self._last = Given(
            place, own, self._letters, exact=False, notices=notices, refusals=refusals
        )
        self._found[columns.RISKS.key].append(self._last)
        self._beside(number, values)

    def _beside(self, number: int, values: dict[str, Value]) -> None:
        """The controls and actions in the cells of a row."""
        risk = self._last.values.get("reference") if self._last else None
        if meaning.is_empty(risk) and self._last:
            risk = self._last.place
        for text in items(values.get(CONTROLS)):
            self._part(
                columns.CONTROLS, number, risk, {"text": text}, values, CONTROL_OWNER, "owner"
            )
        for text in items(values.get(ACTIONS)):
            more = {"text": text}
            if PROGRESS in values:
                more["progress"] = values[PROGRESS]  # type: ignore[assignment]
            if ACTION_DUE in values:
                more["due"] = values[ACTION_DUE]  # type: ignore[assignment]
            self._part(columns.ACTIONS, number, risk, more, values, ACTION_OWNER, "owner")

    def _part(
        self,
        table: Table,
        number: int,
        risk: Any,
        held: dict[str, Any],
        values: dict[str, Value],
        owner: str,
        key: str,
    ) -> None:
        if owner in values:
            held[key] = values[owner]
        where = CONTROLS if table is columns.CONTROLS else ACTIONS
        letters = {"text": self._letters.get(where, ""), key: self._letters.get(owner, ""),
                   "due": self._letters.get(ACTION_DUE, "")}  # fmt: skip
        place = Place(self._sheet.name, number)
        self._found[table.key].append(Given(place, {"risk": risk, **held}, letters, exact=False))


_RISK_KEYS = {column.key for column in columns.RISKS.columns}


def items(cell: Any) -> list[str]:
    """The items of a cell: one on each line, or, where some lines have bullets, one for each bullet
    with the lines below it."""
    if meaning.is_empty(cell):
        return []
    lines = [line.strip() for line in meaning.text(cell, exact=False).value.split("\n")]
    lines = [line for line in lines if not meaning.is_empty(line)]
    bulleted = [bool(_BULLET.match(line)) for line in lines]
    found: list[str] = []
    for line, is_item in zip(lines, bulleted, strict=True):
        if is_item or not found or not any(bulleted):
            found.append(_BULLET.sub("", line).strip() if is_item else line)
        else:
            found[-1] = f"{found[-1]} {line}"
    return [text for text in found if not meaning.is_empty(text)]


def unknown_levels(book: Book, reading: Reading, matrix: Matrix) -> dict[str, tuple[str, ...]]:
    """Words for levels in the file that the scheme has not, for each axis, as they first stand
    there whatever the case."""
    found: dict[str, dict[str, str]] = {"likelihood": {}, "impact": {}}
    for sheet in book.sheets:
        taken = reading.sheets.get(sheet.name)
        if not taken or not taken.used:
            continue
        for column, key in taken.columns.items():
            axis = key.rpartition(".")[2]
            if axis in found and "." in key:
                for word in _unknown(sheet, taken, column, matrix, axis):
                    found[axis].setdefault(meaning.plain(word), word)
    return {axis: tuple(words.values()) for axis, words in found.items()}


def _unknown(
    sheet: Sheet, taken: SheetMap, column: int, matrix: Matrix, axis: str
) -> Iterator[str]:
    levels: Sequence[Any] = getattr(matrix, axis)
    for number, cells in sheet.rows:
        if number <= taken.heads or column > len(cells) or meaning.is_empty(cells[column - 1]):
            continue
        try:
            meaning.level(levels, {}, cells[column - 1])
        except meaning.Unclear:
            yield " ".join(str(cells[column - 1]).split())

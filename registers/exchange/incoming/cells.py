"""What a sheet of a file holds, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say of a cell; `refuses` says that its row cannot be taken for it.
    Rows and columns count from 1."""

    row: int
    column: int
    sentence: str
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are the numbers of the rows that hold anything, with their cells; `exact` says that it
    is of the product's own making, and that its texts are to the letter."""

    name: str
    rows: Sequence[tuple[int, Sequence[Value]]]
    remarks: tuple[Remark, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A whole file: what kind it is, its sheets, and what there is to say of it.

    `whole` is a register's document (`exchange.document`) where the file is one.
    """

    kind: str
    sheets: tuple[Sheet, ...] = ()
    notices: tuple[str, ...] = ()
    whole: Mapping[str, Any] | None = None


@dataclass
class Collected:
    """Rows and remarks of a sheet, while it is read."""

    rows: list[tuple[int, list[Value]]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, number: int, cells: Iterable[Value]) -> None:
        """Keep a row without the empty cells at its end, if anything stands in it."""
        held = list(cells)
        while held and held[-1] in {None, ""}:
            held.pop()
        if held:
            self.rows.append((number, held))


def letter(column: int) -> str:
    """A column as programs for spreadsheets name it: 3 is C."""
    return get_column_letter(column)


def to_plain(book: Book) -> dict[str, Any]:
    """A book as JSON holds it: days are lists of one text."""
    return {
        "kind": book.kind,
        "notices": book.notices,
        "whole": book.whole,
        "sheets": [
            {
                "name": sheet.name,
                "exact": sheet.exact,
                "rows": [
                    [number, [[c.isoformat()] if isinstance(c, date) else c for c in cells]]
                    for number, cells in sheet.rows
                ],
                "remarks": [[r.row, r.column, r.sentence, r.refuses] for r in sheet.remarks],
            }
            for sheet in book.sheets
        ],
    }


def from_plain(held: Mapping[str, Any]) -> Book:
    """The book that `to_plain` wrote."""
    sheets = tuple(
        Sheet(
            sheet["name"],
            [
                (n, [date.fromisoformat(c[0]) if isinstance(c, list) else c for c in cells])
                for n, cells in sheet["rows"]
            ],
            tuple(Remark(*one) for one in sheet["remarks"]),
            sheet["exact"],
        )
        for sheet in held["sheets"]
    )
    return Book(held["kind"], sheets, tuple(held["notices"]), held["whole"])

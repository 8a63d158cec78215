"""What is too large for a page: a request holds a web worker, and a change holds the register."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from registers.exchange.incoming import limits
from registers.exchange.incoming.cells import Book
from registers.exchange.incoming.gathering import gather, needs_mapping, own_tables
from registers.exchange.incoming.given import GivenFile
from registers.exchange.incoming.headings import guess
from registers.exchange.reading import BadFile
from registers.planned import Plan


def for_a_page(book: Book) -> Book:
    """What of a file a page works with: its tables of our own, or else the sheets whose headings
    are known, or else all. Raises BadFile where that is more than a page plans."""
    if not needs_mapping(book):
        need_few_rows(gather(book))
    known = own_tables(book)
    names = {sheet.name for sheet, _table in known.values()} or guess(book).sheets.keys()
    sheets = tuple(sheet for sheet in book.sheets if sheet.name in names) or book.sheets
    _need_few(sum(len(sheet.rows) for sheet in sheets))
    return replace(book, sheets=sheets)


def need_few_rows(file: GivenFile) -> None:
    """Raise BadFile for a file with more rows than a page plans."""
    _need_few(rows_in(file))


def _need_few(count: int) -> None:
    if count > limits.MOST_ROWS_ON_PAGE:
        raise BadFile(
            _("The file has %(count)s rows, and a page takes %(most)s at most. Ask whoever runs "
              "this system to bring it in with the command import_register.")
            % {"count": f"{count:,}", "most": f"{limits.MOST_ROWS_ON_PAGE:,}"}
        )  # fmt: skip


def rows_in(file: GivenFile) -> int:
    """How many rows of all tables a file gives."""
    return sum(map(len, file.tables.values()))


def why_not_here(plan: Plan) -> str:
    """Why a page does not carry out a plan, or the empty string."""
    count = len(plan.writes)
    if count <= limits.MOST_WRITES_ON_PAGE:
        return ""
    return _(
        "The file would write %(count)s rows, and a page writes %(most)s at most. Nothing was "
        "brought in: ask whoever runs this system to do it with the command import_register."
    ) % {"count": f"{count:,}", "most": f"{limits.MOST_WRITES_ON_PAGE:,}"}

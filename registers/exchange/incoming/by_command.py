"""What is too large for a page: a request holds a web worker, and a change holds the register."""

from __future__ import annotations

from django.utils.translation import gettext as _

from registers.exchange.incoming import limits
from registers.exchange.incoming.given import GivenFile
from registers.exchange.reading import BadFile
from registers.planned import Plan


def need_few_rows(file: GivenFile) -> None:
    """Raise BadFile for a file with more rows than a page plans."""
    count = rows_in(file)
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

"""What can be wrong with a record, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

#: The kind of fault that says as much of the number and seal that were expected.
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where: `number` is the revision's, 0 for the database as a whole.

    `kind` is one of: changed, missing, added (a revision, a sealed text or a row of the
    history), bypassed (what stands now differs from the newest history), seal, order
    (numbers and moments), guard, or page, where the chain does not fit what a person copied
    from a page. `table` and `row`, its key, say which row where it is one.
    """

    number: int
    kind: str
    what: str
    table: str = ""
    row: int | None = None

    def __str__(self) -> str:
        return f"Revision {self.number}: {self.what}" if self.number else self.what

    def as_dict(self) -> dict[str, Any]:
        """The fault as a JSON object: number, kind, what, table and row."""
        return asdict(self)


def of_row(number: int, kind: str, what: str, table: str, row: Any) -> Fault:
    """A fault of one row: `what` is the sentence, with the row named after it."""
    return Fault(number, kind, f"{what}: {table} {row}.", table, row)


def bypassed(
    number: int, table: str, row: Any, *, gone: bool = False, columns: Iterable[str] = ()
) -> Fault:
    """A live row that is not what its newest history says: gone, with other `columns`, or,
    with neither, without a history."""
    if gone:
        what = f"{table} {row} is gone."
    elif told := ", ".join(columns):
        what = f"{table} {row} was changed past the record: {told}."
    else:
        what = f"{table} {row} stands there without a history."
    return Fault(number, "bypassed", what, table, row)

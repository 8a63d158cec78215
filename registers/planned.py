"""What bringing a file in would do, as frozen values: shown before anything is written, and then
written as it was shown.

Nothing here reads a file or a database. `registers.exchange.incoming` makes a plan of what a file
says and of what the register says, `registers.actions.importing` carries it out.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

#: What becomes of a row: something new, something that changes, nothing, or not taken at all.
RAISED, CHANGED, LEFT, REFUSED = "raised", "changed", "left", "refused"
OUTCOMES = (RAISED, CHANGED, LEFT, REFUSED)

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: the sheet or table, the row, counted from 1 as programs
    for spreadsheets do, and the column as they name it. What is not known is empty or 0."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Alteration:
    """One field of a row: what stands there now, None or empty for nothing, and what would stand
    there. `key` and `heading` are those of its column (`exchange.columns`); days are in the form
    2026-11-20, choices by their codes."""

    key: str
    heading: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Item:
    """What becomes of one row of a file.

    `table` is the key of its table and `about` names the thing for people; `risk` is the reference
    of the risk that it is or belongs to. `key` is that of the kept row, None for something new; a
    check of a control that is new itself names the `parent` by its place among the plan's items.
    A refused row has its sentences in `refusals` and alters nothing.
    """

    table: str
    outcome: str
    about: str
    place: Place = Place()
    risk: str = ""
    key: int | None = None
    parent: int | None = None
    alterations: tuple[Alteration, ...] = ()
    notices: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        return self.outcome in {RAISED, CHANGED}


@dataclass(frozen=True)
class Plan:
    """Every row of a file in its order, what there is to say of the file as a whole, and the
    references of risks that are not in it, which are left alone."""

    items: tuple[Item, ...] = ()
    notices: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @cached_property
    def writes(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.writes)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many rows there are of each outcome."""
        return Counter(item.outcome for item in self.items)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.writes

    @cached_property
    def digest(self) -> str:
        """What would be written, as 64 hexadecimal digits: plans with one digest do the same."""
        text = json.dumps(list(map(_said, self.writes)), ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Told:
    """Notices and refusals, gathered while something is looked at."""

    notices: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def add(self, notices: Iterable[str] = (), refusals: Iterable[str] = ()) -> None:
        self.notices += notices
        self.refusals += refusals


def refused_with(reference: str) -> str:
    """Why a row is refused whose risk is; the reference of that is empty where it has none."""
    if not reference:
        return _("The risk that it belongs to is refused.")
    return _("%(risk)s itself is refused.") % {"risk": reference}


def _said(item: Item) -> list[object]:
    altered = [[one.key, one.old, one.new] for one in item.alterations]
    return [item.table, item.outcome, item.about, item.risk, item.key, item.parent, altered]

"""What goes into a workbook besides what the register says: what changed, and the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registers import record
from registers.between import between
from registers.changes import changes
from registers.content import Snapshot
from registers.exchange.changes_sheets import changes_sheet
from registers.exchange.history_sheets import history_sheet
from registers.exchange.markings import (
    highest,
    highest_marking,
    marking_of_entries,
    marking_of_risks,
)
from registers.exchange.paper.choices import NoSuchPart
from registers.exchange.sheets import Sheet
from registers.models import Register
from registers.periods import period_of
from registers.presentation.changes_page import changes_page, rows
from registers.snapshot import Point, last_point, snapshot_at

CHANGES, HISTORY = "changes", "history"
BESIDES = (CHANGES, HISTORY)


@dataclass(frozen=True, slots=True)
class Besides:
    """Sheets, and the highest marking of what is in them."""

    sheets: tuple[Sheet, ...] = ()
    marking: str = ""


def besides(
    register: Register,
    now: Snapshot,
    which: tuple[str, ...],
    *,
    at: str = "",
    since: str = "",
    today: date,
) -> Besides:
    """The sheets of BESIDES that are asked for, up to what `now` says.

    `at` is the text that asked for `now`, empty for now itself, `since` that of the point that it
    is compared with, empty for a quarter before. Raises OutOfReach, and NoSuchPart where `since`
    comes later.
    """
    found: list[Sheet] = []
    markings = [highest_marking(now)]
    if CHANGES in which:
        before = _before(register, at, since, today)
        sheet, marking = _changed(register, before, now)
        found.append(sheet)
        markings.append(marking)
    if HISTORY in which:
        entries = record.entries(register, before=now.number + 1, limit=None)
        found.append(history_sheet(entries, now))
        markings.append(marking_of_entries(now, entries))
    return Besides(tuple(found), highest(markings) if found else "")


def start_of(register: Register, *, at: str, since: str, today: date) -> Point:
    """The revision from which changes are told. Raises as `besides` does."""
    period = period_of(register, last_point(register), since, at, today)
    if period.swapped:
        raise NoSuchPart(_("Choose a day to compare with that is not after the day of the file."))
    return period.start


def _before(register: Register, at: str, since: str, today: date) -> Snapshot:
    start = start_of(register, at=at, since=since, today=today)
    return snapshot_at(register, start, live=start == last_point(register))


def _changed(register: Register, before: Snapshot, now: Snapshot) -> tuple[Sheet, str]:
    told = between(register, before.number, now.number)
    page = changes_page(changes(before, now), told)
    touched = {line.reference for line in rows(page)}
    return changes_sheet(page), marking_of_risks([before, now], touched)

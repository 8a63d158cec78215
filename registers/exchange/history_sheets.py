"""The history as a table: one line for each difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.chain import shown
from registers.content import Snapshot
from registers.exchange.markings import marking_of_entries
from registers.exchange.sheets import Column, Sheet, Value, write_csv, write_xlsx
from registers.presentation.history_page import references_of, title
from registers.record import Entry


def write_history_xlsx(snapshot: Snapshot, entries: Collection[Entry]) -> bytes:
    sheet = history_sheet(entries, snapshot)
    told = about(snapshot, _("History"), marking_of_entries(snapshot, entries))
    return write_xlsx([sheet], title=snapshot.title, about=told)


def write_history_csv(snapshot: Snapshot, entries: Iterable[Entry]) -> bytes:
    """The number and the seal of each revision stand in its lines."""
    return write_csv(_columns(), _lines(entries, references_of(snapshot)))


def history_sheet(entries: Iterable[Entry], snapshot: Snapshot) -> Sheet:
    return Sheet(_("History"), _columns(), list(_lines(entries, references_of(snapshot))))


def about(snapshot: Snapshot, what: str, marking: str) -> list[tuple[str, Value]]:
    """What every workbook says of itself; `marking` is the highest of what is in it."""
    owners = ", ".join(owner.name for owner in snapshot.owners)
    return [
        (_("What this is"), what),
        (_("Owners"), owners),
        (_("Marking"), marking),
        (_("Revision"), snapshot.number),
        (_("Seal"), shown(snapshot.seal)),
        (_("Saved"), snapshot.moment),
        (_("Made"), timezone.now()),
        (_("Notice"), snapshot.notice),
    ]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Revision"), 10),
        Column(_("When"), 20),
        Column(_("What was done"), 34),
        Column(_("Who"), 24),
        Column(_("Post"), 28),
        Column(_("For"), 28),
        Column(_("Why"), 50),
        Column(_("Risk"), 10),
        Column(_("Of"), 16),
        Column(_("Field"), 18),
        Column(_("Before"), 50),
        Column(_("After"), 50),
        Column(_("Seal"), 22),
        Column(_("Note"), 30),
    )


def _lines(entries: Iterable[Entry], references: Mapping[int, str]) -> Iterator[tuple[Value, ...]]:
    for entry in entries:
        head = (
            entry.number, entry.moment, title(entry.verb, entry.subject), entry.person_name,
            entry.person_title, entry.organisation_name, entry.reason,
        )  # fmt: skip
        tail = (shown(entry.seal), _note(entry))
        for change in entry.changes:
            risk = references.get(change.risk or 0, "")
            yield (*head, risk, change.of, change.label, change.old, change.new, *tail)
        if not entry.changes:
            yield (*head, *[""] * 5, *tail)


def _note(entry: Entry) -> str:
    notes = [
        _("Words were erased by revision %(number)s.") % {"number": n} for n in entry.erased_by
    ]
    if entry.unreadable:
        notes.append(_("Altered past the system: not all of it can be read."))
    return " ".join(notes)

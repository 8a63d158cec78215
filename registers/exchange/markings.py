"""The marking that a file bears: the highest of what is in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from registers.content import Snapshot
from registers.marked import highest
from registers.record import Entry


def highest_marking(snapshot: Snapshot) -> str:
    """The register's own marking, or that of a risk in it, if it is higher."""
    return highest([snapshot.marking, *(risk.marking for risk in snapshot.all_risks)])


def marking_of_risks(snapshots: Iterable[Snapshot], references: Collection[str]) -> str:
    """The marking of what registers say of some risks, given by their references."""
    found = [
        highest([end.marking, *(r.marking for r in end.all_risks if r.reference in references)])
        for end in snapshots
    ]
    return highest(found)


def marking_of_entries(snapshot: Snapshot, entries: Collection[Entry]) -> str:
    """The marking of what a history tells of the risks that it touched."""
    touched = {risk for entry in entries for risk in entry.risks}
    now = (risk.marking for risk in snapshot.all_risks if risk.key in touched)
    return highest([snapshot.marking, *now, *told(entries)])


def told(entries: Iterable[Entry]) -> Iterator[str]:
    """Every marking that entries tell of, old or new."""
    for entry in entries:
        for change in entry.changes:
            if change.column == "marking":
                yield from (change.old, change.new)

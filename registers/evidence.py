"""What a register said of one risk, a theme or all between two days, for an officer who answers
a request for information or an auditor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from registers import moments, record
from registers.content import Risk, Snapshot
from registers.models import Register
from registers.models import Risk as RiskRow
from registers.notes import Written, notes_between
from registers.record import Entry
from registers.snapshot import NoSuchMoment, Point, last_point, snapshot_at


@dataclass(frozen=True, slots=True)
class Scope:
    """One risk by its reference, one theme by its number, or, with neither, the register."""

    risk: str = ""
    theme: int | None = None

    def holds(self, risk: Risk) -> bool:
        if self.risk:
            return risk.reference == self.risk
        return self.theme is None or risk.theme_number == self.theme


@dataclass(frozen=True, slots=True)
class Item:
    """One risk: as it stood `before` the first day and `after` the last, each None where there
    was none, the revisions between that touched it and the notes that were written, the oldest
    first.

    `withheld` is the marking for which its words are left out, empty where they are given.
    """

    reference: str
    before: Risk | None
    after: Risk | None
    entries: tuple[Entry, ...]
    notes: tuple[Written, ...] = ()
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`before` is the register as at the end of the day before `first`, None where it had not
    begun; `after` as at the end of `last`. `general` are the revisions that touched no risk."""

    scope: Scope
    first: date
    last: date
    before: Snapshot | None
    after: Snapshot
    items: tuple[Item, ...]
    general: tuple[Entry, ...]

    @property
    def withheld(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.withheld)

    @property
    def revisions(self) -> int:
        """How many revisions are told."""
        told = {entry.number for item in self.items for entry in item.entries}
        return len(told | {entry.number for entry in self.general})


def gather(
    register: Register,
    scope: Scope,
    *,
    first: date,
    last: date,
    withhold: bool,
    with_notes: bool = False,
) -> Evidence:
    """The evidence of a scope from the first day to the last, both included, with the notes of the
    owners to each other where they are asked for.

    `withhold` leaves out the words of each risk that carried a marking of its own as the first
    day began or at any time since, up to now. Raises OutOfReach for days of which the register
    has nothing to say, KeyError where no risk of the scope stood in the register at either
    end. A fixed number of queries.
    """
    until = moments.point_of(register, last.isoformat())
    after = _snapshot(register, until)
    since = _start(register, first)
    before = _snapshot(register, since) if since else None
    number = since.number if since else 0
    entries = record.entries(register, before=until.number + 1, after=number, limit=None)[::-1]
    risks = _risks(scope, before, after)
    if not risks and (scope.risk or scope.theme is not None):
        raise KeyError(scope.risk or scope.theme)
    markings = _markings(register, before, number) if withhold else {}
    notes = notes_between(register, number, until.number) if with_notes else {}
    items = tuple(_item(ends, entries, markings, notes) for ends in risks)
    return Evidence(
        scope=scope,
        first=first,
        last=last,
        before=before,
        after=after,
        items=tuple(_without(item) if item.withheld else item for item in items),
        general=tuple(_general(entries, markings)) if scope == Scope() else (),
    )


def _snapshot(register: Register, point: Point) -> Snapshot:
    return snapshot_at(register, point, live=point == last_point(register))


def _start(register: Register, first: date) -> Point | None:
    """The register's point as the first day began, None where it had none yet."""
    try:
        return moments.point_of(register, (first - timedelta(days=1)).isoformat())
    except NoSuchMoment:
        return None


Ends = tuple[Risk | None, Risk | None]


def _risks(scope: Scope, before: Snapshot | None, after: Snapshot) -> list[Ends]:
    """The risks that the scope holds at either end, each as at both, in the order of the later."""
    old = {risk.key: risk for risk in before.all_risks} if before else {}
    new = {risk.key: risk for risk in after.all_risks}
    pairs = [(old.get(key), new.get(key)) for key in [*new, *(old.keys() - new.keys())]]
    return [pair for pair in pairs if any(risk and scope.holds(risk) for risk in pair)]


def _markings(register: Register, before: Snapshot | None, number: int) -> dict[int, str]:
    """The last marking of its own of each risk that carried one before a revision or since."""
    carried = (
        {risk.key: risk.marking for risk in before.all_risks if risk.marking} if before else {}
    )
    since = RiskRow.history.filter(register=register, revision__number__gt=number)
    marked = since.exclude(marking="").order_by("revision_id")
    return carried | dict(marked.values_list("id", "marking"))


def _item(
    ends: Ends,
    entries: Iterable[Entry],
    markings: Mapping[int, str],
    notes: Mapping[int, tuple[Written, ...]],
) -> Item:
    known = [risk for risk in ends if risk]
    key, reference = known[0].key, known[-1].reference
    own = (_only(entry, key) for entry in entries)
    return Item(
        reference=reference,
        before=ends[0],
        after=ends[1],
        entries=tuple(entry for entry in own if entry),
        notes=notes.get(key, ()),
        withheld=markings.get(key, ""),
    )


def _only(entry: Entry, key: int) -> Entry | None:
    """What an entry says of one risk; None where it says nothing of it."""
    if key not in entry.risks:
        return None
    return replace(entry, changes=tuple(c for c in entry.changes if c.risk == key))


def _without(item: Item) -> Item:
    """An item without its words: the days of what was done stay, and who did it."""
    entries = tuple(replace(entry, reason="", changes=()) for entry in item.entries)
    return replace(item, before=None, after=None, entries=entries, notes=())


def _general(entries: Iterable[Entry], markings: Mapping[int, str]) -> Iterable[Entry]:
    """What touched no risk. Nobody knows of which risk an unreadable one told: where some are
    withheld, so are its words."""
    for entry in entries:
        changes = tuple(change for change in entry.changes if change.risk is None)
        if entry.unreadable and markings:
            yield replace(entry, reason="", changes=())
        elif changes or not entry.risks:
            yield replace(entry, changes=changes)

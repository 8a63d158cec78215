"""The one way out: a whole register as frozen values, now or as at any revision.

Live rows and rows as at a revision come as the same tuples (`rows`), and the same code makes the
values from them (`build`). A revision never changes, so its snapshot is kept in the process under
its seal; a live reading that a writer crossed is read again.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from registers import rows
from registers.build import build
from registers.content import Snapshot
from registers.models import Register, Revision

#: How many snapshots a process keeps.
KEPT_AT_MOST = 64
#: How often a live reading is tried again when a writer crosses it.
TRIES = 5


class NoSuchMoment(LookupError):
    """The register said nothing yet at that moment, or the revision is another register's."""


class Point(NamedTuple):
    """A place in a register's time: the revision's key, number, moment and seal, which is
    empty only where the database was tampered with."""

    revision: int
    number: int
    moment: datetime
    seal: str


def snapshot(register: Register, at: Revision | datetime | None = None) -> Snapshot:
    """What a register says now, or said at a revision of its own or at an aware moment.

    Raises NoSuchMoment when it did not say anything then.
    """
    point = last_point(register) if at is None else point_at(register, at)
    return snapshot_at(register, point, live=at is None)


def snapshot_at(
    register: Register, point: Point, *, live: bool = False, fresh: bool = False
) -> Snapshot:
    """The snapshot of a point, from the process's store where it is there.

    `live` says that the point is the last one known, so that the live tables may be read, and
    `fresh` that the register's own row was read in one statement with it.
    """
    found = _store.get(_kept_as(point.seal, register))
    if found is None:
        found = read_live(register, point, fresh=fresh) if live else read_past(register, point)
        if found.seal:
            _store.put(_kept_as(found.seal, register), found)
    return found


def withheld_since(
    register: Register, then: Snapshot, last: Point | None = None
) -> tuple[Snapshot, ...]:
    """What `then.public()` takes as others, so that a file of the past hides what is withheld by
    now as well: the register as it is, or nothing where `then` is that. `last` is the last
    revision where it is known."""
    last = last or last_point(register)
    return () if then.number == last.number else (snapshot_at(register, last, live=True),)


def _kept_as(seal: str, register: Register) -> str:
    """A revision says the same for ever, but for the words that an erasure takes away."""
    return f"{seal} {register.erasures}"


def last_point(register: Register) -> Point:
    """The last revision of a register, in one query."""
    return _point(Revision.objects.filter(journal=register.journal_id).order_by("-number"))


def with_last_point(registers: models.QuerySet[Register]) -> models.QuerySet[Register]:
    """The registers with the parts of their last revision (`annotated_point` reads them)."""
    last = Revision.objects.filter(journal=OuterRef("journal")).order_by("-number")
    parts = ("id", "number", "moment", "seal__value")
    return registers.annotate(**{f"last_{part}": Subquery(last.values(part)[:1]) for part in parts})


def annotated_point(register: Any) -> Point:
    """The last revision of a register that was read by `with_last_point`."""
    return Point(
        register.last_id,
        register.last_number,
        register.last_moment,
        register.last_seal__value or "",
    )


def point_at(register: Register, at: Revision | datetime) -> Point:
    """The revision in force at a moment, in one query, or a revision of this register, in
    none where its seal was read with it."""
    if not isinstance(at, Revision):
        revisions = Revision.objects.filter(journal=register.journal_id)
        return _point(revisions.filter(moment__lte=at).order_by("-moment"))
    if at.journal_id != register.journal_id:
        raise NoSuchMoment("This revision is of another register.")
    seal = getattr(at, "seal", None)
    return Point(at.pk, at.number, at.moment, seal.value if seal else "")


def read_live(register: Register, point: Point, *, fresh: bool = False) -> Snapshot:
    """Read the live tables, whose last revision was `point`, and read them again when a
    writer came between. The row of a `fresh` register need not be read a first time."""
    own: rows.Read = {rows.REGISTER: [rows.own_row(register)]} if fresh else {}
    for attempt in range(TRIES):
        read = rows.read_all(lambda table: rows.live_rows(table, register), {} if attempt else own)
        before, point = point, last_point(register)
        if before.revision == point.revision:
            return _built(point, read)
    return read_past(register, point)


def read_past(register: Register, point: Point) -> Snapshot:
    """Read the newest history row of each object up to a revision."""
    return _built(
        point, rows.read_all(lambda table: rows.past_rows(table, register, point.revision))
    )


def _built(point: Point, read: rows.Read) -> Snapshot:
    if not read[rows.REGISTER]:
        raise NoSuchMoment(_("The register's own rows are missing from its history."))
    return build(read, number=point.number, seal=point.seal, moment=point.moment)


def forget() -> None:
    """Empty the process's store; schemes, which never change, stay."""
    _store.clear()


def _point(revisions: models.QuerySet[Revision]) -> Point:
    found = revisions.values_list("id", "number", "moment", "seal__value").first()
    if found is None:
        raise NoSuchMoment("The register said nothing yet at that moment.")
    key, number, moment, seal = found
    return Point(key, number, moment, seal or "")


class _Store:
    """The snapshots that this process keeps, the least lately used going first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[str, Snapshot] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Snapshot | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, found: Snapshot) -> None:
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


_store = _Store(KEPT_AT_MOST)

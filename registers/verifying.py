"""Recomputing the record: what the seals, the rows and the live tables say must agree.

No database can show by itself that its tail was cut or that everything was sealed anew:
for that, compare a number and a seal that were printed earlier. What lawful erasures took is
no fault; `registers.erased` names it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from registers import chain, signed, stored, triggers
from registers.erased import Place, StandIn, stand_ins
from registers.faults import PAGE, Fault, bypassed, of_row
from registers.models import Journal
from registers.stored import Columns, Entry, Row, Text

#: The columns of the sealed rows of a revision, by their tables as they are called now and keys.
Sealed = dict[tuple[str, Any], Mapping[str, Any]]
Progress = Callable[[int, int], None]


def verify(
    journal: Journal, expect: tuple[int, str] | None = None, progress: Progress | None = None
) -> tuple[Fault, ...]:
    """Every fault of a journal's record; an empty tuple when it is whole.

    `expect` is a number and the beginning of a seal from a printed page: whether the chain
    still reaches it. `progress` is told how many revisions are done, and of how many. The
    whole is read in a fixed number of queries for every thousand revisions. Writers go on
    beside it, but while the end and the live tables are read.
    """
    faults = [Fault(0, "guard", sentence) for sentence in triggers.faults()]
    walk = Walk(journal, expect)
    count = journal.revisions.count()
    for batch in stored.entries(journal):
        faults += walk.over(batch)
        if progress is not None:
            progress(walk.done, max(walk.done, count))
    with alone(journal):
        for batch in stored.entries(journal, walk.last):
            faults += walk.over(batch)
        faults += walk.end()
        faults += standing(journal, walk)
    return tuple(faults)


@contextmanager
def alone(journal: Journal) -> Iterator[None]:
    """Hold the journal's lock, so that nobody writes meanwhile."""
    with transaction.atomic():
        Journal.objects.select_for_update(no_key=True).get(pk=journal.pk)
        yield


class Walk:
    """A way along a chain, from its beginning, batch by batch.

    `last` is the last revision that was looked at, `newest` the newest history row of each
    object with its revision's number, by the history's table and the object's key.
    """

    def __init__(self, journal: Journal, expect: tuple[int, str] | None = None) -> None:
        self.last: Entry | None = None
        self.newest: dict[tuple[str, int], tuple[int, Columns]] = {}
        self.done = 0
        self._journal, self._expect = journal, expect
        self._reached = expect is None
        self._now = datetime.now(UTC).isoformat(timespec="microseconds")
        self._stand_ins: dict[Place, StandIn] = stand_ins(journal)

    def over(self, batch: tuple[Entry, ...]) -> list[Fault]:
        """The faults of a batch. One that has any is read again with the journal to itself,
        since a writer may have crossed it: an erasure goes through all of the past."""
        faults = self._faults(batch)
        if faults:
            with alone(self._journal):
                batch = stored.again(self._journal, self.last, len(batch))
                self._stand_ins = stand_ins(self._journal)
                self._now = datetime.now(UTC).isoformat(timespec="microseconds")
                faults = self._faults(batch)
        for entry in batch:
            for row in entry.rows:
                self.newest[row.table, row.key] = entry.number, row.columns
        self.last, self.done = batch[-1], self.done + len(batch)
        return faults

    def end(self) -> Iterator[Fault]:
        """Whether the chain is long enough for what is expected."""
        seen = self.last.number if self.last else 0
        if not self._reached and self._expect is not None:
            sentence = f"The chain ends at {seen} and does not reach revision {self._expect[0]}."
            yield Fault(0, PAGE, sentence)

    def _faults(self, batch: tuple[Entry, ...]) -> list[Fault]:
        found, before = [], self.last
        for entry in batch:
            found += self._place(entry, before)
            if entry.seal is None:
                found.append(Fault(entry.number, "seal", "has no seal."))
            found += self._texts(entry)
            found += self._seal(entry, before)
            before = entry
        return found

    def _place(self, entry: Entry, before: Entry | None) -> Iterator[Fault]:
        """Whether a revision stands where it must: by number and by moment."""
        number = before.number if before else 0
        if entry.number != number + 1:
            sentence = f"follows {number}: a revision is missing."
            yield Fault(entry.number, "missing", sentence, stored.REVISIONS)
        if before is not None and entry.moment <= before.moment:
            yield Fault(entry.number, "order", "is not later than the one before.")
        if entry.moment > self._now:
            yield Fault(entry.number, "order", "is dated in the future.")

    def _seal(self, entry: Entry, before: Entry | None) -> Iterator[Fault]:
        seal_before = chain.BEGINNING if before is None else before.seal or ""
        digests = [str(text.digest) for text in entry.texts]
        if entry.seal is not None:
            sealed = chain.seal_value(seal_before, entry.number, digests, entry.format)
            if entry.seal != sealed:
                yield Fault(entry.number, "seal", "the seal does not fit what it seals.")
        if self._expect is not None and entry.number == self._expect[0]:
            self._reached, wanted = True, self._expect[1]
            if not (entry.seal or "").startswith(wanted):
                sentence = f"the seal is not {wanted}: the chain was made anew."
                yield Fault(entry.number, PAGE, sentence)

    def _texts(self, entry: Entry) -> Iterator[Fault]:
        """Hold the sealed texts to their digests, and the rows to the sealed texts."""
        sealed: Sealed = {}
        for text in entry.texts:
            if text.text == "" and text.salt == "":
                stands = self._stand_ins.get((entry.number, text.position))
                if stands is None:
                    sentence = f"the sealed text {text.position} was emptied."
                    yield Fault(entry.number, "missing", sentence)
                else:
                    _take(sealed, entry, stands.body)
            elif chain.digest(text.salt, text.text) != text.digest:
                sentence = f"the sealed text {text.position} was altered."
                yield Fault(entry.number, "changed", sentence)
            elif not _read(sealed, text):
                sentence = f"the sealed text {text.position} cannot be read."
                yield Fault(entry.number, "changed", sentence)
        yield from _rows(entry, sealed)


def _read(sealed: Sealed, text: Text) -> bool:
    """Add the row that a text seals; whether it could be read. What stands for a text of an
    earlier revision is no row of this one."""
    try:
        body = json.loads(text.text)
        key = body["row"]["id"]
        if "erases" not in body:
            sealed[chain.table_now(body["table"]), key] = body["row"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return False
    return True


def _take(sealed: Sealed, entry: Entry, body: Mapping[str, Any]) -> None:
    """Add the row for which another text stands, if it is a row of this revision."""
    table, row = chain.table_now(body["table"]), body["row"]
    if row.get("id" if table == stored.REVISIONS else "revision_id") == entry.key:
        sealed[table, row["id"]] = row


def _rows(entry: Entry, sealed: Sealed) -> Iterator[Fault]:
    """Hold a revision and its rows to what was sealed."""
    own = sealed.pop((stored.REVISIONS, entry.key), None)
    if own is None or not _says(stored.REVISIONS, entry.columns, own):
        sentence = "who, when or why was altered."
        yield Fault(entry.number, "changed", sentence, stored.REVISIONS, entry.key)
    for row in entry.rows:
        body = sealed.pop((row.table, row.key), None)
        if fault := _wrong(row, body, entry):
            kind, what = fault
            yield of_row(entry.number, kind, what, row.table, row.key)
    for table, key in sealed:
        yield of_row(entry.number, "missing", "a row is missing", table, key)


def _wrong(row: Row, sealed: Mapping[str, Any] | None, entry: Entry) -> tuple[str, str] | None:
    if sealed is None:
        return "added", "a row was added"
    if not _says(row.table, row.columns, sealed):
        return "changed", "a row was changed"
    if row.table != stored.SCHEMES and row.moment != entry.moment:
        return "changed", "the moment of a row was changed"
    return None


def _says(table: str, columns: Columns, sealed: Mapping[str, Any]) -> bool:
    return chain.same_columns(table, columns, sealed, stored.defaults().get(table, {}))


def standing(journal: Journal, walk: Walk) -> Iterator[Fault]:
    """Hold the live rows to the newest history rows, both ways, and what was signed to its
    fingerprints; and no row of the history may hang on a revision that is not the journal's."""
    for table, past, rows in stored.live(journal):
        for row in rows:
            number, last = walk.newest.pop((past, row["id"]), (0, None))
            if last is None:
                yield bypassed(0, table, row["id"])
            elif columns := [name for name in row if row[name] != last.get(name, last)]:
                yield bypassed(number, table, row["id"], columns=columns)
        for key in [key for held, key in walk.newest if held == past]:
            number, _last = walk.newest.pop((past, key))
            yield bypassed(number, table, key, gone=True)
    yield from strays(journal)
    yield from signed.faults(journal)


def strays(journal: Journal) -> Iterator[Fault]:
    """Rows of the history that hang on a revision which is not the journal's."""
    for table, key, revision in stored.strays(journal):
        what = f"a row hangs on revision key {revision}, which is none of this record's"
        yield of_row(0, "added", what, table, key)

"""Recomputing the record: what the seals, the rows and the live tables say must agree.

No database can show by itself that its tail was cut or that everything was sealed anew:
for that, compare a number and a seal that were printed earlier.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Prefetch
from django.utils import timezone

from registers import chain, triggers
from registers.models import Journal, Kept, Revision, SealedText
from scoring.matrix import MatrixError
from scoring.models import Scheme

_SCHEMES = Scheme._meta.db_table
#: How many revisions are read at once.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where: `number` is the revision's, 0 for the database as a whole."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"Revision {self.number}: {self.what}" if self.number else self.what


def verify(journal: Journal, expect: tuple[int, str] | None = None) -> tuple[Fault, ...]:
    """Every fault of a journal's record; an empty tuple when it is whole.

    `expect` is a number and the beginning of a seal from a printed page: whether the chain
    still reaches it. The whole is read in a fixed number of queries for every 500 revisions.
    """
    faults = [Fault(0, f"The guard {name} is missing.") for name in triggers.missing()]
    faults += _chain(journal, expect)
    faults += _live(journal)
    return tuple(faults)


def _chain(journal: Journal, expect: tuple[int, str] | None) -> Iterator[Fault]:
    before, seen, last_moment, reached = chain.BEGINNING, 0, None, expect is None
    for revision in _revisions(journal):
        if revision.number != seen + 1:
            yield Fault(revision.number, f"follows {seen}: a revision is missing.")
        if last_moment is not None and revision.moment <= last_moment:
            yield Fault(revision.number, "is not later than the one before.")
        if revision.moment > timezone.now():
            yield Fault(revision.number, "is dated in the future.")
        seen, last_moment = revision.number, revision.moment
        seal = getattr(revision, "seal", None)
        if seal is None:
            yield Fault(revision.number, "has no seal.")
            continue
        yield from _texts(revision)
        digests = chain.digests_of(revision.texts.all())
        if seal.value != chain.seal_value(before, revision.number, digests):
            yield Fault(revision.number, "the seal does not fit what it seals.")
        before = seal.value
        if expect is not None and revision.number == expect[0]:
            reached = True
            if not seal.value.startswith(expect[1]):
                yield Fault(
                    revision.number, f"the seal is not {expect[1]}: the chain was made anew."
                )
    if expect is not None and not reached:
        yield Fault(0, f"The chain ends at {seen} and does not reach revision {expect[0]}.")


def _revisions(journal: Journal) -> Iterator[Any]:
    """A journal's revisions in order, with seal, texts and history rows (`rows`)."""
    texts = Prefetch("texts", SealedText.objects.order_by("position"))
    found = Revision.objects.filter(journal=journal).select_related("seal").prefetch_related(texts)
    last = 0
    while batch := list(found.filter(number__gt=last).order_by("number")[:AT_ONCE]):
        rows: dict[int, list[Any]] = defaultdict(list)
        keys = [revision.pk for revision in batch]
        for model in _histories():
            for row in model.objects.filter(revision__in=keys).order_by("history_id"):
                rows[row.revision_id].append(row)
        for revision in batch:
            revision.rows = rows[revision.pk]
            yield revision
        last = batch[-1].number


Sealed = dict[tuple[str, int], Mapping[str, Any]]


def _texts(revision: Any) -> Iterator[Fault]:
    """Hold the sealed texts to their digests, and the rows to the sealed texts."""
    sealed: Sealed = {}
    for text in revision.texts.all():
        if chain.digest(text.salt, text.text) != text.digest:
            yield Fault(revision.number, f"the sealed text {text.position} was altered.")
            continue
        try:
            body = json.loads(text.text)
            sealed[body["table"], body["row"]["id"]] = body["row"]
        except (ValueError, TypeError, KeyError):
            yield Fault(revision.number, f"the sealed text {text.position} cannot be read.")
    own = sealed.pop((Revision._meta.db_table, revision.pk), None)
    if own is None or not chain.same_columns(revision, own):
        yield Fault(revision.number, "who, when or why was altered.")
    yield from _rows(revision, sealed)
    yield from _schemes(revision, sealed)
    for table, key in sealed:
        yield Fault(revision.number, f"a row is missing: {table} {key}.")


def _rows(revision: Any, sealed: Sealed) -> Iterator[Fault]:
    for row in revision.rows:
        where = f"{row._meta.db_table} {row.id}"
        body = sealed.pop((row._meta.db_table, row.id), None)
        if body is None:
            yield Fault(revision.number, f"a row was added: {where}.")
        elif not chain.same_columns(row, body):
            yield Fault(revision.number, f"a row was changed: {where}.")
        elif row.history_date != revision.moment:
            yield Fault(revision.number, f"the moment of a row was changed: {where}.")


def _schemes(revision: Any, sealed: Sealed) -> Iterator[Fault]:
    adopted = [key for table, key in sealed if table == _SCHEMES]
    for scheme in Scheme.objects.filter(pk__in=adopted) if adopted else ():
        if not _says(scheme, sealed.pop((_SCHEMES, scheme.pk))):
            yield Fault(revision.number, f"a scheme was changed: {_SCHEMES} {scheme.pk}.")


def _says(scheme: Scheme, sealed: Mapping[str, Any]) -> bool:
    try:
        return bool(json.loads(chain.scheme_text(scheme))["row"] == sealed)
    except (MatrixError, KeyError):
        return False


def _live(journal: Journal) -> Iterator[Fault]:
    """Hold the live rows to the newest history rows, both ways."""
    for model in _kept():
        newest: dict[int, Any] = {}
        past = model.history.filter(revision__journal=journal).select_related("revision")
        for row in past.order_by("revision_id").iterator():
            newest[row.id] = row
        for row in model.objects.filter(revision__journal=journal).iterator():
            last = newest.pop(row.pk, None)
            if last is None:
                yield Fault(0, f"{model._meta.db_table} {row.pk} stands there without a history.")
            elif differing := _differing(model, row, last):
                yield Fault(
                    last.revision.number,
                    f"{model._meta.db_table} {row.pk} was changed past the record: {differing}.",
                )
        for key, last in newest.items():
            yield Fault(last.revision.number, f"{model._meta.db_table} {key} is gone.")


def _differing(model: type[Kept], row: Kept, last: Any) -> str:
    names = [field.attname for field in model.kept_fields()]
    return ", ".join(
        name for name in [*names, "revision_id"] if getattr(row, name) != getattr(last, name)
    )


def _kept() -> list[type[Kept]]:
    return [model for model in apps.get_models() if issubclass(model, Kept)]


def _histories() -> Iterable[Any]:
    return [model.history.model for model in _kept()]

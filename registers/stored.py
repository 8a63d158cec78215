"""The record as it is stored: revisions with their seals, sealed texts and rows, and what
stands live, in plain values.

Verifying and the export of the record read it here, in batches, so that a long record fits
into memory. Nothing is held to anything, and what a hand in the database may have left
behind is read as far as it can be.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import DatabaseError
from django.db.models import DateField, Exists, Model, OuterRef, Q, QuerySet, Subquery

from registers import chain
from registers.models import Journal, Kept, Register, Revision, SealedText
from registers.models.registers import OfRegister
from scoring.matrix import MatrixError
from scoring.models import Scheme

#: How many revisions are read at once, and how many sealed texts, but for a single revision's.
AT_ONCE, TEXTS_AT_ONCE = 1000, 10_000
REVISIONS = Revision._meta.db_table
SCHEMES = Scheme._meta.db_table
#: What reading a value may end with that no program of ours has written.
_UNREADABLE = (
    DatabaseError, ValueError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip

Columns = dict[str, Any]


class Text(NamedTuple):
    """A sealed text; text and salt are empty where an erasure took them."""

    position: int
    text: str
    salt: str
    digest: str


class Row(NamedTuple):
    """A row of a revision; `moment` is its own, in ISO form, or None where it has none."""

    table: str
    key: int
    moment: str | None
    columns: Columns


class Entry(NamedTuple):
    """A revision with all that is its; `seal` is None where there is none."""

    key: int
    number: int
    moment: str
    seal: str | None
    format: int | None
    columns: Columns
    texts: tuple[Text, ...]
    rows: tuple[Row, ...]


def entries(journal: Journal, after: Entry | None = None) -> Iterator[tuple[Entry, ...]]:
    """A journal's revisions in order, in batches; those after `after` where it is given.

    Each batch takes the same number of queries.
    """
    while count := _fitting(following(journal, after)):
        batch = again(journal, after, count)
        yield batch
        after = batch[-1]


def again(journal: Journal, after: Entry | None, count: int) -> tuple[Entry, ...]:
    """The next so many revisions, read from the database now."""
    return tuple(_entries(journal, following(journal, after)[:count]))


def following(journal: Journal, after: Entry | None) -> QuerySet[Revision]:
    """A journal's revisions in order; those after `after` where it is given."""
    revisions = Revision.objects.filter(journal=journal).order_by("number", "pk")
    if after is None:
        return revisions
    later = Q(number__gt=after.number) | Q(number=after.number, pk__gt=after.key)
    return revisions.filter(later)


def _fitting(revisions: QuerySet[Revision]) -> int:
    """How many revisions to read at once: a load of a register is one of many texts."""
    last = SealedText.objects.filter(revision=OuterRef("pk")).order_by("-position")
    places = revisions.values_list(Subquery(last.values("position")[:1]), flat=True)
    count = texts = 0
    for place in places[:AT_ONCE]:
        texts += 1 + (place or 0)
        if count and texts > TEXTS_AT_ONCE:
            break
        count += 1
    return count


def _entries(journal: Journal, revisions: QuerySet[Revision]) -> Iterator[Entry]:
    seals = ("seal__value", "seal__format")
    found = _read(revisions, (*_names(Revision), *seals), ("id", "number", *seals))
    if not found:
        return
    # A condition in SQL: a thousand keys would be told anew to each table.
    ends = found[0]["number"], found[-1]["number"]
    within = Revision.objects.filter(journal=journal, number__range=ends).values("pk")
    texts, rows = _texts(within), _rows(within)
    for columns in found:
        seal, form = columns.pop("seal__value"), columns.pop("seal__format")
        own, key = tuple(texts[columns["id"]]), columns["id"]
        yield Entry(
            key=key,
            number=columns["number"],
            moment=columns.get("moment") or "",
            seal=seal,
            format=form,
            columns=columns,
            texts=own,
            rows=(*rows[key], *_schemes(own)),
        )


def _texts(within: QuerySet) -> Mapping[int, list[Text]]:
    found = defaultdict(list)
    texts = SealedText.objects.filter(revision__in=within).order_by("revision", "position")
    names = ("revision_id", "position", "text", "salt", "digest")
    for columns in _read(texts, names, ("revision_id", "position", "digest")):
        text, salt = columns.get("text", "?"), columns.get("salt", "")
        own = Text(columns["position"], text, salt, columns["digest"])
        found[columns["revision_id"]].append(own)
    return found


def _rows(within: QuerySet) -> Mapping[int, list[Row]]:
    """The history rows of revisions, by the revision's key: a query for each table."""
    found = defaultdict(list)
    for past in _pasts():
        rows = past._base_manager.filter(revision__in=within).order_by("history_id")
        for columns in _read(rows, _names(past), ("history_id", "id", "revision_id")):
            moment = columns.pop("history_date", None)
            del columns["history_id"]
            row = Row(past._meta.db_table, columns["id"], moment, columns)
            found[columns["revision_id"]].append(row)
    return found


def _schemes(texts: Sequence[Text]) -> Iterator[Row]:
    """The schemes that sealed texts name, as they stand now."""
    for text in texts:
        if SCHEMES not in str(text.text):
            continue
        try:
            sealed = json.loads(text.text)
            scheme = Scheme.objects.filter(pk=sealed["row"]["id"]).first()
        except (*_UNREADABLE, LookupError):
            continue
        if scheme is not None and sealed.get("table") == SCHEMES:
            yield Row(SCHEMES, scheme.pk, None, _scheme(scheme))


def _scheme(scheme: Scheme) -> Columns:
    try:
        return json.loads(chain.scheme_text(scheme))["row"]
    except (MatrixError, LookupError):
        return {}


def live(journal: Journal) -> Iterator[tuple[str, str, list[Columns]]]:
    """What stands now of a journal's: for each table its name, that of its history, and its
    rows, with the columns that have a history and `revision_id`. A row is a journal's by its
    register or by its revision."""
    register = Register.objects.filter(journal=journal).values_list("pk", flat=True).first()
    by_revision = Exists(Revision.objects.filter(pk=OuterRef("revision"), journal=journal))
    for model, past in zip(kept(), _pasts(), strict=True):
        names = ("id", *(field.attname for field in model.kept_fields()), "revision_id")
        rows = model._base_manager.filter(by_revision | _is_of(model, register, journal))
        found = _read(rows.order_by("pk"), names, ("id", "revision_id"))
        yield model._meta.db_table, past._meta.db_table, found


def strays(journal: Journal) -> Iterator[tuple[str, int, int]]:
    """History rows of a journal's live rows that hang on no revision of this journal, which
    would alter what the past says: (table, key of the row, key of the revision)."""
    register = Register.objects.filter(journal=journal).values_list("pk", flat=True).first()
    within = Exists(Revision.objects.filter(pk=OuterRef("revision"), journal=journal))
    for model, past in zip(kept(), _pasts(), strict=True):
        of = _is_of(model, register, journal)
        rows = past._base_manager.filter(
            ~within, id__in=model._base_manager.filter(of).values("pk")
        )
        for key, revision in rows.order_by("pk").values_list("id", "revision_id"):
            yield past._meta.db_table, key, revision


def _is_of(model: type[Kept], register: int | None, journal: Journal) -> Q:
    """The condition that a live row is of a journal by its columns."""
    if issubclass(model, OfRegister):
        return Q(register=register) if register else Q(pk__in=())
    if model is Register:
        return Q(journal=journal)
    return Q() if journal.name == Journal.INSTALLATION else Q(pk__in=())


def _read(rows: QuerySet, names: Sequence[str], sure: Sequence[str]) -> list[Columns]:
    """Rows as plain values by column. One with a value that cannot be read comes with the
    columns `sure` alone, so that it differs from whatever it is held to."""
    try:
        found = list(rows.values(*names))
    except _UNREADABLE:
        keys = list(rows.values_list("pk", flat=True))
        found = [_one(rows.model._base_manager.filter(pk=key), names, sure) for key in keys]
    for name in _dated(rows.model):
        for columns in found:
            if columns.get(name) is not None:
                columns[name] = chain.plain(columns[name])
    return found


def _one(row: QuerySet, names: Sequence[str], sure: Sequence[str]) -> Columns:
    try:
        return row.values(*names).get()
    except _UNREADABLE:
        return row.values(*sure).get()


@cache
def kept() -> tuple[type[Kept], ...]:
    """The tables of content."""
    return tuple(model for model in apps.get_models() if issubclass(model, Kept))


@cache
def _pasts() -> tuple[Any, ...]:
    """Their histories, in the same order."""
    return tuple(model.history.model for model in kept())


@cache
def defaults() -> dict[str, Columns]:
    """The default of each column of each table of the record, by the table's name."""
    return {model._meta.db_table: chain.defaults_of(model) for model in (Revision, *_pasts())}


@cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def _dated(model: type[Model]) -> tuple[str, ...]:
    fields = model._meta.concrete_fields
    return tuple(field.attname for field in fields if isinstance(field, DateField))

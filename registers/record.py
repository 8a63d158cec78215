"""The history as people read it: each revision with what it changed, old → new.

Read from the sealed texts, so that what is shown is what was sealed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from registers.models import (
    Assessment,
    Control,
    Kept,
    Register,
    Revision,
    Risk,
    SealedText,
    Stage,
    Theme,
)

#: Columns that say where a row belongs and not what it says, or that are told in one: the
#: score for likelihood and impact, the revision's reason for why a score was given.
_NOT_TOLD = frozenset(
    {
        "id",
        "revision_id",
        "removed",
        "history_id",
        "history_date",
        "history_type",
        "register_id",
        "journal_id",
        "risk_id",
        "reference",
        "stage",
        "likelihood",
        "impact",
        "why",
        "closed_why",
    }
)

Row = dict[str, Any]
Names = dict[tuple[type[models.Model], int], str]


@dataclass(frozen=True, slots=True)
class _Table:
    """A history table: the labels of the columns that are told, in order; the model whose
    row a foreign key names; and which columns are days."""

    model: type[models.Model]
    name: str
    labels: Mapping[str, str]
    named: Mapping[str, type[models.Model]]
    days: frozenset[str]


@cache
def _tables() -> dict[str, _Table]:
    found = {}
    for model in apps.get_models():
        if issubclass(model, Kept):
            told = [f for f in model.kept_fields() if f.attname not in _NOT_TOLD]
            found[model.history.model._meta.db_table] = _Table(
                model=model,
                name=str(model._meta.verbose_name),
                labels={field.attname: str(field.verbose_name) for field in told},
                named={f.attname: f.related_model for f in told if f.is_relation},
                days=frozenset(f.attname for f in told if isinstance(f, models.DateField)),
            )
    return found


def _table(name: str) -> _Table:
    return _tables()[name]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one thing: `of` says of what, `old` and `new` are texts, "" for none.

    `kind` is added, changed or removed, of the thing as a whole.
    """

    of: str
    label: str
    old: str
    new: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision as it is read in the history. `subject` is a reference where one was
    changed; `person_name` and the rest are as they were."""

    number: int
    moment: datetime
    verb: str
    subject: str
    reason: str
    person_name: str
    person_title: str
    organisation_name: str
    seal: str
    changes: tuple[Difference, ...]


def entries(
    register: Register, *, before: int | None = None, limit: int = 50, risk: int | None = None
) -> tuple[Entry, ...]:
    """Revisions, the newest first: at most `limit` with a number under `before`.

    `risk` is the key of a risk, to read only what touched it or its parts. A fixed number
    of queries, whatever the limit.
    """
    found = Revision.objects.filter(journal=register.journal_id).order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    if risk is not None:
        found = found.filter(pk__in=_touching(risk))
    texts = Prefetch("texts", SealedText.objects.order_by("position").filter(position__gt=0))
    revisions = list(found.select_related("seal").prefetch_related(texts)[:limit])
    rows = {
        revision.pk: [row for row in _rows(revision.texts.all()) if _is_of(row, risk)]
        for revision in revisions
    }
    earlier = _earlier(rows)
    names = _names([*earlier.values(), *(row for held in rows.values() for row in held)])
    return tuple(_entry(revision, rows[revision.pk], earlier, names) for revision in revisions)


def _touching(risk: int) -> QuerySet[Any, Any]:
    """The keys of the revisions that touched a risk, by the histories' own index."""
    parts = (
        (Assessment, Assessment.objects.filter(risk=risk).values("pk")),
        (Control, Control.objects.filter(risk=risk).values("pk")),
    )
    found = Risk.history.filter(id=risk).values_list("revision_id")
    return found.union(
        *(model.history.filter(id__in=keys).values_list("revision_id") for model, keys in parts)
    )


def _rows(texts: Iterable[SealedText]) -> list[Row]:
    """The rows of a revision; one whose words were erased is left out."""
    found = []
    for text in texts:
        if text.text:
            sealed = json.loads(text.text)
            if sealed["table"] in _tables():
                found.append({"table": sealed["table"], **sealed["row"]})
    return found


def _is_of(row: Row, risk: int | None) -> bool:
    if risk is None:
        return True
    whose = row["id"] if _table(row["table"]).model is Risk else row.get("risk_id")
    return whose == risk


def _earlier(rows: Mapping[int, list[Row]]) -> dict[tuple[str, int, int], Row]:
    """For each row that was changed, what the row before it said: by table, object and
    revision. One query for each table that was touched."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for held in rows.values():
        for row in held:
            if row["history_type"] == "~":
                wanted[row["table"]].add(row["id"])
    found: dict[tuple[str, int, int], Row] = {}
    newest = max(rows, default=0)
    for table, keys in wanted.items():
        past = (
            _table(table)
            .model.history.filter(id__in=keys, revision_id__lte=newest)
            .order_by("revision_id")
        )
        last: dict[int, Row] = {}
        for values in past.values():
            row = {"table": table, **values}
            if values["id"] in last:
                found[table, values["id"], values["revision_id"]] = last[values["id"]]
            last[values["id"]] = row
    return found


def _names(rows: Iterable[Row]) -> Names:
    """What the keys in rows mean: the names as they are now. One query for each model."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for row in rows:
        for column, model in _table(row["table"]).named.items():
            if row.get(column) is not None:
                wanted[model].add(row[column])
    return {
        (model, found.pk): str(found)
        for model, keys in wanted.items()
        for found in model._default_manager.filter(pk__in=keys)
    }


def _entry(
    revision: Revision, rows: list[Row], earlier: Mapping[tuple[str, int, int], Row], names: Names
) -> Entry:
    changes = [
        difference
        for row in rows
        for difference in _differences(
            row, earlier.get((row["table"], row["id"], row["revision_id"]), {}), names
        )
    ]
    return Entry(
        number=revision.number,
        moment=revision.moment,
        verb=revision.verb,
        subject=revision.subject,
        reason=revision.reason,
        person_name=revision.person_name,
        person_title=revision.person_title,
        organisation_name=revision.organisation_name,
        seal=revision.seal.value,
        changes=tuple(changes),
    )


def _differences(row: Row, before: Row, names: Names) -> Iterable[Difference]:
    table = _table(row["table"])
    of = _of(table, row)
    kind = "added" if row["history_type"] == "+" else "changed"
    if row["removed"] and not before.get("removed"):
        yield Difference(of, table.name, _said(table, row, names), "", "removed")
        return
    if table.model is Assessment:
        old, new = _score(before), _score(row)
        if old != new:
            yield Difference(of, str(_("score")), old, new, kind)
    for column, label in table.labels.items():
        old, new = (_shown(table, column, held, names) for held in (before, row))
        if old != new:
            yield Difference(of, label, old, new, kind)


def _of(table: _Table, row: Row) -> str:
    """What a row is about, in words: a reference, a stage, or the kind of thing it is."""
    if table.model is Risk:
        return row["reference"]
    if table.model is Assessment:
        return str(Stage(row["stage"]).label)
    if table.model is Theme:
        return f"{table.name} {row['number']}"
    return table.name


def _said(table: _Table, row: Row, names: Names) -> str:
    """The words of a row that was taken away."""
    return " · ".join(
        shown for column in table.labels if (shown := _shown(table, column, row, names))
    )


def _score(row: Row) -> str:
    if not row:
        return ""
    likelihood, impact = row["likelihood"], row["impact"]
    return f"{likelihood} × {impact} = {likelihood * impact}"


def _shown(table: _Table, column: str, row: Row, names: Names) -> str:
    value = row.get(column)
    if value in (None, "", False):
        return ""
    if model := table.named.get(column):
        return names[model, value]
    if column in table.days:
        return formats.date_format(date.fromisoformat(str(value)), "j F Y")
    return str(_("yes")) if value is True else str(value)

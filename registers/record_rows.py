"""The rows of revisions as they were sealed, and what stood there before each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from registers.chain import table_now, under_names_now
from registers.erased import Place, StandIn
from registers.models import Assessment, Kept, SealedText

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
        "about",
        "made_on",
        "made_by",
        "public_for",
        "ended_why",
        "corrects",
        "erasure_id",
        "proposal_id",
        "position",
    }
)

Columns = Mapping[str, Any]
#: A table, the key of an object, and the key of a revision.
Which = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A history table: the labels of the columns that are told, in order; the model whose
    row a foreign key names; which columns are days; and the words of those with choices. `past` is
    its name in the database: to ask the model's manager for that takes longer than to read a row.
    """

    model: type[models.Model]
    past: str
    name: str
    labels: Mapping[str, str]
    named: Mapping[str, type[models.Model]]
    days: frozenset[str]
    choices: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a revision, in columns as they are called now."""

    table: Table
    columns: Columns

    @property
    def key(self) -> int:
        key: int = self.columns["id"]
        return key


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a revision in the order of its seal. `erased_by` are the numbers of the
    revisions that took words out of it; `unreadable` says that a text makes no sense, which only
    a hand in the database can have brought about."""

    rows: tuple[Row, ...] = ()
    erased_by: tuple[int, ...] = ()
    unreadable: bool = False


@cache
def tables() -> dict[str, Table]:
    """Every history table by its name in the database."""
    found = {}
    for model in apps.get_models():
        if issubclass(model, Kept):
            told = [f for f in model.kept_fields() if f.attname not in _NOT_TOLD]
            past = model.history.model._meta.db_table
            found[past] = Table(
                model=model,
                past=past,
                name=str(model._meta.verbose_name),
                labels={field.attname: str(field.verbose_name) for field in told},
                named={f.attname: f.related_model for f in told if f.is_relation},
                days=frozenset(f.attname for f in told if isinstance(f, models.DateField)),
                choices={f.attname: dict(f.flatchoices) for f in told if f.choices},
            )
    return found


def rows_of(number: int, texts: Iterable[SealedText], stand_ins: Mapping[Place, StandIn]) -> Rows:
    """The rows of revision `number` from its sealed texts; for one that an erasure emptied,
    what is left of it."""
    found: list[Row] = []
    erased: list[int] = []
    unreadable = False
    for text in texts:
        stands_in = None if text.text else stand_ins.get((number, text.position))
        if stands_in:
            erased.append(stands_in.by)
        body = stands_in.body if stands_in else _body(text.text)
        match body:
            # What is left of a text that this revision erased is told where it stood.
            case {"erases": _} if not stands_in:
                continue
            case {"table": str(table), "row": {"id": int(), "history_type": str()} as row}:
                if table_now(table) in tables():
                    columns = under_names_now(table, row)
                    found.append(Row(tables()[table_now(table)], columns))
            case {"table": str(), "row": dict()}:
                continue
            case _:
                unreadable = True
    return Rows(tuple(found), tuple(dict.fromkeys(erased)), unreadable)


def _body(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def earlier(rows: Mapping[int, Rows]) -> dict[Which, Columns]:
    """For each row that was changed, what the row before it said. `rows` are by the key of their
    revision. One query for each table that was touched."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for held in rows.values():
        for row in held.rows:
            if row.columns["history_type"] == "~":
                wanted[row.table.past].add(row.key)
    found: dict[Which, Columns] = {}
    newest = max(rows, default=0)
    for table, keys in wanted.items():
        past = (
            tables()[table]
            .model.history.filter(id__in=keys, revision_id__lte=newest)  # type: ignore[attr-defined]
            .order_by("revision_id")
        )
        last: dict[int, Columns] = {}
        for values in past.values():
            if values["id"] in last:
                found[table, values["id"], values["revision_id"]] = last[values["id"]]
            last[values["id"]] = values
    return found


def before(row: Row, revision: int, earlier: Mapping[Which, Columns]) -> Columns:
    """What the row before a row of a revision said; nothing for a new one."""
    return earlier.get((row.table.past, row.key, revision), {})


def scores_recorded(pairs: Iterable[tuple[int, str, int]]) -> dict[tuple[int, str, int], Columns]:
    """What assessments said at (risk, stage, revision number), in one query, in none for none."""
    wanted = set(pairs)
    if not wanted:
        return {}
    past = Assessment.history.filter(
        risk_id__in={risk for risk, _stage, _number in wanted},
        revision__number__in={number for _risk, _stage, number in wanted},
    )
    columns = ("risk_id", "stage", "revision__number", "likelihood", "impact")
    return {
        (risk, stage, number): {"likelihood": likelihood, "impact": impact}
        for risk, stage, number, likelihood, impact in past.values_list(*columns)
        if (risk, stage, number) in wanted
    }

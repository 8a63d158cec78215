"""The rows of a register's content as tuples, live or as at a revision: the same columns either
way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from registers import models as kept
from registers.models import Register


@dataclass(frozen=True, slots=True)
class Table:
    """A table of content and its columns, in the order in which they are read."""

    model: type[kept.Kept]
    columns: tuple[str, ...]


REGISTER = Table(
    kept.Register,
    (
        "id",
        "slug",
        "title",
        "introduction",
        "marking",
        "notice",
        "appetite",
        "is_public",
        "scheme_id",
        "by_proposal",
    ),
)
OWNERSHIP = Table(
    kept.Ownership, ("id", "removed", "organisation_id", "position", "name", "short_name")
)
POST = Table(kept.Post, ("id", "removed", "title", "owner_id"))
THEME = Table(kept.Theme, ("id", "removed", "number", "name", "appetite"))
RISK = Table(
    kept.Risk,
    (
        "id",
        "removed",
        "theme_id",
        "reference",
        "title",
        "description",
        "causes",
        "consequences",
        "lead_id",
        "risk_owner_id",
        "treatment",
        "marking",
        "next_review",
        "target_date",
        "closed_on",
        "closed_why",
    ),
)
CONTROL = Table(
    kept.Control,
    ("id", "removed", "risk_id", "position", "text", "owner_id", "effectiveness", "evidence"),
)
ASSESSMENT = Table(
    kept.Assessment, ("id", "removed", "risk_id", "stage", "likelihood", "impact", "why")
)
WITHHOLDING = Table(
    kept.Withholding,
    ("id", "removed", "risk_id", "part", "ground", "reasoning", "decided_by", "look_again"),
)
CHALLENGE = Table(
    kept.Challenge,
    (
        "id",
        "removed",
        "risk_id",
        "owner_id",
        "about",
        "likelihood",
        "impact",
        "position",
        "why",
        "made_on",
        "made_by",
        "state",
        "ended_why",
        "public_for",
    ),
)

ACTION = Table(
    kept.PlannedAction,
    (
        "id",
        "removed",
        "risk_id",
        "text",
        "owner_id",
        "first_due",
        "due",
        "progress",
        "evidence",
        "done_on",
    ),
)
ASSURANCE = Table(
    kept.Assurance,
    ("id", "removed", "control_id", "line", "checked_by", "checked_on", "result", "note"),
)

TABLES = (
    REGISTER, OWNERSHIP, POST, THEME, RISK, CONTROL, ASSESSMENT, WITHHOLDING, CHALLENGE,
    ACTION, ASSURANCE,
)  # fmt: skip

Rows = list[tuple[Any, ...]]
Read = dict[Table, Rows]


def own_row(register: Register) -> tuple[Any, ...]:
    """The row of a register that was read already."""
    return tuple(getattr(register, name) for name in REGISTER.columns)


def live_rows(table: Table, register: Register) -> Rows:
    """The rows of a table that are there now, removed ones too."""
    which = {"pk": register.pk} if table is REGISTER else {"register_id": register.pk}
    return list(table.model.objects.filter(**which).values_list(*table.columns))


_SHAPE = {
    "postgresql": (
        # A comparison of pairs can be answered by the index on both alone. With one of each the
        # planner may walk the index on revisions instead, past every row of everything else.
        "SELECT {columns} FROM {live} l CROSS JOIN LATERAL (SELECT * FROM {past} x "
        "WHERE (x.id, x.revision_id) <= (l.id, %s) "
        "ORDER BY x.id DESC, x.revision_id DESC LIMIT 1) h "
        "WHERE h.id = l.id AND l.{key} = %s"
    ),
    "sqlite": (
        "SELECT {columns} FROM {live} l JOIN {past} h ON h.history_id = (SELECT x.history_id "
        "FROM {past} x WHERE x.id = l.id AND x.revision_id <= %s "
        "ORDER BY x.revision_id DESC LIMIT 1) WHERE l.{key} = %s"
    ),
}


def past_rows(table: Table, register: Register, revision: int) -> Rows:
    """The newest history row of each object up to a revision, by its key."""
    # Plain columns come as dates and truth values on SQLite too, by their declared types.
    sql = _SHAPE[connection.vendor].format(
        columns=", ".join(f"h.{name}" for name in table.columns),
        live=table.model._meta.db_table,
        past=table.model.history.model._meta.db_table,
        key="id" if table is REGISTER else "register_id",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [revision, register.pk])
        return cursor.fetchall()


def read_all(rows: Callable[[Table], Rows], known: Read | None = None) -> Read:
    """All rows before anything is made of them, but for those that are known: rows that a writer
    crossed may not fit."""
    known = known or {}
    return {table: known[table] if table in known else rows(table) for table in TABLES}

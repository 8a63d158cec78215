"""What somebody with a hand in the database itself might do."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from registers import triggers


def sql(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run a statement past everything; gives the rows, if there are any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def take_guards_away() -> None:
    """Drop every guard of the record, as who owns the database can."""
    # PostgreSQL alters no table that waits for a deferred check.
    connection.check_constraints()
    triggers.drop()


def columns(row: models.Model) -> dict[str, Any]:
    """A row as the database has it, by column."""
    return {
        field.column: field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in row._meta.concrete_fields
    }


def insert(model: type[models.Model], values: dict[str, Any]) -> None:
    """Insert one row; a None for the key lets the database choose."""
    held = {name: value for name, value in values.items() if name != model._meta.pk.column or value}
    marks = ", ".join(["%s"] * len(held))
    sql(f"INSERT INTO {model._meta.db_table} ({', '.join(held)}) VALUES ({marks})", *held.values())


def alter(row: models.Model, **values: Any) -> None:
    """Change columns of the row's table where the row stands."""
    sets = ", ".join(f"{name} = %s" for name in values)
    key = row._meta.pk.column
    sql(
        f"UPDATE {row._meta.db_table} SET {sets} WHERE {key} = %s",
        *values.values(),
        getattr(row, row._meta.pk.attname),
    )


def remove(row: models.Model) -> None:
    sql(
        f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s",
        getattr(row, row._meta.pk.attname),
    )

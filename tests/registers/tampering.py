"""What somebody with a hand in the database itself might do."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from registers import chain, triggers
from registers.models import Journal, Revision, Risk, Seal, SealedText


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


def revision(journal: Journal, back: int = 0) -> Revision:
    """The last revision of a journal, or one so many before it."""
    return journal.revisions.order_by("-number")[back]


def history(journal: Journal, back: int = 0) -> Any:
    """The row of a risk that a revision of a journal wrote."""
    return Risk.history.get(revision=revision(journal, back))


def rewrite(text: SealedText, words: str) -> None:
    """Put other words into a sealed text, with a salt and a digest that fit them."""
    salt, digest = chain.salted(words)
    alter(text, text=words, salt=salt, digest=digest)


def reseal(made: Revision) -> None:
    """Seal a revision anew over its texts as they are."""
    before = Seal.objects.filter(
        revision__journal=made.journal, revision__number=made.number - 1
    ).first()
    digests = chain.digests_of(SealedText.objects.filter(revision=made))
    value = before.value if before else chain.BEGINNING
    alter(made.seal, value=chain.seal_value(value, made.number, digests))


def remove_revision(made: Revision) -> None:
    """Delete a revision with its sealed texts and its seal; its rows are another matter."""
    for text in made.texts.all():
        remove(text)
    remove(made.seal)
    remove(made)

"""The guards in the database itself: the record can only be added to.

Revisions, seals, sealed and signed texts and history rows cannot be updated or deleted, but for
the words that an erasure of every owner takes out, and nothing can be added to a revision that
is sealed. Rows of content cannot be deleted. Schemes cannot be altered, and nothing can be added
to one that a register has adopted. They are put back after every migrate, since on SQLite a
migration that remakes a table drops its triggers without a word; and there they are taken away
before one, since a table cannot be put in another's place while any trigger names the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import IntegerField, Model, UniqueConstraint
from django.db.models.expressions import RawSQL

from registers import erasing_guard

PREFIX = "guard_"


class Trigger(NamedTuple):
    """`event` is update, delete, insert or truncate; `unless` is the SQL condition under
    which the event goes through, empty for never."""

    table: str
    event: str
    unless: str = ""

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.table}_{self.event}"


def take_away_before_migrate(
    sender: Any, using: str = "default", plan: Any = (), **kwargs: Any
) -> None:
    """A pre_migrate receiver. Until they are put back, and where a migration fails, saving is
    refused as ever when guards are missing."""
    if using == connection.alias and connection.vendor == "sqlite" and plan:
        with connection.cursor() as cursor:
            for name in _standing():
                cursor.execute(f'DROP TRIGGER "{name}"')


def install_after_migrate(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """A post_migrate receiver: it says so when guards had to be put back."""
    if using != connection.alias:
        return
    lost = missing()
    install(set(connection.introspection.table_names()))
    if not kwargs.get("plan") and 0 < len(lost) < len(wanted()) and kwargs.get("verbosity", 1):
        print(f"  Put back {len(lost)} guards of the record that a migration had dropped.")


def install(tables: set[str] | None = None) -> None:
    """Create every guard that is missing; those that stand are made again alike. `tables` are
    those that there are, where a migration has gone back to before some."""
    with connection.cursor() as cursor:
        for trigger in wanted():
            if tables is None or trigger.table in tables:
                for statement in _create(trigger):
                    cursor.execute(statement)


def drop() -> None:
    """Take every guard away: for the flush of a test database and for nothing else."""
    with connection.cursor() as cursor:
        for trigger in wanted():
            on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


def missing() -> tuple[str, ...]:
    """The names of the guards that are not there, that are switched off, or that stand by name
    alone and do something else."""
    found = _standing()
    return tuple(t.name for t in wanted() if found.get(t.name) != _made(t))


def faults() -> tuple[str, ...]:
    """A sentence for each guard that is not as it should be."""
    found, lost = _standing(), missing()
    return tuple(
        f"The guard {name} does not do what it should."
        if name in found
        else f"The guard {name} is missing."
        for name in lost
    )


def standing() -> RawSQL:
    """An expression for how many guards stand by name; compare it with `len(wanted())`."""
    held = ", ".join(f"'{trigger.name}'" for trigger in wanted())
    names = f"SELECT name FROM ({_STANDING[connection.vendor]}) AS found WHERE name IN ({held})"
    return RawSQL(f"(SELECT count(*) FROM ({names}) AS guards)", (), IntegerField())


def _standing() -> dict[str, tuple[Any, ...]]:
    """What each guard that stands is made of, by its name."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor].replace("%%", "%"))
        return {name: tuple(made) for name, *made in cursor.fetchall()}


def _made(trigger: Trigger) -> tuple[Any, ...]:
    """What the database tells of a guard that is as we make it."""
    if connection.vendor == "sqlite":
        return (list(_create(trigger))[-1],)
    # Before each row, or before each statement; and the bit of its event.
    events = {"insert": 4, "delete": 8, "update": 16, "truncate": 32}
    kind = events[trigger.event] + (2 if trigger.event == "truncate" else 3)
    return trigger.table, kind, trigger.name, _body(trigger)


def wanted() -> tuple[Trigger, ...]:
    """All guards that this version of the product needs on this database."""
    return _wanted(connection.vendor)


@cache
def _wanted(vendor: str) -> tuple[Trigger, ...]:
    events = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    kept = [model for model in apps.get_models() if hasattr(model, "kept_fields")]
    live = [model._meta.db_table for model in kept]
    past = [model.history.model._meta.db_table for model in kept]
    texts = ["registers_sealedtext", "registers_signedtext"]
    record = ["registers_revision", "registers_seal", *texts, *past]
    schemes = [f"scoring_scheme{part}" for part in ("", "level", "band", "cell")]
    found = [Trigger(table, event) for table in [*record, *schemes] for event in events]
    erasable = erasing_guard.conditions(vendor)
    found = [
        Trigger(table, event, erasable.get(table, "") if event == "update" else "")
        for table, event, _unless in found
    ]
    found += [Trigger(table, event) for table in live for event in events if event != "update"]
    found += [Trigger("registers_journal", event) for event in events]
    allowed = dict.fromkeys([*past, *texts], _UNSEALED)
    allowed |= dict.fromkeys(schemes[1:], _NOT_ADOPTED)
    if vendor == "sqlite":
        for table in sorted({trigger.table for trigger in found}):
            allowed[table] = " AND ".join(filter(None, (allowed.get(table), _is_new(table))))
    found += [Trigger(table, "insert", unless) for table, unless in allowed.items()]
    return tuple(found)


_UNSEALED = "NOT EXISTS (SELECT 1 FROM registers_seal s WHERE s.revision_id = NEW.revision_id)"
_NOT_ADOPTED = "NOT EXISTS (SELECT 1 FROM registers_register r WHERE r.scheme_id = NEW.scheme_id)"


def _is_new(table: str) -> str:
    """SQLite's INSERT OR REPLACE deletes without the delete trigger, so a row whose keys
    are there already must be refused before the insert: the SQL condition that it is new."""
    (model,) = (model for model in apps.get_models() if model._meta.db_table == table)
    same = [_equal(field.column) for field in model._meta.concrete_fields if field.unique]
    same += [_clash(model, c) for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    return f"NOT EXISTS (SELECT 1 FROM {table} s WHERE {' OR '.join(same)})"


def _clash(model: type[Model], constraint: UniqueConstraint) -> str:
    """When two rows break a unique constraint of ours, which is over columns, perhaps of
    rows that are not removed, or over one column in lower case."""
    if constraint.expressions:
        ((column,),) = (each.get_source_expressions() for each in constraint.expressions)
        return f"lower(s.{column.name}) = lower(NEW.{column.name})"
    columns = [model._meta.get_field(name).column for name in constraint.fields]
    equal = _equal(*columns)
    return f"({equal} AND NOT s.removed AND NOT NEW.removed)" if constraint.condition else equal


def _equal(*columns: str) -> str:
    return "(" + " AND ".join(f"s.{column} = NEW.{column}" for column in columns) + ")"


def _create(trigger: Trigger) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield from _create_on_postgresql(trigger)
    else:
        when = f"WHEN NOT ({trigger.unless})" if trigger.unless else ""
        yield f"DROP TRIGGER IF EXISTS {trigger.name}"
        yield (
            f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event.upper()} "
            f"ON {trigger.table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{_sentence(trigger)}'); END"
        )


def _create_on_postgresql(trigger: Trigger) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $${_body(trigger)}$$"
    )
    level = "STATEMENT" if trigger.event == "truncate" else "ROW"
    yield (
        f"CREATE OR REPLACE TRIGGER {trigger.name} BEFORE {trigger.event.upper()} "
        f"ON {trigger.table} FOR EACH {level} EXECUTE FUNCTION {trigger.name}()"
    )


def _body(trigger: Trigger) -> str:
    """What a guard's function does on PostgreSQL."""
    raised = (
        f"RAISE EXCEPTION '{_sentence(trigger)}' USING ERRCODE = 'integrity_constraint_violation';"
    )
    allowed = f"IF {trigger.unless} THEN RETURN NEW; END IF; " if trigger.unless else ""
    return f" BEGIN {allowed}{raised} END "


def _sentence(trigger: Trigger) -> str:
    what = (
        "added to what is sealed or adopted" if trigger.event == "insert" else trigger.event + "d"
    )
    what = what.replace("updated", "altered")
    return f"The record cannot be {what} ({trigger.table})."


_STANDING = {
    "sqlite": (
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%%'"
    ),
    "postgresql": (
        "SELECT tgname AS name, c.relname, t.tgtype, p.proname, p.prosrc FROM pg_trigger t "
        "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "AND n.nspname = ANY (current_schemas(false)) "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgqual IS NULL "
        f"AND tgattr::text = '' AND tgname LIKE '{PREFIX}%%'"
    ),
}

"""A register's own tables as rows that a file gives, and what a plan says of them."""

from registers.exchange.columns import TABLES
from registers.exchange.incoming.given import Given, GivenFile
from registers.planned import Place


def given_of(snapshot, **more):
    """What a file says that holds the register as it is, every text to the letter."""
    return GivenFile({table.key: rows_of(snapshot, table) for table in TABLES}, **more)


def rows_of(snapshot, table):
    keys = [column.key for column in table.columns]
    return tuple(
        Given(Place(table.name, number), dict(zip(keys, values, strict=True)))
        for number, values in enumerate(table.values(snapshot), start=2)
    )


def row(table, where=2, /, exact=True, **values):
    """One row; in keys two underscores stand for a full stop."""
    named = {key.replace("__", "."): value for key, value in values.items()}
    return Given(Place(table.name, where), named, exact=exact)


def told(plan):
    """What a plan would write: (table, outcome, about, {column: (old, new)})."""
    return [
        (item.table, item.outcome, item.about, {a.key: (a.old, a.new) for a in item.alterations})
        for item in plan.writes
    ]

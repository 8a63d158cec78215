"""Migrations: none is missing, and one that remakes a table does not cost a guard."""

import io

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from registers import triggers
from registers.actions import revise_risk
from registers.models import Risk
from registers.snapshot import forget, snapshot
from registers.verifying import verify
from tests.registers.cast import make_cast


def test_none_is_missing(db):
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert out.getvalue() == "No changes detected\n"


def test_the_database_was_made_by_them_from_nothing(db):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    tables = set(connection.introspection.table_names())
    assert {
        model._meta.db_table for model in connection.introspection.installed_models(tables)
    } <= tables


@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_remakes_has_its_guards_after_it(capsys):
    cast = make_cast()
    field = models.CharField(max_length=40, default="")
    field.set_attributes_from_name("remade")
    with connection.schema_editor() as editor:
        editor.add_field(Risk.history.model, field)
        editor.remove_field(Risk.history.model, field)
    lost = triggers.missing()
    if connection.vendor == "sqlite":
        assert "guard_registers_historicalrisk_update" in lost
    call_command("migrate", verbosity=1, stdout=io.StringIO())
    assert triggers.missing() == ()
    assert revise_risk(cast.register, "R1.1", by=cast.editor, treatment="treat") is not None
    assert verify(cast.register.journal) == ()


@pytest.mark.django_db(transaction=True)
def test_a_database_with_a_register_in_it_goes_back_and_on_again():
    cast = make_cast()
    before = snapshot(cast.register)
    call_command("migrate", "registers", "0001", verbosity=0)
    assert triggers.missing() != ()
    call_command("migrate", verbosity=0)
    assert triggers.missing() == ()
    forget()
    assert snapshot(cast.register) == before
    assert revise_risk(cast.register, "R1.1", by=cast.editor, treatment="treat") is not None
    assert verify(cast.register.journal) == ()

"""The record can only be added to: the database itself refuses the rest."""

import io
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from registers import triggers
from registers.actions import (
    GuardsMissing,
    ask_erasure,
    assess,
    challenge,
    hold_publication,
    propose,
    revise_risk,
    succeed,
    write_note,
)
from registers.models import (
    Assurance,
    Candidate,
    Challenge,
    Confirmation,
    Control,
    Correction,
    Erasure,
    Holding,
    Journal,
    Note,
    Paper,
    PlannedAction,
    Proposal,
    PublicationHold,
    Review,
    Revision,
    Risk,
    Seal,
    SealedText,
    Succession,
)
from registers.verifying import verify
from scoring.models import Scheme, SchemeBand, SchemeCell, SchemeLevel
from tests.registers.cast import make_cast, scheme_of
from tests.registers.deeds import DEEDS, last_number
from tests.registers.publishing import agreed_and_public
from tests.registers.tampering import columns, insert, sql, take_guards_away
from tests.stores import publishing_into

POSTGRESQL = connection.vendor == "postgresql"
KEPT = [model for model in apps.get_models() if hasattr(model, "kept_fields")]
RECORD = [Revision, Seal, SealedText, *(model.history.model for model in KEPT)]
SCHEMES = [Scheme, SchemeLevel, SchemeBand, SchemeCell]
FROZEN = [*RECORD, *SCHEMES, Journal]
NOT_DELETED = [*FROZEN, *KEPT]
#: Of these a row may stand twice but for its key.
COPIED = {
    Assurance, Challenge, Confirmation, Control, Correction, Erasure, Holding, Note, PlannedAction,
    Candidate, Paper, Proposal, PublicationHold, Review, Scheme, Succession,
}  # fmt: skip
EACH = {"ids": lambda model: model._meta.model_name}


@pytest.fixture(scope="module", autouse=True)
def published_files(tmp_path_factory):
    """A store for all tests of the module: what is in it was published once for all."""
    with publishing_into(tmp_path_factory.mktemp("published")):
        yield


def make():
    """The cast, with a row in every table of the record."""
    cast = make_cast()
    for action in ("correct_score", "withhold"):
        next(deed for deed in DEEDS if deed.action == action).do(cast, cast.editor)
    ask_erasure(
        cast.register, by=cast.approver, words="engagement", ground="A law", why="It must go."
    )
    for action in ("plan_action", "assure_control", "confirm_risk", "hold_post"):
        next(deed for deed in DEEDS if deed.action == action).do(cast, cast.editor)
    place = {"likelihood": 4, "impact": 4, "why": "So."}
    challenge(cast.register, "R1.1", "before", by=cast.editor, **place)
    write_note(cast.register, "R1.1", by=cast.editor, text="A note.")
    agreed_and_public(cast)
    today = timezone.localdate()
    hold_publication(cast.register, by=cast.approver, since=today, until=today, why="So.")
    wording = {"title": "Voice"}
    propose(cast.register, "revise", "R1.1", by=cast.editor, why="So.", fields=wording)
    succeed(
        cast.register, "Constabulary", by=cast.approver, organisation=cast.charity, name="Next",
        short_name="Next", since=date(2026, 5, 7), reason="So.",
    )  # fmt: skip
    return cast


def refused(statement, *values):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        sql(statement, *values)
    return str(refusal.value).splitlines()[0]


@pytest.mark.parametrize("model", FROZEN, **EACH)
def test_an_update_is_refused(cast, model):
    table, key = model._meta.db_table, model._meta.pk.column
    assert model._base_manager.exists()
    assert refused(f"UPDATE {table} SET {key} = {key}") == (
        f"The record cannot be altered ({table})."
    )


@pytest.mark.parametrize("model", NOT_DELETED, **EACH)
def test_a_delete_is_refused(cast, model):
    table = model._meta.db_table
    assert model._base_manager.exists()
    assert refused(f"DELETE FROM {table}") == f"The record cannot be deleted ({table})."


def test_emptying_a_table_is_refused(cast):
    connection.check_constraints()
    for model in NOT_DELETED:
        table = model._meta.db_table
        statement = f"TRUNCATE {table} CASCADE" if POSTGRESQL else f"DELETE FROM {table}"
        assert "The record cannot be" in refused(statement)
        assert model._base_manager.exists()


@pytest.mark.parametrize("model", NOT_DELETED, **EACH)
@pytest.mark.parametrize("how", ["same key", "same row"])
def test_an_insert_in_the_place_of_a_row_is_refused(cast, model, how):
    """INSERT OR REPLACE on SQLite, ON CONFLICT DO UPDATE on PostgreSQL."""
    rows = model._base_manager.order_by("pk")
    row = columns(rows.last())
    if how == "same row" and model is not Seal:
        row.pop(model._meta.pk.column)
    before = list(rows.values_list())
    marks = ", ".join(["%s"] * len(row))
    into, names = model._meta.db_table, ", ".join(row)
    if POSTGRESQL:
        key = model._meta.pk.column
        statement = f"INSERT INTO {into} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {key} = -1"
    else:
        statement = f"INSERT OR REPLACE INTO {into} ({names}) VALUES ({marks})"
    lets_copies_in = model in COPIED
    if how == "same row" and lets_copies_in:
        sql(statement, *row.values())
        assert list(rows.values_list())[: len(before)] == before
    elif POSTGRESQL and model in KEPT and how == "same key":
        sql(statement.split(" ON CONFLICT")[0] + " ON CONFLICT DO NOTHING", *row.values())
        assert list(rows.values_list()) == before
    else:
        refused(statement, *row.values())
        assert list(rows.values_list()) == before


def test_a_row_of_another_revision_is_not_replaced_either(cast):
    """On SQLite a forged revision without a seal must not open a way to older rows."""
    row = columns(Risk.history.order_by("pk").first())
    forged = columns(Revision.objects.order_by("pk").last())
    insert(Revision, {**forged, "id": None, "number": 9999, "moment": "2099-01-01 00:00:00"})
    row["revision_id"] = Revision.objects.get(number=9999).pk
    or_replace = "" if POSTGRESQL else "OR REPLACE "
    marks = ", ".join(["%s"] * len(row))
    refused(
        f"INSERT {or_replace}INTO registers_historicalrisk ({', '.join(row)}) VALUES ({marks})",
        *row.values(),
    )


@pytest.mark.parametrize("model", [SealedText, Risk.history.model], **EACH)
def test_nothing_is_added_to_what_is_sealed(cast, model):
    row = columns(model._base_manager.order_by("pk").last())
    apart = {"position": 99} if model is SealedText else {"id": 9999}
    row = {**row, **apart}
    row.pop(model._meta.pk.column)
    marks = ", ".join(["%s"] * len(row))
    table = model._meta.db_table
    assert (
        refused(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())
        == f"The record cannot be added to what is sealed or adopted ({table})."
    )


@pytest.mark.parametrize(
    ("model", "apart"),
    [(SchemeLevel, {"value": 7}), (SchemeBand, {"rank": 7}), (SchemeCell, {"likelihood": 7})],
)
def test_nothing_is_added_to_a_scheme_that_a_register_has_adopted(cast, model, apart):
    adopted = columns(model.objects.filter(scheme=cast.register.scheme).first())
    free = columns(model.objects.filter(scheme=scheme_of(2, 2)).first())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(model, {**adopted, "id": None, **apart})
    insert(model, {**free, "id": None, **apart})


def drop(name):
    connection.check_constraints()
    on = f" ON {next(t.table for t in triggers.wanted() if t.name == name)}" if POSTGRESQL else ""
    sql(f"DROP TRIGGER {name}{on}")


def test_none_is_missing(db):
    assert triggers.missing() == ()


@pytest.mark.parametrize("trigger", triggers.wanted(), ids=lambda trigger: trigger.name)
def test_one_that_was_dropped_is_named(cast, trigger):
    drop(trigger.name)
    assert triggers.missing() == (trigger.name,)


if POSTGRESQL:

    @pytest.mark.parametrize("how", ["DISABLE TRIGGER", "ENABLE REPLICA TRIGGER"])
    def test_one_that_was_switched_off_is_named(cast, how):
        connection.check_constraints()
        sql(f"ALTER TABLE registers_seal {how} guard_registers_seal_update")
        assert triggers.missing() == ("guard_registers_seal_update",)


def test_saving_is_refused_and_reading_goes_on_while_one_is_missing(cast):
    drop("guard_registers_seal_update")
    number = last_number(cast.register)
    with pytest.raises(GuardsMissing):
        assess(cast.register, "R1.1", "after", by=cast.editor, likelihood=1, impact=1, why="So.")
    assert last_number(cast.register) == number
    assert [str(fault) for fault in verify(cast.register.journal)] == [
        "The guard guard_registers_seal_update is missing."
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_they_are_put_back_by_migrate_which_says_so(cast, capsys, count):
    for trigger in triggers.wanted()[:count]:
        drop(trigger.name)
    call_command("migrate", verbosity=1, stdout=io.StringIO())
    assert capsys.readouterr().out == (
        f"  Put back {count} guards of the record that a migration had dropped.\n"
    )
    assert triggers.missing() == ()
    assert revise_risk(cast.register, "R1.1", by=cast.editor, treatment="treat") is not None


def test_putting_them_back_twice_changes_nothing(cast, capsys):
    triggers.install()
    call_command("migrate", verbosity=0)
    assert (triggers.missing(), capsys.readouterr().out) == ((), "")


def test_all_are_taken_away_and_put_back(cast):
    take_guards_away()
    assert len(triggers.missing()) == len(triggers.wanted())
    triggers.install()
    assert triggers.missing() == ()

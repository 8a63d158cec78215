"""Every way in that is no action is refused, with a sentence that says how it is done."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from registers.actions.change import changing
from registers.models import Assessment, Organisation, Ownership, Register, Risk, Theme, User
from registers.models.kept import Unguarded
from registers.permissions import EDIT, SYSTEM
from registers.snapshot import last_point, read_live
from registers.verifying import verify

HOW = (
    " is refused: a register's content is changed by the functions of "
    "registers.actions, which record who, for whom, when and why."
)


@pytest.fixture
def risk(register):
    return Risk.objects.select_related("theme").get(register=register, reference="R1.1")


def new(risk, **fields):
    wanted = {"register": risk.register, "theme": risk.theme, "revision": risk.revision}
    return {**wanted, "reference": "R1.99", "description": "Past the actions.", **fields}


def save_base(risk):
    risk.title = "Changed"
    risk.save_base(raw=True)


def save_unkept(risk):
    """A field of content beside one that is none."""
    person = User.objects.get(email="editor@example.org")
    person.name = "Changed"
    person.save(update_fields=["name", "password"])


WAYS = {
    "save": (lambda r: r.save(), "Saving a risk"),
    "save of some fields": (lambda r: r.save(update_fields=["title"]), "Saving a risk"),
    "save_base": (save_base, "Saving a risk"),
    "save of a password and more": (save_unkept, "Saving a person"),
    "save without history": (lambda r: r.save_without_historical_record(), "Saving a risk"),
    "forced insert": (lambda r: Risk(**new(r)).save(force_insert=True), "Saving a risk"),
    "create": (lambda r: Risk.objects.create(**new(r)), "Saving a risk"),
    "get_or_create": (lambda r: Risk.objects.get_or_create(**new(r)), "Saving a risk"),
    "update_or_create": (
        lambda r: Risk.objects.update_or_create(pk=r.pk, defaults={"title": "Changed"}), "Saving a risk",
    ),
    "delete": (lambda r: r.delete(), "Deleting a risk"),
    "update": (lambda r: Risk.objects.filter(pk=r.pk).update(title="Changed"), "QuerySet.update"),
    "delete of many": (lambda r: Risk.objects.filter(pk=r.pk).delete(), "QuerySet.delete"),
    "bulk_create": (lambda r: Risk.objects.bulk_create([Risk(**new(r))]), "QuerySet.bulk_create"),
    "bulk_update": (lambda r: Risk.objects.bulk_update([r], ["title"]), "QuerySet.bulk_update"),
    "base manager": (lambda r: Risk._base_manager.filter(pk=r.pk).update(title="X"), "QuerySet.update"),
    "base manager's delete": (lambda r: Risk._base_manager.all().delete(), "QuerySet.delete"),
    "default manager": (lambda r: Risk._default_manager.all().update(title="X"), "QuerySet.update"),
    "people": (lambda r: User.objects.update(is_staff=True), "QuerySet.update"),
    "a new person": (
        lambda r: User.objects.create(email="x@example.org", name="X", is_staff=True, revision=r.revision),
        "Saving a person",
    ),
    "related create": (
        lambda r: r.register.scheme.registers.create(title="X", slug="x", journal_id=1), "Saving a register",
    ),
    "related add": (
        lambda r: Organisation.objects.first().ownerships.add(Ownership.objects.last()), "QuerySet.update",
    ),
    "related add, one by one": (
        lambda r: Organisation.objects.first().ownerships.add(Ownership.objects.last(), bulk=False),
        "Saving a owner organisation",
    ),
    "related set": (
        lambda r: Organisation.objects.first().ownerships.set(Ownership.objects.all()), "QuerySet.update",
    ),
    "related update": (lambda r: Organisation.objects.first().people.update(role="approver"), "QuerySet.update"),
    "related clear": (lambda r: Organisation.objects.first().people.clear(), "QuerySet.update"),
    "bulk with history": (lambda r: bulk_create_with_history([Risk(**new(r))], Risk), "QuerySet.bulk_create"),
    "bulk update with history": (
        lambda r: bulk_update_with_history([r], Risk, ["title"]), "QuerySet.bulk_update",
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_is_refused_with_our_sentence(risk, way):
    before, register = last_point(risk.register), risk.register
    kept = read_live(register, before)
    act, what = WAYS[way]
    risk.title = "Changed"
    with pytest.raises(Unguarded) as refusal, transaction.atomic():
        act(risk)
    assert str(refusal.value) == what + HOW
    assert (last_point(register), read_live(register, before)) == (before, kept)
    assert verify(register.journal) == ()


@pytest.mark.parametrize("model", ["registers.risk", "registers.user", "registers.organisation"])
def test_loaddata_does_not_get_past_it(risk, tmp_path, model):
    out = io.StringIO()
    call_command("dumpdata", model, stdout=out)
    rows = json.loads(out.getvalue())
    rows[0]["fields"]["name" if model != "registers.risk" else "title"] = "Loaded"
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises((Unguarded, CommandError)) as refusal, transaction.atomic():
        call_command("loaddata", str(file), verbosity=0)
    assert HOW in str(refusal.value)
    assert verify(risk.register.journal) == ()


def test_a_row_that_an_action_saved_cannot_be_saved_again(cast):
    """An open change lets through the row that it is writing, and none once it is closed."""
    theme = Theme.objects.get(register=cast.register, number=1)
    with changing(
        cast.register.journal, by=SYSTEM, needs=EDIT, verb="test", register=cast.register
    ) as change:
        theme.name = "Trust"
        change.save(theme)
        theme.name = "Past it"
        with pytest.raises(Unguarded):
            theme.save()
        theme.change = change
        with pytest.raises(Unguarded):
            theme.save()
    with pytest.raises(Unguarded):
        theme.save()
    assert Theme.objects.get(pk=theme.pk).name == "Trust"
    assert verify(cast.register.journal) == ()


HISTORY = {
    "update": lambda risk: Risk.history.filter(id=risk.pk).update(title="Changed"),
    "delete": lambda risk: Risk.history.filter(id=risk.pk).delete(),
    "save": lambda risk: setattr_and_save(risk.history.first()),
    "row's delete": lambda risk: risk.history.first().delete(),
    "a forged row": lambda risk: forge(risk, risk.revision),
    "a forged row of no revision": lambda risk: forge(risk, None),
    "a second row in a revision": lambda risk: Assessment.history.create(
        **copied(Assessment.history.first())
    ),
}


def setattr_and_save(row):
    row.title = "Changed"
    row.save()


def copied(row):
    fields = [field for field in row._meta.concrete_fields if field.name != "history_id"]
    return {field.attname: getattr(row, field.attname) for field in fields}


def forge(risk, revision):
    row = copied(risk.history.first())
    Risk.history.create(**{**row, "revision_id": revision and revision.pk, "title": "Forged"})


@pytest.mark.parametrize("way", HISTORY)
def test_the_history_is_refused_by_the_database(risk, way):
    with pytest.raises(IntegrityError), transaction.atomic():
        HISTORY[way](risk)
    assert verify(risk.register.journal) == ()


def test_reading_ways_go_through(risk):
    assert Risk.objects.get_or_create(pk=risk.pk)[1] is False
    (register,) = Register.objects.prefetch_related("scheme__registers")
    assert register.scheme.registers.count() == 1
    assert risk.history.first().history_user.email == "editor@example.org"
    assert risk.history.first().history_change_reason == "Seen at the board."

"""What holds for each public action alike: done by whom may, recorded, sealed, or refused."""

import pytest
from django.apps import apps
from django.db import connection

from registers import chain, triggers
from registers.actions import GuardsMissing, Invalid, NotAllowed, revise_person
from registers.models import Kept, Revision
from registers.permissions import SYSTEM
from registers.snapshot import last_point, read_live, read_past
from registers.verifying import verify
from tests.registers.cast import make_cast
from tests.registers.deeds import DEEDS, editing_actions, last_number, prepare

EVERY = pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.action)
WITH_A_REASON = [deed for deed in DEEDS if deed.reason and deed.action != "assess"]


def make():
    cast = make_cast()
    prepare(cast)
    return cast


def history_rows(revision):
    """What a revision wrote: (model, history type), table by table."""
    kept = [model for model in apps.get_models() if issubclass(model, Kept)]
    return sorted(
        (model._meta.model_name, row.history_type)
        for model in kept
        for row in model.history.filter(revision=revision)
    )


def test_the_table_names_every_action_that_edits_a_register():
    assert sorted(deed.action for deed in DEEDS) == sorted(editing_actions())


@EVERY
def test_is_recorded_with_who_for_whom_when_and_why(cast, deed):
    before = last_point(cast.register)
    made = deed.do(cast, cast.editor)
    found = Revision.objects.get(pk=made.pk)
    assert (found.number, found.verb, found.subject) == (before.number + 1, deed.verb, deed.subject)
    assert found.reason == ("Because it is so." if deed.reason else "")
    assert (found.person, found.person_name, found.person_title, found.person_role) == (
        cast.editor, "Edith Editor", "Editor of OPCC", "editor",
    )  # fmt: skip
    assert (found.organisation, found.organisation_name) == (
        cast.opcc,
        "Office of the Commissioner",
    )
    assert found.moment == made.moment > before.moment


@EVERY
def test_leaves_a_history_row_for_each_row_it_wrote(cast, deed):
    assert history_rows(deed.do(cast, cast.approver)) == sorted(deed.rows)


@EVERY
def test_is_sealed_after_the_revision_before(cast, deed):
    before = last_point(cast.register)
    made = deed.do(cast, cast.editor)
    texts = list(made.texts.order_by("position"))
    assert len(texts) == 1 + len(deed.rows) + (deed.action == "adopt_scheme")
    assert [chain.digest(text.salt, text.text) for text in texts] == [text.digest for text in texts]
    assert texts[0].text == chain.revision_text(Revision.objects.get(pk=made.pk))
    digests = [text.digest for text in texts]
    assert made.seal.value == chain.seal_value(before.seal, made.number, digests)
    assert verify(cast.register.journal) == ()


@EVERY
def test_reads_the_same_live_and_from_history(cast, deed):
    deed.do(cast, cast.editor)
    point = last_point(cast.register)
    assert read_live(cast.register, point) == read_past(cast.register, point)


@EVERY
@pytest.mark.parametrize(
    "who", ["administrator", "board_reader", "contributor", "council_reader", "stranger"]
)
def test_is_refused_to_whoever_may_not_edit(cast, deed, who):
    before = last_number(cast.register)
    with pytest.raises(NotAllowed) as refusal:
        deed.do(cast, cast.people[who])
    assert str(refusal.value) == "You may not do this. Nothing was changed."
    assert last_number(cast.register) == before


@EVERY
def test_may_be_done_by_the_system_account_for_nobody(cast, deed):
    made = deed.do(cast, SYSTEM)
    assert (made.person, made.organisation) == (None, None)
    assert (made.person_name, made.organisation_name) == ("System account", "")


@pytest.mark.parametrize("deed", WITH_A_REASON, ids=lambda deed: deed.action)
@pytest.mark.parametrize("reason", ["", " \n\t", "\u200b"])
def test_asks_why(cast, deed, reason):
    before = last_number(cast.register)
    with pytest.raises(Invalid) as refusal:
        deed.do(cast, cast.editor, **{deed.reason: reason})
    assert refusal.value.errors == {deed.reason: "Say why. Both organisations will read it."}
    assert last_number(cast.register) == before


@EVERY
def test_is_refused_with_what_cannot_be_kept_in_its_reason(cast, deed):
    before = last_number(cast.register)
    with pytest.raises(Invalid) as refusal:
        deed.do(cast, cast.editor, **{deed.reason or "reason": "So\x00."})
    assert list(refusal.value.errors.values()) == [
        "Character 3 (U+0000) cannot be kept in a register. Take it out."
    ]
    assert last_number(cast.register) == before


@EVERY
def test_is_refused_while_a_guard_of_the_database_is_missing(cast, deed):
    before = last_number(cast.register)
    with connection.cursor() as cursor:
        name = "guard_registers_historicalrisk_update"
        on = " ON registers_historicalrisk" if connection.vendor == "postgresql" else ""
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if on else "SELECT 1")
        cursor.execute(f"DROP TRIGGER {name}{on}")
    with pytest.raises(GuardsMissing) as refusal:
        deed.do(cast, cast.editor)
    assert str(refusal.value) == (
        "The database has lost the guards of the record, so nothing can be saved. "
        "Reading goes on. Ask the administrator to run “manage.py migrate”."
    )
    assert triggers.missing() == (name,)
    assert last_number(cast.register) == before


@EVERY
def test_is_refused_to_a_person_whose_role_was_taken_away_meanwhile(cast, deed):
    revise_person(cast.editor, by=SYSTEM, role="reader", reason="A new task.")
    assert cast.editor.role == "editor"
    with pytest.raises(NotAllowed):
        deed.do(cast, cast.editor)


@EVERY
def test_is_refused_to_a_person_who_is_no_longer_active(cast, deed):
    revise_person(cast.editor, by=SYSTEM, is_active=False, reason="Left.")
    with pytest.raises(NotAllowed):
        deed.do(cast, cast.editor)

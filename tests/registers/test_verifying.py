"""What a hand in the database leaves behind is found and named, the guards being gone."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from registers import chain, triggers
from registers.actions import revise_risk
from registers.models import (
    Assessment,
    Control,
    Journal,
    Organisation,
    Post,
    Revision,
    Risk,
    SealedText,
    User,
)
from registers.verifying import verify
from scoring.models import SchemeLevel
from tests.registers.tampering import (
    alter,
    columns,
    history,
    insert,
    remove,
    remove_revision,
    reseal,
    revision,
    rewrite,
    sql,
    take_guards_away,
)


@pytest.fixture
def journal(cast):
    """Three more revisions of R1.1, and no guard in the database."""
    for title in ("One", "Two", "Three"):
        revise_risk(cast.register, "R1.1", by=cast.editor, title=title, reason="So.")
    take_guards_away()
    return cast.register.journal


def found(journal, expect=None):
    """The faults, with the guards that are all away left out."""
    return [str(fault) for fault in verify(journal, expect) if fault.kind != "guard"]


def test_a_whole_record_has_no_fault(cast):
    assert [verify(journal) for journal in Journal.objects.all()] == [(), ()]


def test_a_row_that_was_altered(journal):
    row = history(journal, 1)
    alter(row, title="Never said")
    number = revision(journal, 1).number
    assert found(journal) == [
        f"Revision {number}: a row was changed: registers_historicalrisk {row.id}."
    ]


def test_a_row_that_was_deleted(journal):
    row = history(journal, 1)
    remove(row)
    assert found(journal) == [
        f"Revision {revision(journal, 1).number}: a row is missing: registers_historicalrisk {row.id}."
    ]


def test_a_row_that_was_inserted(journal):
    row = columns(history(journal, 1))
    other = Risk.objects.get(reference="R1.2")
    insert(Risk.history.model, {**row, "history_id": None, "id": other.pk, "reference": "R1.2"})
    number = revision(journal, 1).number
    assert found(journal) == [
        f"Revision {number}: a row was added: registers_historicalrisk {other.pk}.",
        f"Revision {number}: registers_risk {other.pk} was changed past the record: "
        "title, description, lead_id, revision_id.",
    ]


def test_two_rows_that_were_swapped(journal):
    one, two = history(journal, 1), history(journal, 2)
    titles = one.title, two.title
    alter(one, title=titles[1])
    alter(two, title=titles[0])
    assert found(journal) == [
        f"Revision {revision(journal, back).number}: a row was changed: registers_historicalrisk {one.id}."
        for back in (2, 1)
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("person_name", "Somebody else"),
        ("organisation_name", "Somewhere else"),
        ("reason", "Another reason."),
        ("verb", "assess"),
        ("person_role", "approver"),
    ],
)
def test_a_revision_whose_author_or_reason_was_altered(journal, column, value):
    made = revision(journal, 1)
    alter(made, **{column: value})
    assert found(journal) == [f"Revision {made.number}: who, when or why was altered."]


def test_a_moment_that_was_altered(journal):
    made, row = revision(journal, 1), history(journal, 1)
    made.moment = made.moment.replace(year=2025)
    alter(made, moment=columns(made)["moment"])
    assert found(journal) == [
        f"Revision {made.number}: is not later than the one before.",
        f"Revision {made.number}: who, when or why was altered.",
        f"Revision {made.number}: the moment of a row was changed: registers_historicalrisk {row.id}.",
    ]


def test_a_moment_that_is_still_to_come(journal):
    made = revision(journal)
    made.moment = made.moment.replace(year=2099)
    alter(made, moment=columns(made)["moment"])
    assert found(journal)[0] == f"Revision {made.number}: is dated in the future."


def test_the_moment_of_a_row_that_was_altered(journal):
    row = history(journal)
    row.history_date = row.history_date.replace(year=2025)
    alter(row, history_date=columns(row)["history_date"])
    assert found(journal) == [
        f"Revision {revision(journal).number}: the moment of a row was changed: "
        f"registers_historicalrisk {row.id}."
    ]


def test_a_seal_that_was_altered(journal):
    made = revision(journal, 1)
    alter(made.seal, value="f" * 64)
    assert found(journal) == [
        f"Revision {number}: the seal does not fit what it seals."
        for number in (made.number, made.number + 1)
    ]


def test_a_seal_that_was_deleted(journal):
    made = revision(journal, 1)
    remove(made.seal)
    assert found(journal) == [
        f"Revision {made.number}: has no seal.",
        f"Revision {made.number + 1}: the seal does not fit what it seals.",
    ]


@pytest.mark.parametrize("words", ["{}", "not even JSON", "[1]", '{"table": "x", "row": 1}'])
def test_a_sealed_text_that_was_written_anew_with_its_digest(journal, words):
    made, row = revision(journal, 1), history(journal, 1)
    rewrite(made.texts.get(position=1), words)
    assert found(journal) == [
        f"Revision {made.number}: the sealed text 1 cannot be read.",
        f"Revision {made.number}: a row was added: registers_historicalrisk {row.id}.",
        f"Revision {made.number}: the seal does not fit what it seals.",
    ]


def test_a_sealed_text_that_was_altered_deleted_or_added(journal):
    first, second, third = (revision(journal, back) for back in (2, 1, 0))
    alter(first.texts.get(position=1), text="{}")
    remove(second.texts.get(position=0))
    insert(SealedText, {**columns(third.texts.get(position=1)), "id": None, "position": 9})
    assert [line for line in found(journal) if "sealed text" in line or "seal " in line] == [
        f"Revision {first.number}: the sealed text 1 was altered.",
        f"Revision {second.number}: the seal does not fit what it seals.",
        f"Revision {third.number}: the seal does not fit what it seals.",
    ]


def test_one_row_that_was_altered_and_its_revision_sealed_anew(journal):
    made, row = revision(journal, 1), history(journal, 1)
    alter(row, title="Never said")
    rewrite(made.texts.get(position=1), chain.row_text(history(journal, 1)))
    reseal(made)
    assert found(journal) == [f"Revision {made.number + 1}: the seal does not fit what it seals."]


def test_a_revision_that_was_deleted_with_all_that_was_its(journal):
    made = revision(journal, 1)
    remove(history(journal, 1))
    remove_revision(made)
    assert found(journal) == [
        f"Revision {made.number + 1}: follows {made.number - 1}: a revision is missing.",
        f"Revision {made.number + 1}: the seal does not fit what it seals.",
    ]


def test_a_revision_that_was_added(journal):
    made = revision(journal)
    made.moment = made.moment.replace(microsecond=999_999)
    values = columns(made)
    insert(Revision, {**values, "id": None, "number": made.number + 1})
    assert found(journal)[-2:] == [
        f"Revision {made.number + 1}: has no seal.",
        f"Revision {made.number + 1}: who, when or why was altered.",
    ]


LIVE = (
    (Risk, {"reference": "R1.1"}, {"description": "Never said."}),
    (Risk, {"reference": "R1.1"}, {"next_review": "2030-01-01"}),
    (Assessment, {"stage": "after"}, {"likelihood": 1}),
    (Control, {"position": 1}, {"text": "Never said."}),
    (Control, {"position": 1}, {"removed": True}),
    (Post, {}, {"title": "Never said"}),
)


@pytest.mark.parametrize(("model", "which", "values"), LIVE)
def test_a_live_row_that_was_changed_past_the_record(journal, model, which, values):
    row = model.objects.filter(**which).first()
    alter(row, **values)
    assert found(journal) == [
        f"Revision {row.revision.number}: {model._meta.db_table} {row.pk} was changed past the "
        f"record: {next(iter(values))}."
    ]


def test_a_live_row_that_was_inserted(journal):
    row = columns(Control.objects.first())
    insert(Control, {**row, "id": None})
    added = Control.objects.order_by("pk").last()
    assert found(journal) == [f"registers_control {added.pk} stands there without a history."]


def test_a_live_row_that_was_deleted(journal):
    row = Control.objects.filter(position=2).get()
    remove(row)
    assert found(journal) == [
        f"Revision {row.revision.number}: registers_control {row.pk} is gone."
    ]


def test_a_live_row_that_was_hung_on_another_journal(journal):
    row = Control.objects.filter(position=2).get()
    installed = Journal.objects.get(name="installation")
    alter(row, revision_id=revision(installed).pk)
    number = row.revision.number
    assert found(journal) == [
        f"Revision {number}: registers_control {row.pk} was changed past the record: revision_id."
    ]
    assert found(installed) == [f"registers_control {row.pk} stands there without a history."]


@pytest.mark.parametrize(
    ("model", "values"), [(User, {"role": "approver"}), (Organisation, {"name": "X"})]
)
def test_a_person_or_an_organisation_that_was_changed_past_the_record(journal, model, values):
    row = model.objects.order_by("pk").first()
    alter(row, **values)
    assert found(journal) == []
    assert found(Journal.objects.get(name="installation")) == [
        f"Revision {row.revision.number}: {model._meta.db_table} {row.pk} was changed past the "
        f"record: {next(iter(values))}."
    ]


@pytest.mark.parametrize("statement", [
    "UPDATE scoring_schemelevel SET name = 'Other' WHERE scheme_id = %s AND value = 1",
    "UPDATE scoring_schemeband SET word = 'Other' WHERE scheme_id = %s AND rank = 1",
    "UPDATE scoring_scheme SET note = 'Other' WHERE id = %s",
    "DELETE FROM scoring_schemecell WHERE scheme_id = %s AND likelihood = 1 AND impact = 1",
    "DELETE FROM scoring_schemelevel WHERE scheme_id = %s AND value = 4",
])  # fmt: skip
def test_a_scheme_that_was_changed(cast, journal, statement):
    assert SchemeLevel.objects.filter(scheme=cast.register.scheme).exists()
    sql(statement, cast.register.scheme_id)
    assert found(journal) == [
        f"Revision 1: a row was changed: scoring_scheme {cast.register.scheme_id}."
    ]


def test_guards_that_are_missing(cast):
    connection.check_constraints()
    on = " ON registers_seal" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER guard_registers_seal_delete{on}")
    assert [str(fault) for fault in verify(cast.register.journal)] == [
        "The guard guard_registers_seal_delete is missing."
    ]


def test_a_seal_on_paper_holds_or_is_gone(journal):
    triggers.install()
    last = revision(journal)
    for length in (16, 64):
        assert verify(journal, (last.number, last.seal.value[:length])) == ()
    earlier = revision(journal, 2)
    assert verify(journal, (earlier.number, earlier.seal.value[:16])) == ()
    assert found(journal, (last.number, "0" * 16)) == [
        f"Revision {last.number}: the seal is not 0000000000000000: the chain was made anew."
    ]


def test_a_tail_that_was_cut_is_missed_by_who_holds_a_seal(journal):
    last, earlier = revision(journal), revision(journal, 1)
    seal = last.seal.value[:16]
    live = Risk.objects.get(reference="R1.1")
    alter(live, title="Two", revision_id=earlier.pk)
    remove(history(journal))
    remove_revision(last)
    assert found(journal) == []
    assert found(journal, (last.number, seal)) == [
        f"The chain ends at {earlier.number} and does not reach revision {last.number}."
    ]


def test_a_chain_that_was_made_anew_is_noticed_by_who_holds_a_seal(journal):
    made, seal = revision(journal, 1), revision(journal).seal.value[:16]
    alter(history(journal, 1), title="Never said")
    rewrite(made.texts.get(position=1), chain.row_text(history(journal, 1)))
    reseal(made)
    reseal(revision(journal))
    assert found(journal) == []
    number = made.number + 1
    assert found(journal, (number, seal)) == [
        f"Revision {number}: the seal is not {seal}: the chain was made anew."
    ]


def test_reads_the_record_in_a_fixed_number_of_queries(journal, cast, django_assert_num_queries):
    triggers.install()
    with django_assert_num_queries(116):
        assert verify(journal) == ()
    for title in "abcdefghij":
        revise_risk(cast.register, "R1.1", by=cast.editor, title=title, reason="So.")
    with django_assert_num_queries(116):
        assert verify(journal) == ()


def command(capsys, *arguments):
    """(what it said, why it failed)."""
    try:
        call_command("verify_register", *arguments)
    except CommandError as failure:
        return capsys.readouterr().out, str(failure)
    return capsys.readouterr().out, None


def test_the_command_says_that_a_record_is_whole(cast, capsys):
    last = revision(cast.register.journal)
    whole = f"the record is whole up to revision {last.number}, seal {last.seal.value[:16]}.\n"
    printed = f"{last.number}:{chain.shown(last.seal.value).upper()}"
    line = f"register exampleshire: {whole}"
    assert command(capsys, "exampleshire") == (line, None)
    assert command(capsys, "exampleshire", "--expect", printed) == (line, None)
    said, failed = command(capsys, "--all")
    assert (said.count("\n"), said.endswith(line), failed) == (2, True, None)


def test_the_command_fails_with_each_fault_on_a_line(journal, capsys):
    triggers.install()
    alter(Risk.objects.get(reference="R1.1"), title="Never said")
    number = revision(journal).number
    key = Risk.objects.get(reference="R1.1").pk
    assert command(capsys, "exampleshire") == (
        f"register exampleshire: Revision {number}: registers_risk {key} was changed past the "
        "record: title.\n",
        "1 fault found. Nothing was repaired.",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name a register, or write --all."),
        (("exampleshire", "--all"), "Name a register, or write --all."),
        (("nowhere",), "There is no register nowhere; there is exampleshire."),
        (("exampleshire", "--expect", "7"), "--expect is a number, a colon and a seal, such as 231:9f3c71ad00aa5b1e."),
        (("--all", "--expect", "7:0123456789abcdef"), "--expect goes with one register."),
    ],
)  # fmt: skip
def test_the_command_asks_in_one_sentence_for_what_it_needs(cast, capsys, arguments, sentence):
    assert command(capsys, *arguments) == ("", sentence)

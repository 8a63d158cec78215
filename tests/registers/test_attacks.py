"""What somebody with the database's password may do, the guards being gone, is found twice: by
the system's own verification and, from an export, by the script that goes with it."""

import pytest
from django.db import connection

from registers import chain, triggers
from registers.actions import revise_risk
from registers.models import Control, Journal, Revision, Risk, SealedText
from registers.verifying import verify
from tests.registers.exchange.offline import check, unpack
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

RISKS = "registers_historicalrisk"


@pytest.fixture
def journal(cast):
    """Four more revisions of R1.1, and no guard in the database."""
    for title in ("One", "Two", "Three", "Four"):
        revise_risk(cast.register, "R1.1", by=cast.editor, title=title, reason="So.")
    take_guards_away()
    return cast.register.journal


def alter_row(journal):
    row = history(journal, 2)
    alter(row, title="Never said")
    return f"a row was changed: {RISKS} {row.id}."


def delete_row(journal):
    row = history(journal, 2)
    remove(row)
    return f"a row is missing: {RISKS} {row.id}."


def insert_row(journal):
    row = columns(history(journal, 2))
    other = Risk.objects.get(reference="R3.9")
    insert(Risk.history.model, {**row, "history_id": None, "id": other.pk, "reference": "R3.9"})
    return f"a row was added: {RISKS} {other.pk}."


def swap_rows(journal):
    one, two = history(journal, 3), history(journal, 2)
    titles = one.title, two.title
    alter(one, title=titles[1])
    alter(two, title=titles[0])
    return f"a row was changed: {RISKS} {two.id}."


def seal_one_anew(journal):
    made, row = revision(journal, 2), history(journal, 2)
    alter(row, title="Never said")
    rewrite(made.texts.get(position=1), chain.row_text(history(journal, 2)))
    reseal(made)
    return "the seal does not fit what it seals."


def alter_sealed_text(journal):
    text = revision(journal, 2).texts.get(position=1)
    alter(text, text=text.text.replace("Two", "Never"))
    return "the sealed text 1 was altered."


def alter_sealed_text_and_digest(journal):
    text = revision(journal, 2).texts.get(position=1)
    rewrite(text, text.text.replace("Two", "Never"))
    return "the seal does not fit what it seals."


def make_sealed_text_unreadable(journal):
    rewrite(revision(journal, 2).texts.get(position=1), "[" * 100_000)
    return "the seal does not fit what it seals."


def empty_sealed_text(journal):
    alter(revision(journal, 2).texts.get(position=1), text="", salt="")
    return "the sealed text 1 was emptied."


def alter_seal_format(journal):
    alter(revision(journal, 2).seal, format=2)
    return "the seal does not fit what it seals."


# Each at the last revision but two; the sentence is of that revision.
AT_A_REVISION = (
    alter_row, delete_row, insert_row, swap_rows, alter_sealed_text,
    alter_sealed_text_and_digest, make_sealed_text_unreadable, empty_sealed_text,
    alter_seal_format,
)  # fmt: skip


def offline(journal, tmp_path, *arguments):
    unpack(journal.register, tmp_path)
    return check(tmp_path, *arguments)


def expected_offline(code, lines, sentence):
    assert code == 1
    assert sentence in [line for line in lines if not line.startswith("The guard")]


@pytest.mark.parametrize("attack", AT_A_REVISION)
def test_is_found_at_its_revision(journal, tmp_path, attack):
    number = revision(journal, 2).number
    sentence = f"Revision {number}: {attack(journal)}"
    assert sentence in map(str, verify(journal))
    expected_offline(*offline(journal, tmp_path), sentence)


def test_one_revision_sealed_anew_is_found_at_the_next(journal, tmp_path):
    number = revision(journal, 1).number
    sentence = f"Revision {number}: {seal_one_anew(journal)}"
    assert sentence in map(str, verify(journal))
    expected_offline(*offline(journal, tmp_path), sentence)


def change_live(journal):
    row = Risk.objects.get(reference="R1.1")
    alter(row, description="Never said.")
    return f"registers_risk {row.pk} was changed past the record: description."


def delete_live(journal):
    row = Control.objects.get(position=2)
    remove(row)
    return f"registers_control {row.pk} is gone."


def insert_live(journal):
    insert(Control, {**columns(Control.objects.first()), "id": None})
    key = Control.objects.order_by("pk").last().pk
    return f"registers_control {key} stands there without a history."


def hang_history_on_no_revision(journal):
    """A row of the history that alters the past and is no revision's: the risk says it from
    then on."""
    row, key = columns(history(journal)), 999_999
    connection.check_constraints()
    with_keys(on=False)
    insert(Risk.history.model, {**row, "history_id": None, "revision_id": key})
    return (
        f"a row hangs on revision key {key}, which is none of this record's: {RISKS} {row['id']}."
    )


def with_keys(*, on):
    """Foreign keys are held, or not; the test's own end puts them back on PostgreSQL."""
    if connection.vendor == "sqlite":
        sql("PRAGMA defer_foreign_keys = ON")
    else:
        for (name,) in sql(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
            RISKS,
        ):
            sql(f"ALTER TABLE {RISKS} DROP CONSTRAINT {name}")


@pytest.mark.parametrize("attack", [change_live, delete_live, insert_live])
def test_what_stands_now_is_held_to_the_record(journal, tmp_path, attack):
    sentence = attack(journal)
    assert sentence in [fault.what for fault in verify(journal) if fault.kind == "bypassed"]
    expected_offline(*offline(journal, tmp_path), sentence)


def test_a_row_of_the_history_that_is_no_revisions(journal, tmp_path):
    sentence = hang_history_on_no_revision(journal)
    try:
        assert sentence in map(str, verify(journal))
        expected_offline(*offline(journal, tmp_path), sentence)
    finally:
        sql(f"DELETE FROM {RISKS} WHERE revision_id = 999999")


def test_the_moment_of_a_row(journal, tmp_path):
    row, number = history(journal, 2), revision(journal, 2).number
    row.history_date = row.history_date.replace(year=2025)
    alter(row, history_date=columns(row)["history_date"])
    what = f"was changed: {RISKS} {row.id}."
    assert f"Revision {number}: the moment of a row {what}" in map(str, verify(journal))
    expected_offline(*offline(journal, tmp_path), f"Revision {number}: a row {what}")


def test_a_revision_deleted_in_the_middle(journal, tmp_path):
    number = revision(journal, 2).number
    remove(history(journal, 2))
    remove_revision(revision(journal, 2))
    faults = verify(journal)
    assert f"Revision {number + 1}: follows {number - 1}: a revision is missing." in map(
        str, faults
    )
    expected_offline(
        *offline(journal, tmp_path),
        f"Revision {number + 1}: does not follow revision {number - 1} in number and time.",
    )


def test_a_revision_moved_to_another_journal(journal, tmp_path):
    made = revision(journal, 2)
    other = Journal.objects.create(name="elsewhere")
    alter(made, journal_id=other.pk, number=1)
    assert {fault.kind for fault in verify(journal)} >= {"missing", "seal"}
    assert {fault.kind for fault in verify(other)} >= {"changed", "seal"}
    assert offline(journal, tmp_path)[0] == 1


def test_a_tail_that_was_cut_is_found_with_an_earlier_page(journal, tmp_path):
    last, page = revision(journal), revision(journal).seal.value[:16]
    alter(Risk.objects.get(reference="R1.1"), title="Three", revision_id=revision(journal, 1).pk)
    remove(history(journal))
    remove_revision(last)
    triggers.install()
    assert verify(journal) == ()
    assert offline(journal, tmp_path)[0] == 0
    expect = (last.number, page)
    assert [fault.kind for fault in verify(journal, expect)] == ["page"]
    code, lines = offline(journal, tmp_path, "--expect", f"{last.number}:{page}")
    assert (code, lines) == (
        1,
        [f"The chain ends at {last.number - 1}: later revisions were cut off."],
    )


def test_a_chain_sealed_anew_from_there_on_is_found_with_an_earlier_page(journal, tmp_path):
    page = revision(journal).seal.value[:16]
    row = history(journal, 2)
    alter(row, title="Never said")
    rewrite(revision(journal, 2).texts.get(position=1), chain.row_text(history(journal, 2)))
    for back in (2, 1, 0):
        reseal(revision(journal, back))
    triggers.install()
    assert verify(journal) == ()
    assert offline(journal, tmp_path)[0] == 0
    number = revision(journal).number
    sentence = f"Revision {number}: the seal is not {page}: the chain was made anew."
    assert [str(fault) for fault in verify(journal, (number, page))] == [sentence]
    assert offline(journal, tmp_path, "--expect", f"{number}:{page}") == (1, [sentence])


def guard(event):
    on = f" ON {RISKS}" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER guard_{RISKS}_{event}{on}")


def decoy(event):
    """A trigger of the same name that refuses nothing."""
    name = f"guard_{RISKS}_{event}"
    if connection.vendor == "sqlite":
        sql(f"CREATE TRIGGER {name} BEFORE {event} ON {RISKS} BEGIN SELECT 1; END")
    else:
        sql(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        )
        sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON {RISKS} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


@pytest.mark.parametrize("is_decoy", [False, True])
def test_a_guard_that_is_gone_or_only_looks_like_one(cast, tmp_path, is_decoy):
    connection.check_constraints()
    guard("update")
    what = "is missing"
    if is_decoy:
        decoy("update")
        what = "does not do what it should"
    sentence = f"The guard guard_{RISKS}_update {what}."
    assert [str(fault) for fault in verify(cast.register.journal)] == [sentence]
    assert offline(cast.register.journal, tmp_path) == (1, [sentence])
    triggers.install()
    assert verify(cast.register.journal) == ()


def test_a_whole_record_is_whole_and_says_so(cast, tmp_path):
    last = revision(cast.register.journal)
    line = (
        f"exampleshire: the record is whole up to revision {last.number}, seal {last.seal.value}."
    )
    assert offline(cast.register.journal, tmp_path) == (0, [line])
    page = f"{last.number}:{chain.shown(last.seal.value).upper()}"
    assert check(tmp_path, "--expect", page) == (0, [line])


def test_a_fault_tells_a_program_what_it_tells_a_person(journal):
    sentence = alter_row(journal)
    (fault,) = [fault for fault in verify(journal) if fault.kind != "guard"]
    assert fault.as_dict() == {
        "number": revision(journal, 2).number,
        "kind": "changed",
        "what": sentence,
        "table": RISKS,
        "row": history(journal, 2).id,
    }


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (SealedText, {"text": "x" * 9}),
        (Revision, {"moment": "no moment at all"}),
        (Risk.history.model, {"next_review": "2026-13-45"}),
        (Risk.history.model, {"history_date": "no moment at all"}),
    ],
)
def test_values_that_no_program_writes_are_named_too(journal, tmp_path, model, change):
    """SQLite lets anything into any column."""
    if connection.vendor != "sqlite":
        change = {name: value if name == "text" else "infinity" for name, value in change.items()}
    made = revision(journal, 2)
    row = made if model is Revision else model._base_manager.filter(revision=made).first()
    alter(row, **change)
    found = [fault for fault in verify(journal) if fault.kind != "guard"]
    assert {fault.number for fault in found} >= {made.number}
    assert offline(journal, tmp_path)[0] == 1

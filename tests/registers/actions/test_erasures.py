"""Erasure: words go from the live rows, the history and the sealed texts, and nothing else does."""

import json

import pytest
from django.db import IntegrityError, transaction

from registers import chain, erasing
from registers.actions import (
    Invalid,
    NotAllowed,
    add_control,
    ask_erasure,
    confirm_erasure,
    give_up_erasure,
    retire_control,
    revise_control,
    revise_risk,
)
from registers.models import Control, Erasure, Register, Revision, SealedText
from registers.snapshot import snapshot
from tests.registers.cast import Cast
from tests.registers.tampering import sql

NAME = 'Jane "JD" Doe\nof Elm Street'
GROUND = "personal data"
WHY = "A person's name had been pasted in."


@pytest.fixture
def signers(cast: Cast):
    return cast.signers()


@pytest.fixture
def pasted(cast: Cast):
    """A register in which a name stands in a control (now and in the past), a description, a
    reason and a retired control."""
    register, editor = cast.register, cast.editor
    add_control(register, "R1.1", by=editor, text=f"Calls to {NAME} each week, kept up.")
    key = cast.keys("R1.1")[-1]
    revise_control(
        register, "R1.1", key, by=editor, text=f"Calls to {NAME} each month, kept up.",
        reason=f"Because {NAME} asked.",
    )  # fmt: skip
    add_control(register, "R1.1", by=editor, text=f"Letters to {NAME}.")
    retire_control(register, "R1.1", cast.keys("R1.1")[-1], by=editor, reason="It is done.")
    revise_risk(register, "R1.1", by=editor, description=f"{NAME} first.", reason="First.")
    revise_risk(register, "R1.1", by=editor, description="Nobody is named.", reason="Second.")
    return register


def erase(register, signers, words=NAME):
    first, second = signers
    asked = ask_erasure(register, by=first, words=words, ground=GROUND, why=WHY)
    return confirm_erasure(register, asked.pk, by=second)


def everything(register):
    """Every text of the database in which the words might stand."""
    found = [text.text for text in SealedText.objects.all()]
    for model in erasing.tables():
        rows = [*model.objects.values(), *model.history.values()]
        found += [str(value) for row in rows for value in row.values()]
    found += [f"{r.reason} {r.subject}" for r in Revision.objects.all()]
    return "\n".join(found)


def test_the_words_are_gone_everywhere_and_the_mark_says_why(pasted, signers):
    assert NAME in everything(pasted)
    done = erase(pasted, signers)
    left = everything(pasted)
    assert NAME not in left
    assert erasing.as_sealed(NAME) not in left
    assert "Elm Street" not in left
    assert done.state == Erasure.State.DONE
    control = snapshot(Register.objects.get()).risk("R1.1").controls[-1]
    assert control.text == f"Calls to {done.mark} each month, kept up."
    assert done.mark.endswith("by OPCC and Constabulary: personal data]")


def test_the_past_says_the_mark_too_also_where_it_had_been_read_before(pasted, signers):
    revision = Revision.objects.get(journal=pasted.journal, reason="First.")
    assert snapshot(pasted, at=revision).risk("R1.1").description == f"{NAME} first."
    done = erase(pasted, signers)
    register = Register.objects.get()
    assert snapshot(register, at=revision).risk("R1.1").description == f"{done.mark} first."


def test_only_what_held_the_words_lost_its_sealed_text(pasted, signers):
    before = {
        (text.revision_id, text.position): (text.digest, NAME.split(maxsplit=1)[0] in text.text)
        for text in SealedText.objects.filter(revision__journal=pasted.journal)
    }
    erase(pasted, signers)
    for text in SealedText.objects.filter(revision__journal=pasted.journal):
        digest, held = before.get((text.revision_id, text.position), (text.digest, False))
        assert text.digest == digest
        assert (text.text == "" and text.salt == "") is held


def test_what_is_left_is_sealed_with_the_erasing_revision(pasted, signers):
    erase(pasted, signers)
    last = Revision.objects.filter(journal=pasted.journal).order_by("-number").first()
    assert (last.verb, last.reason, last.subject) == ("erase", WHY, GROUND)
    bodies = [json.loads(text.text) for text in last.texts.order_by("position")]
    stands_for = {tuple(place) for body in bodies for place in body.get("erases", [])}
    blank = SealedText.objects.filter(revision__journal=pasted.journal, text="")
    assert stands_for == {(text.revision.number, text.position) for text in blank}
    digests = chain.digests_of(last.texts.all())
    before = Revision.objects.get(journal=pasted.journal, number=last.number - 1).seal.value
    assert last.seal.value == chain.seal_value(before, last.number, digests)


def test_a_second_erasure_of_the_same_rows(pasted, signers):
    first = erase(pasted, signers)
    erase(pasted, signers, words="kept up")
    left = everything(pasted)
    assert "kept up" not in left
    assert first.mark in left
    last = Revision.objects.filter(journal=pasted.journal).order_by("-number").first()
    bodies = [json.loads(text.text) for text in last.texts.order_by("position")]
    assert any(len(body.get("erases", [])) == 2 for body in bodies)


def test_one_owner_alone_erases_nothing(pasted, signers):
    asked = ask_erasure(pasted, by=signers[0], words=NAME, ground=GROUND, why=WHY)
    with pytest.raises(Invalid, match="confirmed this already"):
        confirm_erasure(pasted, asked.pk, by=signers[0])
    assert NAME in everything(pasted)


def test_an_editor_neither_asks_nor_confirms(cast, pasted, signers):
    with pytest.raises(NotAllowed):
        ask_erasure(pasted, by=cast.editor, words=NAME, ground=GROUND, why=WHY)
    asked = ask_erasure(pasted, by=signers[0], words=NAME, ground=GROUND, why=WHY)
    with pytest.raises(NotAllowed):
        confirm_erasure(pasted, asked.pk, by=cast.editor)


def test_given_up_it_forgets_the_words(pasted, signers):
    asked = ask_erasure(pasted, by=signers[0], words=NAME, ground=GROUND, why=WHY)
    give_up_erasure(pasted, asked.pk, by=signers[1], why="They may stay.")
    kept = Erasure.objects.get()
    assert (kept.state, kept.words, kept.words_as_sealed) == ("given up", "", "")
    with pytest.raises(Invalid, match="does not wait"):
        confirm_erasure(pasted, asked.pk, by=signers[1])
    assert NAME in everything(pasted)


@pytest.mark.parametrize(
    ("words", "ground", "why", "sentence"),
    [
        ("ab", GROUND, WHY, "from 3 to 2000"),
        ("Nobody wrote this", GROUND, WHY, "stand nowhere"),
        (NAME, GROUND, f"{NAME} asked.", "Do not repeat"),
        (NAME, f"about {NAME}", WHY, "Do not repeat"),
        (NAME, GROUND, " ", "Say why"),
        (NAME, " ", WHY, "Say why"),
        ("erased on", GROUND, WHY, "part of the mark"),
        ("a\x00b c", GROUND, WHY, "cannot be kept"),
    ],
)
def test_what_cannot_be_asked(pasted, signers, words, ground, why, sentence):
    count = Revision.objects.count()
    with pytest.raises(Invalid, match=sentence):
        ask_erasure(pasted, by=signers[0], words=words, ground=ground, why=why)
    assert Revision.objects.count() == count


def test_the_request_is_sealed_without_the_words(pasted, signers):
    asked = ask_erasure(pasted, by=signers[0], words=NAME, ground=GROUND, why=WHY)
    texts = SealedText.objects.filter(revision=asked.revision)
    assert texts.count() == 3
    assert all(erasing.as_sealed(NAME) not in text.text for text in texts)


def refused(statement, *values):
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement, *values)


def test_the_guards_let_nothing_through_outside_an_erasure(pasted, signers):
    asked = ask_erasure(pasted, by=signers[0], words=NAME, ground=GROUND, why=WHY)
    row = Control.history.filter(text__contains=NAME).first()
    refused(
        "UPDATE registers_historicalcontrol SET text = 'x' WHERE history_id = %s", row.history_id
    )
    refused("UPDATE registers_sealedtext SET text = '', salt = ''")
    refused("UPDATE registers_revision SET reason = 'x'")
    confirm_erasure(pasted, asked.pk, by=signers[1])
    refused(
        "UPDATE registers_historicalcontrol SET text = 'x' WHERE history_id = %s", row.history_id
    )
    refused("UPDATE registers_sealedtext SET text = '', salt = ''")


def test_the_guards_let_through_exactly_the_words_of_a_confirmed_erasure(pasted, signers):
    """The same statements as an erasure makes, and each with something else besides, on a
    revision that is not sealed yet."""
    row = Control.history.filter(text__contains=NAME).order_by("history_id").first()
    with pytest.raises(Undone), transaction.atomic():
        asked = ask_erasure(pasted, by=signers[0], words=NAME, ground=GROUND, why=WHY)
        sql("UPDATE registers_erasure SET state = 'done', mark = '[gone]'")
        table, where = "registers_historicalcontrol", f"WHERE history_id = {row.history_id}"
        right = row.text.replace(NAME, "[gone]")
        # Not confirmed by all, and the revision that it names is sealed.
        refused(f"UPDATE {table} SET text = %s {where}", right)
        unsealed = Revision(
            journal=pasted.journal, number=asked.revision.number + 1, verb="erase",
            moment=asked.revision.moment.replace(year=2100), person_name="Nobody",
        )  # fmt: skip
        unsealed.save()
        sql("UPDATE registers_erasure SET revision_id = %s", unsealed.pk)
        refused(f"UPDATE {table} SET text = %s {where}", right)
        sql(
            "INSERT INTO registers_erasureconfirmation "
            "(register_id, erasure_id, owner_id, revision_id, removed) "
            "SELECT o.register_id, %s, o.id, %s, o.removed FROM registers_ownership o "
            "WHERE o.id NOT IN (SELECT owner_id FROM registers_erasureconfirmation)",
            asked.pk,
            unsealed.pk,
        )
        refused(f"UPDATE {table} SET text = 'something else' {where}")
        refused(f"UPDATE {table} SET text = %s, position = 9 {where}", right)
        refused(f"UPDATE {table} SET owner_id = risk_id {where}")
        refused(f"DELETE FROM {table} {where}")
        sql(f"UPDATE {table} SET text = %s {where}", right)
        raise Undone


class Undone(Exception):
    """Takes back what a test did."""

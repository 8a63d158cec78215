"""Words that an erasure of every owner took are no fault and are named; taken otherwise they are."""

import json

import pytest
from django.core.management import call_command

from registers import chain
from registers.actions import ask_erasure, confirm_erasure, revise_control, revise_risk
from registers.erased import Erased, erasures
from registers.models import Register, Revision, SealedText
from registers.verifying import verify
from tests.registers.actions.test_erasures import GROUND, erase, pasted, signers
from tests.registers.exchange.offline import check, unpack
from tests.registers.tampering import (
    alter,
    history,
    reseal,
    revision,
    rewrite,
    take_guards_away,
)

__all__ = ["pasted", "signers"]


@pytest.fixture
def erased(pasted, signers):
    """The register after an erasure."""
    erase(pasted, signers)
    return Register.objects.get()


def found(journal):
    return [str(fault) for fault in verify(journal) if fault.kind != "guard"]


def emptied():
    return SealedText.objects.filter(text="").order_by("revision__number", "position")


def test_the_record_is_whole_and_names_what_went(erased, tmp_path):
    number = revision(erased.journal).number
    expected = [Erased(text.revision.number, text.position, number, GROUND) for text in emptied()]
    assert len(expected) == 6
    assert verify(erased.journal) == ()
    assert list(erasures(erased.journal)) == expected
    unpack(erased, tmp_path)
    code, lines = check(tmp_path)
    assert (code, lines[:-1]) == (0, [str(one) for one in expected])
    assert "is whole up to revision" in lines[-1]


def test_it_stays_whole_after_a_second_erasure_of_the_same_texts(erased, signers, tmp_path):
    erase(erased, signers, words="kept up")
    register = Register.objects.get()
    assert verify(register.journal) == ()
    last = revision(register.journal).number
    by = {(one.number, one.position): one.by for one in erasures(register.journal)}
    assert set(by.values()) == {last, last - 2}
    assert any(number == last - 2 for number, _position in by)
    unpack(register, tmp_path)
    assert check(tmp_path)[0] == 0


def test_an_erasure_of_the_ground_of_an_earlier_one(erased, signers, tmp_path):
    asked = ask_erasure(
        erased, by=signers[0], words="pasted in", ground="wording", why="It says too much."
    )
    confirm_erasure(erased, asked.pk, by=signers[1])
    register = Register.objects.get()
    assert verify(register.journal) == ()
    assert {one.ground for one in erasures(register.journal)} == {GROUND, "wording"}
    unpack(register, tmp_path)
    assert check(tmp_path)[0] == 0


def test_it_is_changed_on_afterwards(erased, cast):
    key = cast.keys("R1.1")[-1]
    revise_control(
        erased, "R1.1", key, by=cast.editor, text="Calls are made each month.", reason="Plainer."
    )
    assert verify(erased.journal) == ()


def test_the_command_names_them(erased, capsys):
    call_command("verify_register", "exampleshire")
    lines = capsys.readouterr().out.splitlines()
    one = emptied().first()
    number = revision(erased.journal).number
    assert lines[0] == (
        f"register exampleshire: Words of revision {one.revision.number}, text {one.position}, "
        f"were erased by revision {number} ({GROUND})."
    )
    assert lines[-1].startswith("register exampleshire: the record is whole up to revision")
    call_command("verify_register", "exampleshire", "--json")
    (told,) = json.loads(capsys.readouterr().out)
    assert told["erasures"][0] == {
        "number": one.revision.number, "position": one.position, "by": number, "ground": GROUND,
    }  # fmt: skip
    assert (told["journal"], told["number"], told["faults"]) == (
        "register exampleshire",
        number,
        [],
    )


def test_what_is_left_may_not_be_altered_either(erased, tmp_path):
    take_guards_away()
    number = Revision.objects.get(journal=erased.journal, reason="First.").number
    row = history(erased.journal, revision(erased.journal).number - number)
    alter(row, description=f"{row.description} Never said.")
    sentence = f"Revision {number}: a row was changed: registers_historicalrisk {row.id}."
    assert found(erased.journal) == [sentence]
    unpack(erased, tmp_path)
    assert sentence in check(tmp_path)[1]


def test_a_text_that_is_emptied_with_no_erasure_to_name_it(erased, cast, tmp_path):
    revise_risk(erased, "R1.1", by=cast.editor, title="Later", reason="So.")
    take_guards_away()
    made = revision(erased.journal)
    alter(made.texts.get(position=0), text="", salt="")
    sentences = [
        f"Revision {made.number}: the sealed text 0 was emptied.",
        f"Revision {made.number}: who, when or why was altered.",
    ]
    assert found(erased.journal) == sentences
    unpack(erased, tmp_path)
    assert sentences[0] in check(tmp_path)[1]


def forge(register, verb):
    """Let a revision that is sealed already stand for a text that is emptied."""
    made, past = revision(register.journal), revision(register.journal, 1)
    text = past.texts.get(position=1)
    body = json.loads(text.text)
    body["erases"] = [[past.number, 1]]
    alter(text, text="", salt="")
    alter(made, verb=verb)
    rewrite(made.texts.get(position=0), chain.revision_text(revision(register.journal)))
    rewrite(made.texts.get(position=1), chain.canonical_text(body))
    return past, made


@pytest.mark.parametrize("verb", ["erase", "assess"])
def test_an_erasure_that_was_forged(cast, tmp_path, verb):
    for title in ("One", "Two", "Three"):
        revise_risk(cast.register, "R1.1", by=cast.editor, title=title, reason="So.")
    take_guards_away()
    past, made = forge(cast.register, verb)
    assert f"Revision {made.number}: the seal does not fit what it seals." in found(
        cast.register.journal
    )
    reseal(made)
    assert f"Revision {past.number}: the sealed text 1 was emptied." in found(cast.register.journal)
    unpack(cast.register, tmp_path)
    assert check(tmp_path)[0] == 1

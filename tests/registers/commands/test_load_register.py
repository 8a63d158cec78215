"""The command says in one line what it did, or fails in one sentence."""

import hashlib
import json

import pytest
import rfc8785
from django.core.management import CommandError, call_command

from registers.actions import revise_risk
from registers.models import Register
from registers.permissions import SYSTEM
from tests.registers.actions.test_load_register import everything
from tests.registers.exchange.test_reading import FIXTURE, RAW, changed
from tests.registers.processes import run

SLUG = "cambridgeshire-strategic"


@pytest.fixture
def load(db, capsys):
    def call(file=FIXTURE):
        call_command("load_register", str(file))
        return capsys.readouterr().out

    return call


def test_loads_a_file_and_says_from_what(load):
    fingerprint = hashlib.sha256(rfc8785.dumps(json.loads(RAW))).hexdigest()
    assert load() == f"Loaded {SLUG}: 19 risks in 4 themes, fingerprint {fingerprint[:16]}.\n"
    register = Register.objects.get(slug=SLUG)
    assert register.journal.revisions.get().reason == (
        f"Loaded from {FIXTURE.name}, SHA-256 {hashlib.sha256(RAW).hexdigest()}."
    )


def test_loads_it_once(load):
    load()
    before = everything()
    assert load() == f"{SLUG} is loaded already and says the same: no change.\n"
    assert everything() == before
    assert Register.objects.get(slug=SLUG).journal.revisions.count() == 1


def test_leaves_a_register_alone_that_was_edited(load):
    load()
    register = Register.objects.get(slug=SLUG)
    revise_risk(register, "R1.1", by=SYSTEM, title="Voice", reason="So.")
    assert load() == (
        f"{SLUG} is loaded already and does not say what the file says: it was left alone.\n"
    )
    assert register.journal.revisions.count() == 2


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{", "The file is not JSON: line 1, column 2: Expecting property name enclosed in double quotes."),
        (changed(("slug",), ...), "The file: “slug” is missing."),
        (changed(("slug",), "a\x00"), "slug: Character 2 (U+0000) cannot be kept in a register. Take it out."),
        (changed(("scheme", "cells", 0, 0), 9), "A cell has the band 9, which is not in the scheme."),
        (changed(("themes", 0, "name"), " "), "themes 1: Write something here: blanks alone say nothing."),
    ],
    ids=["json", "shape", "text", "scheme", "content"],
)  # fmt: skip
def test_fails_in_one_sentence_and_leaves_nothing(load, tmp_path, raw, sentence):
    file = tmp_path / "bad.json"
    file.write_bytes(raw)
    before = everything()
    with pytest.raises(CommandError) as failure:
        load(file)
    assert str(failure.value) == f"{file}: {sentence} Nothing was loaded."
    assert everything() == before


def test_says_that_a_file_is_not_there(load, tmp_path):
    for path, why in (
        (tmp_path / "none.json", "No such file or directory"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(CommandError) as failure:
            load(path)
        assert str(failure.value) == f"{path} cannot be read: {why}."


def test_exits_with_one_when_it_fails(transactional_db):
    done = run("manage.py", "load_register", "nowhere.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "CommandError: nowhere.json cannot be read: No such file or directory.\n"

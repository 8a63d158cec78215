"""A whole register from a file, in one revision or not at all."""

import json

import pytest

from registers.actions import Invalid, NotAllowed, load_register
from registers.exchange.document import document, write_json
from registers.exchange.reading import read_json
from registers.models import Journal, Organisation, Register
from registers.permissions import SYSTEM
from registers.snapshot import last_point, read_live, read_past, snapshot
from registers.verifying import verify
from scoring.matrix import MatrixError
from scoring.models import Scheme
from tests.registers.exchange.test_document import fill
from tests.registers.exchange.test_reading import RAW, changed

RISK = ("themes", 2, "risks", 0)
THERE = "themes 3, R3.1"


def loaded(raw=RAW, by=SYSTEM):
    return load_register(read_json(raw), by=by, reason="From a file.")


def everything():
    return Register.objects.count(), Journal.objects.exclude(name="installation").count(), \
        Scheme.objects.count(), Organisation.objects.count()  # fmt: skip


def test_writes_byte_for_byte_what_it_read(db):
    register = loaded()
    assert write_json(snapshot(register)) == RAW


def test_is_one_sealed_revision_whose_history_says_the_same(db):
    register = loaded()
    made = register.journal.revisions.get()
    assert (made.number, made.verb, made.reason) == (1, "set up", "From a file.")
    assert read_live(register, last_point(register)) == read_past(register, last_point(register))
    assert verify(register.journal) == verify(Journal.objects.get(name="installation")) == ()


def test_takes_organisations_that_there_are_and_adds_the_others(db):
    loaded()
    loaded(changed(("slug",), "second"))
    assert Organisation.objects.count() == 2
    council = Organisation.objects.get(short_name="OPCC")
    register = load_register(
        read_json(changed(("slug",), "third")),
        by=SYSTEM,
        reason="So.",
        organisations={"OPCC": council},
    )
    assert snapshot(register).owners[0].organisation == council.pk


def test_every_field_comes_back(cast):
    fill(cast)
    held = {**document(snapshot(cast.register)), "slug": "second"}
    register = load_register(json.loads(json.dumps(held)), by=SYSTEM, reason="So.")
    assert document(snapshot(register)) == held


def test_is_done_by_an_administrator_and_by_nobody_else(cast):
    for who in ("editor", "approver", "stranger"):
        with pytest.raises(NotAllowed):
            loaded(by=cast.people[who])
    assert loaded(by=cast.administrator).journal.revisions.get().person_name == "Ada Administrator"


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("slug",), "no address", "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
        (("slug",), "s" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        (("owners",), [], "A register is owned by two or more organisations."),
        (("owners", 0, "name"), "n" * 201, "Ensure this value has at most 200 characters (it has 201)."),
        (("scheme", "name"), "n" * 201, "scheme: Ensure this value has at most 200 characters (it has 201)."),
        (("scheme", "impact", 0, "range"), "n" * 101, "scheme: Ensure this value has at most 100 characters (it has 101)."),
        (("scheme", "bands", 0, "word"), "n" * 51, "scheme: Ensure this value has at most 50 characters (it has 51)."),
        (("posts",), [{"title": " "}], "posts  : Write something here: blanks alone say nothing."),
        (("posts",), [{"title": "Chief", "owner": "X"}], "posts Chief: X is not an owner of this register."),
        (("themes", 2, "name"), "Two\nlines", "themes 3: Write this on one line, without tabs."),
        (("themes", 2, "number"), 1000, "themes 1000: Ensure this value is less than or equal to 999."),
        (("themes", 2, "appetite"), 50, "themes 3: Ensure this value is less than or equal to 49."),
        ((*RISK, "description"), " ", f"{THERE}: Write something here: blanks alone say nothing."),
        ((*RISK, "reference"), "R1.1", "themes 3, R1.1: R1.1 has been used in this register: a reference is never used twice."),
        ((*RISK, "reference"), "one", "themes 3, one: A reference is capital letters and numbers with full stops between, such as R3.8."),
        ((*RISK, "lead"), "X", f"{THERE}: X is not an owner of this register."),
        ((*RISK, "risk_owner"), "X", f"{THERE}: There is no post “X” here."),
        ((*RISK, "treatment"), "hope", f"{THERE}: Value 'hope' is not a valid choice."),
        ((*RISK, "closed_on"), "2026-01-01", f"{THERE}: A closed risk has both a day and a reason."),
        ((*RISK, "closed_why"), "Past.", f"{THERE}: A closed risk has both a day and a reason."),
        ((*RISK, "controls", 1, "text"), "", f"{THERE}: This field cannot be blank."),
        ((*RISK, "after", "impact"), 5, f"{THERE}: Likelihood 3 × impact 5 is not on the 4 × 4 matrix of this register."),
    ],
)  # fmt: skip
def test_is_refused_with_its_place_and_leaves_nothing(db, path, value, sentence):
    before = everything()
    with pytest.raises(Invalid) as refusal:
        loaded(changed(path, value))
    assert str(refusal.value) == sentence
    assert everything() == before


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("scheme", "cells", 1, 1), 4, "A cell has the band 4, which is not in the scheme."),
        (("scheme", "cells"), [[1, 1, 1, 1]] * 3, "There is not one row of cells for each impact level."),
        (("scheme", "cells", 2), [1, 1, 1], "The cells of impact 3 are not one for each likelihood."),
        (("scheme", "impact", 3, "level"), 5, "The levels of impact must count 1, 2, 3 … without a gap."),
        (("scheme", "impact"), [{"level": 1, "name": "One"}], "The impact axis has 1 levels; it must have 2 to 7."),
        (("scheme", "bands", 2, "word"), "low", "Each band needs a word of its own."),
        (("scheme", "bands", 2, "lowest"), 17, "The range of the band High ends before it begins."),
    ],
)  # fmt: skip
def test_a_scheme_that_cannot_be_is_refused_and_leaves_nothing(db, path, value, sentence):
    before = everything()
    with pytest.raises(MatrixError) as refusal:
        loaded(changed(path, value))
    assert str(refusal.value) == sentence
    assert everything() == before


def test_is_refused_where_there_is_a_register_already(db):
    loaded()
    with pytest.raises(Invalid) as refusal:
        loaded()
    assert str(refusal.value) == "There is a register “cambridgeshire-strategic” already."

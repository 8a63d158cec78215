"""A document is a snapshot again, and meets its published schema."""

import json
from copy import deepcopy
from pathlib import Path

import jsonschema
import pytest

from registers.actions import withhold
from registers.exchange import schemas
from registers.exchange.columns import TABLES
from registers.exchange.document import document, write_json
from registers.exchange.from_document import snapshot_from
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD
from tests.registers.exchange.test_columns import published
from tests.registers.exchange.written import everything

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(schemas.__file__).parent / "register.json").read_text("utf-8"))
JUDGE = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def made(found, **beside):
    said = {"number": found.number, "seal": found.seal, "moment": found.moment, **beside}
    return snapshot_from(json.loads(write_json(found)), **said)


def test_a_register_that_says_everything_is_a_snapshot_again(cast):
    found = everything(cast)
    again = made(found)
    assert document(again) == document(found)
    assert (again.number, again.seal, again.moment) == (found.number, found.seal, found.moment)
    assert [risk.rank for risk in again.worst] == [risk.rank for risk in found.worst]
    assert again.challenged_at("after").keys() == found.challenged_at("after").keys()
    for table in TABLES:
        assert list(table.values(again)) == list(table.values(found))


def test_one_for_the_public_is_one_for_the_public(cast):
    everything(cast)
    told = {"reasoning": "So.", **WITHHELD}
    withhold(cast.register, "R3.9", by=cast.editor, **told)
    withhold(cast.register, "R1.2", by=cast.editor, part="description", **told)
    shown = snapshot(cast.register).public()
    again = made(shown, for_public=True)
    assert (again.for_public, again.withheld) == (True, ((WITHHELD["ground"], 1),))
    assert document(again) == document(shown)
    JUDGE.validate(document(shown))


def test_the_schema_is_one_and_every_output_meets_it(cast):
    JUDGE.check_schema(SCHEMA)
    for found in (snapshot(cast.register), everything(cast), published()):
        JUDGE.validate(json.loads(write_json(found)))
        JUDGE.validate(json.loads(write_json(found.public())))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "riskregister/2"),
        (("themes", 0, "risks", 0, "before", "likelihood"), "3"),
        (("themes", 0, "risks", 0, "next_review"), "31 January 2027"),
        (("themes", 0, "risks", 0, "treatment"), "ignore"),
        (("themes", 0, "risks", 0, "reference"), "risk one"),
        (("themes", 0, "risks", 0, "actions", 0, "text"), ""),
        (("scheme", "cells"), [[1]]),
        (("surplus",), 1),
    ],
)
def test_what_is_no_register_is_refused(cast, place, value):
    said = deepcopy(document(everything(cast)))
    held = said
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    assert not JUDGE.is_valid(said)

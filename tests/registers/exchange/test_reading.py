"""Reading a file: each fault is one sentence that says where it stands."""

import json

import pytest

from registers.actions import load_register
from registers.exchange.document import write_json
from registers.exchange.reading import LARGEST, BadFile, read_json
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.processes import ROOT

FIXTURE = ROOT / "fixtures" / "cambridgeshire-strategic.json"
RAW = FIXTURE.read_bytes()
LINES = RAW.count(b"\n")
CUT = f"The file is not JSON: line {LINES - 1}, column 4: Expecting ',' delimiter."


def changed(path, value):
    """The fixture with one value changed; `...` takes it out."""
    held = json.loads(RAW)
    place = held
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(held).encode()


RISK = ("themes", 2, "risks", 0)
THERE = "themes 3.risks R3.1"
BROKEN = (
    (("format",), "riskregister/2", "format: this version of the product reads “riskregister/1”, not “riskregister/2”."),
    (("slug",), ..., "The file: “slug” is missing."),
    (("slug",), 7, "slug: a text in quotation marks was expected."),
    (("slug",), "a\x00", "slug: Character 2 (U+0000) cannot be kept in a register. Take it out."),
    (("colour",), "red", "The file: “colour” is not known here."),
    (("owners",), {}, "owners: a list in brackets was expected."),
    (("owners", 1, "name"), ..., "owners Constabulary: “name” is missing."),
    (("owners", 1, "short_name"), "OPCC", "owners: “OPCC” stands there twice."),
    (("appetite",), 0, "appetite: a whole number from 1 was expected."),
    (("appetite",), True, "appetite: a whole number from 1 was expected."),
    (("appetite",), 6.0, "appetite: a whole number from 1 was expected."),
    (("public",), "yes", "public: true or false was expected."),
    (("scheme", "cells", 0), [1, "2", 3, 1], "scheme.cells 1 2: a whole number from 1 was expected."),
    (("scheme", "bands", 0, "word"), None, "scheme.bands 1.word: a text in quotation marks was expected."),
    (("scheme", "impact", 1, "level"), 1, "scheme.impact: “1” stands there twice."),
    (("themes", 1), [], "themes 2: an object in braces was expected."),
    (("themes", 1, "number"), 1, "themes: “1” stands there twice."),
    ((*RISK, "description"), ..., f"{THERE}: “description” is missing."),
    ((*RISK, "description"), "\ufdd0", f"{THERE}.description: Character 1 (U+FDD0) cannot be kept in a register. Take it out."),
    ((*RISK, "reference"), "R3.2", "themes 3.risks: “R3.2” stands there twice."),
    ((*RISK, "next_review"), "20261120", f"{THERE}.next_review: a day such as 2026-11-20 was expected."),
    ((*RISK, "next_review"), "2026-02-30", f"{THERE}.next_review: a day such as 2026-11-20 was expected."),
    ((*RISK, "next_review"), 20261120, f"{THERE}.next_review: a day such as 2026-11-20 was expected."),
    ((*RISK, "after", "likelihood"), "2", f"{THERE}.after.likelihood: a whole number from 1 was expected."),
    ((*RISK, "after", "total"), 6, f"{THERE}.after: “total” is not known here."),
    ((*RISK, "controls", 4, "text"), ["a"], f"{THERE}.controls 5.text: a text in quotation marks was expected."),
    ((*RISK, "controls", 4), "a", f"{THERE}.controls 5: an object in braces was expected."),
)  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence"), BROKEN)
def test_says_what_is_wrong_and_where(path, value, sentence):
    with pytest.raises(BadFile) as problem:
        read_json(changed(path, value))
    assert str(problem.value) == sentence


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The file is not JSON: line 1, column 1: Expecting value."),
        (b"{", "The file is not JSON: line 1, column 2: Expecting property name enclosed in double quotes."),
        (RAW[:-3], CUT),
        (b"[]", "The file: an object in braces was expected."),
        (b"null", "The file: an object in braces was expected."),
        (b'{"slug": "a", "slug": "b"}', "“slug” stands twice in one place of the file."),
        ("é".encode("latin-1"), "The file is not UTF-8 text (byte 1)."),
        (RAW.decode().encode("utf-16"), "The file is not UTF-8 text (byte 1)."),
        (b"[" * 100_000, "The file is not a register: it is nested too deeply."),
        (b'{"appetite": ' + b"9" * 5000 + b"}", "The file is not a register: a number in it is far too long."),
        (b" " * (LARGEST + 1), "The file has 50,000,001 bytes; the limit is 50,000,000."),
    ],
    ids=["empty", "open", "cut", "list", "null", "twice", "latin", "utf-16", "deep", "number", "large"],
)  # fmt: skip
def test_says_of_a_file_that_is_none(raw, sentence):
    with pytest.raises(BadFile) as problem:
        read_json(raw)
    assert str(problem.value) == sentence


def test_a_byte_order_mark_and_other_layout_are_read():
    assert read_json(b"\xef\xbb\xbf" + RAW) == json.loads(RAW)
    assert read_json(
        json.dumps(json.loads(RAW), indent=1).replace("\n", "\r\n").encode()
    ) == json.loads(RAW)


def test_a_file_for_the_public_is_no_register():
    document = {**json.loads(RAW), "withheld": [{"ground": "Section 31", "risks": 1}]}
    with pytest.raises(BadFile) as problem:
        read_json(json.dumps(document).encode())
    assert str(problem.value) == (
        "The file was made for the public, without what is withheld: it is no whole register. "
        "Load one that was made for the owners."
    )


def test_what_is_withheld_is_read_and_loaded_again(db):
    document = json.loads(RAW)
    held = {
        "part": "controls", "ground": "A ground of another list", "reasoning": "So.",
        "decided_by": "Monitoring Officer", "look_again": "2027-04-01",
    }  # fmt: skip
    document["themes"][0]["risks"][0]["withheld"] = [held]
    raw = f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()
    register = load_register(read_json(raw), by=SYSTEM, reason="Loaded.")
    assert write_json(snapshot(register)) == raw

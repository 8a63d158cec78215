"""The product's own form: what it holds, in which order, and that nothing empty is in it."""

import json
from datetime import date

from registers import chain
from registers.actions import (
    add_control,
    assess,
    close_risk,
    revise_control,
    revise_register,
    revise_risk,
)
from registers.exchange.document import document, fingerprint, write_json
from registers.exchange.reading import read_json
from registers.permissions import SYSTEM
from registers.snapshot import snapshot

BARE_RISK = {"reference": "R1.2", "description": "Nobody listens."}


def fill(cast):
    """Give R1.1 and the head every field that there is."""
    register, by = cast.register, cast.editor
    revise_register(
        register,
        by=by,
        introduction="Two\n\nparagraphs.",
        notice="Fictional.",
        is_public=True,
        reason="So.",
    )
    revise_risk(
        register, "R1.1", by=by, reason="So.", title="Voice", causes="Noise.", consequences="Loss.",
        risk_owner="Chief Executive", treatment="treat", marking="OFFICIAL-SENSITIVE",
        next_review="2027-01-31", target_date="2027-06-30",
    )  # fmt: skip
    revise_control(register, "R1.1", cast.keys("R1.1")[0], by=by, owner="Chief Executive")
    assess(register, "R1.1", "target", by=by, likelihood=1, impact=2, why="By then.")
    close_risk(register, "R1.1", by=by, why="Past.", on=date(2026, 2, 3))


def test_a_risk_with_everything(cast):
    fill(cast)
    risk = document(snapshot(cast.register))["themes"][0]["risks"][0]
    assert json.dumps(risk) == json.dumps({
        "reference": "R1.1", "title": "Voice", "description": "The public is not heard.",
        "causes": "Noise.", "consequences": "Loss.", "lead": "OPCC", "risk_owner": "Chief Executive",
        "treatment": "treat", "marking": "OFFICIAL-SENSITIVE", "next_review": "2027-01-31",
        "target_date": "2027-06-30", "closed_on": "2026-02-03", "closed_why": "Past.",
        "before": {"likelihood": 3, "impact": 3},
        "controls": [
            {"text": "Meetings are held.", "owner": "Chief Executive"}, {"text": "Letters are answered."},
        ],
        "after": {"likelihood": 2, "impact": 3},
        "target": {"likelihood": 1, "impact": 2, "why": "By then."},
    })  # fmt: skip


def test_what_is_empty_is_left_out(cast):
    held = document(snapshot(cast.register))
    assert held["themes"][0]["risks"][1] == BARE_RISK
    assert list(held) == [
        "format",
        "slug",
        "title",
        "marking",
        "appetite",
        "owners",
        "scheme",
        "posts",
        "themes",
    ]
    assert held["themes"][1]["appetite"] == 4
    assert held["posts"] == [{"title": "Chief Executive", "owner": "OPCC"}]


def test_the_head_with_everything(cast):
    fill(cast)
    held = document(snapshot(cast.register))
    assert list(held)[:9] == [
        "format", "slug", "title", "introduction", "marking", "notice", "appetite", "public", "owners",
    ]  # fmt: skip
    assert (held["format"], held["public"]) == ("riskregister/1", True)


def test_the_scheme_has_levels_bands_and_a_band_for_each_cell(cast):
    scheme = document(snapshot(cast.register))["scheme"]
    assert scheme["likelihood"][3] == {"level": 4, "name": "More likely than not"}
    assert scheme["bands"][2] == {
        "rank": 3,
        "word": "High",
        "lowest": 9,
        "highest": 16,
        "review_months": 1,
    }
    assert scheme["cells"] == [[1, 1, 1, 1], [1, 1, 2, 2], [1, 2, 3, 3], [1, 2, 3, 3]]


def test_the_file_is_plain_json_with_a_final_newline(cast):
    add_control(cast.register, "R1.2", by=SYSTEM, text="“Ümläut” שלום \U0001f600")
    raw = write_json(snapshot(cast.register))
    assert raw == (json.dumps(json.loads(raw), ensure_ascii=False, indent=2) + "\n").encode()
    assert "“Ümläut” שלום \U0001f600".encode() in raw
    assert read_json(raw) == document(snapshot(cast.register))


def test_it_holds_no_key_number_or_moment(cast):
    found = snapshot(cast.register)
    names = set()

    def walk(held):
        for name, value in held.items() if isinstance(held, dict) else enumerate(held):
            names.add(name)
            if isinstance(value, dict | list):
                walk(value)

    walk(document(found))
    assert {"key", "id", "revision", "moment", "seal"} & names == set()
    assert fingerprint(found) == chain.fingerprint(document(found))

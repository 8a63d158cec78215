from datetime import date

import pytest

from registers.actions import Invalid, close_risk, revise_risk
from registers.snapshot import snapshot
from tests.registers.deeds import last_number

CHANGES = {
    "title": "Voice", "description": "Said anew.", "causes": "Noise.", "consequences": "Distrust.",
    "lead": "Constabulary", "risk_owner": "Chief Executive", "treatment": "tolerate",
    "marking": "OFFICIAL-SENSITIVE", "next_review": date(2027, 1, 1), "target_date": date(2028, 1, 1),
}  # fmt: skip
WORDING = {"title", "description", "causes", "consequences"}


def said(register, field):
    value = getattr(snapshot(register).risk("R1.1"), field)
    return {"lead": lambda: value.short_name, "risk_owner": lambda: value.title}.get(
        field, lambda: value
    )()


@pytest.mark.parametrize("field", CHANGES)
def test_changes_one_field(register, editor, field):
    revise_risk(register, "R1.1", by=editor, reason="So.", **{field: CHANGES[field]})
    assert said(register, field) == CHANGES[field]


@pytest.mark.parametrize("field", CHANGES)
def test_leaves_no_revision_when_nothing_changes(register, editor, field):
    revise_risk(register, "R1.1", by=editor, reason="So.", **{field: CHANGES[field]})
    before = last_number(register)
    assert revise_risk(register, "R1.1", by=editor, reason="So.", **{field: CHANGES[field]}) is None
    assert last_number(register) == before


@pytest.mark.parametrize("field", sorted(CHANGES.keys() - WORDING))
def test_asks_no_reason_for_what_is_not_wording(register, editor, field):
    assert revise_risk(register, "R1.1", by=editor, **{field: CHANGES[field]}).reason == ""


@pytest.mark.parametrize("field", sorted(WORDING))
def test_asks_why_the_wording_changes(register, editor, field):
    before = last_number(register)
    with pytest.raises(Invalid) as refusal:
        revise_risk(register, "R1.1", by=editor, **{field: CHANGES[field]})
    assert refusal.value.errors == {"reason": "Say why. Both organisations will read it."}
    assert last_number(register) == before


def test_asks_no_reason_when_the_same_wording_comes_with_another_change(register, editor):
    made = revise_risk(
        register, "R1.1", by=editor, description="The public is not heard.", treatment="treat"
    )
    assert made.number == last_number(register)


def test_takes_line_ends_as_they_come_and_keeps_all_else_to_the_letter(register, editor):
    text = "One\r\ntwo\rthree \t \n e\u0301 \u202eRTL\u202c \U0001f600 \u2028 end  "
    revise_risk(register, "R1.1", by=editor, reason="So.", description=text)
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert said(register, "description") == kept
    assert revise_risk(register, "R1.1", by=editor, reason="So.", description=text) is None


@pytest.mark.parametrize("none", ["", None])
def test_takes_lead_and_risk_owner_away(register, editor, none):
    revise_risk(register, "R1.1", by=editor, risk_owner="Chief Executive")
    revise_risk(register, "R1.1", by=editor, lead=none, risk_owner=none)
    risk = snapshot(register).risk("R1.1")
    assert (risk.lead, risk.risk_owner) == (None, None)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("description", "", "This field cannot be blank."),
        ("description", "x" * 30_001, "This text has 30,001 characters. The limit is 30,000: take out 1."),
        ("title", "x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
        ("next_review", "soon", "“soon” value has an invalid date format. It must be in YYYY-MM-DD format."),
        ("causes", "\ufffe", "Character 1 (U+FFFE) cannot be kept in a register. Take it out."),
        ("lead", "Charity", "Charity is not an owner of this register."),
    ],
)  # fmt: skip
def test_is_refused_with_a_sentence(register, editor, field, value, sentence):
    before = snapshot(register)
    with pytest.raises(Invalid) as refusal:
        revise_risk(register, "R1.1", by=editor, reason="So.", **{field: value})
    assert refusal.value.errors == {field: sentence}
    assert snapshot(register) == before


def test_is_refused_for_a_closed_risk(register, editor):
    close_risk(register, "R1.1", by=editor, why="Past.")
    with pytest.raises(Invalid) as refusal:
        revise_risk(register, "R1.1", by=editor, treatment="treat")
    assert refusal.value.errors == {"": "R1.1 is closed. Reopen it before changing it."}


def test_knows_no_other_fields(register, editor):
    with pytest.raises(TypeError, match="^A risk has no field theme to revise.$"):
        revise_risk(register, "R1.1", by=editor, reason="So.", theme=3)


@pytest.mark.parametrize("field", ["title", "causes", "consequences", "treatment", "marking"])
def test_no_text_is_the_empty_one(register, editor, field):
    revise_risk(register, "R1.1", by=editor, reason="So.", **{field: CHANGES[field]})
    revise_risk(register, "R1.1", by=editor, reason="So.", **{field: None})
    assert said(register, field) == ""

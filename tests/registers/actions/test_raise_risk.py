from datetime import date

import pytest

from registers.actions import Invalid, raise_risk
from registers.snapshot import snapshot
from tests.registers.deeds import last_number


def test_keeps_everything_that_is_said(register, editor):
    made = raise_risk(
        register, by=editor, reason="From the plan.", theme=1, title="Cyber", reference="R1.7",
        description="Systems fail.\n\nAll of them.", causes="Age.", consequences="Loss.", lead="Constabulary",
        risk_owner="Chief Executive", treatment="treat", marking="OFFICIAL-SENSITIVE",
        next_review=date(2027, 1, 31), target_date=date(2027, 6, 30), before=(4, 4), after=(3, 4),
        target=(2, 4), controls=("Backups are made.", "Backups are tried."),
    )  # fmt: skip
    risk = snapshot(register).risk("R1.7")
    assert made.subject == "R1.7"
    assert (risk.title, risk.description, risk.causes, risk.consequences) == (
        "Cyber", "Systems fail.\n\nAll of them.", "Age.", "Loss.",
    )  # fmt: skip
    assert (risk.lead.short_name, risk.risk_owner.title, risk.treatment, risk.marking) == (
        "Constabulary", "Chief Executive", "treat", "OFFICIAL-SENSITIVE",
    )  # fmt: skip
    assert (risk.next_review, risk.target_date, risk.closed_on) == (
        date(2027, 1, 31), date(2027, 6, 30), None,
    )  # fmt: skip
    assert [risk.before.total, risk.after.total, risk.target.total] == [16, 12, 8]
    assert risk.controls_text == "Backups are made. Backups are tried."


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"theme": 9}, {"theme": "There is no theme 9 here."}),
        ({"description": " \n"}, {"description": "Write something here: blanks alone say nothing."}),
        ({"description": "a\x07"}, {"description": "Character 2 (U+0007) cannot be kept in a register. Take it out."}),
        ({"lead": "Council"}, {"lead": "Council is not an owner of this register."}),
        ({"risk_owner": "Nobody"}, {"risk_owner": "There is no post “Nobody” here."}),
        ({"risk_owner": "No\x00"}, {"risk_owner": "Character 3 (U+0000) cannot be kept in a register. Take it out."}),
        ({"treatment": "hope"}, {"treatment": "Value 'hope' is not a valid choice."}),
        ({"title": "Two\nlines"}, {"title": "Write this on one line, without tabs."}),
        ({"controls": ("Good.", " ")}, {"text": "Write something here: blanks alone say nothing."}),
        ({"after": (5, 1)}, {"place": "Likelihood 5 × impact 1 is not on the 4 × 4 matrix of this register."}),
        ({"reference": "risk 1"}, {"reference": "A reference is capital letters and numbers with full stops between, such as R3.8."}),
        ({"reference": "R1\x00"}, {"reference": "Character 3 (U+0000) cannot be kept in a register. Take it out."}),
        ({"reference": "R1.1"}, {"reference": "R1.1 has been used in this register: a reference is never used twice."}),
    ],
)  # fmt: skip
def test_is_refused_with_a_sentence_and_leaves_nothing(register, editor, fields, errors):
    before, number = snapshot(register), last_number(register)
    with pytest.raises(Invalid) as refusal:
        raise_risk(
            register, by=editor, reason="So.", **{"theme": 1, "description": "New.", **fields}
        )
    assert refusal.value.errors == errors
    assert (snapshot(register), last_number(register)) == (before, number)


def test_knows_no_other_fields(register, editor):
    with pytest.raises(TypeError, match="^A risk has no field colour to revise.$"):
        raise_risk(register, by=editor, reason="So.", theme=1, description="New.", colour="red")

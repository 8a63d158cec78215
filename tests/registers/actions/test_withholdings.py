"""Keeping a risk or a part of it from the public, and releasing it."""

from datetime import date

import pytest

from registers.actions import Invalid, Stale, close_risk, release, withhold
from registers.content import Withholding
from registers.exchange.document import document, fingerprint
from registers.models import Register
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD, last_number

ANOTHER = "Freedom of Information Act 2000, section 24 (national security)"


def held(register, reference):
    return snapshot(register).risk(reference).withholdings


def kept(register, editor, part="whole", reference="R1.1", **more):
    told = {**WITHHELD, "reasoning": "It helps them.", **more}
    return withhold(register, reference, by=editor, part=part, **told)


def test_it_is_content_with_ground_reasoning_post_and_day(register, editor):
    before = fingerprint(snapshot(register))
    kept(register, editor, "controls")
    (found,) = held(register, "R1.1")
    assert found == Withholding(
        found.key, "controls", WITHHELD["ground"], "It helps them.", "Chief Executive",
        date(2027, 4, 1),
    )  # fmt: skip
    (theme, _other) = document(snapshot(register))["themes"]
    assert theme["risks"][0]["withheld"] == [
        {
            "part": "controls",
            "ground": WITHHELD["ground"],
            "reasoning": "It helps them.",
            "decided_by": "Chief Executive",
            "look_again": "2027-04-01",
        }
    ]
    assert fingerprint(snapshot(register)) != before
    release(register, "R1.1", by=editor, part="controls", reason="It is known.")
    assert held(register, "R1.1") == ()
    assert fingerprint(snapshot(register)) == before


def test_the_same_part_again_changes_what_is_said_of_it(register, editor):
    kept(register, editor)
    first = last_number(register)
    assert kept(register, editor) is None
    kept(register, editor, ground=ANOTHER)
    assert [one.ground for one in held(register, "R1.1")] == [ANOTHER]
    with pytest.raises(Stale):
        kept(register, editor, reasoning="Another.", began=first)


def test_a_closed_risk_can_be_withheld(register, editor):
    close_risk(register, "R1.2", by=editor, why="It is past.")
    kept(register, editor, reference="R1.2")
    assert [one.part for one in held(register, "R1.2")] == ["whole"]


def test_it_stands_in_the_order_of_the_parts(register, editor):
    for part in ("after", "title", "whole", "controls"):
        kept(register, editor, part)
    assert [one.part for one in held(register, "R1.1")] == ["whole", "title", "controls", "after"]


@pytest.mark.parametrize(
    ("more", "errors"),
    [
        ({"part": "soul"}, {"part": "A risk has no part “soul”."}),
        ({"ground": "It suits us"}, {"ground": "Choose one of the grounds of the list."}),
        ({"decided_by": ""}, {"decided_by": "This field cannot be blank."}),
        ({"look_again": None}, {"look_again": "Say by which day it is to be looked at again."}),
        ({"reference": "R9.9"}, {"": "There is no risk R9.9 here."}),
    ],
)
def test_is_refused_with_a_sentence(register, editor, more, errors):
    before = last_number(register)
    with pytest.raises(Invalid) as refusal:
        kept(register, editor, **more)
    assert refusal.value.errors == errors
    assert last_number(register) == before


def test_a_ground_that_left_the_list_stays_where_it_stands(register, editor, settings):
    kept(register, editor)
    settings.WITHHOLDING_GROUNDS = (ANOTHER,)
    kept(register, editor, decided_by="Monitoring Officer")
    (found,) = held(register, "R1.1")
    assert (found.ground, found.decided_by) == (WITHHELD["ground"], "Monitoring Officer")
    with pytest.raises(Invalid):
        kept(register, editor, part="title")


def test_what_is_not_withheld_cannot_be_released(register, editor):
    with pytest.raises(Invalid) as refusal:
        release(register, "R1.1", by=editor, reason="So.")
    assert str(refusal.value) == "This is not withheld any more."
    assert Register.objects.get().journal.revisions.count() == last_number(register)

"""Who gets what: the audiences, the parts and the choices of a paper."""

from dataclasses import replace
from datetime import date

import pytest

from registers.content import Theme, Withholding
from registers.exchange.paper.choices import Choices, NoSuchPart, chosen
from registers.exchange.paper.document import paper
from registers.exchange.paper.material import Material
from registers.exchange.write_pdf import bundle, wanted
from tests.registers.exchange.printed import PRINTED_ON, invented, matrix, risk, theme

OPCC, FORCE = invented().owners
GROUND = "Section 31"


def held(part):
    return Withholding(1, part, GROUND, "It helps them.", "Chief Officer", date(2027, 1, 1))


def register():
    scheme = matrix()
    first = (
        risk(1, scheme, (4, 4), (1, 2), lead=OPCC),
        risk(2, scheme, (4, 4), (4, 4), lead=FORCE),
        risk(3, scheme, (3, 3), (3, 3), withholdings=(held("whole"),)),
        risk(10, scheme, closed_on=PRINTED_ON, closed_why="Gone.", lead=OPCC),
    )
    second = replace(risk(4, scheme, (2, 2), (3, 4)), reference="R2.1", theme_number=2)
    return invented(theme(*first), Theme(2, 2, "Second", None, (second,)))


def references(choices, snapshot=None):
    made = paper(Material(snapshot or register(), as_at=PRINTED_ON), choices)
    return [printed.risk.reference for t in made.themes for printed in t.risks]


def test_the_owners_get_everything_and_are_told_what_is_withheld():
    html = bundle(Material(register()))["html"]
    assert references(Choices()) == ["R1.1", "R1.2", "R1.3", "R2.1"]
    assert (
        "Withheld from the public, the whole risk: </span>Section 31. It helps them. Decided by "
        "Chief Officer; to be looked at again by 1 January 2027."
    ) in html


def test_the_public_gets_what_is_not_withheld_and_its_count():
    made = paper(Material(register(), as_at=PRINTED_ON), Choices(public=True))
    assert references(Choices(public=True)) == ["R1.1", "R1.2", "R2.1"]
    assert made.withheld == ("One risk is withheld from this paper as a whole, under Section 31.",)
    assert made.proof.startswith("Public draft · fingerprint ")
    assert (
        "Chief Officer"
        not in bundle(Material(register(), as_at=PRINTED_ON), Choices(public=True))["html"]
    )


def test_an_organisation_gets_the_risks_that_it_leads_on_and_the_joint_ones():
    assert references(Choices(part="owner", of="OPCC")) == ["R1.1", "R1.3", "R2.1"]
    made = paper(Material(register()), Choices(part="owner", of="OPCC"))
    assert [printed.risk.reference for printed in made.closed] == ["R1.10"]
    assert made.scope == (
        "The risks that The Commissioner leads on and those that nobody leads on alone. "
        "Three of four open risks are printed here."
    )


def test_themes_can_be_chosen():
    made = paper(Material(register()), Choices(themes=(2,)))
    assert references(Choices(themes=(2,))) == ["R2.1"]
    assert made.scope == "Theme 2 Second only. One of four open risks are printed here."


def test_the_worst_can_come_first():
    assert references(Choices(order="rating")) == ["R1.2", "R2.1", "R1.3", "R1.1"]
    made = paper(Material(register()), Choices(order="rating"))
    assert ("Theme", "2 Second") in made.themes[0].risks[1].facts


def test_one_risk_stands_alone_also_when_it_is_closed():
    assert references(Choices(part="risk", of="R2.1")) == ["R2.1"]
    made = paper(Material(register()), Choices(part="risk", of="R1.10", annexes=()))
    assert [printed.risk.reference for printed in made.closed] == ["R1.10"]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (Choices(part="risk", of="R9.9"), "There is no risk R9.9 here."),
        (
            Choices(part="risk", of="R1.3", public=True),
            "There is no risk R1.3 here that the public may read.",
        ),
        (Choices(part="owner", of="Nobody"), "“Nobody” is not an owner of this register."),
        (Choices(themes=(1, 9)), "There is no theme 9 here."),
    ],
)
def test_what_is_not_there_is_refused_with_a_sentence(choices, sentence):
    with pytest.raises(NoSuchPart) as refusal:
        wanted(Material(register()), choices)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("annexes", "shown"),
    [
        (("closed", "changes", "scheme"), {"closed", "scheme"}),
        (("scheme",), {"scheme"}),
        ((), set()),
    ],
)
def test_annexes_can_be_left_out(annexes, shown):
    html = bundle(Material(register()), Choices(annexes=annexes))["html"]
    assert {name for name in ("closed", "changes", "scheme") if f'id="{name}"' in html} == shown


def test_a_score_that_is_withheld_is_told_as_withheld_and_not_as_missing():
    scheme = matrix()
    snapshot = invented(theme(risk(1, scheme, withholdings=(held("after"),)), risk(2, scheme)))
    made = paper(Material(snapshot, as_at=PRINTED_ON), Choices(public=True))
    assert made.movement[-1] == "A score of one risk is withheld: R1.1."
    html = bundle(Material(snapshot, as_at=PRINTED_ON), Choices(public=True))["html"]
    assert "not scored" not in html.lower()
    assert html.count(f"Withheld: {GROUND}") == 1


def test_a_theme_of_which_nothing_may_be_read_does_not_say_that_it_is_empty():
    scheme = matrix()
    snapshot = invented(theme(risk(1, scheme, withholdings=(held("whole"),))))
    made = paper(Material(snapshot, as_at=PRINTED_ON), Choices(public=True))
    assert made.themes[0].line == "No open risk of this theme is printed here."
    assert made.opening == ("No open risk of this register is printed here.",)


def test_each_choice_and_each_content_has_a_key_of_its_own():
    asked = [
        Choices(), Choices(public=True), Choices(order="rating"), Choices(annexes=()),
        Choices(themes=(1,)), Choices(part="map"), Choices(part="owner", of="OPCC"),
        Choices(part="owner", of="Force"), Choices(part="risk", of="R1.1"),
    ]  # fmt: skip
    keys = {wanted(Material(register()), choices).key for choices in asked}
    keys.add(wanted(Material(replace(register(), title="Another"))).key)
    keys.add(wanted(Material(replace(register(), number=8))).key)
    assert len(keys) == len(asked) + 2
    assert wanted(Material(register())).key in keys


def test_a_public_snapshot_is_cut_like_any_other():
    shown = chosen(register().public(), Choices(part="owner", of="Force"))
    assert [one.reference for one in shown.risks] == ["R1.2", "R2.1"]

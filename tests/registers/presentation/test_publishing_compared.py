"""What the owners read beside what the public reads: found by comparing, part by part."""

import pytest

from registers.actions import (
    agree_challenge_public,
    assess,
    assure_control,
    challenge,
    close_risk,
    plan_action,
    withhold,
)
from registers.models import Challenge
from registers.presentation.publishing_compared import compare
from registers.snapshot import snapshot
from tests.registers.deeds import CHECK, WITHHELD
from tests.registers.publishing import SECRET, withheld_risk


@pytest.fixture
def hide(cast):
    def do(reference, *parts):
        for part in parts:
            withhold(
                cast.register, reference, by=cast.editor, part=part, reasoning="So.", **WITHHELD
            )

    return do


def compared(cast):
    now = snapshot(cast.register)
    return compare(now, now.public())


def told(part):
    said = part.score.total if part.score else part.listed or part.text
    return part.name, said, part.outside


def totals(cast):
    return {one.name: (one.inside, one.outside) for one in compared(cast).totals}


def test_where_nothing_is_withheld_nothing_differs(cast):
    found = compared(cast)
    assert found.risks == ()
    assert found.sentence == (
        "The owners read 3 risks, the public 3: no risks withheld whole, and of no risks the "
        "public reads less."
    )
    assert found.same == "Of 3 risks the public reads the same words and scores as the owners."


def test_of_a_risk_that_is_withheld_whole_everything_is_told_inside(cast):
    withheld_risk(cast)
    (one,) = compared(cast).risks
    assert (one.risk.reference, one.is_whole, one.score.total) == ("R3.7", True, "16")
    assert [told(part) for part in one.parts] == [
        ("description", f"{SECRET} description.", ""),
        ("causes", f"{SECRET} causes", ""),
        ("consequences", f"{SECRET} consequences", ""),
        ("score before controls", "16", ""),
        ("controls", (f"{SECRET} control",), ""),
        ("score after controls", "16", ""),
        ("lead organisation", "Joint lead", ""),
    ]
    (why,) = one.why
    assert (why.ground, why.reasoning) == (WITHHELD["ground"], f"{SECRET} reasoning")


def test_parts_stand_beside_their_marks(cast, hide):
    assess(cast.register, "R1.1", "after", by=cast.editor, likelihood=3, impact=3, why="It grew.")
    hide("R1.1", "description", "controls", "after", "reasons", "lead", "causes")
    (one,) = compared(cast).risks
    mark = f"Withheld: {WITHHELD['ground']}"
    assert [told(part) for part in one.parts] == [
        ("description", "The public is not heard.", mark),
        ("controls", ("Meetings are held.", "Letters are answered."), mark),
        ("score after controls", "9", mark),
        ("reasons for the scores", ("It grew.",), mark),
        ("lead organisation", "OPCC leads", mark),
    ]
    assert not one.is_whole
    assert compared(cast).sentence.endswith("and of 1 risk the public reads less.")


def test_that_nobody_leads_is_kept_as_well(cast, hide):
    hide("R1.2", "lead")
    (one,) = compared(cast).risks
    assert [told(part) for part in one.parts] == [
        ("lead organisation", "Joint lead", f"Withheld: {WITHHELD['ground']}")
    ]


def test_a_challenge_is_told_until_every_owner_lets_the_public_read_it(cast):
    challenge(
        cast.register, "R1.1", "after", by=cast.approver, likelihood=4, impact=4, why="It is worse."
    )
    (one,) = compared(cast).risks
    assert [told(part) for part in one.parts] == [
        (
            "challenge of the score after controls",
            "Constabulary: 16 High: likelihood 4 × impact 4. It is worse.",
            "Nothing: it is public once an approver of every owner agrees to that.",
        )
    ]
    assert totals(cast)["Challenges on the record"] == (1, 0)
    key = Challenge.objects.get().pk
    for signer in cast.signers():
        agree_challenge_public(cast.register, "R1.1", key, by=signer, why="So.")
    assert compared(cast).risks == ()
    assert totals(cast)["Challenges on the record"] == (1, 1)


def test_totals_count_both_sides(cast, hide):
    withheld_risk(cast)
    close_risk(cast.register, "R1.2", by=cast.editor, why="It is past.")
    plan_action(cast.register, "R1.1", by=cast.editor, text="Hold more meetings.")
    assure_control(cast.register, "R1.1", cast.keys("R1.1")[0], by=cast.editor, **CHECK)
    hide("R1.1", "after")
    assert totals(cast) == {
        "Open risks": (3, 2),
        "High after controls": (1, 0),
        "Medium after controls": (1, 0),
        "Low after controls": (0, 0),
        "Not scored after controls": (1, 1),
        "Above appetite": (1, 0),
        "Closed risks": (1, 1),
        "Controls": (3, 2),
        "Challenges on the record": (0, 0),
        "Planned actions": (1, 0),
        "Checks of controls": (1, 0),
    }

"""What the public may read: the one place where anything is taken out."""

from dataclasses import replace
from datetime import date

import pytest

from registers.changes import changes
from registers.content import (
    NO_MOMENT,
    PARTS,
    Assurance,
    Challenge,
    Control,
    Owner,
    PlannedAction,
    Post,
    Theme,
    Withholding,
)
from registers.exchange.document import document, write_json
from tests.registers.exchange.printed import PRINTED_ON, invented, matrix, risk, scored, theme

GROUND, OTHER = "Section 31", "Section 24"
SECRET = "ZQX"
CHECK = Assurance(1, 3, f"{SECRET} Auditor", date(2026, 9, 1), "fails", f"{SECRET} finding")


def held(part, ground=GROUND):
    return Withholding(9, part, ground, f"{SECRET} why", f"{SECRET} Officer", date(2027, 1, 1))


def claim(about, **more):
    """What an owner holds against a risk."""
    owner = Owner(1, 1, 1, "Office of the Commissioner", "OPCC")
    said = {"why": f"{SECRET} why", "made_on": date(2026, 9, 1), "made_by": f"{SECRET} Officer"}
    return Challenge(9, owner, about, **said, **more)


def full(number=1, *parts, **changes):
    """A risk that says something in every part, each with a word that must not get out."""
    scheme = matrix()
    return replace(
        risk(number, scheme),
        **{
            "title": f"{SECRET} title",
            "description": f"{SECRET} description.",
            "causes": f"{SECRET} causes",
            "consequences": f"{SECRET} consequences",
            "controls": (
                Control(
                    1,
                    f"{SECRET} control",
                    Post(2, f"{SECRET} Keeper"),
                    effectiveness="partly",
                    evidence=f"{SECRET} Folder",
                    assurances=(CHECK,),
                ),
            ),
            "actions": (PlannedAction(1, f"{SECRET} plan", Post(3, f"{SECRET} Nobody")),),
            "before": scored(scheme, "before", 4, 4, f"{SECRET} before"),
            "after": scored(scheme, "after", 4, 3, f"{SECRET} after"),
            "target": scored(scheme, "target", 3, 3, f"{SECRET} target"),
            "risk_owner": Post(1, f"{SECRET} Head"),
            "treatment": "terminate",
            "next_review": PRINTED_ON,
            "target_date": PRINTED_ON,
            "closed_on": PRINTED_ON,
            "closed_why": f"{SECRET} closed",
            "marking": "",
            "withholdings": tuple(held(part) for part in parts),
            "challenges": (claim("wording", position=f"{SECRET} words"), claim("lead")),
            **changes,
        },
    )


def register(*risks, **changes):
    posts = (Post(1, f"{SECRET} Head"), Post(2, f"{SECRET} Keeper"), Post(3, f"{SECRET} Nobody"))
    return invented(theme(*risks), posts=posts, **changes)


def test_a_withheld_risk_is_left_out_and_counted_under_its_ground():
    scheme = matrix()
    shown = register(
        full(1, "whole"),
        risk(2, scheme),
        full(3, "whole", "title"),
        full(4, withholdings=(held("whole", OTHER),)),
    ).public()
    assert [one.reference for one in shown.all_risks] == ["R1.2"]
    assert shown.withheld == ((OTHER, 1), (GROUND, 2))
    assert SECRET not in write_json(shown).decode()
    assert SECRET not in repr(shown)
    assert document(shown)["withheld"] == [
        {"ground": OTHER, "risks": 1}, {"ground": GROUND, "risks": 2},
    ]  # fmt: skip


@pytest.mark.parametrize("part", PARTS[1:])
def test_a_withheld_part_is_gone_and_leaves_a_mark(part):
    before = full()
    (after,) = register(full(1, part)).public().all_risks
    assert after.withholdings == (Withholding(0, part, GROUND),)
    if part == "reasons":
        assert [after.assessment(s).why for s in ("before", "after", "target")] == ["", "", ""]
        return
    assert not getattr(after, part)
    others = set(PARTS[1:]) - {part, "reasons", "controls"}
    assert {name: getattr(after, name) for name in others} == {
        name: getattr(before, name) for name in others
    }


def test_every_part_withheld_leaves_nothing_but_the_reference_and_the_marks():
    (after,) = register(full(1, *PARTS[1:])).public().all_risks
    assert SECRET not in repr(after)
    assert (after.reference, after.heading) == ("R1.1", "")
    assert {one.part for one in after.withholdings} == set(PARTS) - {"whole"}


def test_nothing_of_what_the_owners_differ_on_is_left():
    (after,) = register(full()).public().all_risks
    assert after.challenges == ()
    assert "Officer" not in repr(after)


def test_nothing_of_what_is_planned_and_checked_is_left_and_who_keeps_a_control_is():
    (after,) = register(full()).public().all_risks
    assert (after.actions, after.is_assured) == ((), False)
    assert [(c.text, c.owner.title) for c in after.controls] == [
        (f"{SECRET} control", f"{SECRET} Keeper")
    ]
    assert [c.effectiveness + c.evidence for c in after.controls] == [""]


def test_a_part_that_says_nothing_leaves_no_mark():
    (after,) = register(risk(1, matrix(), withholdings=(held("causes"),))).public().all_risks
    assert after.withholdings == ()


def test_neither_edits_nor_posts_that_are_not_named_can_be_read():
    shown = register(full(1, "risk_owner"), number=231).public()
    assert (shown.number, shown.seal, shown.moment) == (0, "", NO_MOMENT)
    assert [post.title for post in shown.posts] == [f"{SECRET} Keeper"]
    assert (shown.for_public, shown.unreadable) == (True, ())


def test_twice_is_once_and_nothing_withheld_changes_no_text():
    plain = register(risk(1, matrix()))
    assert plain.public().public() == plain.public()
    assert document(plain.public())["themes"] == document(plain)["themes"]


def test_what_is_compared_hides_what_either_withholds():
    scheme = matrix()
    earlier = register(full(1), risk(2, scheme), full(3, "whole"), title="One")
    later = register(
        full(1, "description", description=f"{SECRET} anew."),
        risk(2, scheme),
        full(3, description="Open now."),
        title="One",
    )
    changed = changes(earlier.public(later), later.public(earlier))
    assert changed.is_empty
    assert [one.after.reference for one in changed.risks] == ["R1.1", "R1.2"]


def test_a_theme_of_which_all_is_withheld_stays():
    shown = invented(Theme(1, 1, "Named", None, (full(1, "whole"),))).public()
    assert [(t.name, t.risks) for t in shown.themes] == [("Named", ())]

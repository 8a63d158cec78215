"""The history as people read it: who, for whom, when, why, and old → new."""

from dataclasses import astuple

import pytest

from registers.actions import (
    add_control,
    adopt_scheme,
    assess,
    close_risk,
    move_risk,
    raise_risk,
    reopen_risk,
    reorder_controls,
    retire_control,
    revise_control,
    revise_register,
    revise_risk,
    revise_theme,
)
from registers.models import Risk, SealedText
from registers.permissions import SYSTEM
from registers.record import entries
from tests.registers.cast import scheme_of
from tests.registers.deeds import DEEDS, FEWER, last_number, prepare
from tests.registers.tampering import alter, take_guards_away


def newest(register):
    """The differences of the last revision: (of what, label, old, new, kind)."""
    return [astuple(change) for change in entries(register, limit=1)[0].changes]


def test_an_entry_says_who_for_whom_when_and_why(cast, register):
    made = assess(register, "R1.1", "after", by=cast.approver, likelihood=4, impact=4, why="Worse.")
    entry = entries(register)[0]
    assert (entry.number, entry.moment, entry.verb, entry.subject, entry.reason) == (
        made.number, made.moment, "assess after", "R1.1", "Worse.",
    )  # fmt: skip
    assert (entry.person_name, entry.person_title, entry.organisation_name, entry.seal) == (
        "Abel Approver", "Approver of Constabulary", "Constabulary of Exampleshire", made.seal.value,
    )  # fmt: skip
    assert newest(register) == [("after controls", "score", "2 × 3 = 6", "4 × 4 = 16", "changed")]


def test_each_field_of_a_risk(register, editor):
    revise_risk(
        register, "R1.1", by=editor, reason="So.", title="Voice", description="Said anew.",
        lead="Constabulary", risk_owner="Chief Executive", treatment="treat", next_review="2027-01-31",
    )  # fmt: skip
    assert newest(register) == [
        ("R1.1", "short title", "", "Voice", "changed"),
        ("R1.1", "description", "The public is not heard.", "Said anew.", "changed"),
        ("R1.1", "lead organisation", "OPCC", "Constabulary", "changed"),
        ("R1.1", "risk owner", "", "Chief Executive", "changed"),
        ("R1.1", "treatment", "", "treat", "changed"),
        ("R1.1", "next review", "", "31 January 2027", "changed"),
    ]


def test_a_risk_that_is_raised(register, editor):
    raise_risk(
        register,
        by=editor,
        reason="So.",
        theme=3,
        description="New.",
        controls=("One.",),
        after=(2, 4),
    )
    assert newest(register) == [
        ("R3.10", "theme", "", "3 Workforce", "added"),
        ("R3.10", "description", "", "New.", "added"),
        ("control", "position", "", "1", "added"),
        ("control", "control", "", "One.", "added"),
        ("after controls", "score", "", "2 × 4 = 8", "added"),
    ]


def test_closing_reopening_and_moving(register, editor):
    close_risk(register, "R1.1", by=editor, why="Past.")
    ((of, label, old, new, kind),) = newest(register)
    assert (of, label, old, kind) == ("R1.1", "closed on", "", "changed")
    reopen_risk(register, "R1.1", by=editor, why="Not past.")
    assert newest(register) == [("R1.1", "closed on", new, "", "changed")]
    move_risk(register, "R1.1", by=editor, theme=3, reason="So.")
    assert newest(register) == [("R1.1", "theme", "1 Public engagement", "3 Workforce", "changed")]


def test_a_control(cast, register, editor):
    add_control(register, "R1.1", by=editor, text="A third.", owner="Chief Executive")
    assert newest(register) == [
        ("control", "position", "", "3", "added"),
        ("control", "control", "", "A third.", "added"),
        ("control", "owner", "", "Chief Executive", "added"),
    ]
    first, second, third = cast.keys("R1.1")
    revise_control(register, "R1.1", third, by=editor, text="The third.", owner=None, reason="So.")
    assert newest(register) == [
        ("control", "control", "A third.", "The third.", "changed"),
        ("control", "owner", "Chief Executive", "", "changed"),
    ]
    reorder_controls(register, "R1.1", [first, third, second], by=editor)
    assert newest(register) == [
        ("control", "position", "3", "2", "changed"),
        ("control", "position", "2", "3", "changed"),
    ]
    retire_control(register, "R1.1", third, by=editor, reason="So.")
    assert newest(register) == [("control", "control", "2 · The third.", "", "removed")]


def test_themes_and_the_head(register, editor):
    revise_theme(register, 3, by=editor, new_number=5, name="People", appetite=None, reason="So.")
    assert newest(register) == [
        ("theme 5", "number", "3", "5", "changed"),
        ("theme 5", "name", "Workforce", "People", "changed"),
        ("theme 5", "appetite", "4", "", "changed"),
    ]
    revise_register(register, by=editor, title="Another", is_public=True, appetite=9, reason="So.")
    assert newest(register) == [
        ("register", "title", "Strategic risks", "Another", "changed"),
        ("register", "appetite", "6", "9", "changed"),
        ("register", "may be published", "", "yes", "changed"),
    ]


def test_a_scheme_that_is_adopted(register, editor):
    adopt_scheme(
        register, scheme_of(3, 3), by=editor, reason="So.", likelihood_map=FEWER, impact_map=FEWER
    )
    assert newest(register) == [
        ("register", "scheme", "Four by four", "Another scheme", "changed"),
        ("before controls", "score", "3 × 3 = 9", "2 × 2 = 4", "changed"),
        ("after controls", "score", "2 × 3 = 6", "2 × 2 = 4", "changed"),
        ("before controls", "score", "4 × 4 = 16", "3 × 3 = 9", "changed"),
    ]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.action)
def test_every_action_is_told(cast, deed):
    prepare(cast)
    made = deed.do(cast, cast.editor)
    entry = entries(cast.register, limit=1)[0]
    assert (entry.number, entry.verb, entry.subject) == (made.number, deed.verb, deed.subject)
    assert entry.changes != ()


def test_they_come_newest_first_and_page_by_page(register):
    last = last_number(register)
    every = entries(register)
    assert [entry.number for entry in every] == list(range(last, 0, -1))
    assert entries(register, limit=2) == every[:2]
    assert entries(register, before=every[2].number, limit=3) == every[3:6]
    assert entries(register, before=1) == ()


def test_of_one_risk_only_what_touched_it_is_told(cast, register, editor):
    key = Risk.objects.get(register=register, reference="R1.1").pk
    revise_risk(register, "R1.2", by=editor, title="Other", reason="So.")
    revise_control(register, "R1.1", cast.keys("R1.1")[0], by=editor, text="Anew.", reason="So.")
    assess(register, "R1.1", "target", by=editor, likelihood=1, impact=1, why="By then.")
    adopt_scheme(
        register, scheme_of(3, 3), by=editor, reason="So.", likelihood_map=FEWER, impact_map=FEWER
    )
    found = entries(register, risk=key)
    assert [entry.verb for entry in found] == [
        "adopt scheme",
        "assess target",
        "revise control",
        "raise",
    ]
    assert [change.label for change in found[0].changes] == ["score", "score"]


def test_words_that_were_taken_away_are_not_told(register, editor):
    made = revise_risk(register, "R1.1", by=editor, causes="A name.", reason="So.")
    take_guards_away()
    alter(SealedText.objects.get(revision=made, position=1), text="", salt="")
    assert entries(register, limit=1)[0].changes == ()


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_depend_on_how_much_is_told(
    register, count, django_assert_num_queries
):
    for number in range(count):
        revise_risk(register, "R1.1", by=SYSTEM, title=f"Title {number}", reason="So.")
        assess(register, "R1.1", "after", by=SYSTEM, likelihood=1 + number % 2, impact=1, why="So.")
    with django_assert_num_queries(8):
        entries(register, limit=100)

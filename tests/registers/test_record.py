"""The history as people read it: who, for whom, when, why, and old → new."""

from dataclasses import astuple
from datetime import date, timedelta

import pytest
from django.utils import timezone

from registers.actions import (
    add_control,
    adopt_scheme,
    ask_erasure,
    assess,
    close_risk,
    confirm_erasure,
    correct_score,
    move_risk,
    raise_risk,
    reopen_risk,
    reorder_controls,
    retire_control,
    revise_control,
    revise_post,
    revise_register,
    revise_risk,
    revise_theme,
    withhold,
)
from registers.models import Assessment, Erasure, Risk, Seal, SealedText
from registers.permissions import SYSTEM
from registers.record import Which, entries
from tests.registers.cast import scheme_of
from tests.registers.deeds import DEEDS, FEWER, WITHHELD, last_number, prepare
from tests.registers.tampering import alter, remove, take_guards_away


def newest(register):
    """The differences of the last revision: (of what, label, old, new, kind)."""
    return [astuple(change)[:5] for change in entries(register, limit=1)[0].changes]


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
        (
            "controls",
            "order",
            "2. Letters are answered.\n3. The third.",
            "2. The third.\n3. Letters are answered.",
            "changed",
        )
    ]
    retire_control(register, "R1.1", third, by=editor, reason="So.")
    assert newest(register) == [("control", "control", "The third.", "", "removed")]


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
    withhold(register, "R1.1", by=editor, part="controls", reasoning="So.", **WITHHELD)
    withhold(register, "R1.2", by=editor, part="controls", reasoning="So.", **WITHHELD)
    revise_risk(register, "R1.2", by=editor, title="Other", reason="So.")
    revise_control(register, "R1.1", cast.keys("R1.1")[0], by=editor, text="Anew.", reason="So.")
    assess(register, "R1.1", "target", by=editor, likelihood=1, impact=1, why="By then.")
    adopt_scheme(
        register, scheme_of(3, 3), by=editor, reason="So.", likelihood_map=FEWER, impact_map=FEWER
    )
    found = entries(register, which=Which(risk=key))
    assert [entry.verb for entry in found] == [
        "adopt scheme",
        "assess target",
        "revise control",
        "withhold",
        "raise",
    ]
    assert [change.label for change in found[0].changes] == ["score", "score"]


def test_names_are_those_of_the_day(register, editor):
    revise_risk(register, "R1.1", by=editor, risk_owner="Chief Executive", reason="So.")
    revise_post(register, "Chief Executive", by=editor, new_title="Chief of Staff", reason="So.")
    revise_risk(register, "R1.1", by=editor, risk_owner=None, reason="So.")
    found = [entry.changes[0] for entry in entries(register, limit=3)]
    assert [(one.old, one.new) for one in found] == [
        ("Chief of Staff", ""), ("Chief Executive", "Chief of Staff"), ("", "Chief Executive"),
    ]  # fmt: skip


def test_each_difference_says_of_which_row_and_risk_and_column(cast, register):
    key = Risk.objects.get(register=register, reference="R1.1").pk
    scored = Assessment.objects.get(risk=key, stage="after").pk
    assess(register, "R1.1", "after", by=cast.approver, likelihood=4, impact=4, why="Worse.")
    ((change,),) = (entry.changes for entry in entries(register, limit=1))
    assert (change.thing, change.risk, change.column) == (("assessment", scored), key, "score")


def test_a_correction_names_what_it_corrects(cast, register, editor):
    wrong = assess(register, "R1.1", "after", by=editor, likelihood=4, impact=4, why="Seen.")
    correct_score(
        register,
        "R1.1",
        "after",
        by=editor,
        corrects=wrong.number,
        likelihood=1,
        impact=2,
        why="So.",
    )
    assert newest(register) == [
        (
            "after controls",
            f"corrects revision {wrong.number}",
            "4 × 4 = 16",
            "1 × 2 = 2",
            "corrected",
        ),
        ("after controls", "score", "4 × 4 = 16", "1 × 2 = 2", "changed"),
    ]


def test_where_words_were_erased_the_mark_stands_and_the_words_nowhere(cast, register, editor):
    first, second = cast.signers()
    made = revise_risk(register, "R1.1", by=editor, causes="Jane Doe and more.", reason="Jane Doe.")
    asked = ask_erasure(
        register, by=first, words="Jane Doe", ground="personal data", why="Must go."
    )
    confirm_erasure(register, asked.pk, by=second)
    last, _asked, held = entries(register, limit=3)
    mark = Erasure.objects.get().mark
    assert (held.number, held.reason, held.erased_by) == (made.number, f"{mark}.", (last.number,))
    assert [change.new for change in held.changes] == [f"{mark} and more."]
    assert [(change.of, change.label, change.new) for change in last.changes] == [
        ("erasure", "erasure", "carried out"),
        ("erasure", "mark", mark),
        ("confirmation of an erasure", "owner", "Constabulary"),
    ]
    assert "Jane" not in repr(entries(register, limit=None))


TAMPERED = {"text": "{[", "blank": "", "other shape": '"a"', "no columns": '{"table": 1}'}


@pytest.mark.parametrize("text", TAMPERED.values(), ids=TAMPERED)
def test_what_cannot_be_read_is_said_and_the_rest_is_told(register, editor, text):
    made = revise_risk(register, "R1.1", by=editor, causes="A cause.", reason="So.")
    take_guards_away()
    alter(SealedText.objects.get(revision=made, position=1), text=text, salt="")
    entry = entries(register, limit=1)[0]
    assert (entry.changes, entry.unreadable, entry.reason) == ((), True, "So.")


def test_a_revision_without_a_seal_is_told_as_unreadable(register):
    take_guards_away()
    remove(Seal.objects.latest("pk"))
    assert (entries(register)[0].seal, entries(register)[0].unreadable) == ("", True)


@pytest.mark.parametrize(
    ("which", "verbs"),
    [
        ({"person": "Abel Approver"}, ["revise theme"]),
        ({"organisation": "Constabulary of Exampleshire"}, ["revise theme"]),
        ({"verbs": frozenset({"revise", "revise theme"})}, ["revise", "revise theme", "revise"]),
        ({"words": "élan VITAL"}, ["revise", "revise"]),
        ({"words": "because of it"}, ["revise theme"]),
        ({"words": "100%_"}, ["revise theme"]),
        ({"words": "description"}, []),
        ({"words": "\\"}, []),
        ({"first": date(2000, 1, 1), "last": date(2000, 1, 2)}, []),
    ],
)  # fmt: skip
def test_which_are_asked_for(cast, register, editor, which, verbs):
    before = last_number(register)
    revise_risk(register, "R1.2", by=editor, causes="It lacks Élan Vital.", reason="So.")
    revise_theme(register, 3, by=cast.approver, name="100%_ people", reason="Because of it.")
    revise_risk(register, "R1.2", by=editor, causes="Nothing.", reason="So.")
    found = entries(register, which=Which(**which), after=before)
    assert [entry.verb for entry in found] == verbs


def test_by_day(register):
    today = timezone.localdate()
    assert entries(register, which=Which(first=today, last=today)) == entries(register)
    assert entries(register, which=Which(first=today + timedelta(days=1))) == ()


def test_between_two_numbers(register):
    every = entries(register)
    assert entries(register, after=2, before=5, limit=None) == every[-4:-2]


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_depend_on_how_much_is_told(
    register, count, django_assert_num_queries
):
    for number in range(count):
        revise_risk(register, "R1.1", by=SYSTEM, title=f"Title {number}", reason="So.")
        assess(register, "R1.1", "after", by=SYSTEM, likelihood=1 + number % 2, impact=1, why="So.")
    with django_assert_num_queries(8):
        entries(register, limit=100)

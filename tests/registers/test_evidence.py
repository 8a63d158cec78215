"""What a register said of one risk, a theme or all between two days."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registers.actions import ask_erasure, confirm_erasure
from registers.evidence import Scope, gather
from registers.exchange.evidence_pdf import marking_of
from registers.models import Erasure
from registers.moments import OutOfReach
from registers.presentation.evidence_page import evidence_page
from tests.registers.cast import scheme_of
from tests.registers.past import BEGAN, do, make_past
from tests.registers.tampering import alter, take_guards_away

#: The cast of this module.
make = make_past

SECRET = "OFFICIAL-SENSITIVE"


def evidence(cast, first="2024-03-01", last="2024-03-31", *, scope=None, withhold=False):
    return gather(
        cast.register, scope or Scope(), withhold=withhold,
        first=date.fromisoformat(first), last=date.fromisoformat(last),
    )  # fmt: skip


def of(found, reference):
    return next(item for item in found.items if item.reference == reference)


def reworded(cast, day, text, reference="R1.1"):
    do(cast, day, "revise_risk", reference, description=text, reason=f"Why {text}")


def test_both_ends_and_what_came_between(cast):
    for day, text in (("2024-02-20", "A."), ("2024-03-10", "B."), ("2024-04-02", "C.")):
        reworded(cast, day, text)
    item = of(evidence(cast), "R1.1")
    assert (item.before.description, item.after.description) == ("A.", "B.")
    assert [(entry.reason, entry.verb) for entry in item.entries] == [("Why B.", "revise")]
    assert of(evidence(cast), "R1.2").entries == ()


def test_the_first_and_the_last_day_count_in_full(cast):
    days = ("2024-02-29T23:59:59", "2024-03-01T00:00:00")
    moments = (*days, "2024-03-31T23:59:59", "2024-04-01T00:00:00")
    for moment in moments:
        reworded(cast, moment, moment)
    item = of(evidence(cast), "R1.1")
    assert (item.before.description, item.after.description) == (moments[0], moments[2])
    assert [entry.reason for entry in item.entries] == [f"Why {moment}" for moment in moments[1:3]]


def test_one_day(cast):
    reworded(cast, "2024-03-05", "A.")
    assert len(of(evidence(cast, "2024-03-05", "2024-03-05"), "R1.1").entries) == 1
    assert evidence(cast, "2024-03-06", "2024-03-06").revisions == 0


def test_from_before_the_register_began(cast):
    found = evidence(cast, "1999-01-01", BEGAN)
    assert found.before is None
    assert [item.before for item in found.items] == [None] * 3
    assert found.revisions == 6
    assert "the register had not begun" in evidence_page(found).ends[0]
    assert {item.state for item in evidence_page(found).items} == {"It was raised in this time."}


def test_days_of_which_it_has_nothing_to_say(cast):
    with pytest.raises(OutOfReach, match="had not begun"):
        evidence(cast, "1999-01-01", "2024-02-04")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(OutOfReach, match="has not come yet"):
        evidence(cast, BEGAN, tomorrow.isoformat())


def test_each_scope(cast):
    reworded(cast, "2024-03-10", "A.")
    do(cast, "2024-03-11", "revise_theme", 2, name="People", reason="So.")
    whole = evidence(cast)
    assert [item.reference for item in whole.items] == ["R1.1", "R1.2", "R2.1"]
    assert [entry.verb for entry in whole.general] == ["revise theme"]
    theme = evidence(cast, scope=Scope(theme=1))
    assert [item.reference for item in theme.items] == ["R1.1", "R1.2"]
    assert theme.general == ()
    one = evidence(cast, scope=Scope(risk="R1.1"))
    assert (len(one.items), one.general, one.revisions) == (1, (), 1)
    abouts = [evidence_page(found).about for found in (whole, theme, one)]
    assert abouts == ["The whole register", "Theme 1, Public engagement", "Risk R1.1"]


@pytest.mark.parametrize("scope", [Scope(risk="R9.9"), Scope(risk="R1.3"), Scope(theme=7)])
def test_what_was_not_there_then(cast, scope):
    do(cast, "2024-05-01", "raise_risk", theme=1, description="Later.", reason="So.")
    with pytest.raises(KeyError):
        evidence(cast, scope=scope)


def test_a_moved_risk_is_in_both_of_its_themes(cast):
    do(cast, "2024-03-10", "move_risk", "R1.1", theme=2, reason="So.")
    for scope in (Scope(risk="R1.1"), Scope(theme=1), Scope(theme=2)):
        item = of(evidence(cast, scope=scope), "R1.1")
        assert (item.before.theme_number, item.after.theme_number) == (1, 2)
    later = evidence(cast, "2024-03-11", scope=Scope(theme=1))
    assert [item.reference for item in later.items] == ["R1.2"]


def test_notes_challenges_and_actions_are_part_of_it(cast):
    do(cast, "2024-02-28", "write_note", "R1.1", text="Too early.")
    do(cast, "2024-03-10", "write_note", "R1.1", text="Shall we wait?")
    do(cast, "2024-03-11", "challenge", "R1.1", "after", likelihood=4, impact=4, why="It is worse.")
    do(cast, "2024-03-12", "plan_action", "R1.1", text="Meet weekly.", due=date(2024, 6, 1))
    scope, days = Scope(risk="R1.1"), (date(2024, 3, 1), date(2024, 3, 31))
    for with_notes in (True, False):
        found = gather(cast.register, scope, first=days[0], last=days[1], withhold=False,
                       with_notes=with_notes)  # fmt: skip
        facts = {fact.label: fact.after for fact in evidence_page(found).items[0].facts}
        assert ("Shall we wait?" in facts.get("Notes of this time", "")) is with_notes
        assert "Too early." not in repr(evidence_page(found).items[0].facts)
    assert facts["Challenges"] == "OPCC says 16 High. It is worse."
    assert facts["Actions"].startswith("Meet weekly.")
    do(cast, "2024-03-13", "revise_risk", "R1.1", marking=SECRET, reason="So.")
    shut = gather(cast.register, scope, first=days[0], last=days[1], withhold=True,
                  with_notes=True)  # fmt: skip
    assert "wait" not in repr(shut.items) + repr(evidence_page(shut))


def test_a_closed_risk_says_when_and_why(cast):
    do(cast, "2024-03-10", "close_risk", "R1.1", why="It is past.")
    page = evidence_page(evidence(cast, scope=Scope(risk="R1.1")))
    facts = {fact.label: (fact.before, fact.after) for fact in page.items[0].facts}
    assert facts["Closed"] == ("", "10 March 2024 – It is past.")
    assert facts["Description"] == ("The public is not heard.",) * 2


def test_what_touched_two_risks_says_of_each_its_own(cast):
    scheme = {1: 1, 2: 1, 3: 2, 4: 3}
    do(cast, "2024-03-10", "adopt_scheme", scheme_of(3, 3), reason="So.",
       likelihood_map=scheme, impact_map=scheme)  # fmt: skip
    found = evidence(cast)
    assert [len(of(found, name).entries) for name in ("R1.1", "R1.2", "R2.1")] == [1, 0, 1]
    assert [change.of for entry in found.general for change in entry.changes] == ["register"]
    assert found.revisions == 1


MARKED = {
    "as the first day began": ("2024-02-10", "2024-03-02"),
    "only between": ("2024-03-10", "2024-03-20"),
    "at the end": ("2024-03-20", None),
    "only since": ("2024-05-01", None),
}


@pytest.mark.parametrize("when", MARKED)
def test_words_of_a_risk_that_was_marked_are_withheld(cast, when):
    reworded(cast, "2024-02-06", "Zebra one.")
    start, end = MARKED[when]
    do(cast, start, "revise_risk", "R1.1", marking=SECRET, reason="Zebra two.")
    if end:
        do(cast, end, "revise_risk", "R1.1", marking="", reason="Zebra three.")
    day = "2024-03-25"
    reworded(cast, day if start < day else "2024-05-02", "Zebra four.")
    open_, shut = evidence(cast), evidence(cast, withhold=True)
    assert "Zebra" in repr(evidence_page(open_))
    assert "Zebra" not in repr(evidence_page(shut)) + repr(shut.items) + repr(shut.general)
    item = of(shut, "R1.1")
    assert (item.before, item.after, item.withheld) == (None, None, SECRET)
    assert [e.number for e in item.entries] == [e.number for e in of(open_, "R1.1").entries]
    assert of(shut, "R1.2") == of(open_, "R1.2")
    assert evidence_page(shut).withheld == (f"R1.1 is withheld: it is marked {SECRET}.",)
    assert marking_of(shut) == "OFFICIAL"


def test_a_marking_that_was_gone_before_the_first_day_withholds_nothing(cast):
    do(cast, "2024-02-10", "revise_risk", "R1.1", marking=SECRET, reason="So.")
    do(cast, "2024-02-11", "revise_risk", "R1.1", marking="", reason="So.")
    assert evidence(cast, withhold=True).withheld == ()


def test_the_marking_is_the_highest_of_what_is_told(cast):
    assert marking_of(evidence(cast)) == "OFFICIAL"
    do(cast, "2024-03-10", "revise_risk", "R1.1", marking=SECRET, reason="So.")
    do(cast, "2024-03-11", "revise_risk", "R1.1", marking="", reason="So.")
    assert marking_of(evidence(cast)) == SECRET
    assert marking_of(evidence(cast, scope=Scope(risk="R1.2"))) == "OFFICIAL"


def test_an_altered_revision_gives_no_words_away(cast):
    do(cast, "2024-03-05", "revise_risk", "R1.1", marking=SECRET, reason="So.")
    made = do(cast, "2024-03-10", "revise_risk", "R1.1", causes="Zebra.", reason="Zebra.")
    take_guards_away()
    alter(made.texts.get(position=1), text="{[", salt="")
    assert "Zebra" not in repr(evidence_page(evidence(cast, withhold=True)).general)
    assert [entry.unreadable for entry in evidence(cast).general] == [True]


def test_erased_words_are_nowhere_and_the_mark_stands_for_them(cast):
    do(cast, "2024-03-10", "revise_risk", "R1.1", causes="Jane Doe.", reason="Jane Doe again.")
    do(cast, "2024-03-11", "revise_risk", "R1.1", causes="Nobody.", reason="So.")
    first, second = cast.signers()
    asked = ask_erasure(cast.register, by=first, words="Jane Doe", ground="A law", why="Must go.")
    confirm_erasure(cast.register, asked.pk, by=second)
    found = evidence(cast)
    mark = Erasure.objects.get().mark
    item = of(found, "R1.1")
    assert "Jane" not in repr(found) + repr(evidence_page(found))
    assert (item.entries[0].reason, item.entries[0].changes[0].new) == (
        f"{mark} again.",
        f"{mark}.",
    )
    assert item.entries[0].erased_by


def test_what_two_erasures_left_the_same_still_belongs_to_its_risk(cast):
    do(cast, "2024-03-10", "revise_risk", "R1.1", causes="Jane", reason="So.")
    made = do(cast, "2024-03-11", "revise_risk", "R1.1", causes="Joan", reason="So.")
    first, second = cast.signers()
    for words in ("Jane", "Joan"):
        asked = ask_erasure(cast.register, by=first, words=words, ground="A law", why="So.")
        confirm_erasure(cast.register, asked.pk, by=second)
    found = evidence(cast, scope=Scope(risk="R1.1"))
    assert made.number in [entry.number for entry in found.items[0].entries]


def test_the_number_of_queries_does_not_grow(cast):
    def count():
        with CaptureQueriesContext(connection) as asked:
            evidence(cast, withhold=True)
        return len(asked)

    reworded(cast, "2024-03-02", "First.")
    before = count()
    for number in range(1, 6):
        reworded(cast, f"2024-03-10T12:{number}0", f"Text {number}.")
        do(
            cast,
            f"2024-03-10T12:{number}1",
            "raise_risk",
            theme=1,
            description="New.",
            reason="So.",
        )
    assert count() <= before

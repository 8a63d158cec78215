"""What a file would do: raised, changed, left alone and refused, row by row."""

from dataclasses import replace
from datetime import date

import pytest

from registers.actions import load_register
from registers.exchange.columns import (
    ACTIONS,
    ASSURANCES,
    CHALLENGES,
    CONTROLS,
    OWNERS,
    POSTS,
    REGISTER,
    RISKS,
    THEMES,
    WITHHOLDINGS,
)
from registers.exchange.incoming.given import GivenFile, Levels
from registers.exchange.incoming.plan import make_plan
from registers.exchange.reading import read_json
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD
from tests.registers.exchange.incoming.tables import given_of, row, told
from tests.registers.exchange.test_reading import RAW
from tests.registers.exchange.written import everything

TODAY = date(2026, 11, 24)
NO_LEVELS = Levels()


@pytest.fixture
def found(cast):
    return everything(cast)


@pytest.fixture
def small(cast):
    return snapshot(cast.register)


def planned(found, *, file=None, levels=NO_LEVELS, theme=0, **tables):
    rows = {name: held if isinstance(held, tuple) else (held,) for name, held in tables.items()}
    return make_plan(found, file or GivenFile(rows, levels=levels, theme=theme), today=TODAY)


def only(plan):
    (item,) = plan.items
    return item


def test_a_register_as_it_was_written_out_plans_no_change(found):
    plan = planned(found, file=given_of(found))
    assert (plan.is_empty, plan.notices, plan.absent) == (True, (), ())
    assert [item for item in plan.items if item.outcome != "left"] == []


def test_a_risk_that_is_not_in_the_file_is_left_alone(small):
    plan = planned(
        small, risks=row(RISKS, reference="R1.1", description="The public is not heard.")
    )
    assert (plan.is_empty, plan.absent) == (True, ("R1.2", "R3.9"))


def test_a_column_that_is_not_in_the_file_is_left_alone(small):
    plan = planned(small, risks=row(RISKS, reference="R1.1", title="Voice"))
    assert told(plan) == [("risks", "changed", "R1.1", {"title": (None, "Voice")})]


def test_an_emptied_cell_empties_what_may_be_empty(found):
    plan = planned(found, risks=row(RISKS, reference="R1.1", title="", description="Said anew."))
    assert told(plan) == [
        ("risks", "changed", "R1.1", {"title": ("=Voice", None),
         "description": ("The public is not heard.", "Said anew.")}),
    ]  # fmt: skip
    refused = only(planned(found, risks=row(RISKS, reference="R1.1", description="")))
    assert refused.refusals == ("Risk: This cannot be empty.",)


def test_a_risk_is_raised_with_its_scores(small):
    plan = planned(
        small, risks=row(RISKS, reference="R3.10", theme=3, description="New.", lead="opcc",
                         before__likelihood=3, before__impact=4, before__total=12),
    )  # fmt: skip
    assert told(plan) == [
        ("risks", "raised", "R3.10", {"description": (None, "New."), "lead": (None, "OPCC"),
         "theme": (None, 3), "before.likelihood": (None, 3), "before.impact": (None, 4)}),
    ]  # fmt: skip
    assert only(plan).notices == ("“opcc” is the owner OPCC.",)


def test_a_risk_without_a_reference_gets_the_next_one_and_is_known_again_by_its_words(small):
    one = row(RISKS, 2, theme=3, description="New.", exact=False)
    other = row(RISKS, 3, theme=3, description="Newer.", exact=False)
    plan = planned(small, risks=(one, other))
    assert [item.about for item in plan.items] == ["R3.10", "R3.11"]
    known = row(RISKS, description=" Too few officers. ", exact=False)
    assert (only(planned(small, risks=known)).about, only(planned(small, risks=known)).outcome) == (
        "R3.9", "left",
    )  # fmt: skip


def test_the_second_risk_under_one_reference_is_refused(small):
    rows = (
        row(RISKS, 2, reference="R3.10", theme=3, description="New."),
        row(RISKS, 3, reference="R3.10", theme=3, description="Another."),
    )
    plan = planned(small, risks=rows)
    assert [item.outcome for item in plan.items] == ["raised", "refused"]
    assert plan.items[1].refusals == (
        "R3.10 stands in the file more than once, and the first row is taken. A reference is of one "
        "risk: give the other a reference of its own.",
    )  # fmt: skip
    assert plan.items[1].place.row == 3


@pytest.mark.parametrize("figure", ["-2", "−2", "2.5", "2/3", -2, 2.5])
def test_a_level_below_nothing_or_between_two_refuses_its_row(small, figure):
    held = row(RISKS, exact=False, reference="R1.1", after__likelihood=figure, after__impact=2)
    item = only(planned(small, risks=held))
    assert item.outcome == "refused"
    assert f"“{figure}” is no level of this register." in item.refusals[0]


def test_a_level_outside_the_scheme_refuses_its_row(small):
    held = row(RISKS, reference="R1.1", title="Voice", after__likelihood=5, after__impact=2)
    item = only(planned(small, risks=held))
    assert (item.outcome, item.alterations) == ("refused", ())
    assert item.refusals == (
        "Likelihood after controls: “5” is no level of this register. There are: 1 Remote, "
        "2 Possible, 3 Probable, 4 More likely than not.",
    )  # fmt: skip


def test_levels_can_be_names_and_words_that_somebody_has_said_the_meaning_of(small):
    held = row(
        RISKS, reference="R1.1", exact=False, after__likelihood="probable", after__impact="Bad"
    )
    plan = planned(small, risks=held, levels=Levels(impact={"bad": 4}))
    assert told(plan) == [
        ("risks", "changed", "R1.1", {"after.likelihood": (2, 3), "after.impact": (3, 4)})
    ]
    assert only(plan).notices == (
        "Likelihood after controls: “probable” is level 3.",
        "Impact after controls: “Bad” is taken as level 4.",
    )


def test_half_a_score_is_refused_and_an_empty_one_left_alone(small):
    half = row(RISKS, reference="R1.1", after__likelihood=2, after__impact=None)
    assert only(planned(small, risks=half)).refusals == (
        "The score after controls needs both a likelihood and an impact.",
    )
    none = row(RISKS, reference="R1.1", after__likelihood=None, after__impact="")
    assert (only(planned(small, risks=none)).outcome, only(planned(small, risks=none)).notices) == (
        "left", ("The score after controls is empty in the file: it is left alone.",),
    )  # fmt: skip


def test_a_total_that_is_not_the_product_is_told_and_computed(small):
    held = row(RISKS, reference="R1.1", after__likelihood=2, after__impact=2, after__total=6)
    item = only(planned(small, risks=held))
    assert item.notices == ("Total after controls: “6” is not likelihood × impact, which is 4.",)
    assert item.outcome == "changed"


def test_a_total_alone_gives_no_score(small):
    item = only(planned(small, risks=row(RISKS, reference="R1.2", after__total=6)))
    assert (item.outcome, len(item.notices)) == ("left", 1)


def test_the_reason_of_a_score_that_stays_is_left_alone(found):
    held = row(RISKS, reference="R1.1", target__likelihood=1, target__impact=1, target__why="Now.")
    assert told(planned(replace(found, by_proposal=()), risks=held)) == [
        ("risks", "changed", "R1.1", {"target.likelihood": (1, 1), "target.impact": (2, 1),
         "target.why": ("By then.", "Now.")}),
    ]  # fmt: skip
    same = row(RISKS, reference="R1.1", target__likelihood=1, target__impact=2, target__why="Now.")
    item = only(planned(found, risks=same))
    assert (item.outcome, len(item.notices)) == ("left", 1)


def test_themes_are_found_by_number_or_name_and_added(small):
    for said in (3, "3", "3. Workforce", "workforce", "Theme 3: Workforce"):
        plan = planned(small, risks=row(RISKS, reference="R1.2", theme=said, exact=False))
        assert told(plan) == [("risks", "changed", "R1.2", {"theme": (1, 3)})]
    plan = planned(small, risks=row(RISKS, reference="R1.2", theme="Money", exact=False))
    assert told(plan) == [
        ("themes", "raised", "4 Money", {"number": (None, 4), "name": (None, "Money")}),
        ("risks", "changed", "R1.2", {"theme": (1, 4)}),
    ]
    strange = only(planned(small, risks=row(RISKS, reference="R1.2", theme=7)))
    assert strange.refusals == ("There is no theme 7 here: give it a name in the file.",)


def test_a_new_risk_without_a_theme_takes_that_of_its_reference_or_the_one_chosen(small):
    by_reference = row(RISKS, reference="R3.10", description="New.")
    assert told(planned(small, risks=by_reference))[0][3]["theme"] == (None, 3)
    chosen = row(RISKS, reference="SR1", description="New.")
    assert told(planned(small, risks=chosen, theme=1))[0][3]["theme"] == (None, 1)
    assert only(planned(small, risks=chosen)).outcome == "refused"


def test_a_theme_is_renamed_by_the_table_of_themes(small):
    plan = planned(small, themes=(row(THEMES, number=3, name="People", appetite=4),))
    assert told(plan) == [("themes", "changed", "3 People", {"name": ("Workforce", "People")})]


def test_posts_that_the_register_has_not_are_added_once(small):
    rows = (
        row(RISKS, 2, reference="R1.1", risk_owner="chief executive", exact=False),
        row(RISKS, 3, reference="R1.2", risk_owner="Head of News", exact=False),
        row(RISKS, 4, reference="R3.9", risk_owner="head of  news", exact=False),
    )
    plan = planned(small, risks=rows)
    assert told(plan) == [
        ("risks", "changed", "R1.1", {"risk_owner": (None, "Chief Executive")}),
        ("posts", "raised", "Head of News", {"title": (None, "Head of News")}),
        ("risks", "changed", "R1.2", {"risk_owner": (None, "Head of News")}),
        ("risks", "changed", "R3.9", {"risk_owner": (None, "Head of News")}),
    ]
    assert plan.items[-1].notices == ("“head of  news” is the post “Head of News”.",)


def test_a_closed_risk_is_not_changed_and_one_can_be_closed(found):
    refused = only(planned(found, risks=row(RISKS, reference="R3.10", title="Old")))
    assert refused.refusals == ("R3.10 is closed. Reopen it before changing it.",)
    reopened = only(
        planned(found, risks=row(RISKS, reference="R3.10", closed_on="", closed_why=""))
    )
    assert reopened.outcome == "refused"
    closing = {"closed_on": date(2026, 3, 1), "closed_why": "Past."}
    assert only(planned(found, risks=row(RISKS, reference="R1.2", **closing))).outcome == "changed"
    half = only(planned(found, risks=row(RISKS, reference="R1.2", closed_on=date(2026, 3, 1))))
    assert half.refusals == ("A closed risk has both a day and a reason.",)
    coming = row(RISKS, reference="R1.2", closed_on=date(2027, 3, 1), closed_why="Past.")
    assert only(planned(found, risks=coming)).refusals == (
        "The day on which it was closed is still to come.",
    )


def test_what_is_withheld_is_not_taken_away_by_an_empty_cell(found):
    item = only(planned(found, risks=row(RISKS, reference="R1.1", causes="")))
    assert (item.outcome, item.notices) == (
        "left",
        ("Causes is withheld from the public and empty here: it is left alone.",),
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("x" * 201, "Short title: Ensure this value has at most 200 characters (it has 201)."),
        ("a\nb", "Short title: Write this on one line, without tabs."),
        ("a\x07", "Short title: Character 2 (U+0007) cannot be kept in a register. Take it out."),
    ],
)
def test_what_cannot_be_kept_is_refused(small, value, sentence):
    item = only(planned(small, risks=row(RISKS, reference="R1.1", title=value)))
    assert item.refusals == (sentence,)


def test_texts_that_may_have_been_cut_off_and_two_risks_in_one_are_told(small):
    cut = row(RISKS, reference="R1.1", description="x" * 255)
    assert only(planned(small, risks=cut)).notices == (
        "Risk: This text has just 255 characters and may have been cut off.",
    )
    both = "We fail to hear the public. The force fails to tell it."
    item = only(planned(small, risks=row(RISKS, reference="R1.1", description=both)))
    assert item.notices[0].startswith("This may be two risks in one:")


def test_what_makes_no_sense_is_refused_of_our_own_and_left_out_of_others(small):
    held = {"reference": "R1.1", "next_review": "ongoing", "treatment": "hope"}
    assert only(planned(small, risks=row(RISKS, **held))).outcome == "refused"
    item = only(planned(small, risks=row(RISKS, exact=False, **held)))
    assert (item.outcome, item.notices) == (
        "left",
        ("Treatment: “hope” is none of the words that can stand here: tolerate, treat, transfer, "
         "terminate. It is not taken.",
         "Next review: “ongoing” is no day: write one such as 14 June 2026. It is not taken."),
    )  # fmt: skip


def test_a_day_that_no_form_takes_is_not_brought_in(small):
    """Excel makes 1 January 1900 of a cell that holds 1."""
    held = {"reference": "R1.1", "next_review": date(1900, 1, 1)}
    item = only(planned(small, risks=row(RISKS, **held)))
    assert (item.outcome, item.refusals) == (
        "refused", ("Next review: Write a year from 1990 to 2099.",),
    )  # fmt: skip
    item = only(planned(small, risks=row(RISKS, exact=False, **held)))
    assert (item.outcome, item.notices) == (
        "left", ("Next review: Write a year from 1990 to 2099. It is not taken.",),
    )  # fmt: skip


def test_controls_are_reworded_added_and_never_taken_away(small):
    rows = (
        row(CONTROLS, 2, risk="R1.1", number=1, text="Meetings are held weekly."),
        row(CONTROLS, 3, risk="R1.1", number=None, text="News is sent."),
    )
    plan = planned(small, controls=rows)
    assert told(plan) == [
        (
            "controls",
            "changed",
            "R1.1",
            {"text": ("Meetings are held.", "Meetings are held weekly.")},
        ),
        ("controls", "raised", "R1.1", {"text": (None, "News is sent.")}),
    ]
    key = small.risk("R1.1").controls[0].key
    assert [item.key for item in plan.items] == [key, None]


def test_a_control_whose_number_has_moved_is_known_by_its_words(small):
    plan = planned(
        small, controls=row(CONTROLS, risk="R1.1", number=1, text="Letters are answered.")
    )
    assert plan.is_empty


def test_parts_of_what_is_not_there_or_refused_are_refused(small):
    plan = planned(
        small,
        risks=row(RISKS, 2, reference="R1.1", after__likelihood=9, after__impact=1),
        controls=(
            row(CONTROLS, 2, risk="R1.1", text="A."),
            row(CONTROLS, 3, risk="R9.9", text="B."),
        ),
    )
    assert [item.refusals for item in plan.items[1:]] == [
        ("R1.1 itself is refused.",),
        ("There is no risk R9.9 in the file or the register.",),
    ]


CHECK = {"risk": "R1.1", "control": 1, "line": 3, "checked_by": "Audit", "result": "works"}


def test_checks_are_added_and_stay_as_they_were_recorded(found):
    new = row(ASSURANCES, checked_on=date(2026, 3, 3), **CHECK)
    plan = planned(found, checks=new)
    assert told(plan)[0][:3] == ("checks", "raised", "R1.1")
    assert only(plan).key == found.risk("R1.1").controls[0].key
    edited = row(ASSURANCES, number=1, checked_on=date(2026, 3, 3), **CHECK)
    assert only(planned(found, checks=edited)).outcome == "refused"
    coming = row(ASSURANCES, checked_on=date(2027, 3, 3), **CHECK)
    assert only(planned(found, checks=coming)).refusals == (
        "Checked on: This day is still to come.",
    )
    strange = row(ASSURANCES, checked_on=date(2026, 3, 3), **{**CHECK, "control": 7})
    assert only(planned(found, checks=strange)).refusals == ("R1.1 has no control 7.",)


def test_a_check_belongs_to_a_control_that_the_file_adds(small):
    plan = planned(
        small,
        controls=row(CONTROLS, risk="R1.2", number=1, text="New."),
        checks=row(ASSURANCES, checked_on=date(2026, 3, 3), **{**CHECK, "risk": "R1.2"}),
    )
    assert (plan.items[1].outcome, plan.items[1].parent, plan.items[1].key) == ("raised", 0, None)


def test_actions_keep_the_day_that_was_named_first(found):
    held = {"risk": "R1.1", "number": 1, "text": "Hold more."}
    later = row(ACTIONS, due=date(2027, 6, 1), first_due=date(2027, 6, 1), **held)
    plan = planned(found, actions=later)
    assert told(plan) == [("actions", "changed", "R1.1", {"due": ("2027-05-01", "2027-06-01")})]
    assert only(plan).notices == ("First due: The day that was named first stays.",)
    new = row(ACTIONS, risk="R1.1", text="Another.", due=date(2027, 6, 1))
    assert told(planned(found, actions=new))[0][3]["first_due"] == (None, "2027-06-01")


def test_challenges_are_not_made_by_files(found):
    new = row(
        CHALLENGES, risk="R1.1", owner="OPCC", about="lead", why="So.", made_on=date(2026, 1, 1)
    )
    assert only(planned(found, challenges=new)).refusals == (
        "An owner challenges a risk on the risk's own page.",
    )


def test_what_is_withheld_is_added_and_never_changed(found):
    said = {"risk": "R1.2", "part": "description", "reasoning": "So.", **WITHHELD}
    assert only(planned(found, withheld=row(WITHHOLDINGS, **said))).outcome == "raised"
    strange = row(WITHHOLDINGS, **{**said, "ground": "A whim"})
    assert only(planned(found, withheld=strange)).refusals == (
        "Ground: Choose one of the grounds of the list.",
    )
    other = row(WITHHOLDINGS, **{**said, "risk": "R1.1", "part": "causes", "reasoning": "Else."})
    assert only(planned(found, withheld=other)).refusals == (
        "What is withheld of R1.1 is changed on its own page.",
    )


def test_a_new_risk_does_not_come_in_without_what_protects_it(small):
    plan = planned(
        small,
        risks=row(RISKS, reference="R3.10", theme=3, description="Secret."),
        withheld=row(WITHHOLDINGS, risk="R3.10", part="whole", ground="A whim", reasoning="So.",
                     decided_by="Chief", look_again=date(2027, 1, 1)),
        controls=row(CONTROLS, risk="R3.10", text="Locked."),
    )  # fmt: skip
    assert [item.outcome for item in plan.items] == ["refused"] * 3
    assert plan.is_empty


def test_the_head_is_changed_only_by_a_file_of_this_register(small):
    held = {"slug": "exampleshire", "title": "Another title", "marking": "OFFICIAL", "appetite": 8}
    assert told(planned(small, register=row(REGISTER, **held))) == [
        ("register", "changed", "Strategic risks", {"title": ("Strategic risks", "Another title"),
         "appetite": (6, 8)}),
    ]  # fmt: skip
    other = planned(small, register=row(REGISTER, **{**held, "slug": "elsewhere"}))
    assert (other.is_empty, len(other.notices)) == (True, 1)


def test_owners_and_scheme_are_told_of_and_left_alone(small):
    plan = planned(small, owners=row(OWNERS, name="Somebody", short_name="S"))
    assert (plan.is_empty, len(plan.notices)) == (True, 1)


def test_a_post_is_added_with_its_organisation(small):
    plan = planned(small, posts=row(POSTS, title="Chief Constable", owner="Constabulary"))
    assert told(plan) == [
        ("posts", "raised", "Chief Constable", {"title": (None, "Chief Constable"),
         "owner": (None, "Constabulary")}),
    ]  # fmt: skip


def test_the_digest_tells_apart_what_would_be_written_and_nothing_else(small):
    def of(title, number=2):
        return planned(small, risks=row(RISKS, number, reference="R1.1", title=title)).digest

    assert of("Voice") == of("Voice", 9) != of("Noise")
    assert replace(planned(small), notices=("Told.",)).digest == planned(small).digest


def test_the_two_risks_in_one_of_the_source_are_told(db):

    source = snapshot(load_register(read_json(RAW), by=SYSTEM, reason="From a file."))
    plan = planned(source, risks=tuple(
        row(RISKS, reference=risk.reference, description=f"{risk.description} ") for risk in source.risks
    ))  # fmt: skip
    compound = [item.about for item in plan.items if item.notices]
    assert compound == ["R1.1", "R2.2", "R3.1", "R3.5", "R4.2", "R4.5"]

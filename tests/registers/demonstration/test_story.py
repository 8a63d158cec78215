"""What a living register looks like: each promise of the fictional one."""

from collections import Counter
from itertools import groupby

import pytest

from registers.demonstration.people import PEOPLE
from registers.models import Control, Correction, Erasure, Proposal, Revision, SealedText
from registers.snapshot import snapshot
from registers.verifying import verify

#: What a meeting does needs no reason: the meeting is one.
OF_MEETINGS = {
    "call review", "send paper", "record outcome", "end review", "put forward", "sign",
}  # fmt: skip


@pytest.fixture(scope="module")
def revisions(exampleshire):
    return list(Revision.objects.filter(journal=exampleshire.journal).order_by("number"))


@pytest.fixture(scope="module")
def past(exampleshire, revisions):
    """The register as it was after each revision."""
    return [snapshot(exampleshire, at=revision) for revision in revisions]


@pytest.fixture(scope="module")
def now(exampleshire):
    return snapshot(exampleshire)


@pytest.fixture
def course(past):
    """The places of a risk at a stage, one after another, without repetition."""

    def places(reference, stage="after"):
        risks = (risk for then in past for risk in then.all_risks if risk.reference == reference)
        found = (risk.assessment(stage) for risk in risks)
        scored = ((one.likelihood, one.impact) for one in found if one)
        return [place for place, _same in groupby(scored)]

    return places


def test_its_head_says_that_it_is_fictional(now):
    assert now.slug == "exampleshire-strategic"
    assert now.title == "Exampleshire Strategic Risk Register"
    assert now.marking == "OFFICIAL"
    assert now.notice == (
        "Fictional: Exampleshire and everyone in it are invented for demonstration."
    )
    assert [(owner.name, owner.short_name) for owner in now.owners] == [
        ("Exampleshire Police and Crime Commissioner", "OPCC"),
        ("Exampleshire Constabulary", "Constabulary"),
    ]
    assert now.is_public


def test_appetite_is_stricter_where_people_can_come_to_harm(now):
    assert now.appetite == 6
    assert [theme.appetite for theme in now.themes] == [4, None, None, None, None]
    assert [risk.reference for risk in now.above_appetite] == [
        "R1.4", "R4.1", "R3.1", "R3.2", "R5.4", "R1.1", "R4.3", "R2.4", "R1.2", "R1.3", "R5.3",
    ]  # fmt: skip


def test_the_scheme_has_no_doubtful_cell_but_those_of_the_default_bands(now):
    matrix = now.scheme.matrix
    assert matrix.size == "4 × 4"
    assert [(band.word, band.range) for band in matrix.bands] == [
        ("Low", "1–4"), ("Medium", "5–8"), ("High", "9–16"),
    ]  # fmt: skip
    assert matrix.warnings() == ()


def test_after_controls_the_risks_spread_and_crowd_one_cell(now):
    standing = {
        place: [risk.reference for risk in placed.items]
        for place, placed in now.placed("after").items()
        if placed.items
    }
    assert standing == {
        (1, 3): ["R2.2", "R4.2"],
        (1, 4): ["R5.2"],
        (2, 2): ["R2.3"],
        (2, 3): ["R1.2", "R1.3", "R2.1", "R4.4", "R5.1", "R5.3"],
        (2, 4): ["R1.1", "R4.3"],
        (3, 3): ["R3.1", "R3.2", "R5.4"],
        (3, 4): ["R1.4", "R4.1"],
        (4, 2): ["R2.4"],
    }


def test_risks_are_told_as_fully_as_they_are_known(now):
    assert len(now.all_risks) == 19
    assert [risk.reference for risk in now.all_risks if not risk.title] == ["R2.3"]
    assert {risk.lead and risk.lead.short_name for risk in now.all_risks} == {
        "OPCC", "Constabulary", None,
    }  # fmt: skip
    assert {risk.treatment for risk in now.all_risks} == {"tolerate", "treat"}
    assert all(risk.risk_owner for risk in now.all_risks)
    assert all(2 <= len(risk.controls) <= 5 for risk in now.all_risks)
    assert len([risk for risk in now.risks if risk.target]) == 8
    assert len(now.posts) == 10


def test_one_risk_is_closed_and_one_is_back(now, revisions):
    states = [(r.verb, r.subject) for r in revisions if r.verb in {"close", "reopen", "move"}]
    assert states == [
        ("close", "R2.4"), ("move", "R5.3"), ("close", "R3.3"), ("reopen", "R2.4"),
    ]  # fmt: skip
    assert [risk.reference for risk in now.closed] == ["R3.3"]
    assert now.closed[0].closed_why
    assert now.risk("R2.4").is_open
    assert now.risk("R5.3").theme_number == 1


def test_two_risks_are_raised_after_the_opening(revisions):
    raised = [revision.subject for revision in revisions if revision.verb == "raise"]
    assert len(raised) == 19
    assert raised[-2:] == ["R1.4", "R5.4"]


def test_scores_go_up_and_come_down_again(course):
    assert course("R1.2") == [(2, 3), (3, 3), (2, 3)]
    assert course("R4.3") == [(2, 4), (3, 4), (2, 3), (2, 4)]


def test_a_slip_is_corrected_and_stays_beside_its_correction(revisions):
    (corrected,) = Correction.objects.all()
    assert (corrected.revision.verb, corrected.revision.subject) == ("correct after", "R4.3")
    (wrong,) = (revision for revision in revisions if revision.number == corrected.corrects)
    assert (wrong.verb, wrong.subject) == ("assess after", "R4.3")


def test_a_telephone_number_is_erased_by_both_owners(now, revisions):
    assert [r.verb for r in revisions if "eras" in r.verb] == ["ask erasure", "erase"]
    assert not SealedText.objects.filter(text__contains="01632").exists()
    erased = Erasure.objects.get()
    assert Control.history.filter(text__contains=erased.mark).exists()
    assert erased.mark not in " ".join(c.text for risk in now.all_risks for c in risk.controls)
    assert verify(revisions[0].journal) == ()


def test_scores_get_worse_and_better_and_move_without_change(course):
    assert course("R4.1") == [(2, 4), (3, 4)]
    assert course("R1.1") == [(3, 4), (2, 4)]
    assert course("R1.3") == [(3, 2), (2, 3)]
    assert course("R5.2") == [(2, 2), (1, 4)]
    assert course("R5.1", "before") == [(3, 3), (4, 3)]
    assert course("R1.2", "target") == [(2, 2)]
    assert course("R5.1") == [(2, 3)]


def test_two_scores_move_after_the_last_meeting(course):
    assert course("R5.4") == [(2, 3), (3, 3)]
    assert course("R4.2")[-2:] == [(2, 3), (1, 3)]


def test_controls_are_added_changed_retired_and_reordered(revisions):
    kinds = {
        verb: len([revision for revision in revisions if revision.verb == verb])
        for verb in ("add control", "revise control", "retire control", "reorder controls")
    }
    assert kinds == {
        "add control": 11, "revise control": 6, "retire control": 2, "reorder controls": 2,
    }  # fmt: skip


def test_both_organisations_are_at_work_in_every_quarter(revisions):
    step = len(revisions) // 4
    for quarter in range(4):
        part = revisions[quarter * step : (quarter + 1) * step]
        assert {revision.organisation_name for revision in part} - {""} == {
            "Demonstration Police and Crime Commissioner", "Demonstration Constabulary",
        }  # fmt: skip
    assert Counter(revision.person_role for revision in revisions).keys() == {
        "administrator", "editor", "approver",
    }  # fmt: skip
    assert len({revision.person_name for revision in revisions}) == 5


def test_there_are_some_two_hundred_revisions_numbered_without_a_gap(revisions):
    assert len(revisions) == 250
    assert [revision.number for revision in revisions] == list(range(1, len(revisions) + 1))


def test_every_change_says_why_in_a_sentence(revisions):
    for revision in revisions:
        if revision.verb in OF_MEETINGS:
            assert revision.reason == ""
            continue
        assert revision.reason[0].isupper()
        assert revision.reason.endswith(".")


def test_a_post_is_renamed_and_still_answers_for_its_risk(now, past, revisions):
    (renaming,) = (revision for revision in revisions if revision.verb == "revise post")
    earlier = past[renaming.number - 2]
    assert earlier.risk("R1.2").risk_owner.title == "Head of Public Contact"
    assert now.risk("R1.2").risk_owner.title == "Director of Public Contact"


def test_wording_is_changed_now_and_then(past):
    told = {
        reference: len({then.risk(reference).description for then in past if _has(then, reference)})
        for reference in ("R2.3", "R4.1", "R1.1")
    }
    assert told == {"R2.3": 2, "R4.1": 2, "R1.1": 1}


def _has(then, reference):
    return reference in {risk.reference for risk in then.all_risks}


def test_closing_and_the_lead_are_changed_by_proposal(now, revisions):
    assert now.by_proposal == ("closing", "lead")
    told = Proposal.objects.order_by("pk").values_list("risk__reference", "act", "state")
    assert list(told) == [
        ("R2.4", "revise", "accepted"),
        ("R2.2", "close", "declined"),
        ("R5.1", "revise", "waiting"),
    ]
    (both,) = (revision for revision in revisions if revision.proposed)
    assert (both.person_name, both.subject) == (_holder("constabulary-approver"), "R2.4")
    assert revisions[both.proposed - 1].person_name == _holder("opcc-editor")
    assert now.risk("R2.4").lead is None
    assert now.risk("R5.1").lead.short_name == "OPCC"


def _holder(key):
    return next(person.name for person in PEOPLE if person.key == key)


def test_one_risk_and_a_part_of_another_are_withheld(now):
    held = [(r.reference, one.part) for r in now.all_risks for one in r.withholdings]
    assert held == [("R4.3", "whole"), ("R4.4", "causes")]
    assert [count for _ground, count in now.public().withheld] == [1]

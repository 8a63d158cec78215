"""Actions, checks of controls, reviews without a change, and who holds a post."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from registers.actions import (
    Invalid,
    NotAllowed,
    assure_control,
    confirm_risk,
    drop_action,
    hold_post,
    load_register,
    plan_action,
    report_progress,
    revise_action,
    revise_control,
    revise_person,
    revise_risk,
)
from registers.exchange.document import document, fingerprint, write_json
from registers.exchange.reading import read_json
from registers.models import Confirmation
from registers.permissions import SYSTEM, holders
from registers.snapshot import snapshot
from tests.registers.deeds import CHECK, last_number

MARCH, MAY = date(2027, 3, 1), date(2027, 5, 1)


def risk(register, reference="R1.1"):
    return snapshot(register).risk(reference)


@pytest.fixture
def action(cast, register):
    """An action of R1.1 of the Chief Executive's, due in March."""
    given = {"text": "Hold more meetings.", "owner": "Chief Executive", "due": MARCH}
    plan_action(register, "R1.1", by=cast.editor, **given)
    return risk(register).actions[0]


def test_planned_with_its_first_day(action):
    assert (action.text, action.owner.title) == ("Hold more meetings.", "Chief Executive")
    assert (action.first_due, action.due, action.is_open) == (MARCH, MARCH, True)
    assert action.is_overdue(MARCH + timedelta(1))
    assert not action.is_overdue(MARCH)


def test_it_is_content_and_no_control(register, action):
    assert len(risk(register).controls) == 2
    assert risk(register).next_action == action
    assert (
        document(snapshot(register))["themes"][0]["risks"][0]["actions"][0]["due"] == "2027-03-01"
    )


def test_the_first_day_stays_when_it_moves(cast, register, action):
    with pytest.raises(Invalid, match="Say why"):
        revise_action(register, "R1.1", action.key, by=cast.editor, due=MAY)
    revise_action(register, "R1.1", action.key, by=cast.editor, due=MAY, reason="It is late.")
    moved = risk(register).actions[0]
    assert (moved.first_due, moved.due) == (MARCH, MAY)


def test_a_first_day_may_come_later(cast, register):
    plan_action(register, "R1.2", by=cast.editor, text="Do it.")
    (undated,) = risk(register, "R1.2").actions
    assert (undated.first_due, undated.due) == (None, None)
    report_progress(register, "R1.2", undated.key, by=cast.editor, due=MAY)
    (dated,) = risk(register, "R1.2").actions
    assert (dated.first_due, dated.due) == (MAY, MAY)


def test_dropped(cast, register, action):
    drop_action(register, "R1.1", action.key, by=cast.editor, reason="Not needed.")
    assert risk(register).actions == ()
    with pytest.raises(Invalid, match="no such action any more"):
        report_progress(register, "R1.1", action.key, by=cast.editor, progress="Half way.")


def test_done_not_before_it_is(cast, register, action):
    today = timezone.localdate()
    with pytest.raises(Invalid, match="still to come"):
        done = today + timedelta(1)
        report_progress(register, "R1.1", action.key, by=cast.editor, done_on=done)
    report_progress(register, "R1.1", action.key, by=cast.editor, done_on=today)
    assert risk(register).open_actions == ()


def holder(cast, register, since=date(2026, 1, 1)):
    hold_post(
        register, "Chief Executive", by=cast.editor, person=cast.contributor, since=since,
        reason="Appointed.",
    )  # fmt: skip


def test_a_contributor_reports_on_what_is_theirs_and_on_nothing_else(cast, register, action):
    plan_action(register, "R1.1", by=cast.editor, text="Somebody else's.")
    holder(cast, register)
    report_progress(register, "R1.1", action.key, by=cast.contributor, progress="Half way.")
    assert risk(register).actions[0].progress == "Half way."
    other = risk(register).actions[1]
    for act, more in ((report_progress, {"progress": "Mine?"}), (drop_action, {"reason": "So."})):
        with pytest.raises(NotAllowed):
            act(register, "R1.1", other.key, by=cast.contributor, **more)
    with pytest.raises(NotAllowed):
        revise_action(register, "R1.1", action.key, by=cast.contributor, text="New.", reason="So.")


def test_a_post_goes_to_the_next_holder_from_a_day(cast, register, action):
    holder(cast, register)
    tomorrow = timezone.localdate() + timedelta(1)
    given = {"by": cast.editor, "since": tomorrow, "reason": "The next one."}
    hold_post(register, "Chief Executive", person=cast.editor, **given)
    report_progress(register, "R1.1", action.key, by=cast.contributor, progress="Still mine.")
    post = risk(register).actions[0].owner.key
    assert holders(register, timezone.localdate()) == {post: cast.contributor}
    assert holders(register, tomorrow) == {post: cast.editor}


def test_vacant_and_held_by_a_leaver(cast, register):
    holder(cast, register)
    revise_person(cast.contributor, by=SYSTEM, is_active=False, reason="Left.")
    assert holders(register, timezone.localdate()) == {}
    given = {"by": cast.editor, "since": date(2026, 2, 1), "reason": "Vacant."}
    hold_post(register, "Chief Executive", person=None, **given)
    assert holders(register, timezone.localdate()) == {}


@pytest.mark.parametrize("who", ["council_reader", "stranger", "administrator"])
def test_a_post_is_held_by_the_owners_people(cast, register, who):
    with pytest.raises(Invalid, match="of an owner organisation"):
        hold_post(
            register, "Chief Executive", by=cast.editor, person=cast.people[who],
            since=MARCH, reason="So.",
        )  # fmt: skip


def test_who_holds_a_post_is_no_content(cast, register):
    before = fingerprint(snapshot(register))
    holder(cast, register)
    assert fingerprint(snapshot(register)) == before


def test_a_holder_is_not_given_for_a_day_before_the_last(cast, register):
    holder(cast, register, since=MAY)
    with pytest.raises(Invalid, match="from a later day already"):
        holder(cast, register, since=MARCH)


def test_checks_of_a_control_the_newest_first(cast, register):
    key = cast.keys("R1.1")[0]
    for day in (date(2026, 3, 3), date(2026, 1, 1), date(2026, 2, 2)):
        assure_control(register, "R1.1", key, by=cast.editor, **{**CHECK, "checked_on": day})
    checks = risk(register).controls[0].assurances
    assert [check.checked_on.month for check in checks] == [3, 2, 1]
    assert risk(register).is_assured
    assert not risk(register, "R1.2").is_assured


@pytest.mark.parametrize(
    "wrong",
    [{"line": 4}, {"result": "sings"}, {"checked_by": " "}, {"checked_on": date(2099, 1, 1)}],
)
def test_a_check_that_makes_no_sense(cast, register, wrong):
    before = last_number(register)
    with pytest.raises(Invalid):
        assure_control(register, "R1.1", cast.keys("R1.1")[0], by=cast.editor, **{**CHECK, **wrong})
    assert last_number(register) == before


def test_a_contributor_checks_what_is_theirs(cast, register):
    key = cast.keys("R1.1")[0]
    holder(cast, register)
    with pytest.raises(NotAllowed):
        assure_control(register, "R1.1", key, by=cast.contributor, **CHECK)
    revise_control(register, "R1.1", key, by=cast.editor, owner="Chief Executive")
    assure_control(register, "R1.1", key, by=cast.contributor, **CHECK)
    assert len(risk(register).controls[0].assurances) == 1


def test_a_view_of_a_control_wants_a_reason(cast, register):
    key = cast.keys("R1.1")[0]
    with pytest.raises(Invalid, match="Say why"):
        revise_control(register, "R1.1", key, by=cast.editor, effectiveness="none")
    revise_control(register, "R1.1", key, by=cast.editor, evidence="Minutes.")
    said = {"effectiveness": "none", "reason": "Nobody comes."}
    revise_control(register, "R1.1", key, by=cast.editor, **said)
    control = risk(register).controls[0]
    assert (control.effectiveness, control.evidence) == ("none", "Minutes.")


def test_confirmed_without_a_change_of_content(cast, register):
    before, said = last_number(register), fingerprint(snapshot(register))
    confirm_risk(register, "R1.1", by=cast.editor, reason="At the board.")
    assert fingerprint(snapshot(register)) == said
    assert last_number(register) == before + 1
    assert Confirmation.objects.get().revision.verb == "confirm"


def test_the_next_review_moves_only_when_a_day_is_given(cast, register):
    revise_risk(register, "R1.1", by=cast.editor, next_review=MARCH)
    confirm_risk(register, "R1.1", by=cast.editor)
    assert risk(register).next_review == MARCH
    confirm_risk(register, "R1.1", by=cast.editor, next_review=MAY)
    assert risk(register).next_review == MAY
    with pytest.raises(Invalid, match="a day to come"):
        confirm_risk(register, "R1.1", by=cast.editor, next_review=timezone.localdate())


def test_a_file_takes_the_work_along(cast, register, action):
    report_progress(
        register, "R1.1", action.key, by=cast.editor, progress="Half way.", evidence="Minutes.",
        due=MAY, reason="Late.",
    )  # fmt: skip
    key = cast.keys("R1.1")[0]
    for _ in range(2):
        assure_control(register, "R1.1", key, by=cast.editor, **CHECK, note="It does.")
    written = {**read_json(write_json(snapshot(register))), "slug": "again"}
    again = snapshot(load_register(written, by=SYSTEM, reason="Moved here."))
    assert document(again) == written

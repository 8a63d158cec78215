"""What waits for whom: the overdue first, one's own one by one, the rest together."""

from datetime import date, timedelta

import pytest

from registers.actions import challenge, let_challenge_stand, plan_action, revise_risk
from registers.presentation.waiting import Viewer, tasks
from registers.snapshot import snapshot

TODAY = date(2027, 3, 10)


def waiting(register, viewer):
    return tasks(snapshot(register), viewer, TODAY)


@pytest.fixture
def editor(cast):
    return Viewer(cast.opcc.pk, frozenset(), may_edit=True)


@pytest.fixture
def holder(cast, register):
    """Somebody who holds the post of Chief Executive and edits nothing."""
    (post,) = [post for post in snapshot(register).posts if post.title == "Chief Executive"]
    return Viewer(cast.opcc.pk, {post.key}, may_edit=False)


def due(cast, reference, days, **more):
    day = TODAY + timedelta(days)
    revise_risk(cast.register, reference, by=cast.editor, next_review=day, **more)


def test_nothing(register, editor, holder):
    assert waiting(register, editor) == waiting(register, holder) == ()


def test_reviews_overdue_one_by_one_and_those_to_come_together(cast, register, editor):
    due(cast, "R1.1", -8)
    due(cast, "R1.2", 3)
    due(cast, "R3.9", 15)
    late, soon = waiting(register, editor)
    assert (late.title, late.when, late.late, late.verb) == (
        "R1.1 was due for review", "2 March 2027", "8 days overdue", "Review R1.1",
    )  # fmt: skip
    assert late.address == f"/registers/{register.slug}/risks/R1.1/confirm/"
    assert (soon.title, soon.about, soon.late) == ("1 risk is due", "R1.2", "")


def test_a_holder_is_told_of_their_own_risks_alone(cast, register, holder):
    due(cast, "R1.1", -8, risk_owner="Chief Executive")
    due(cast, "R1.2", -8)
    (task,) = waiting(register, holder)
    assert task.about.endswith(" · Chief Executive")
    assert task.address == f"/registers/{register.slug}/risks/R1.1/"


def test_actions_of_ones_own_and_of_others(cast, register, editor, holder):
    given = {"by": cast.editor, "due": TODAY - timedelta(1)}
    plan_action(register, "R1.1", text="Mine.", owner="Chief Executive", **given)
    plan_action(register, "R1.2", text="Somebody's.", **given)
    (own,) = waiting(register, holder)
    assert (own.title, own.about, own.late, own.verb) == (
        "An action of yours was due", "R1.1: Mine.", "1 day overdue", "Report",
    )  # fmt: skip
    (others,) = waiting(register, editor)
    assert (others.title, others.about) == ("2 actions are overdue", "R1.1 and R1.2")


def test_challenges_of_the_others_until_they_stand(cast, register, editor):
    place = {"likelihood": 4, "impact": 3, "why": "Worse."}
    challenge(register, "R1.1", "after", by=cast.editor, **place)
    assert waiting(register, editor) == (), "one's own wait for the other side"
    challenge(register, "R1.1", "after", by=cast.approver, **place)
    (task,) = waiting(register, editor)
    assert task.title == "Constabulary challenges the register once"
    assert task.verb == "Answer"
    for held in snapshot(register).risk("R1.1").challenges:
        let_challenge_stand(register, "R1.1", held.key, by=cast.editor, why="We differ.")
    assert waiting(register, editor) == ()

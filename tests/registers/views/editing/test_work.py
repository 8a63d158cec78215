"""The pages on which people plan, report, check, confirm and hold posts."""

from datetime import date

import pytest
from django.utils import timezone

from registers.actions import hold_post, plan_action, revise_control
from registers.periods import months_after
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save

POST = "Chief Executive"


def risk(register):
    return snapshot(register).risk("R1.1")


@pytest.fixture
def action(cast, register):
    plan_action(
        register, "R1.1", by=cast.editor, text="Hold more meetings.", owner=POST,
        due=date(2026, 3, 1),
    )  # fmt: skip
    return risk(register).actions[0].key


@pytest.fixture
def holding(client, cast, register):
    """A client of the contributor, who is Chief Executive."""
    hold_post(
        register, POST, by=cast.editor, person=cast.contributor, since=date(2026, 1, 1),
        reason="Appointed.",
    )  # fmt: skip
    client.force_login(cast.contributor)
    return client


def test_planned_with_a_new_post_and_shown(editing, address, register):
    typed = {"text": "Write to all.", "new_post": "Head of Letters", "due": "1 March 2026"}
    where = address("action_plan", "R1.1")
    form = opened(editing, where) | typed
    for _ in range(2):
        assert editing.post(where, form).status_code == 302
    (found,) = risk(register).actions
    assert (found.text, found.owner.title) == ("Write to all.", "Head of Letters")
    page = editing.get(address("risk", "R1.1")).content.decode()
    for words in ("Write to all.", "due 1 March 2026", "overdue", "1 planned and not in place yet"):
        assert words in page


def test_revised_and_dropped(editing, address, register, action):
    where = address("action_edit", "R1.1", action)
    answer = save(editing, where, due="1 May 2026")
    assert answer.status_code == 422, "a day that moves wants a reason"
    assert save(editing, where, due="1 May 2026", reason="It is late.").status_code == 302
    page = editing.get(address("risk", "R1.1")).content.decode()
    assert "first due 1 March 2026" in page
    where = address("action_drop", "R1.1", action)
    assert save(editing, where, reason="Not needed.").status_code == 302
    assert risk(register).actions == ()
    assert editing.get(where).status_code == 404


def test_a_contributor_sees_what_is_theirs_and_reports_on_it(holding, address, register, action):
    page = holding.get(address("mine")).content.decode()
    assert "You hold: Chief Executive." in page
    assert "Hold more meetings." in page
    where = address("action_report", "R1.1", action)
    assert where in page
    assert where in holding.get(address("risk", "R1.1")).content.decode()
    answer = save(holding, where, progress="Half way.", due="1 May 2026")
    assert answer.status_code == 422
    assert form_of(answer)["progress"] == "Half way."
    typed = {"progress": "Half way.", "due": "1 May 2026", "reason": "It is late."}
    assert save(holding, where, **typed).status_code == 302
    found = risk(register).actions[0]
    assert (found.progress, found.due, found.first_due) == (
        "Half way.", date(2026, 5, 1), date(2026, 3, 1),
    )  # fmt: skip
    assert last(register).person_name == "Cora Contributor"


def test_a_contributor_is_kept_from_the_rest(holding, cast, address, register, action):
    plan_action(register, "R1.1", by=cast.editor, text="Somebody else's.")
    other = risk(register).actions[1].key
    for name, key in (
        ("action_report", other), ("action_edit", action), ("action_drop", action),
        ("control_assure", cast.keys("R1.1")[0]),
    ):  # fmt: skip
        where = address(name, "R1.1", key)
        assert holding.get(where).status_code == 403
        assert holding.post(where, {"began": "1", "progress": "Mine?"}).status_code == 403
        assert where not in holding.get(address("risk", "R1.1")).content.decode()


def test_a_contributor_records_a_check_of_their_control(holding, cast, address, register):
    key = cast.keys("R1.1")[0]
    revise_control(register, "R1.1", key, by=cast.editor, owner=POST)
    where = address("control_assure", "R1.1", key)
    assert where in holding.get(address("mine")).content.decode()
    typed = {"line": "1", "checked_by": "Complaints Team", "result": "partly", "note": "Mostly."}
    answer = save(holding, where, **typed)
    assert "Write the day on which it was checked." in answer.content.decode()
    form = opened(holding, where) | typed | {"checked_on": "1 March 2026"}
    before = count(register)
    for _ in range(2):
        assert holding.post(where, form).status_code == 302
    assert count(register) == before + 1
    page = holding.get(address("risk", "R1.1")).content.decode()
    assert "First line: works in part. Complaints Team, 1 March 2026. Mostly." in page


def test_without_a_post_nothing_is_mine(client, cast, address):
    client.force_login(cast.contributor)
    assert "You hold no post in this register" in client.get(address("mine")).content.decode()


def test_confirmed_with_the_interval_of_the_band_as_a_proposal(editing, address, register):
    where = address("risk_confirm", "R1.1")
    form = opened(editing, where)
    proposed = months_after(timezone.localdate(), 3)
    assert form["next_review"] == f"{proposed.day} {proposed:%B %Y}"
    assert "Medium is reviewed every 3 months" in editing.get(where).content.decode()
    before = count(register)
    for _ in range(2):
        assert editing.post(where, form).status_code == 302
    assert count(register) == before + 1
    assert risk(register).next_review == proposed
    assert last(register).verb == "confirm"
    page = editing.get(address("risk", "R1.1")).content.decode()
    assert "Reviewed, no change" in page


def test_confirmed_and_the_day_left_where_it_is(editing, address, register):
    answer = save(editing, address("risk_confirm", "R1.1"), next_review="", reason="At the board.")
    assert answer.status_code == 302
    assert risk(register).next_review is None


def test_a_view_of_a_control(editing, address, register, cast):
    where = address("control_edit", "R1.1", cast.keys("R1.1")[0])
    assert save(editing, where, effectiveness="none").status_code == 422
    typed = {"effectiveness": "none", "evidence": "Minutes of May.", "reason": "Nobody comes."}
    assert save(editing, where, **typed).status_code == 302
    page = editing.get(address("risk", "R1.1")).content.decode()
    assert "Not effective" in page
    assert "Evidence: Minutes of May." in page


def test_posts_and_who_holds_them(editing, address, cast, register, action):
    page = editing.get(address("posts")).content.decode()
    assert "1 post that answers for something is vacant: Chief Executive." in page
    assert "Office of the Commissioner has no approver" in page
    key = risk(register).actions[0].owner.key
    where = address("post_hold", key)
    assert where in page
    typed = {"holder": str(cast.contributor.pk), "since": "1 January 2026", "reason": "Appointed."}
    assert save(editing, where, **typed).status_code == 302
    page = editing.get(address("posts")).content.decode()
    assert "Cora Contributor" in page
    assert "is vacant" not in page
    typed = {"holder": "", "since": "1 December 2025", "reason": "Left."}
    assert "from a later day already" in save(editing, where, **typed).content.decode()


def test_the_changes_tell_of_the_work(editing, address, register, cast, action):
    began = last(register).number - 1
    page = editing.get(address("changes") + f"?from={began}&to={began + 1}").content.decode()
    assert "Actions and assurance" in page
    assert "Hold more meetings. – Chief Executive – due 1 March 2026" in page

"""Reviews in a real browser: axe finds nothing, nothing scrolls sideways, and a meeting is gone
through without a script."""

import pytest
from playwright.sync_api import expect

from registers.actions import assess, call_review, challenge, record_outcome, send_paper
from registers.meetings import meeting
from tests.registers.agreeing import HELD_ON, agree

pytestmark = pytest.mark.browser

ENDLESS = "W" * 150


@pytest.fixture
def review(cast):
    """A review after an agreed version, with a paper, something that moved since, and a risk on
    which the owners differ."""
    agree(cast, "First board")
    register, editor = cast.register, cast.editor
    asked = {"name": "Joint Governance Board", "held_on": HELD_ON, "place": ENDLESS}
    made = call_review(register, by=editor, attending=f"Chief Executive\n{ENDLESS}", **asked)
    assess(register, "R1.1", "after", by=editor, likelihood=3, impact=3, why=ENDLESS)
    send_paper(register, made.pk, by=editor, body=ENDLESS, audience="internal")
    place = {"likelihood": 4, "impact": 4, "why": "We see it so."}
    challenge(register, "R1.1", "after", by=editor, **place)
    record_outcome(register, made.pk, "R1.2", by=editor, result="deferred", note=ENDLESS)
    return made


def addresses(cast, review):
    start = f"/registers/{cast.register.slug}/reviews/"
    own = f"{start}{review.pk}/"
    yield from (start, f"{start}new/", own)
    for part in ("pack/", "pack/?paper=now", "record/", "edit/", "off/", "papers/new/", "order/"):
        yield f"{own}{part}"
    yield from (f"{own}risks/R1.1/", f"{own}risks/R1.2/", f"{own}end/")
    risk = f"/registers/{cast.register.slug}/risks/R1.1/"
    yield f"{risk}assess/after/?review={review.pk}&at_risk=R1.1"


def test_nothing_is_wrong_in_any_look(new_context, sign_in, cast, review, faults_in_every_look):
    context = new_context()
    sign_in(context, cast.editor)
    page = context.new_page()
    for address in addresses(cast, review):
        assert page.goto(address).status == 200
        assert (address, faults_in_every_look(page)) == (address, [])


@pytest.mark.parametrize("width", [320, 820])
def test_nothing_scrolls_sideways(new_context, sign_in, cast, review, faults, width):
    context = new_context(viewport={"width": width, "height": 800})
    sign_in(context, cast.editor)
    page = context.new_page()
    for address in addresses(cast, review):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, wide <= width) == (address, True)
        if width == 320:
            assert (address, faults(page)) == (address, [])


def test_a_meeting_is_gone_through_without_a_script(new_context, sign_in, cast, review):
    context = new_context(viewport={"width": 1024, "height": 768}, java_script_enabled=False)
    sign_in(context, cast.editor)
    page = context.new_page()
    page.goto(f"/registers/{cast.register.slug}/reviews/{review.pk}/")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("radio", name="Re-assessed")).to_be_checked()
    page.get_by_label("Note for the minutes").fill("Looked at again in spring.")
    page.get_by_role("button", name="Record and go on").click()
    page.get_by_role("button", name="Record").click()
    page.goto(f"/registers/{cast.register.slug}/reviews/{review.pk}/")
    expect(page.get_by_text("3 of 3 risks gone through").first).to_be_visible()
    page.get_by_role("link", name="End the meeting").click()
    page.get_by_role("button", name="End the meeting").click()
    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()
    expect(page.get_by_text("Looked at again in spring.")).to_be_visible()
    assert meeting(cast.register, review.pk).state == "held"


def test_a_note_that_was_not_saved_is_offered_again(page, context, sign_in, cast, review):
    sign_in(context, cast.editor)
    where = f"/registers/{cast.register.slug}/reviews/{review.pk}/risks/R1.1/"
    page.goto(where)
    page.get_by_label("Note for the minutes").fill("The Chair asked for more.")
    page.goto("/")
    page.goto(where)
    page.get_by_role("button", name="Put it back into the form").click()
    expect(page.get_by_label("Note for the minutes")).to_have_value("The Chair asked for more.")

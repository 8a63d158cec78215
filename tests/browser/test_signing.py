"""Signing in a real browser, in every state of a candidate: nothing is wrong in any look."""

from datetime import date

import pytest

from registers.actions import OnBehalf, assess, challenge, put_forward, recall, revise_risk
from tests.registers.agreeing import agree, called, sign

pytestmark = pytest.mark.browser

ENDLESS = "W" * 150
DECIDED = OnBehalf("Jo Bright", "Commissioner", "DN 12", date(2026, 5, 6), "a" * 64)


@pytest.fixture
def review(cast):
    """A review after an agreed version, with a score that got worse and a challenge since."""
    agree(cast, "First board")
    made = called(cast, "Second board")
    assess(cast.register, "R1.1", "after", by=cast.editor, likelihood=3, impact=3, why=ENDLESS)
    place = {"likelihood": 4, "impact": 4, "why": ENDLESS}
    challenge(cast.register, "R1.1", "after", by=cast.editor, **place)
    return made


@pytest.fixture
def look(new_context, sign_in, cast, review, faults_in_every_look):
    """Open the page of signing as an approver of the Constabulary, and say what is wrong with it
    and what its heading is."""
    context = new_context()
    sign_in(context, cast.approver)
    page = context.new_page()

    def do():
        page.goto(f"/registers/{cast.register.slug}/reviews/{review.pk}/sign/")
        return page.locator("h1").inner_text(), faults_in_every_look(page)

    return do


def test_nothing_is_wrong_from_nothing_put_forward_to_agreed(look, cast, review):
    waits = ("Sign off the register", [])
    assert look() == waits
    first = put_forward(cast.register, review.pk, by=cast.editor)
    assert look() == waits
    recall(cast.register, first.pk, by=cast.editor, why=ENDLESS)
    assert look() == waits
    second = put_forward(cast.register, review.pk, by=cast.editor)
    revise_risk(cast.register, "R1.2", by=cast.editor, title="Ears", reason="So.")
    ours, theirs = cast.signers()
    sign(cast, second, ours, on_behalf_of=DECIDED)
    assert look() == waits
    sign(cast, second, theirs)
    assert look() == ("Version 2 is agreed", [])

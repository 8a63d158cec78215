"""Two people of two owners, in two browsers, on a register that is changed by proposal."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registers.actions import choose_proposals, revise_risk
from registers.models import Proposal
from registers.snapshot import snapshot
from tests.registers.cast import make_cast

pytestmark = pytest.mark.browser
WHY = "Why is it changed?"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def address(cast):
    return lambda name, *places: reverse(name, args=(cast.register.slug, *places))


@pytest.fixture
def both(new_context, sign_in, cast):
    """A page of the OPCC's editor and a small dark one of the Constabulary's approver."""
    looks = ({}, {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"})
    pages = []
    for person, look in zip((cast.editor, cast.approver), looks, strict=True):
        context = new_context(**look)
        sign_in(context, person)
        pages.append(context.new_page())
    return pages


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def faultless(page, faults):
    assert (page.url, faults(page)) == (page.url, [])
    wide, width = (
        page.evaluate(f"document.documentElement.{w}Width") for w in ("scroll", "client")
    )
    assert wide <= width, page.url


def test_a_draft_a_proposal_an_amendment_and_one_revision_of_both(both, cast, address, faults):
    edith, abel = both
    abel.goto(address("proposals_choice"))
    abel.get_by_label("rewording a risk").check()
    abel.get_by_label("Why is it so chosen?").fill("Agreed at the board.")
    faultless(abel, faults)
    press(abel, "Save")
    edith.goto(address("risk_edit", "R1.1"))
    edith.get_by_label("Description", exact=True).fill("The public is seldom heard.")
    press(edith, "Keep as a draft")
    expect(
        edith.get_by_text("Only your own organisation sees it until it is proposed.")
    ).to_be_visible()
    faultless(edith, faults)
    abel.goto(address("proposals"))
    expect(abel.get_by_text("Edit R1.1")).to_have_count(0)
    edith.get_by_role("link", name="Edit R1.1").click()
    expect(edith.get_by_label("Description", exact=True)).to_have_value(
        "The public is seldom heard."
    )
    edith.get_by_label(WHY).fill("Letters are few.")
    faultless(edith, faults)
    press(edith, "Propose to Constabulary")
    expect(edith.locator(".banner-good")).to_contain_text("Proposed to Constabulary.")
    faultless(edith, faults)
    abel.goto("/")
    abel.get_by_role("listitem").filter(has_text="OPCC proposes: Change R1.1").get_by_role(
        "link", name="Answer"
    ).click()
    expect(abel.locator("ins", has_text="seldom")).to_be_visible()
    faultless(abel, faults)
    abel.get_by_role("link", name="Amend, and send it back").click()
    abel.get_by_label("Description", exact=True).fill("The public is hardly heard.")
    abel.get_by_label(WHY).fill("Hardly is nearer.")
    press(abel, "Send back to OPCC")
    edith.goto(address("risk", "R1.1"))
    edith.get_by_role("link", name="Change R1.1").click()
    press(edith, "Accept")
    expect(edith.locator(".banner-good")).to_contain_text("in the names of both")
    assert snapshot(cast.register).risk("R1.1").description == "The public is hardly heard."
    edith.goto(address("history"))
    expect(edith.get_by_text("Proposed by Abel Approver")).to_be_visible()


def test_what_collides_is_seen_before_it_is_accepted(both, cast, address, faults):
    edith, abel = both
    choose_proposals(cast.register, by=cast.approver, acts=["lead"], reason="Agreed.")
    edith.goto(address("risk_edit", "R1.1"))
    edith.get_by_label("Lead organisation").select_option("Constabulary")
    edith.get_by_label(WHY).fill("It is theirs.")
    press(edith, "Propose to Constabulary")
    revise_risk(cast.register, "R1.1", by=cast.approver, description="Else.", reason="So.")
    found = Proposal.objects.get()
    abel.goto(address("proposal", found.pk))
    expect(abel.get_by_text("What has changed in the risk since")).to_be_visible()
    faultless(abel, faults)
    press(abel, "Accept")
    now = snapshot(cast.register).risk("R1.1")
    assert (now.lead.short_name, now.description) == ("Constabulary", "Else.")

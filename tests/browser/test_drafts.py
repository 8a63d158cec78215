"""What is typed and not saved is kept on the device and offered again, where that is allowed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registers.actions import revise_risk
from registers.snapshot import snapshot
from tests.registers.cast import make_cast

pytestmark = pytest.mark.browser
CAUSES, WHY = "Causes (optional)", "Why is it changed?"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def address(cast):
    return lambda name, *places: reverse(name, args=(cast.register.slug, *places))


def typed(page):
    """What the device keeps."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('typed:')).length")


def type_and_leave(page, where):
    page.goto(where)
    page.get_by_label(CAUSES).fill("Typed for an hour.\n Kept. ")
    page.get_by_label(WHY).fill("Because.")
    assert typed(page) == 1
    page.goto(reverse("home"))


@pytest.fixture
def editing(page, context, sign_in, cast):
    sign_in(context, cast.editor)
    return page


def test_offered_again_put_back_and_saved(editing, cast, address):
    where = address("risk_edit", "R1.1")
    type_and_leave(editing, where)
    editing.goto(where)
    expect(editing.get_by_label(CAUSES)).to_have_value("")
    expect(editing.get_by_text("and did not save is kept on this device")).to_be_visible()
    editing.get_by_role("button", name="Put it back into the form").click()
    expect(editing.get_by_label(CAUSES)).to_have_value("Typed for an hour.\n Kept. ")
    expect(editing.get_by_label(WHY)).to_have_value("Because.")
    editing.get_by_role("button", name="Save", exact=True).click()
    expect(editing.locator(".banner-good")).to_contain_text("Saved as revision")
    assert typed(editing) == 0
    assert snapshot(cast.register).risk("R1.1").causes == "Typed for an hour.\n Kept. "


def test_it_still_begins_where_it_began(editing, cast, address):
    where = address("risk_edit", "R1.1")
    type_and_leave(editing, where)
    revise_risk(cast.register, "R1.1", by=cast.approver, causes="Theirs.", reason="Ours.")
    editing.goto(where)
    editing.get_by_role("button", name="Put it back into the form").click()
    editing.get_by_role("button", name="Save", exact=True).click()
    expect(editing.locator(".conflict")).to_contain_text("Theirs.")
    assert snapshot(cast.register).risk("R1.1").causes == "Theirs."


def test_thrown_away(editing, address):
    where = address("risk_edit", "R1.1")
    type_and_leave(editing, where)
    editing.goto(where)
    editing.get_by_role("button", name="Throw it away").click()
    assert typed(editing) == 0
    editing.reload()
    expect(editing.get_by_text("is kept on this device")).to_be_hidden()


def test_signing_out_takes_it_away(editing, address):
    type_and_leave(editing, address("risk_edit", "R1.1"))
    editing.locator(".me summary").click()
    editing.get_by_role("button", name="Sign out").click()
    expect(editing).to_have_title("Sign in · Strategic risk registers")
    assert typed(editing) == 0


def test_another_person_finds_nothing(editing, context, sign_in, cast, address):
    type_and_leave(editing, address("risk_edit", "R1.1"))
    sign_in(context, cast.approver)
    editing.goto(address("risk_edit", "R1.1"))
    expect(editing.get_by_text("is kept on this device")).to_be_hidden()
    assert typed(editing) == 0


def test_an_ended_session_does_not_take_it_away(editing, context, sign_in, cast, address):
    where = address("risk_edit", "R1.1")
    type_and_leave(editing, where)
    context.clear_cookies(name="sessionid")
    editing.goto(where)
    expect(editing).to_have_title("Sign in · Strategic risk registers")
    sign_in(context, cast.editor)
    editing.goto(where)
    expect(editing.get_by_text("is kept on this device")).to_be_visible()


def test_never_above_official(editing, cast, address):
    marked = {"marking": "OFFICIAL-SENSITIVE", "reason": "It names a case."}
    revise_risk(cast.register, "R1.1", by=cast.editor, **marked)
    editing.goto(address("risk_edit", "R1.1"))
    editing.get_by_label(CAUSES).fill("A secret.")
    assert typed(editing) == 0


def test_nor_when_the_marking_is_being_raised(editing, address):
    editing.goto(address("risk_edit", "R1.2"))
    editing.get_by_label(CAUSES).fill("Not yet a secret.")
    assert typed(editing) == 1
    editing.get_by_label("Marking of this risk (optional)").fill("OFFICIAL-SENSITIVE")
    assert typed(editing) == 0


def test_off_where_the_installation_says_so(editing, settings, address):
    settings.DRAFTS_ON_DEVICE = False
    editing.goto(address("risk_edit", "R1.1"))
    editing.get_by_label(CAUSES).fill("Typed.")
    assert typed(editing) == 0

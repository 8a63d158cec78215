"""Two people, one of each organisation, in two browsers on one risk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registers import record
from registers.actions import close_risk
from registers.snapshot import snapshot
from tests.registers.cast import make_cast

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def address(cast):
    return lambda name, *places: reverse(name, args=(cast.register.slug, *places))


@pytest.fixture
def both(new_context, sign_in, cast):
    """A page of the OPCC's editor and one of the Constabulary's approver."""
    pages = []
    for person in (cast.editor, cast.approver):
        context = new_context()
        sign_in(context, person)
        pages.append(context.new_page())
    return pages


def fill(page, **texts):
    labels = {
        "title": "Short title (optional)", "description": "Description",
        "causes": "Causes (optional)", "reason": "Why is it changed?",
    }  # fmt: skip
    for name, text in texts.items():
        page.get_by_label(labels[name], exact=True).first.fill(text)


def save(page, name="Save"):
    page.get_by_role("button", name=name, exact=True).click()


def test_each_sees_that_the_other_is_there(both, address):
    edith, abel = both
    edith.goto(address("risk_edit", "R1.1"))
    expect(edith.locator("[data-presence] p")).to_be_empty()
    edith.wait_for_load_state("networkidle")
    abel.goto(address("risk", "R1.1"))
    expect(abel.get_by_text("Edith Editor (OPCC) is editing this risk.")).to_be_visible()
    edith.goto(reverse("home"))
    edith.wait_for_load_state("networkidle")
    abel.reload()
    expect(abel.locator("[data-presence] p")).to_be_empty()


def test_two_texts_and_no_word_lost(both, cast, address):
    edith, abel = both
    for page in both:
        page.goto(address("risk_edit", "R1.1"))
    fill(abel, description="The public is not heard by the force.", causes="Few meetings.",
         reason="Abel says so.")  # fmt: skip
    save(abel)
    expect(abel.locator(".banner-good")).to_contain_text("Saved as revision")
    fill(edith, description="The public is not heard by the office.", title="Not heard",
         reason="Edith says so.")  # fmt: skip
    save(edith)
    expect(edith.locator("#error-summary")).to_be_focused()
    conflict = edith.locator(".conflict")
    expect(conflict).to_contain_text("The public is not heard.")
    expect(conflict.locator("#theirs-description ins")).to_contain_text("by the force")
    expect(conflict.locator("#mine-description ins")).to_contain_text("by the office")
    expect(edith.get_by_label("Causes (optional)")).to_have_value("Few meetings.")

    save(edith, "Save again")
    expect(edith.get_by_text("Choose which text is to stand where").first).to_be_visible()
    third = "The public is not heard by the force or by the office."
    edith.get_by_label("A third text: Description").fill(third)
    expect(edith.get_by_label("A third text:", exact=True)).to_be_checked()
    save(edith, "Save")
    expect(edith.locator(".banner-good")).to_contain_text("Saved as revision")

    found = snapshot(cast.register).risk("R1.1")
    assert (found.description, found.title, found.causes) == (third, "Not heard", "Few meetings.")
    last, before = record.entries(cast.register, limit=2)
    assert (last.person_name, last.began) == ("Edith Editor", before.number - 1)
    said = {change.new for change in before.changes}
    assert {"The public is not heard by the force.", "Few meetings."} <= said
    abel.reload()
    abel.get_by_role("link", name="In full").click()
    expect(abel.get_by_text("both were brought together").first).to_be_visible()


def test_closed_by_one_while_the_other_was_writing(both, cast, address):
    edith, _abel = both
    edith.goto(address("risk_edit", "R1.1"))
    fill(edith, causes="An hour's work.", reason="It was worth it.")
    close_risk(cast.register, "R1.1", by=cast.approver, why="We thought it past.")
    save(edith)
    expect(edith.get_by_text("The risk was closed while you were writing")).to_be_visible()
    expect(edith.locator("#meanwhile")).to_contain_text("We thought it past.")
    edith.get_by_role("link", name="Reopen R1.1").click()
    edith.get_by_label("Why is it reopened?").fill("It is not past.")
    save(edith, "Reopen this risk")
    edith.goto(address("risk_edit", "R1.1"))
    expect(edith.get_by_label("Causes (optional)")).to_have_value("An hour's work.")
    save(edith)
    expect(edith.locator(".banner-good")).to_contain_text("Saved as revision")
    assert snapshot(cast.register).risk("R1.1").causes == "An hour's work."


def test_a_name_is_completed_after_an_at(both, cast, address, faults):
    edith, _abel = both
    edith.goto(address("note_write", "R1.1"))
    names = edith.get_by_role("listbox")
    expect(names).to_be_hidden()
    text = edith.get_by_label("Note", exact=True)
    text.press_sequentially("Please look, @ed")
    expect(names.get_by_role("option")).to_have_text(["Edith Editor"])
    text.press("Escape")
    expect(names).to_be_hidden()
    text.fill("Please look, ")
    text.press_sequentially("@")
    assert names.get_by_role("option").count() > 2
    assert faults(edith) == []
    text.press_sequentially("a")
    text.press("Enter")
    expect(text).to_have_value("Please look, @Abel Approver")
    expect(names).to_be_hidden()
    text.press_sequentially(" and @Ri")
    names.get_by_role("option", name="Rita Reader").click()
    expect(text).to_have_value("Please look, @Abel Approver and @Rita Reader")
    edith.get_by_role("button", name="Write this note").click()
    expect(edith.get_by_text("Please look, @Abel Approver and @Rita Reader")).to_be_visible()

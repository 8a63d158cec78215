"""Editing in a real browser: by keyboard alone, without scripts, twice at once, for everybody."""

from pathlib import Path

import axe_playwright_python
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registers.actions import adopt_scheme, revise_risk
from registers.snapshot import snapshot
from tests.registers.cast import make_cast, scheme_of
from tests.registers.views.editing.pages import count

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def address(cast):
    return lambda name, *places: reverse(name, args=(cast.register.slug, *places))


def after(cast):
    found = snapshot(cast.register).risk("R1.1").after
    return found.likelihood, found.impact, found.why


def test_scoring_by_keyboard_alone(page, context, sign_in, cast, address):
    sign_in(context, cast.editor)
    page.goto(address("risk_assess", "R1.1", "after"))
    page.get_by_role("link", name="R1.1").focus()
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "2-3", "where it stands"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", checked=True)).to_have_accessible_name(
        "Impact Major 4, likelihood Probable 3: 12 High"
    )
    expect(page.get_by_role("status").last).to_contain_text("Up from 6 Medium.")
    expect(page.get_by_role("status").last).to_contain_text("Above appetite (6).")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.value") == "2-1", "it stops at the edge"
    page.keyboard.press("Tab")
    page.keyboard.type("It is settled.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".banner-good")).to_contain_text("Saved as revision")
    assert after(cast) == (2, 1, "It is settled.")


def test_scoring_without_scripts(new_context, sign_in, cast, address):
    context = new_context(java_script_enabled=False)
    sign_in(context, cast.editor)
    page = context.new_page()
    page.goto(address("risk_assess", "R1.1", "after"))
    expect(page.get_by_text("Stays 6 Medium.")).to_be_visible()
    page.get_by_role("radio", name="Impact Minor 1, likelihood Remote 1: 1 Low").check()
    expect(page.get_by_text("Down from 6 Medium.").locator("visible=true")).to_have_count(1)
    page.get_by_role("button", name="Save assessment").click()
    expect(page.get_by_role("heading", name="This was not saved")).to_be_visible()
    expect(page.get_by_role("radio", checked=True)).to_have_accessible_name(
        "Impact Minor 1, likelihood Remote 1: 1 Low"
    )
    page.get_by_label("Why does the score change?").fill("It is settled.")
    page.get_by_role("button", name="Save assessment").click()
    expect(page.locator(".banner-good")).to_contain_text("Saved as revision")
    assert after(cast) == (1, 1, "It is settled.")


def test_ordering_without_scripts(new_context, sign_in, cast, address):
    context = new_context(java_script_enabled=False)
    sign_in(context, cast.editor)
    page = context.new_page()
    first, second = cast.keys("R1.1")
    page.goto(address("control_order", "R1.1"))
    page.get_by_role("button", name="Down control 1").click()
    expect(page.get_by_role("button", name="Up control 2")).to_be_focused()
    page.get_by_role("button", name="Save this order").click()
    expect(page.locator(".banner-good")).to_contain_text("Saved as revision")
    assert cast.keys("R1.1") == [second, first]


def test_what_is_wrong_takes_the_focus_and_leads_to_the_field(
    page, context, sign_in, cast, address
):
    sign_in(context, cast.editor)
    page.goto(address("risk_edit", "R1.1"))
    page.get_by_label("Description").fill("")
    page.get_by_label("Causes (optional)").fill("Typed and kept.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert page.title().startswith("Error:")
    page.get_by_role("link", name="Description – Write what the risk is.").click()
    expect(page.get_by_label("Description")).to_be_focused()
    expect(page.get_by_label("Causes (optional)")).to_have_value("Typed and kept.")


def test_save_pressed_twice(page, context, sign_in, cast, address):
    sign_in(context, cast.editor)
    page.goto(address("control_add", "R1.1"))
    page.get_by_label("Control", exact=True).fill("Surveys.")
    before = count(cast.register)
    page.get_by_role("button", name="Add this control").dblclick()
    expect(page.locator(".banner-good").first).to_contain_text(f"Saved as revision {before + 1}.")
    assert count(cast.register) == before + 1


def test_signed_out_while_typing(page, context, sign_in, cast, address):
    sign_in(context, cast.editor)
    where = address("risk_edit", "R1.1")
    page.goto(where)
    page.get_by_label("Causes (optional)").fill("\n  Typed for an hour. ")
    page.get_by_label("Why is it changed?").fill("Because.")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Sign in · Strategic risk registers")
    held = {c["name"]: c["value"] for c in context.cookies()}["sessionid"]
    cast.editor.set_password("a sentence that only Edith knows")
    cast.editor.save(update_fields=["password"])
    page.get_by_label("Email").fill(cast.editor.email)
    page.locator("input[type=password]").fill("a sentence that only Edith knows")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Causes (optional)")).to_have_value("\n  Typed for an hour. ")
    assert {c["name"]: c["value"] for c in context.cookies()}["sessionid"] != held
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".banner-good")).to_contain_text("Saved as revision")
    assert snapshot(cast.register).risk("R1.1").causes == "\n  Typed for an hour. "


def test_both_texts_stand_side_by_side(page, context, sign_in, cast, address):
    sign_in(context, cast.editor)
    page.goto(address("risk_edit", "R1.1"))
    revise_risk(cast.register, "R1.1", by=cast.approver, reason="Ours.", description="Theirs.")
    page.get_by_label("Description").fill("Mine.")
    page.get_by_label("Why is it changed?").fill("Mine is better.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator(".conflict")).to_contain_text("Theirs.")
    expect(page.get_by_label("Description")).to_have_value("Mine.")
    check(page, "both texts", 1280)
    page.get_by_label("What you typed").check()
    page.get_by_role("button", name="Save again").click()
    expect(page.locator(".banner-good")).to_contain_text("Saved as revision")
    assert snapshot(cast.register).risk("R1.1").description == "Mine."


PAGES = (
    ("risk_raise", ()), ("risk_edit", ("R1.1",)), ("risk_assess", ("R1.1", "after")),
    ("risk_assess", ("R1.2", "target")), ("risk_close", ("R1.1",)), ("risk_move", ("R1.1",)),
    ("control_add", ("R1.1",)), ("control_order", ("R1.1",)), ("themes", ()), ("theme_add", ()),
    ("theme_edit", (1,)), ("theme_retire", (3,)), ("register_edit", ()),
    ("risk_challenge", ("R1.1", "after")), ("risk_challenge", ("R1.1", "wording")),
    ("action_plan", ("R1.1",)), ("risk_confirm", ("R1.1",)), ("note_write", ("R1.1",)),
    ("risks_together", ()), ("posts", ()), ("mine", ()), ("risk", ("R1.1",)),
)  # fmt: skip

REFUSED_EMPTY = {"risk_raise", "risk_close", "control_add", "theme_add"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_each_page(new_context, sign_in, cast, address, scheme):
    context = new_context(viewport={"width": 320, "height": 800}, color_scheme=scheme)
    sign_in(context, cast.editor)
    page = context.new_page()
    for name, places in PAGES:
        page.goto(address(name, *places))
        check(page, name)
        if name in REFUSED_EMPTY:
            page.locator(".form-panel .btn-primary").click()
            expect(page.locator("#error-summary")).to_be_focused()
            check(page, f"{name}, saved empty")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_largest_matrix_fits(new_context, sign_in, cast, address, width):
    same = {level: level for level in range(1, 5)}
    adopt_scheme(
        cast.register,
        scheme_of(7, 7),
        by=cast.editor,
        reason="More levels.",
        likelihood_map=same,
        impact_map=same,
    )
    context = new_context(viewport={"width": width, "height": 800})
    sign_in(context, cast.editor)
    page = context.new_page()
    page.goto(address("risk_assess", "R1.1", "after"))
    page.get_by_role("radio", name="likelihood Level 7 7: 49 High").check()
    expect(page.get_by_text("Up from 6 High.").locator("visible=true")).to_have_count(1)
    check(page, "seven levels", width)


def check(page, name, widest=320):
    """Nothing that axe finds, and nothing that scrolls sideways."""
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    told = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
    assert told == [], name
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= widest, f"{name} scrolls sideways: {width}"

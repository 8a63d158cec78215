"""A board member reads: with the keyboard, with a mouse, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MAP = "/registers/made/heatmap/"


@pytest.fixture
def reading(page, sign_in, context, cast, full):
    sign_in(context, cast.board_reader)
    return page


def test_choosing_a_cell_changes_the_list_without_a_reload(reading):
    reading.goto(MAP)
    reading.evaluate("window.stays = true")
    reading.get_by_role("link", name="10 risks at impact Effect 3, likelihood Chance 2").click()
    expect(reading.get_by_role("heading", name="10 risks score 6")).to_be_visible()
    expect(reading).to_have_url(re.compile(r"\?view=after&cell=2-3$"))
    expect(reading.locator(".map-list li")).to_have_count(10)
    assert reading.evaluate("window.stays") is True
    reading.get_by_role("link", name="Whole map").click()
    expect(reading.get_by_role("heading", name="70 risks")).to_be_visible()
    reading.go_back()
    expect(reading.get_by_role("heading", name="10 risks score 6")).to_be_visible()


def test_the_address_of_a_choice_can_be_sent_to_someone(reading):
    reading.goto(f"{MAP}?view=after&cell=3-3")
    expect(reading.get_by_role("heading", name="60 risks score 9")).to_be_visible()
    expect(reading.locator(".map-list li")).to_have_count(60)


def test_without_scripts_the_same(new_context, sign_in, cast, full):
    context = new_context(java_script_enabled=False)
    sign_in(context, cast.board_reader)
    page = context.new_page()
    page.goto(MAP)
    page.get_by_role("link", name="10 risks at impact").click()
    expect(page.get_by_role("heading", name="10 risks score 6")).to_be_visible()
    page.locator(".map-list").get_by_role("link", name="R1.7", exact=True).click()
    expect(page).to_have_url(re.compile(r"/risks/R1\.7/$"))
    expect(page.get_by_role("heading", name="R1.7")).to_be_visible()
    page.goto("/registers/made/")
    page.locator("details.filter", has_text="Band").locator("summary").click()
    page.get_by_role("link", name="Not scored").click()
    expect(page).to_have_url(re.compile(r"\?band=none$"))
    expect(page.locator(".register .entry")).to_have_count(1)


def test_by_keyboard_alone(reading):
    reading.goto(f"{MAP}?cell=2-3")
    reading.keyboard.press("Tab")
    expect(reading.get_by_role("link", name="Skip to content")).to_be_focused()
    reading.keyboard.press("Enter")
    expect(reading.locator("#content")).to_be_focused()
    reading.keyboard.press("/")
    expect(reading.locator("#find")).to_be_focused()
    reading.keyboard.type("r1.7")
    reading.keyboard.press("Enter")
    expect(reading).to_have_url(re.compile(r"/risks/R1\.7/$"))


def test_escape_closes_a_menu(reading):
    reading.goto("/registers/made/")
    menu = reading.locator("details.filter").first
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    reading.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")


@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1920])
def test_no_reference_leaves_its_cell_or_covers_another(new_context, sign_in, cast, full, width):
    context = new_context(viewport={"width": width, "height": 900})
    sign_in(context, cast.board_reader)
    page = context.new_page()
    page.goto(MAP)
    wrong = page.evaluate(
        """() => [...document.querySelectorAll(".cell")].flatMap((cell) => {
          const box = cell.getBoundingClientRect();
          const links = [...cell.querySelectorAll("li a")].map((a) => a.getBoundingClientRect());
          const out = links.filter((b) => b.left < box.left || b.right > box.right + 0.5
            || b.top < box.top || b.bottom > box.bottom + 0.5 || b.height < 23.5);
          const broken = [...cell.querySelectorAll("li a")]
            .filter((a) => a.clientHeight > 34).map((a) => a.getBoundingClientRect());
          const over = links.filter((a, i) => links.slice(i + 1).some((b) =>
            a.left < b.right - 0.5 && b.left < a.right - 0.5
            && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5));
          return [...out, ...over, ...broken].map((b) => [Math.round(b.left), Math.round(b.top)]);
        })"""
    )
    assert wrong == []

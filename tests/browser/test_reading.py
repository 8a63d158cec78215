"""A board member reads: with the keyboard, with a mouse, and without scripts."""

import re

import pytest

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
    reading.get_by_role("heading", name="10 risks score 6").wait_for()
    assert reading.url.endswith("?view=after&cell=2-3")
    assert reading.evaluate("window.stays") is True
    assert reading.locator(".map-list li").count() == 10
    reading.get_by_role("link", name="Whole map").click()
    reading.get_by_role("heading", name="70 risks").wait_for()
    reading.go_back()
    reading.get_by_role("heading", name="10 risks score 6").wait_for()


def test_the_address_of_a_choice_can_be_sent_to_someone(reading):
    reading.goto(f"{MAP}?view=after&cell=3-3")
    assert reading.get_by_role("heading", name="60 risks score 9").is_visible()
    assert reading.locator(".map-list li").count() == 60


def test_without_scripts_the_same(new_context, sign_in, cast, full):
    context = new_context(java_script_enabled=False)
    sign_in(context, cast.board_reader)
    page = context.new_page()
    page.goto(MAP)
    page.get_by_role("link", name="10 risks at impact").click()
    assert page.get_by_role("heading", name="10 risks score 6").is_visible()
    page.locator(".map-list").get_by_role("link", name="R1.7", exact=True).click()
    assert page.get_by_role("heading", name="R1.7").is_visible()
    page.goto("/registers/made/")
    page.locator("details.filter", has_text="Band").locator("summary").click()
    page.get_by_role("link", name="Not scored").click()
    assert page.locator(".register .entry").count() == 1


def test_by_keyboard_alone(reading):
    reading.goto(f"{MAP}?cell=2-3")
    reading.keyboard.press("Tab")
    assert reading.evaluate("document.activeElement.textContent") == "Skip to content"
    reading.keyboard.press("Enter")
    assert reading.evaluate("document.activeElement.id") == "content"
    reading.keyboard.press("/")
    assert reading.evaluate("document.activeElement.id") == "find"
    reading.keyboard.type("r1.7")
    reading.keyboard.press("Enter")
    reading.wait_for_url(re.compile(r"/risks/R1\.7/$"))


def test_escape_closes_a_menu(reading):
    reading.goto("/registers/made/")
    menu = reading.locator("details.filter").first
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    reading.keyboard.press("Escape")
    assert menu.get_attribute("open") is None


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

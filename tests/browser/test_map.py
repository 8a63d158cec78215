"""The board's map in a real browser: keyboard, arrows, time, a meeting that follows the register."""

import re

import pytest
from playwright.sync_api import expect

from registers.actions import assess
from tests.registers.past import do, make_past
from tests.registers.views.made import load, risk

pytestmark = pytest.mark.browser

MAP = "/registers/exampleshire/heatmap/"
MADE = "/registers/made/heatmap/"


@pytest.fixture
def cast(live_server):
    cast = make_past()
    do(cast, "2024-04-01", "assess", "R1.1", "after", likelihood=1, impact=3, why="It works.")
    do(cast, "2024-04-02", "assess", "R2.1", "after", likelihood=4, impact=4, why="It fails.")
    return cast


@pytest.fixture
def many(cast):
    """Ninety risks that controls take every possible way, on five by five."""
    places = [(column, row) for column in range(1, 6) for row in range(1, 6)]
    risks = [
        risk(number, places[number * 7 % 25], before=dict(zip(("likelihood", "impact"), start,
             strict=True)))
        for number, start in enumerate((places * 4)[:90], start=1)
    ]  # fmt: skip
    return load(risks, across=5, up=5)


@pytest.fixture
def reading(page, sign_in, context, cast):
    sign_in(context, cast.board_reader)
    return page


def at(page):
    """The cell that has the focus."""
    return page.evaluate("document.activeElement.dataset.cell")


def test_the_arrow_keys_go_from_cell_to_cell(reading):
    reading.goto(MAP + "?view=moved&from=2024-03-01")
    reading.locator(".moves-wide [data-cell='2-2']").focus()
    seen = []
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft"):
        reading.keyboard.press(key)
        seen.append(at(reading))
    assert seen == ["2-3", "3-3", "3-2", "3-1", "3-1", "2-1"]


def test_the_arrow_keys_go_from_one_map_of_a_pair_to_the_other(reading, many):
    reading.goto(MADE + "?view=both")
    reading.locator(".map").first.locator("[data-cell]").last.focus()
    which = "[...document.querySelectorAll('.map')].indexOf(document.activeElement.closest('.map'))"
    seen = [reading.evaluate(which)]
    for key in ("ArrowRight", "ArrowLeft"):
        for _time in range(4):
            reading.keyboard.press(key)
        seen.append(reading.evaluate(which))
    assert seen == [0, 1, 0]


@pytest.mark.parametrize("width", [1280, 820, 390, 320])
def test_what_a_menu_opens_is_whole_and_widens_nothing(reading, width):
    reading.set_viewport_size({"width": width, "height": 900})
    reading.goto(MAP)
    for menu in reading.locator("main details.menu > summary").all():
        menu.click()
        box = reading.locator("main details[open] .menu-panel").bounding_box()
        assert box["x"] >= 0, menu.inner_text()
        assert box["x"] + box["width"] <= width, menu.inner_text()
        assert reading.evaluate("document.documentElement.scrollWidth") <= width
        menu.click()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["", "meeting/"])
def test_nothing_moves_while_the_page_loads(reading, width, path):
    reading.set_viewport_size({"width": width, "height": 900})
    reading.goto(MAP + path)
    reading.wait_for_load_state("networkidle")
    shift = reading.evaluate(
        """() => new Promise((tell) => new PerformanceObserver((list) =>
          tell(list.getEntries().reduce((sum, one) => sum + one.value, 0))
        ).observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => tell(0), 300))"""
    )
    # A font that arrives may still set a word a little wider.
    assert shift < 0.01


def test_enter_chooses_and_escape_goes_back(reading):
    reading.goto(MAP)
    reading.locator("[data-cell='1-3']").focus()
    reading.keyboard.press("ArrowRight")
    assert at(reading) == "4-4"
    reading.keyboard.press("Enter")
    expect(reading.get_by_role("heading", name="1 risk scores 16")).to_be_visible()
    reading.keyboard.press("Escape")
    expect(reading.get_by_role("heading", name="2 risks", exact=True)).to_be_visible()


def test_a_label_in_focus_lights_its_arrow(reading):
    reading.goto(MAP + "?view=moved&from=2024-03-01")
    reading.locator(".moves-wide .moves-pill").first.focus()
    expect(reading.locator(".moves-wide.lighting .moves-way.lit")).to_have_count(1)
    reading.get_by_role("link", name="Skip to content").focus()
    expect(reading.locator(".lighting")).to_have_count(0)


def test_choosing_an_arrow_lists_its_risks_without_a_reload(reading):
    reading.goto(MAP + "?view=moved&from=2024-03-01")
    reading.evaluate("window.stays = true")
    reading.locator(".moves-wide").get_by_role("link", name="R1.1: from 6 to 3").click()
    expect(reading.get_by_role("heading", name="1 risk: 6 → 3")).to_be_visible()
    expect(reading).to_have_url(re.compile("way=2-3.1-3"))
    assert reading.evaluate("window.stays") is True


def test_the_slider_moves_the_map_through_time(reading):
    reading.goto(MAP)
    reading.evaluate("window.stays = true")
    slider = reading.get_by_role("slider", name="Through time")
    slider.focus()
    reading.keyboard.press("Home")
    expect(reading.get_by_text("You are looking at the past")).to_be_visible()
    expect(reading.locator("[data-cell='3-3']")).to_be_visible()
    expect(reading.locator(".map").get_by_role("link", name="R2.1", exact=True)).to_be_visible()
    assert reading.evaluate("window.stays") is True
    assert reading.evaluate("document.activeElement.id") == "map-slider"
    reading.keyboard.press("End")
    expect(reading.get_by_text("You are looking at the past")).to_have_count(0)
    expect(reading.locator("[data-cell='4-4']")).to_be_visible()


def test_without_scripts_time_is_a_list(new_context, sign_in, cast):
    context = new_context(java_script_enabled=False)
    sign_in(context, cast.board_reader)
    page = context.new_page()
    page.goto(MAP)
    days = page.get_by_label("Through time")
    days.select_option(index=0)
    page.get_by_role("button", name="Show").last.click()
    expect(page.get_by_text("You are looking at the past")).to_be_visible()


def test_a_meeting_follows_what_an_editor_saves(reading, new_context, sign_in, cast):
    reading.goto(MAP + "meeting/?risk=R1.1")
    expect(reading.get_by_text("following the register")).to_be_visible()
    reading.evaluate("window.stays = true")
    context = new_context()
    sign_in(context, cast.editor)
    editing = context.new_page()
    editing.goto("/registers/exampleshire/risks/R1.1/assess/after/")
    editing.get_by_role("radio", name="Impact Major 4, likelihood Probable 3: 12 High").check()
    editing.get_by_label("Why does the score change?").fill("Seen in the room.")
    editing.get_by_role("button", name="Save assessment").click()
    expect(editing.locator(".banner-good")).to_contain_text("Saved as revision")
    expect(reading.locator(".meeting-why")).to_have_text("Seen in the room.")
    expect(reading.locator(".meeting-scores")).to_contain_text("12 High")
    assert reading.evaluate("window.stays") is True


def test_a_meeting_goes_on_by_key(reading):
    reading.goto(MAP + "meeting/")
    expect(reading.get_by_role("heading", name="R2.1")).to_be_visible()
    reading.keyboard.press("ArrowRight")
    expect(reading.get_by_role("heading", name="R1.1")).to_be_visible()
    reading.keyboard.press("ArrowLeft")
    expect(reading.get_by_role("heading", name="R2.1")).to_be_visible()
    reading.keyboard.press("Escape")
    expect(reading).to_have_url(re.compile("heatmap/$"))


def test_a_meeting_says_when_it_does_not_follow(reading, context):
    reading.goto(MAP + "meeting/")
    context.clear_cookies()
    expect(reading.get_by_text("you are signed out: load the page again")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_label_of_many_covers_another_or_leaves_the_picture(
    new_context, sign_in, many, cast, width
):
    context = new_context(viewport={"width": width, "height": 900})
    sign_in(context, cast.editor)
    page = context.new_page()
    page.goto(MADE + "?view=controls")
    drawing = page.locator(".moves-wide" if width > 600 else ".moves-narrow")
    expect(drawing).to_be_visible()
    wrong = drawing.evaluate(
        """(svg) => {
          const whole = svg.getBoundingClientRect();
          const pills = [...svg.querySelectorAll(".moves-pill rect")].map((r) => r.getBoundingClientRect());
          const out = pills.filter((b) => b.left < whole.left || b.right > whole.right
            || b.top < whole.top || b.bottom > whole.bottom);
          const wide = [...svg.querySelectorAll(".moves-pill")].filter((pill) =>
            [...pill.querySelectorAll("text[aria-hidden]")].some((text) =>
              text.getBoundingClientRect().width > pill.querySelector("rect").getBoundingClientRect().width));
          return [out.length, wide.length];
        }"""
    )
    assert wrong == [0, 0]
    told = drawing.locator(".moves-pill").evaluate_all(
        "(pills) => pills.flatMap((pill) => pill.dataset.ways.split(' '))"
    )
    assert len(told) == len(set(told)) == drawing.locator(".moves-way").count()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(new_context, sign_in, cast, many, faults, colours):
    context = new_context(viewport={"width": 1280, "height": 900}, color_scheme=colours)
    sign_in(context, cast.editor)
    page = context.new_page()
    assess(many, "R1.1", "after", by=cast.editor, likelihood=5, impact=5, why="Now.")
    for address in (
        MADE + "?view=controls",
        MADE + "?view=controls&follow=risk-R1.7",
        MAP + "?view=moved&from=2024-03-01",
        MAP + "?from=2024-03-01&follow=theme-1",
        MAP + "?view=course&follow=risk-R1.1",
        MAP + "meeting/",
        MADE + "meeting/?risk=R1.7",
    ):
        page.goto(address)
        assert (address, faults(page)) == (address, [])


@pytest.mark.parametrize("width", [320, 390, 820])
def test_nothing_scrolls_sideways(new_context, sign_in, cast, many, width):
    context = new_context(viewport={"width": width, "height": 800})
    sign_in(context, cast.editor)
    page = context.new_page()
    for address in (
        MADE + "?view=controls",
        MAP + "?view=moved&from=2024-03-01",
        MADE + "meeting/",
    ):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, wide <= width) == (address, True)

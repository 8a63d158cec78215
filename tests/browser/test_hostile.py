"""Words that would push or turn what stands beside them: endless ones, and ones that run from
right to left."""

import pytest
from playwright.sync_api import expect

from registers.actions import load_register
from registers.permissions import SYSTEM
from tests.registers.views.made import OWNERS, risk, scheme

pytestmark = pytest.mark.browser

ENDLESS = "W" * 400
TURNED = "\u202eturned"
PAGES = (
    "/",
    "/registers/made/",
    "/registers/made/?text=full",
    "/registers/made/risks/R1.1/",
    "/registers/made/history/",
    "/registers/made/heatmap/",
    "/registers/made/heatmap/?view=both",
    "/registers/made/heatmap/?view=controls",
    "/registers/made/heatmap/?view=moved",
    "/registers/made/heatmap/meeting/",
)


def load(words, *, title, name):
    """A register with a risk whose every text is `words`."""
    wordy = {"description": words, "causes": words, "controls": [{"text": words}]}
    load_register(
        {
            "format": "riskregister/1",
            "slug": "made",
            "title": title,
            "marking": "OFFICIAL",
            "notice": name,
            "owners": OWNERS,
            "scheme": scheme(),
            "themes": [{"number": 1, "name": name, "risks": [risk(1, **wordy, title=title)]}],
        },
        by=SYSTEM,
        reason=words,
    )


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_an_endless_word_scrolls_no_page_sideways(new_context, sign_in, cast, width):
    load(ENDLESS, title=ENDLESS[:120], name=ENDLESS[:200])
    context = new_context(viewport={"width": width, "height": 900})
    sign_in(context, cast.editor)
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, wide <= width) == (address, True)
        strip, head = (
            page.locator(f"header .{part}").bounding_box() for part in ("strip", "brand span")
        )
        if address != "/":
            assert head["y"] >= strip["y"] + strip["height"], "the title covers no marking"


def test_a_turned_word_turns_nothing_beside_it(page, context, sign_in, cast):
    load(TURNED, title=TURNED, name=TURNED)
    sign_in(context, cast.editor)
    for address in ("/registers/made/", "/registers/made/?text=full"):
        page.goto(address)
        name = page.locator("bdi", has_text="turned").first.bounding_box()
        note = page.locator(".part-note", has_text="1 risk").first.bounding_box()
        assert (address, name["x"] + name["width"] <= note["x"]) == (address, True)
    notice = page.locator("footer bdi").bounding_box()
    link = page.locator("footer").get_by_role("link", name="Help").bounding_box()
    assert notice["x"] + notice["width"] <= link["x"]


def test_the_button_in_the_menu_of_days_is_a_button(page, context, sign_in, cast, full, faults):
    sign_in(context, cast.board_reader)
    page.goto("/registers/made/")
    page.locator("summary", has_text="As at").click()
    show = page.locator(".at-menu").get_by_role("button", name="Show")
    expect(show).to_be_visible()
    paper, ground = (
        page.evaluate("e => getComputedStyle(e).backgroundColor", handle)
        for handle in (page.locator(".at-menu .menu-panel").element_handle(), show.element_handle())
    )
    assert paper != ground
    assert faults(page) == []

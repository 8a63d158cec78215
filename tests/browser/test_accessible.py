"""Every read page for everyone: axe finds nothing, and nothing scrolls sideways at 320 pixels."""

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/help/",
    "/registers/made/",
    "/registers/made/?text=full",
    "/registers/made/?theme=1&q=way+7",
    "/registers/made/risks/R1.7/",
    "/registers/made/heatmap/",
    "/registers/made/heatmap/?cell=2-3",
    "/registers/made/heatmap/?view=both",
    "/registers/made/history/",
    "/registers/made/history/?risk=R9.9&from=never",
    "/registers/made/changes/?from=1",
    "/registers/made/year/",
    "/registers/made/record/",
    "/registers/made/record/evidence/?from=2024-01-01",
    "/registers/made/risks/R1.7/?at=1",
    "/registers/made/?at=never",
    "/registers/made/scheme/",
    "/registers/made/paper/",
    "/registers/made/paper/?part=risk&risk=R1.7&audience=public",
    "/registers/made/export/pdf/?part=half",
    "/registers/made/export/",
    "/registers/made/export/file/?format=odt&part=owner",
    "/registers/made/programs/",
    "/registers/made/risks/R1.7/withhold/",
    "/registers/made/nothing/",
)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(new_context, sign_in, cast, full, faults, colours):
    context = new_context(viewport={"width": 1280, "height": 900}, color_scheme=colours)
    sign_in(context, cast.editor)
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        assert (address, faults(page)) == (address, [])


def test_axe_finds_nothing_at_the_door(page, live_server, faults):
    for address in ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"):
        page.goto(address)
        assert (address, faults(page)) == (address, [])


@pytest.mark.parametrize("width", [320, 390, 820])
def test_nothing_scrolls_sideways(new_context, sign_in, cast, full, faults, width):
    context = new_context(viewport={"width": width, "height": 800})
    sign_in(context, cast.editor)
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, wide <= width) == (address, True)
        if width == 320:
            assert (address, faults(page)) == (address, [])


def test_words_remain_in_forced_colours(new_context, sign_in, cast, full, faults):
    context = new_context(forced_colors="active")
    sign_in(context, cast.editor)
    page = context.new_page()
    page.goto("/registers/made/heatmap/")
    assert faults(page) == []
    assert page.locator(".cell", has_text="Low").count() > 0

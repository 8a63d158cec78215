"""A member of the public reads a version, downloads a file and checks it, without any script."""

import pytest

from tests.registers.publishing import agreed_and_public

pytestmark = pytest.mark.browser


@pytest.fixture
def public(cast):
    agreed_and_public(cast)
    return f"/published/{cast.register.slug}/"


def test_somebody_reads_downloads_and_checks(new_context, live_server, public, tmp_path):
    page = new_context(java_script_enabled=False, accept_downloads=True).new_page()
    page.goto(public)
    assert "version 1" in page.title()
    with page.expect_download() as found:
        page.get_by_role("link", name="-version-1.json").click()
    copy = tmp_path / "copy.json"
    found.value.save_as(copy)
    page.get_by_role("link", name="Check a copy", exact=True).click()
    page.get_by_label("A file").set_input_files(copy)
    page.get_by_role("button", name="Check").click()
    assert "of version 1, to the last byte" in page.get_by_role("status").inner_text()
    copy.write_bytes(copy.read_bytes() + b" ")
    page.get_by_label("A file").set_input_files(copy)
    page.get_by_role("button", name="Check").click()
    assert "This is of no published version." in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    new_context, live_server, public, faults, colours
):
    page = new_context(viewport={"width": 320, "height": 800}, color_scheme=colours).new_page()
    for part in ("", "versions/", "check/?code=0", "accessibility/", "1/"):
        page.goto(public + part)
        assert (part, faults(page)) == (part, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_nothing_where_it_is_published(
    new_context, sign_in, live_server, cast, public, faults
):
    context = new_context(viewport={"width": 320, "height": 800})
    sign_in(context, cast.approver)
    page = context.new_page()
    for part in ("", "1/", "hold/"):
        page.goto(f"/registers/{cast.register.slug}/publish/{part}")
        assert (part, faults(page)) == (part, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

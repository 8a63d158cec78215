"""Asking for a PDF and waiting for it, with scripts and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAPER = "/registers/made/paper/"


@pytest.fixture(autouse=True)
def kept_with_the_test(settings, tmp_path):
    settings.PDF_STORE, settings.PDF_SOON = tmp_path, 0


@pytest.fixture
def asking(page, sign_in, context, cast, full):
    sign_in(context, cast.editor)
    page.goto(PAPER)
    return page


def test_the_download_begins_by_itself_when_it_is_ready(asking, faults):
    asking.get_by_label("The map, on one page").check()
    asking.get_by_label("The public: without what is withheld").check()
    with asking.expect_download(timeout=120_000) as download:
        asking.get_by_role("button", name="Download the PDF").click()
        expect(asking.get_by_role("heading", name="Your file is being made")).to_be_visible()
        assert faults(asking) == []
    assert re.fullmatch(
        r"made-map-public-[0-9-]{10}-[0-9a-f]{16}\.pdf", download.value.suggested_filename
    )
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_without_scripts_a_link_asks_again(new_context, sign_in, cast, full):
    context = new_context(java_script_enabled=False)
    sign_in(context, cast.editor)
    page = context.new_page()
    page.goto(f"{PAPER}?part=map")
    page.get_by_role("button", name="Download the PDF").click()
    again = page.get_by_role("link", name="See whether it is ready")
    expect(again).to_be_visible()
    with page.expect_download(timeout=120_000) as download:
        while page.url and not _begun(page, again):
            page.wait_for_timeout(500)
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def _begun(page, again):
    """Follow the link; whether a download began in place of a page."""
    answer = page.request.get(again.get_attribute("href"))
    if answer.headers["content-type"] != "application/pdf":
        return False
    again.click(no_wait_after=True)
    return True

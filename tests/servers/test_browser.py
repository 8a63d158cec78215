import pytest

from tests.servers import chromium

pytestmark = pytest.mark.browser


def test_a_real_chromium_shows_the_sign_in_page(page):
    page.goto("/")
    assert page.url.endswith("/accounts/login/?next=/")
    assert page.locator("h1").count() == 1


def test_it_says_its_version():
    name, number = chromium.version(chromium.find()).split()
    assert (name, number.split(".")[0].isdigit()) == ("Chromium", True) or name == "Google"

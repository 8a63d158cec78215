"""A real browser on the live server: for tests with the mark `browser`."""

import os

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.servers import chromium


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once."""
    with sync_playwright() as playwright:
        # Playwright's loop runs in this thread, and Django would take the tests for async code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        chromium_here = playwright.chromium.launch(
            executable_path=chromium.find(),
            args=list(chromium.ARGUMENTS),
            # As root it starts without its sandbox or not at all.
            chromium_sandbox=os.geteuid() != 0,
        )
        yield chromium_here
        chromium_here.close()


@pytest.fixture
def new_context(browser, live_server):
    """Make a browser context of a person in Britain: `new_context(**options of Playwright)`.

    When the test ends, no page of any of them may have raised an error in a script or have broken
    the content security policy.
    """
    contexts, complaints = [], []

    def make(**options):
        surroundings = {"locale": "en-GB", "timezone_id": "Europe/London", **options}
        context = browser.new_context(base_url=live_server.url, **surroundings)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: _take(complaints, message))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def _take(complaints, message):
    if message.type == "error" and "Content Security Policy" in message.text:
        complaints.append(message.text)


@pytest.fixture
def context(new_context):
    """One context: a desktop screen, with scripts."""
    return new_context(viewport={"width": 1280, "height": 900})


@pytest.fixture
def page(context):
    """One page in `context`, nobody signed in; addresses may begin with `/`."""
    return context.new_page()


@pytest.fixture
def sign_in(live_server):
    """Sign a person in to a context without the form: `sign_in(context, user)`. Each context has a
    session of its own."""

    def as_person(context, user):
        # A client of their own: signing a second person in ends the first one's session in it.
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url, "httpOnly": True}]
        )

    return as_person

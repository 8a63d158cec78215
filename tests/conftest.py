"""What every test stands on. Others' fixtures: tests/browsing.py; the test database:
tests/databases.py; which run where: tests/which.py; who ran what: tests/reporting.py.

A database test asks for `db`, one with several connections or a live server for `transactional_db`
or `live_server`, as in pytest-django. Guards stand in all of them.
"""

import pytest
from django.conf import settings
from django.core.cache import cache
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from registers import build, compared, published, snapshot, triggers
from tests.stores import publishing_into

pytest_plugins = ["tests.browsing", "tests.databases", "tests.reporting", "tests.which"]

hypothesis_settings.register_profile(
    "small",
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.register_profile(
    "large", hypothesis_settings.get_profile("small"), max_examples=500, stateful_step_count=50
)
hypothesis_settings.load_profile("small")


def pytest_configure():
    """Let tests make a past, let passwords be quick, and let no client look through all static
    files before its first request."""
    settings.PAST_MOMENTS = True
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Begin with no snapshot and no count of sign-ins kept: numbers start anew in each test."""
    snapshot.forget()
    compared.forget()
    published.forget()
    build.scheme_of.cache_clear()
    cache.clear()


@pytest.fixture(autouse=True)
def published_files(tmp_path):
    """Each test has a store of published files of its own."""
    with publishing_into(tmp_path / "published"):
        yield


@pytest.fixture(autouse=True)
def flushable(request):
    """Take the guards away just before a transactional test's database is flushed.

    The flush ends as a migrate does, which puts them back.
    """
    marker = request.node.get_closest_marker("django_db")
    asks = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not asks and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    # After the database and so, in the end, before it.
    request.getfixturevalue("transactional_db")
    yield
    triggers.drop()

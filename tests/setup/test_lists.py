"""The lists of packages: whole, pinned, and free of addresses."""

import re
import tomllib

import pytest
from django.conf import settings

RUN, DEVELOP = "requirements.txt", "requirements-dev.txt"


def text(name):
    return (settings.BASE_DIR / name).read_text(encoding="utf-8")


def entries(name):
    """Each package with its version, platforms and hashes, as one line."""
    lines = text(name).replace("\\\n", " ").splitlines()
    return [re.sub(r"\s+", " ", line) for line in lines if not line.startswith("#")]


def plain(entry):
    """A package with its version and hashes; it may be needed on more platforms."""
    return re.sub(r" ; .*?(?= --hash)", "", entry)


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", [RUN, DEVELOP])
def test_every_package_has_one_version_and_a_hash(name):
    shape = re.compile(r"[a-z0-9-]+(\[[a-z]+\])?==[\w.]+( ; [^;]+)?( --hash=sha256:[0-9a-f]{64})+")
    assert [entry for entry in entries(name) if not shape.fullmatch(entry)] == []


@pytest.mark.parametrize("name", [RUN, DEVELOP])
def test_no_list_names_an_address(name):
    assert "://" not in text(name)
    assert "--index" not in text(name)


def test_who_develops_has_all_that_runs():
    assert {plain(entry) for entry in entries(RUN)} - {
        plain(entry) for entry in entries(DEVELOP)
    } == set()


def test_everything_asked_for_is_in_the_lists():
    asked = tomllib.loads(text("pyproject.toml"))
    for name, wanted in [
        (RUN, asked["project"]["dependencies"]),
        (DEVELOP, asked["dependency-groups"]["dev"]),
    ]:
        locked = {re.split(r"[=\[]", entry)[0] for entry in entries(name)}
        names = {normal(re.split(r"[\[<>=]", requirement)[0]) for requirement in wanted}
        assert names - locked == set()

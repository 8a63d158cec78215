"""What ran and what did not: nobody should take a short run for a whole one.

Tests whose program cannot be had are left out and named at the end; under CI=true they run, and
fail. With SUITE_REPORT the numbers are written to that file, for `python -m tests`.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.servers import chromium, libreoffice, verapdf

NEEDS = {
    "browser": (chromium.find, "no Chromium on this machine"),
    "verapdf": (verapdf.find, "no JDK of 17 or later with libjaxb-java on this machine"),
    "libreoffice": (libreoffice.find, "no LibreOffice on this machine"),
}
LEFT_OUT = pytest.StashKey[Counter]()


def pytest_configure(config):
    """Begin to count what is left out."""
    config.stash[LEFT_OUT] = Counter()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what cannot run, but never in CI; keep the tests of veraPDF together, and those of
    LibreOffice."""
    for mark, (find, reason) in NEEDS.items():
        marked = [item for item in items if item.get_closest_marker(mark)]
        if marked and not find() and os.environ.get("CI") != "true":
            items[:] = [item for item in items if item not in marked]
            config.stash[LEFT_OUT][reason] += len(marked)
            config.hook.pytest_deselected(items=marked)
    for item in items:
        for mark in ("verapdf", "libreoffice"):
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.xdist_group(mark))


def pytest_sessionfinish(session):
    """In a helper of pytest-xdist: hand the count over."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    """Take the count from a helper; all of them collect the same tests."""
    if error is None:
        node.config.stash[LEFT_OUT] = Counter(node.workeroutput["left_out"])


def pytest_terminal_summary(terminalreporter, config):
    """Say loudly what did not run."""
    left_out = config.stash[LEFT_OUT]
    for reason, count in left_out.items():
        terminalreporter.section("TESTS THAT DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"{count} tests did not run: {reason}.", red=True, bold=True)
    if file := os.environ.get("SUITE_REPORT"):
        counts = {key: len(found) for key, found in terminalreporter.stats.items() if key}
        report = {"database": database(), "counts": counts, "left_out": dict(left_out)}
        Path(file).write_text(json.dumps(report), encoding="utf-8")


def database():
    """Which database these tests ran on, with its version."""
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version}"
    return os.environ.get("SUITE_DATABASE", connection.display_name)

"""Pages in a real Chromium: who is there, what axe finds, what scrolls."""

from itertools import product
from pathlib import Path

import pytest

from tests.registers.cast import make_cast
from tests.registers.views.made import load, risk

AXE = Path(__file__).with_name("axe") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def cast(live_server):
    return make_cast()


@pytest.fixture
def full(cast):
    """A register with ten risks in one cell, sixty in another and one that is not scored."""
    many = [risk(n) for n in range(1, 11)] + [risk(n, (3, 3)) for n in range(11, 71)]
    bare = {"reference": "R1.71", "description": "Nobody has scored this."}
    return load([*many, bare], across=5, up=5)


@pytest.fixture
def faults():
    """What axe finds on a page, as rule and place; empty for nothing."""

    def of(page):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        return [(f["id"], node["target"]) for f in found["violations"] for node in f["nodes"]]

    return of


@pytest.fixture
def faults_in_every_look(faults):
    """What is wrong with a page at a desk and on a telephone, light and dark: what axe finds, and
    that it scrolls sideways; empty for nothing."""

    def of(page):
        found = []
        for width, colours in product((1280, 390), ("light", "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=colours)
            found += [(width, colours, *one) for one in faults(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((width, colours, "scrolls sideways"))
        return found

    return of

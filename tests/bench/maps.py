"""The map in a meeting and on paper: the poll that finds nothing new, and the picture of a page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from statistics import median

from django.test import override_settings
from django.urls import reverse

from registers.exchange.map_sheet import placed_pictures, sheet_of, write_map_pdf, write_map_png
from registers.exchange.pdf_child import PdfUnavailable
from registers.snapshot import snapshot
from tests.bench import report
from tests.bench.children import cost
from tests.bench.ground import Ground, editor
from tests.bench.pairs import Effort, Pairs, Side, measure
from tests.bench.visitor import Visitor

#: The day on which pictures are made.
DAY = date(2027, 1, 4)
#: Queries of the poll beyond session and user.
QUERIES = 1


def polls(grounds: Sequence[Ground], effort: Effort) -> Iterator[str]:
    """A line for each size: an answer without a body against a bare page of one row."""
    visitor = Visitor(editor())
    for ground in grounds:
        address = reverse("latest", args=(ground.register.slug,))
        tag = visitor.tag(address)
        idle = Side(partial(visitor.unchanged, address, tag))
        floor = f"{reverse('floor', args=(ground.register.slug,))}?rows=1"
        bare = Side(partial(visitor.get, floor))
        yield report.line("poll that finds nothing new", ground.size, measure(idle, bare, effort))
        count = len(visitor.queries(address))
        yield report.fact(
            "poll, queries", ground.size, str(count), "–", str(QUERIES), count == QUERIES
        )


def pictures(grounds: Sequence[Ground], runs: int) -> Iterator[str]:
    """A line for each size: the picture, its page included, against the page alone; or, where this
    machine lacks Pango, why not."""
    try:
        yield from _pictures(grounds, runs)
    except PdfUnavailable as problem:
        yield f"NOT MEASURED, the map as a picture: {problem}"


def _pictures(grounds: Sequence[Ground], runs: int) -> Iterator[str]:
    for ground in grounds:
        found = snapshot(ground.register)
        made = sheet_of(found, "Map", "", placed_pictures(found, {"after": "After"}, {}))
        ours, floor = [], []
        for _run in range(runs):
            for write, side in ((write_map_png, ours), (write_map_pdf, floor)):
                with tempfile.TemporaryDirectory() as folder, override_settings(PDF_STORE=folder):
                    side.append(cost(partial(write, made, printed_on=DAY)).cpu)
        pairs = Pairs(tuple(ours), tuple(floor))
        yield report.line("map as PNG, against its PDF", ground.size, pairs, unit="s")
        yield report.fact("map as PDF", ground.size, report.amount(median(floor) * 1000, "ms"), "–")

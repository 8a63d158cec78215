"""The PDF against bare WeasyPrint on the same words, both in processes of their own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from django.test import override_settings

from bench import report, targets
from bench.bare_text import bare
from bench.children import Cost, cost
from bench.ground import Ground
from bench.pairs import Pairs
from registers.exchange import pdf_child, write_pdf
from registers.snapshot import snapshot

DAY = date(2027, 1, 4)
FONT = pdf_child.FONTS / "SourceSerif4_400Regular.ttf"


class Printed(NamedTuple):
    """What printing a register cost, run by run, and what bare text did; `start` is what a child
    process spends on Python and on importing WeasyPrint; `again` is the second request."""

    size: int
    ours: tuple[Cost, ...]
    floor: tuple[Cost, ...]
    start: Cost
    again: Cost

    def pairs(self, unit: str) -> Pairs:
        """The pairs of one of a cost's figures."""
        ours, floor = ([getattr(one, unit) for one in side] for side in (self.ours, self.floor))
        return Pairs(tuple(ours), tuple(floor))

    @property
    def per_risk(self) -> float:
        """Processor seconds a risk, starting left out."""
        return median(self.pairs("cpu").without(self.start.cpu).ours) / self.size


def measure(ground: Ground, runs: int) -> Printed:
    """Print a register and the bare text in turn, so many times each.

    Raises PdfFailed when there is none, and CalledProcessError when the floor fails."""
    found = snapshot(ground.register)
    text = bare(write_pdf.bundle(found, printed_on=DAY)["html"])
    # What is read from disk for the first time is not counted.
    floor(bare(""))
    ours, floors, again = [], [], Cost(0, 0, 0, 0)
    for _run in range(runs):
        with tempfile.TemporaryDirectory() as folder, override_settings(PDF_STORE=folder):
            printed = partial(write_pdf.write_pdf, found, printed_on=DAY)
            ours.append(cost(printed))
            again = cost(printed)
        floors.append(cost(partial(floor, text)))
    starts = sorted(cost(partial(floor, bare(""))) for _run in range(3))
    return Printed(ground.size, tuple(ours), tuple(floors), starts[1], again)


def floor(html: str) -> bytes:
    """Bare WeasyPrint in a process of its own, in the surroundings of the real one."""
    with tempfile.TemporaryDirectory() as scratch:
        return subprocess.run(
            [sys.executable, "-m", "bench.bare_pdf", str(FONT)],
            input=html.encode(),
            stdout=subprocess.PIPE,
            env=pdf_child._environment(Path(scratch)),
            cwd=pdf_child.PROJECT,
            check=True,
        ).stdout


def lines(printed: Printed) -> Iterator[str]:
    """What printing cost: processor, clock, memory, and the second request."""
    size, cpu = printed.size, printed.pairs("cpu")
    yield report.line("PDF, processor", size, cpu, unit="s")
    yield report.line(
        "PDF, processor, starting left out",
        size,
        cpu.without(printed.start.cpu),
        unit="s",
        target=targets.PDF.get(size),
    )
    yield report.line("PDF, on the clock", size, printed.pairs("wall"), unit="s")
    if all(one.megabytes for one in (*printed.ours, *printed.floor)):
        yield report.line("PDF, peak memory", size, printed.pairs("megabytes"), unit="MB")
    again = printed.again
    yield report.fact(
        "PDF, the second request",
        size,
        report.amount(again.wall * 1000, "ms"),
        target="no render",
        met=again.children == 0,
    )


def linear(printed: list[Printed]) -> Iterator[str]:
    """Whether a risk among many costs what it does among few; and whether all may be printed."""
    few, many = printed[-2:]
    grown = many.per_risk / few.per_risk
    yield report.fact(
        f"PDF, a risk among {many.size:,} to one among {few.size:,}",
        many.size,
        report.amount(many.per_risk * 1000, "ms"),
        report.amount(few.per_risk * 1000, "ms"),
        f"≤ {targets.LINEAR:g} ×",
        grown <= targets.LINEAR,
    )
    if median(many.pairs("cpu").ours) > pdf_child.SECONDS:
        yield f"  Over the {pdf_child.SECONDS} s of processor after which the system stops a PDF."

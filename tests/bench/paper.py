"""The PDF against bare WeasyPrint on the same words, both in processes of their own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from django.test import override_settings

from registers.content import Snapshot
from registers.exchange import pdf_child, write_pdf
from registers.exchange.paper.material import Material
from registers.snapshot import snapshot
from tests.bench import report, targets
from tests.bench.bare_text import bare
from tests.bench.children import Cost, cost
from tests.bench.ground import Ground
from tests.bench.pairs import Pairs

ASKING, MANY = 20, 100
OURS, FLOOR = "registers.exchange.rendering", "tests.bench.bare_pdf"
FONT = pdf_child.FONTS / "SourceSerif4_400Regular.ttf"


class Printed(NamedTuple):
    """What printing a register cost, run by run, and what bare text did; what the child process of
    each spends on Python and on imports; `again` is the second request, `at_once` twenty at once
    for what was never asked for, `wording` what is done before the child process begins."""

    size: int
    ours: tuple[Cost, ...]
    floor: tuple[Cost, ...]
    our_starts: tuple[Cost, ...]
    floor_starts: tuple[Cost, ...]
    again: Cost
    at_once: Cost | None
    wording: Cost

    def pairs(self, unit: str) -> Pairs:
        """The pairs of one of a cost's figures."""
        ours, floor = ([getattr(one, unit) for one in side] for side in (self.ours, self.floor))
        return Pairs(tuple(ours), tuple(floor))

    @property
    def printing(self) -> Pairs:
        """Seconds of processor, starting left out."""
        ours, floor = ([one.cpu for one in side] for side in (self.our_starts, self.floor_starts))
        return self.pairs("cpu").less(Pairs(tuple(ours), tuple(floor)))

    @property
    def per_risk(self) -> float:
        """Seconds of processor for each risk, starting left out."""
        return median(self.printing.ours) / self.size


def measure(ground: Ground, runs: int) -> Printed:
    """Print a register and the bare text in turn, so many times each.

    Raises PdfFailed when there is none, and CalledProcessError when the floor fails."""
    found = snapshot(ground.register)
    text = bare(write_pdf.bundle(Material(found))["html"])
    # What is read from disk for the first time is not counted.
    start(OURS)
    start(FLOOR)
    rounds = []
    for _run in range(runs):
        with tempfile.TemporaryDirectory() as folder, override_settings(PDF_STORE=folder):
            printed = partial(write_pdf.write_pdf, Material(found))
            first, again = cost(printed), cost(printed)
        bare_one = cost(partial(floor, text))
        starts = cost(partial(start, OURS)), cost(partial(start, FLOOR))
        rounds.append((first, bare_one, *starts))
    return Printed(
        ground.size,
        *zip(*rounds, strict=True),
        again,
        # It takes as long as one, which at the largest size is long enough.
        cost(partial(twenty_at_once, found)) if ground.size <= MANY else None,
        cost(partial(write_pdf.bundle, Material(found))),
    )


def twenty_at_once(found: Snapshot) -> None:
    """Twenty threads ask for the same PDF in the same moment, and none has asked before."""
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(PDF_STORE=folder),
        ThreadPoolExecutor(ASKING) as threads,
    ):
        got = [threads.submit(write_pdf.write_pdf, Material(found)) for _ in range(ASKING)]
        if len({one.result() for one in got}) > 1:
            raise AssertionError("Twenty who asked for the same got different files.")


def floor(html: str) -> bytes:
    """Bare WeasyPrint in a process of its own, in the surroundings of the real one."""
    done = _run(["-m", FLOOR, str(FONT)], html.encode())
    done.check_returncode()
    return done.stdout


def start(module: str) -> None:
    """What a process does before it has read what to print: Python and its imports. That they fail
    is for the printing itself to say."""
    _run(["-c", f"import {module}"], b"")


def _run(arguments: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    with tempfile.TemporaryDirectory() as scratch:
        return subprocess.run(
            [sys.executable, *arguments],
            input=given,
            stdout=subprocess.PIPE,
            env=pdf_child._environment(Path(scratch)),
            cwd=pdf_child.PROJECT,
            check=False,
        )


def lines(printed: Printed) -> Iterator[str]:
    """What printing cost: processor, clock, memory, and the second request."""
    size, cpu = printed.size, printed.pairs("cpu")
    yield report.line("PDF, processor", size, cpu, unit="s")
    yield report.line(
        "PDF, processor, starting left out",
        size,
        printed.printing,
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
    if (at_once := printed.at_once) is not None:
        yield report.fact(
            "PDF, twenty who ask at once",
            size,
            report.amount(at_once.wall, "s"),
            report.amount(median(printed.pairs("wall").ours), "s"),
            "one render",
            met=at_once.children < 1.5 * median(one.children for one in printed.ours),
        )
    yield report.fact(
        "PDF, before the child process", size, report.amount(printed.wording.wall * 1000, "ms")
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

"""Files of a register against a bare writing of as many cells by the same library, each in a
process of its own, with the peak of its memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import report
from tests.bench.pairs import Pairs
from tests.bench.writes import FLOORS

PROJECT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000)
#: How often each is written, by size.
RUNS = {19: 1, 1_000: 3, 10_000: 1}
#: Where the floor itself takes minutes: python-docx's own tables cost more the more there are.
NO_FLOOR = {("docx", 10_000)}


def lines(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """What each format costs at each size: processor and memory, ours and the floor's."""
    for form in FLOORS:
        for size in sizes:
            if (form, size) in NO_FLOOR:
                seconds, megabytes = _written("ours", form, size)
                yield report.fact(f"{form.upper()}, processor", size, report.amount(seconds, "s"))
                yield report.fact(
                    f"{form.upper()}, peak memory", size, report.amount(megabytes, "MB")
                )
                continue
            rounds = [
                (_written("ours", form, size), _written("floor", form, size))
                for _run in range(RUNS[size])
            ]
            for place, (what, unit) in enumerate((("processor", "s"), ("peak memory", "MB"))):
                ours, floor = (tuple(one[side][place] for one in rounds) for side in (0, 1))
                yield report.line(f"{form.upper()}, {what}", size, Pairs(ours, floor), unit=unit)


def _written(side: str, form: str, size: int) -> tuple[float, float]:
    """Seconds of processor and megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.writes", side, form, str(size)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes

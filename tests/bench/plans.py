"""The plan of a file against a bare reading of the same file, each in a process of its own.

    python -m tests.bench.plans ours|floor RISKS

Prints the seconds of processor that it took and the peak of memory in megabytes. The file is a
sheet of another shape with a row for each risk of the register, every tenth of them reworded.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
if __name__ == "__main__":
    django.setup()

from openpyxl import Workbook, load_workbook

from registers.content import Snapshot
from registers.exchange.from_document import snapshot_from
from registers.exchange.incoming.gathering import gather
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from tests.bench import generator, report
from tests.bench.pairs import Pairs

PROJECT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000)
RUNS = {19: 1, 1_000: 3, 10_000: 1}
HEADS = ["Ref", "Risk", "Theme", "Gross L", "Gross I", "Net L", "Net I", "Controls"]


def lines(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """What reading and planning cost at each number of rows: processor and memory."""
    for size in sizes:
        rounds = [(_measured("ours", size), _measured("floor", size)) for _run in range(RUNS[size])]
        for place, (what, unit) in enumerate((("processor", "s"), ("peak memory", "MB"))):
            ours, floor = (tuple(one[side][place] for one in rounds) for side in (0, 1))
            yield report.line(f"import plan, {what}", size, Pairs(ours, floor), unit=unit)


def _measured(side: str, size: int) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.plans", side, str(size)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def sheet(found: Snapshot) -> bytes:
    """A workbook of another shape that says what a register says, every tenth risk anew."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Register")
    page.append(HEADS)
    for number, risk in enumerate(found.risks):
        text = risk.description if number % 10 else f"{risk.description} Said anew."
        scores = [n for a in (risk.before, risk.after) for n in _levels(a)]
        controls = "\n".join(control.text for control in risk.controls)
        page.append([risk.reference, text, risk.theme_number, *scores, controls])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _levels(score) -> tuple[int | None, int | None]:
    return (score.likelihood, score.impact) if score else (None, None)


def ours(found: Snapshot, raw: bytes) -> None:
    plan = make_plan(found, gather(read_file(raw, "Register.xlsx")), today=date(2026, 11, 24))
    if not plan.counts["changed"] or plan.counts["refused"] or plan.counts["raised"]:
        raise SystemExit(f"The plan is not what was put into the file: {plan.counts}.")


def floor(_found: Snapshot, raw: bytes) -> None:
    for page in load_workbook(io.BytesIO(raw), read_only=True).worksheets:
        for _row in page.iter_rows(values_only=True):
            pass


def main(side: str, risks: str) -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    found = snapshot_from(generator.document(int(risks)), number=1, seal="0" * 64, moment=moment)
    raw = sheet(found)
    started = time.process_time()
    {"ours": ours, "floor": floor}[side](found, raw)
    took = time.process_time() - started
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])

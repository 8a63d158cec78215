"""A file written in a process of its own: by us, or as many cells barely by the same library.

    python -m tests.bench.writes ours|floor FORMAT RISKS

Prints the seconds of processor that writing took and the peak of memory in megabytes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
django.setup()

from docx import Document  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from registers.content import Snapshot  # noqa: E402
from registers.exchange.columns import TABLES  # noqa: E402
from registers.exchange.document import document  # noqa: E402
from registers.exchange.files import write  # noqa: E402
from registers.exchange.from_document import snapshot_from  # noqa: E402
from tests.bench import generator  # noqa: E402

MOMENT = datetime(2026, 11, 24, tzinfo=UTC)
Work = Callable[[Snapshot], Callable[[], object]]


def bare_xlsx(found: Snapshot) -> Callable[[], object]:
    """The rows of the tables and of the printed register, appended as they are."""
    rows = [list(row) for table in TABLES for row in table.values(found)]
    rows += _printed(found)

    def work() -> None:
        book = Workbook(write_only=True)
        page = book.create_sheet()
        for row in rows:
            page.append(row)
        book.save(io.BytesIO())

    return work


def _printed(found: Snapshot) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for risk in found.risks:
        rows.append([risk.description])
        for score in (risk.before, risk.after):
            rows.append(["", "Likelihood", "Impact", "Total", "Rating"])
            if score:
                rows.append(["", score.likelihood, score.impact, score.total, score.band.word])
        rows += [[control.text] for control in risk.controls]
    return rows


def bare_docx(found: Snapshot) -> Callable[[], object]:
    """As many paragraphs, and as many tables of as many cells, by the library's own calls."""

    def work() -> None:
        made = Document()
        for risk in found.risks:
            made.add_paragraph(risk.description)
            for score in (risk.before, risk.after):
                table = made.add_table(2, 5)
                for row in table.rows:
                    for cell in row.cells:
                        cell.text = str(score and score.total)
            for control in risk.controls:
                made.add_paragraph(control.text)
        made.save(io.BytesIO())

    return work


def bare_csv(found: Snapshot) -> Callable[[], object]:
    rows = [row for table in TABLES for row in table.values(found)]
    return lambda: csv.writer(io.StringIO()).writerows(rows)


def bare_json(found: Snapshot) -> Callable[[], object]:
    said = document(found)
    return lambda: json.dumps(said, ensure_ascii=False, indent=2).encode()


FLOORS: dict[str, Work] = {
    "xlsx": bare_xlsx, "docx": bare_docx, "csv": bare_csv, "json": bare_json,
}  # fmt: skip


def main(side: str, form: str, risks: str) -> None:
    said = generator.document(int(risks))
    found = snapshot_from(said, number=1, seal="0" * 64, moment=MOMENT)
    work = FLOORS[form](found) if side == "floor" else lambda: write(form, found)
    started = time.process_time()
    work()
    took = time.process_time() - started
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Snapshots: live, as at a revision before every risk was changed, and read a second time."""

from __future__ import annotations

from collections.abc import Iterator

from registers.snapshot import forget, snapshot
from tests.bench import report, targets
from tests.bench.ground import Ground
from tests.bench.pairs import Effort, Side, measure


def times(ground: Ground, effort: Effort, *, most: float = targets.PAST) -> Iterator[str]:
    """A line for each way of reading, against reading the live tables: as at the past at most
    `most` times as long."""
    live = Side(lambda: snapshot(ground.register), forget)
    past = Side(lambda: snapshot(ground.register, at=ground.loaded), forget)
    again = Side(past.run, past.run)
    found = measure(past, live, effort)
    yield report.line("snapshot as at a past revision", ground.size, found, target=most)
    found = measure(again, live, effort)
    yield report.line(
        "the same revision read again", ground.size, found, target=targets.SECOND_READING
    )

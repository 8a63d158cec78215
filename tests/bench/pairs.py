"""Two things measured in turn, A B A B …, and the ratio of each A to the B after it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple


def nothing() -> None:
    """What a side does before its clock starts, where there is nothing to do."""


class Side(NamedTuple):
    """What is measured, and what has to be done each time before the clock starts."""

    run: Callable[[], object]
    prepare: Callable[[], object] = nothing


class Effort(NamedTuple):
    """How long to go on: at least and at most so many pairs, ending after so many seconds.

    `clock` gives seconds: of this process's processor, which other work on the machine does not
    lengthen, or on the clock, where another process has a share in what is measured.
    """

    seconds: float
    least: int
    most: int
    clock: Callable[[], float] = time.process_time


THOROUGH = Effort(seconds=4, least=7, most=60)
QUICK = Effort(seconds=0.3, least=3, most=10)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The measurements of both sides in the order in which they were taken, one unit for both."""

    ours: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        return tuple(a / b for a, b in zip(self.ours, self.floor, strict=True))

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios."""
        return median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the greatest of the pairs' ratios."""
        return min(self.ratios), max(self.ratios)

    def less(self, other: Pairs) -> Pairs:
        """The same pairs, less what each side spent on something else in the same round."""
        ours, floor = (
            zip(self.ours, other.ours, strict=True),
            zip(self.floor, other.floor, strict=True),
        )
        return Pairs(tuple(a - b for a, b in ours), tuple(a - b for a, b in floor))


def measure(ours: Side, floor: Side, effort: Effort) -> Pairs:
    """Take pairs of times in milliseconds, after two rounds that do not count.

    The garbage collector runs before each measurement and not within it.
    """
    for side in (ours, floor) * 2:
        _timed(side, effort.clock)
    taken: list[tuple[float, float]] = []
    until = time.perf_counter() + effort.seconds
    while len(taken) < effort.least or (len(taken) < effort.most and time.perf_counter() < until):
        taken.append((_timed(ours, effort.clock), _timed(floor, effort.clock)))
    return Pairs(tuple(a for a, _b in taken), tuple(b for _a, b in taken))


def _timed(side: Side, clock: Callable[[], float]) -> float:
    side.prepare()
    gc.collect()
    gc.disable()
    try:
        start = clock()
        side.run()
        return (clock() - start) * 1000
    finally:
        gc.enable()

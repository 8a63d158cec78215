"""What a piece of work costs together with the processes that it starts."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Self

OFTEN = 0.01


class Cost(NamedTuple):
    """Seconds of processor, of which `children` in child processes, and on the clock; `megabytes`
    is the greatest peak of a child process, 0 where there was none or the machine does not say."""

    cpu: float
    children: float
    wall: float
    megabytes: float


def cost(work: Callable[[], object]) -> Cost:
    """Do a piece of work; what it cost."""
    with _Watch() as watch:
        own, children = _cpu(resource.RUSAGE_SELF), _cpu(resource.RUSAGE_CHILDREN)
        wall = time.perf_counter()
        work()
        wall = time.perf_counter() - wall
        own = _cpu(resource.RUSAGE_SELF) - own
        children = _cpu(resource.RUSAGE_CHILDREN) - children
    return Cost(own + children, children, wall, watch.peak / 1024)


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at the child processes' memory while they live: what the system adds up for all
    children at once also holds the parent's own memory, from which each was copied."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._done = threading.Event()
        self._parent = os.getpid()
        self._own = _read(f"/proc/{self._parent}/cmdline")
        # Children of before are others' work.
        self._before = frozenset(self._children())

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._done.set()
        self.join()

    def run(self) -> None:
        while not self._done.wait(OFTEN):
            for child in set(self._children()) - self._before:
                # Until it runs its own program, a child is a copy of its parent.
                if _read(f"/proc/{child}/cmdline") not in {"", self._own}:
                    self.peak = max(self.peak, _high_water(child))

    def _children(self) -> list[str]:
        lists = Path(f"/proc/{self._parent}/task").glob("*/children")
        return [child for path in lists for child in _read(path).split()]


def _high_water(process: str) -> int:
    """Kilobytes at the peak; 0 for a process that has ended."""
    lines = _read(f"/proc/{process}/status").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _read(path: Path | str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

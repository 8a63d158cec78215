"""How far a long command has come, on a terminal."""

from __future__ import annotations

from time import monotonic
from typing import TextIO

WIDTH = 30
#: What is over sooner shows no bar.
AFTER_SECONDS = 1.0


class Bar:
    """Redraws one line, at most ten times a second; silent where nobody looks."""

    def __init__(self, out: TextIO, what: str, of: str = "revisions") -> None:
        self._out, self._what, self._of = out, what, of
        self._began = self._drawn = monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if not self._out.isatty() or now - self._began < AFTER_SECONDS or now - self._drawn < 0.1:
            return
        self._drawn, self._shown = now, True
        total = max(total, done, 1)
        filled = WIDTH * done // total
        bar = "#" * filled + "." * (WIDTH - filled)
        self._out.write(f"\r{self._what} [{bar}] {done:,} of {total:,} {self._of}")
        self._out.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()

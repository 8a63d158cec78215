"""The process that has PDFs rendered which somebody waits for, and ends when none is left.

    python -m registers.exchange.pdf_worker FOLDER [LOCK]

`FOLDER` is the store, and `LOCK` the number of an open file that holds the lock. There is one such
process at a time; it asks no database and renders nothing itself: each PDF is made by a child of
its own, within limits (`pdf_child`).
"""

from __future__ import annotations

import logging
import os
import sys
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from threading import Lock, Thread

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riskregister.settings")
django.setup()

from registers.exchange import pdf_child  # noqa: E402
from registers.exchange.pdf_child import PdfFailed  # noqa: E402
from registers.exchange.pdf_jobs import Jobs  # noqa: E402
from registers.exchange.pdf_store import PdfStore  # noqa: E402

log = logging.getLogger(__name__)


class TakenAway(Exception):
    """Nobody wants this any more."""


class Worker:
    """Takes one job after another, as many at once as may be rendered at once."""

    def __init__(self, store: Path) -> None:
        self._jobs, self._kept = Jobs(store), PdfStore(store)
        self._taken: set[str] = set()
        self._lock = Lock()

    def work(self) -> None:
        """Until nothing is left, also of what is wanted meanwhile."""
        threads = [Thread(target=self._work) for _ in range(pdf_child.AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        while key := self._next():
            failure = self._made(key)
            self._jobs.finish(key, failure)
            with self._lock:
                self._taken.discard(key)

    def _next(self) -> str | None:
        with self._lock:
            free = [key for key in self._jobs.waiting() if key not in self._taken]
            self._taken.update(free[:1])
            return free[0] if free else None

    def _made(self, key: str) -> str:
        """Have one rendered; why it was not, in a sentence, or the empty string."""
        bundle = self._jobs.bundle(key)
        if bundle is None:
            return ""
        progress = self._jobs.progress_file(key)

        def make() -> bytes:
            # Under the store's lock: what was taken away since is not made, or words that were
            # erased would come back.
            if not self._jobs.is_known(key):
                raise TakenAway
            return pdf_child.run(bundle, self._kept.folder, progress=progress)

        try:
            self._kept.get_or_make(key, make)
        except TakenAway:
            return ""
        except PdfFailed as problem:
            return str(problem)
        except OSError as problem:
            log.exception("A PDF could not be kept.")
            return f"The PDF could not be kept ({problem.strerror})."
        return ""


def main(folder: str, held: str = "") -> None:
    """Work until nothing is left, where nobody else does; `held` is the open file of the lock."""
    store = Path(folder)
    jobs = Jobs(store)
    with open(int(held) if held else jobs.folder / "worker.lock", "a") as lock:
        while jobs.waiting():
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                return
            Worker(store).work()
            flock(lock, LOCK_UN)


if __name__ == "__main__":
    main(*sys.argv[1:])

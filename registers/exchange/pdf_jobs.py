"""What is wanted of PDFs, as files beside the store: waiting, being made, or failed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from registers.exchange import pdf_child
from registers.exchange.pdf_store import write_whole

#: How long a failure is told before the same may be tried again by itself, in seconds.
FAILED_FOR = 600
WAITING, RUNNING = "waiting", "running"


@dataclass(frozen=True, slots=True)
class Making:
    """How far a PDF is: `waiting` behind `before` others, or `running` with `done` pages of about
    `pages`, 0 while that is not known."""

    state: str
    before: int = 0
    done: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """Why none could be made, as one sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Jobs:
    """The files of a queue: `KEY.job` is wanted, `KEY.progress` being made, `KEY.failed` was not.

    The process that holds the lock `worker` is the one that renders.
    """

    store: Path

    @property
    def folder(self) -> Path:
        return self.store / "queue"

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Hold the lock under which something is wanted, so that of many who want the same at once
        one alone says what it is made from."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "adding.lock", "a") as lock:
            flock(lock, LOCK_EX)
            yield

    def add(self, key: str, bundle: dict) -> None:
        """Want a PDF."""
        write_whole(self.folder / f"{key}.job", json.dumps(bundle).encode())

    def is_known(self, key: str) -> bool:
        return (self.folder / f"{key}.job").exists()

    def waiting(self) -> list[str]:
        """The keys of what is wanted, the first first."""
        found = []
        for path in self.folder.glob("*.job"):
            try:
                found.append((path.stat().st_mtime_ns, path.stem))
            except FileNotFoundError:
                continue
        return [key for _when, key in sorted(found)]

    def bundle(self, key: str) -> dict | None:
        """What is to be rendered; None where somebody has taken it away."""
        try:
            bundle: dict = json.loads((self.folder / f"{key}.job").read_bytes())
        except FileNotFoundError:
            return None
        return bundle

    def progress_file(self, key: str) -> Path:
        return self.folder / f"{key}.progress"

    def progress(self, key: str) -> Making:
        try:
            done, pages = self.progress_file(key).read_text("ascii").split()
        except (FileNotFoundError, ValueError):
            others = self.waiting()
            return Making(WAITING, before=others.index(key) if key in others else 0)
        return Making(RUNNING, done=int(done), pages=int(pages))

    def failure(self, key: str) -> Failed | None:
        path = self.folder / f"{key}.failed"
        try:
            if time.time() - path.stat().st_mtime > FAILED_FOR:
                return None
            return Failed(path.read_text("utf-8"))
        except FileNotFoundError:
            return None

    def forget_failure(self, key: str) -> None:
        (self.folder / f"{key}.failed").unlink(missing_ok=True)

    def finish(self, key: str, failure: str = "") -> None:
        """Nothing is wanted any more of a key; a failure is told for a while."""
        if failure:
            write_whole(self.folder / f"{key}.failed", failure.encode())
        else:
            self.forget_failure(key)
        for ending in ("job", "progress"):
            (self.folder / f"{key}.{ending}").unlink(missing_ok=True)

    def clear(self) -> None:
        """Take away everything that is wanted or has failed: words have gone from a register."""
        for ending in ("job", "progress", "failed"):
            for path in self.folder.glob(f"*.{ending}"):
                path.unlink(missing_ok=True)

    def start_worker(self) -> bool:
        """Start the process that renders, where none does; gives whether one was started.

        It is born with the lock: however long it takes to come up, nobody starts another.
        """
        with open(self.folder / "worker.lock", "a") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                return False
            held = lock.fileno()
            subprocess.Popen(
                [sys.executable, "-m", "registers.exchange.pdf_worker", str(self.store), str(held)],
                cwd=pdf_child.PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=(held,),
            )
        return True

"""PDFs that were made, kept by what they were made from: nothing is rendered twice."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

#: How much an installation keeps: some ten thousand registers of twenty risks.
MOST_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class PdfStore:
    """A folder with a file for each key. Files are written whole or not at all, and one
    that is there never changes. Once they are more than `most` bytes together, those that nobody
    asked for the longest go: they can be made again."""

    folder: Path
    most: int = MOST_BYTES

    def path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.pdf"

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The file of a key; made when it is not there. Of many who ask at once one makes
        it and the others wait. What `make` raises passes through, and nothing is kept."""
        if (kept := self.read(key)) is not None:
            return kept
        with self._alone(key):
            if (kept := self.read(key)) is not None:
                return kept
            made = make()
            write_whole(self.path(key), made)
            self._trim(spare=self.path(key))
            return made

    def clear(self) -> None:
        """Take every file away, after whoever is making one has done so."""
        for prefix in map("{:02x}".format, range(256)):
            if (self.folder / prefix).is_dir() or (self.folder / "locks" / prefix).exists():
                with self._alone(prefix):
                    shutil.rmtree(self.folder / prefix, ignore_errors=True)

    def read(self, key: str) -> bytes | None:
        """The file of a key, None where there is none."""
        try:
            found = self.path(key).read_bytes()
            os.utime(self.path(key))
        except FileNotFoundError:
            return None
        return found

    def _trim(self, spare: Path) -> None:
        """Take away what nobody asked for the longest, until what is left is no more than `most`;
        never the file that was made just now."""
        files = []
        for path in self.folder.glob("??/*.pdf"):
            with suppress(FileNotFoundError):
                files.append((path.stat().st_mtime_ns, path.stat().st_size, path))
        over = sum(size for _when, size, _path in files) - self.most
        for _when, size, path in sorted(files):
            if over <= 0:
                return
            if path != spare:
                path.unlink(missing_ok=True)
                over -= size

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """Hold the lock of a key's first two digits: 256 lock files, however many keys."""
        locks = self.folder / "locks"
        locks.mkdir(parents=True, exist_ok=True)
        with open(locks / key[:2], "w") as lock:
            flock(lock, LOCK_EX)
            yield


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is never there by half. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise

"""Files that are never there by half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A new file in a folder, open for writing, with its path: put it in its place with
    `replace`. What is raised within takes it away. Raises OSError."""
    handle, path = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file, Path(path)
    finally:
        Path(path).unlink(missing_ok=True)

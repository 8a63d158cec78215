"""The process that reads one file that was sent: within limits of memory and time, and no more than
two at once on a machine.

    python -m registers.exchange.incoming.reader FOLDER
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riskregister.settings")
django.setup()

from django.utils.translation import gettext as _  # noqa: E402

from registers.exchange.incoming import cells  # noqa: E402
from registers.exchange.incoming.by_command import for_a_page  # noqa: E402
from registers.exchange.incoming.limits import MEGABYTES, SECONDS  # noqa: E402
from registers.exchange.incoming.read import read_file  # noqa: E402
from registers.exchange.limits import limit  # noqa: E402
from registers.exchange.pdf_store import write_whole  # noqa: E402
from registers.exchange.reading import BadFile  # noqa: E402

AT_ONCE = 2
#: How long to wait for a place, in seconds.
WAIT = 600


def main(folder: Path) -> None:
    """Have the file of a folder read by a child, and say why not where it ends without a word."""
    with _place(folder.parent):
        done = subprocess.run(
            [sys.executable, "-m", __spec__.name, str(folder), "inside"], check=False
        )
    # What it read may have been brought in meanwhile, and be gone.
    if done.returncode == 0 or not folder.is_dir():
        return
    out_of_time = done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
    said = (
        _("The file takes longer to read than it may, so it was stopped. Take out what you can.")
        if out_of_time
        else _("The file takes more memory to read than it may have, so it was stopped.")
    )
    write_whole(folder / "failed", said.encode())


def inside(folder: Path) -> None:
    """Read the file."""
    limit(MEGABYTES, SECONDS)
    name = json.loads((folder / "about.json").read_bytes())["name"]

    def progress(rows: int) -> None:
        (folder / "progress").write_text(str(rows), "ascii")

    try:
        book = for_a_page(read_file((folder / "file").read_bytes(), name, progress))
        write_whole(folder / "book.json", json.dumps(cells.to_plain(book)).encode())
    except BadFile as problem:
        write_whole(folder / "failed", str(problem).encode())


@contextmanager
def _place(store: Path) -> Iterator[None]:
    """Hold one of the places for reading on this machine; TimeoutError when none comes free."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        for number in range(AT_ONCE):
            with open(store / f".place-{number}", "w") as held:
                try:
                    flock(held, LOCK_EX | LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        time.sleep(0.2)
    raise TimeoutError("No place to read a file came free.")


if __name__ == "__main__":
    (inside if sys.argv[2:] == ["inside"] else main)(Path(sys.argv[1]))

"""Checking an exported record as whoever has the file does: in a folder, without the system."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from registers.exchange.record_file import write_record
from registers.models import Register


def unpack(register: Register, folder: Path) -> None:
    """Export the record of a register and unpack it into a folder."""
    file = io.BytesIO()
    write_record(register, file)
    with ZipFile(file) as archive:
        archive.extractall(folder)


def check(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """Run the script that lies beside a record: its exit code and its lines."""
    done = subprocess.run(
        # Isolated: nothing of the system can be found.
        [sys.executable, "-I", "check_record.py", *arguments],
        cwd=folder,
        env={},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stderr == "" or done.returncode == 2, done.stderr
    return done.returncode, [*done.stdout.splitlines(), *done.stderr.splitlines()]

"""LibreOffice, without a window: what people open our files with."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

NAMES = ("soffice", "libreoffice")
ON_A_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
#: A machine that has just begun takes long to start it.
WITHIN = 180


def find() -> str | None:
    """The program: the one that LIBREOFFICE names, or else one of the usual ones."""
    if named := os.environ.get("LIBREOFFICE"):
        return named
    on_path = (shutil.which(name) for name in NAMES)
    on_a_mac = ON_A_MAC if Path(ON_A_MAC).exists() else None
    return next(filter(None, (*on_path, on_a_mac)), None)


def version() -> str:
    """What the program says of itself, as in `LibreOffice 7.4.7.2`."""
    said = subprocess.run([find(), "--version"], capture_output=True, text=True, check=True)
    return " ".join(said.stdout.split()[:2])


def converted(files: Iterable[Path], ending: str, folder: Path) -> list[Path]:
    """Open files and save each as another format in a folder, in one start.

    Raises AssertionError, with what the program said, where one was not made.
    """
    files = list(files)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [find(), "--headless", "--norestore", f"-env:UserInstallation=file://{profile}",
             "--convert-to", ending, "--outdir", folder, *files],
            capture_output=True, text=True, check=False, timeout=WITHIN,
        )  # fmt: skip
    made = [folder / f"{file.stem}.{ending}" for file in files]
    missing = [file.name for file in made if not file.exists()]
    assert not missing, f"LibreOffice made no {missing}: {done.stdout}{done.stderr}"
    return made

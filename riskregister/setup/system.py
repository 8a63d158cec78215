"""What pip cannot bring: libraries and programs of the operating system.

`python -m riskregister.setup.system` finds what PDFs need, installs it where that may
be done without asking (as root on Debian and its kin), and otherwise prints the line to type.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """Something of the system: what it is for, its Debian packages, its name in Homebrew."""

    what_for: str
    debian: tuple[str, ...]
    homebrew: tuple[str, ...]


PDF = Part(
    "making PDFs",
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    ("pango",),
)
POSTGRESQL = Part("tests on PostgreSQL", ("postgresql",), ("postgresql",))
CHROMIUM = Part("tests in a browser", ("chromium",), ("--cask", "chromium"))
VERAPDF = Part(
    "tests with veraPDF",
    ("default-jdk-headless", "libjaxb-java"),
    ("openjdk", "# and libjaxb-java"),
)
# Without its windows, and without what it recommends: a third of the download.
LIBREOFFICE = Part(
    "tests with LibreOffice",
    ("libreoffice-calc-nogui", "libreoffice-writer-nogui", "libreoffice-impress-nogui"),
    ("--cask", "libreoffice"),
)

# The names under which WeasyPrint asks for them: on Linux, on macOS.
PDF_LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
)


def pdf_libraries_are_here() -> bool:
    """Whether every library that PDFs need can be loaded."""
    return all(any(_loads(name) for name in names) for names in PDF_LIBRARIES)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def provide(part: Part, is_here: Callable[[], object]) -> bool:
    """Whether `part` is here, after installing it where that may be done without asking."""
    if is_here():
        return True
    if may_install():
        print(f"Installing {' '.join(part.debian)}, for {part.what_for} …", flush=True)
        install(part.debian)
    return bool(is_here())


def may_install() -> bool:
    """Whether Debian packages can be installed without asking anybody."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: tuple[str, ...]) -> None:
    """Install Debian packages; what went wrong, if anything, is left to whoever looks for them."""
    quiet = ["-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20"]
    get = ["apt-get", "install", "--yes", "--no-install-recommends", *quiet, *packages]
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}

    def run(command: list[str]) -> bool:
        done = subprocess.run(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode == 0

    # The lists of a fresh machine are empty or old.
    if not run(get) and run(["apt-get", "update", *quiet]):
        run(get)


def line_to_type(part: Part) -> str:
    """The command that a person types to install `part`."""
    if sys.platform == "darwin":
        return f"brew install {' '.join(part.homebrew)}"
    return f"sudo apt-get install {' '.join(part.debian)}"


def main() -> None:
    """Provide what PDFs need, and remember it; without it everything else works."""
    found = Path(".venv/found-pdf-libraries")
    if found.exists():
        return
    if provide(PDF, pdf_libraries_are_here):
        found.touch()
        return
    print(
        "PDFs cannot be made on this machine yet; everything else works. "
        f"For PDFs, type: {line_to_type(PDF)}"
    )


if __name__ == "__main__":
    main()

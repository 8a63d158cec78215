"""Runs the child process that makes a PDF: at most two on a machine, within limits.

Settings, all optional: PDF_MEGABYTES (memory), PDF_SECONDS (processor time), PDF_WAIT
(seconds on the clock for waiting and making together).
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from registers.exchange.exits import OUT_OF_MEMORY, PANGO_MISSING

PROJECT = Path(__file__).resolve().parents[2]
FONTS = PROJECT / "static" / "print" / "fonts"
AT_ONCE = 2
MEGABYTES = 3072
SECONDS = 600
WAIT = 900
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# C code that gets no memory ends the process by a signal of its own.
NO_MEMORY = (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV)

log = logging.getLogger(__name__)


class PdfFailed(Exception):
    """No PDF could be made; the message is one sentence for the person who asked."""


class PdfUnavailable(PdfFailed):
    """This machine lacks Pango; the message says what to type."""


def run(
    bundle: dict,
    folder: Path,
    environment: dict[str, str] | None = None,
    progress: Path | None = None,
) -> bytes:
    """The PDF of a bundle (`rendering.py` says its shape), or another file of one
    (`files.bundle` says which).

    `folder` is where the machine's renderings agree on how many run at once; `environment`
    adds to the child's variables; the file `progress` is told how far it is. Raises PdfUnavailable
    and PdfFailed.
    """
    seconds = getattr(settings, "PDF_SECONDS", SECONDS)
    deadline = time.monotonic() + getattr(settings, "PDF_WAIT", WAIT)
    with (
        _slot(folder, deadline),
        tempfile.TemporaryDirectory(prefix="riskregister-pdf-") as scratch,
    ):
        module, surroundings = _writer(bundle)
        command = [sys.executable, "-m", f"registers.exchange.{module}"]
        command += [str(getattr(settings, "PDF_MEGABYTES", MEGABYTES)), str(seconds)]
        command += [str(progress)] if progress else []
        try:
            done = subprocess.run(
                command,
                input=json.dumps(bundle).encode(),
                capture_output=True,
                cwd=PROJECT,
                env=surroundings(Path(scratch)) | (environment or {}),
                timeout=max(1, deadline - time.monotonic()),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PdfFailed(
                _("The file was not ready in time, so it was stopped. Try again later.")
            ) from None
    if done.returncode:
        raise _failure(done, seconds)
    _report(done.stderr)
    return done.stdout


def _writer(bundle: dict) -> tuple[str, Callable[[Path], dict[str, str]]]:
    """The module that makes the file of a bundle, and what gives its surroundings."""
    return ("writing", _as_server) if "file" in bundle else ("rendering", _environment)


def _as_server(scratch: Path) -> dict[str, str]:
    """What writes other files than PDFs runs no code but ours, and has the server's settings."""
    return {**os.environ, "TMPDIR": str(scratch)}


def _environment(scratch: Path) -> dict[str, str]:
    """Only what the child needs: no secret of the server, and no font of the machine."""
    fonts = scratch / "fonts.conf"
    fonts.write_text(
        render_to_string("print/fonts.conf", {"fonts": FONTS, "cache": scratch}), "utf-8"
    )
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "FONTCONFIG_FILE": str(fonts),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
    }


@contextmanager
def _slot(folder: Path, deadline: float) -> Iterator[None]:
    """Hold one of the machine's places for a rendering; PdfFailed when none comes free."""
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        for number in range(AT_ONCE):
            with open(folder / f"place-{number}.lock", "w") as place:
                try:
                    flock(place, LOCK_EX | LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() > deadline:
            raise PdfFailed(_("Too many files are being made at the moment. Try again later."))
        time.sleep(0.05)


def _failure(done: subprocess.CompletedProcess[bytes], seconds: int) -> PdfFailed:
    said = done.stderr.decode("utf-8", "replace").strip()
    log.error("The rendering of a PDF ended with %s: %s", done.returncode, said[-2000:])
    if done.returncode == PANGO_MISSING:
        return PdfUnavailable(
            _("PDFs need the library Pango, which this machine lacks. Install it with: %(line)s")
            % {"line": f"sudo apt-get install {PACKAGES}"}
        )
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return PdfFailed(
            _("This register takes more than %(seconds)s seconds to write, so it was stopped.")
            % {"seconds": seconds}
        )
    if done.returncode in NO_MEMORY or "MemoryError" in said:
        return PdfFailed(
            _("This register takes more memory to write than it may have, so it was stopped.")
        )
    return PdfFailed(_("The file could not be made; the server's log says why."))


def _report(stderr: bytes) -> None:
    try:
        report = json.loads(stderr)
    except ValueError:
        log.warning("The rendering of a PDF said: %s", stderr.decode("utf-8", "replace")[-2000:])
        return
    if report["stand_ins"]:
        log.warning(
            "No font of the paper has %s: stand-ins were printed.", ", ".join(report["stand_ins"])
        )
    for complaint in report["complaints"]:
        log.warning("WeasyPrint: %s", complaint)

"""The first page of a PDF as a PNG, made in a process of its own, within limits: PDFium is C code.

python -m registers.exchange.picture_child MEGABYTES SECONDS < FILE.pdf > FILE.png
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from pathlib import Path

import pypdfium2
from django.utils.translation import gettext as _

from registers.exchange.pdf_child import PdfFailed

PROJECT = Path(__file__).resolve().parents[2]
MEGABYTES, SECONDS = 2048, 60
#: Pixels for each point: 200 to the inch.
SCALE = 200 / 72


def run(pdf: bytes) -> bytes:
    """A PNG of a PDF's first page. Raises PdfFailed."""
    command = [sys.executable, "-m", __name__, str(MEGABYTES), str(SECONDS)]
    try:
        done = subprocess.run(
            command, input=pdf, capture_output=True, cwd=PROJECT, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise PdfFailed(_("The picture took too long to make. Try the PDF.")) from None
    if done.returncode:
        raise PdfFailed(_("The picture could not be made. Try the PDF."))
    return done.stdout


def main(megabytes: str, seconds: str) -> None:
    memory = int(megabytes) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    picture = document[0].render(scale=SCALE).to_pil()
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=True)
    sys.stdout.buffer.write(held.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])

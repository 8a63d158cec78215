"""The register as a PDF for people: A4, tagged (PDF/UA-1), the same bytes from the same content."""

from __future__ import annotations

import hashlib
import json
import zoneinfo
from datetime import date
from functools import cache
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from registers.content import Snapshot
from registers.exchange import pdf_child
from registers.exchange.paper import maps
from registers.exchange.paper.document import Paper, paper
from registers.exchange.pdf_child import PdfFailed, PdfUnavailable
from registers.exchange.pdf_store import PdfStore

__all__ = ["PdfFailed", "PdfUnavailable", "write_pdf"]

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGE = "en-gb"
LONDON = zoneinfo.ZoneInfo("Europe/London")
LOWEST_ROW = 7


def write_pdf(snapshot: Snapshot, *, printed_on: date) -> bytes:
    """The PDF of a register.

    Kept in `settings.PDF_STORE` (by default `pdf` in the data folder) by what it was made
    from, so that the second request for the same content renders nothing. Raises
    PdfUnavailable where Pango is missing and PdfFailed where a limit was met; the message
    of both is one sentence for the person who asked.
    """
    made_from = bundle(snapshot, printed_on=printed_on)
    kept = store()
    return kept.get_or_make(key(made_from), lambda: pdf_child.run(made_from, kept.folder))


def store() -> PdfStore:
    """Where this installation keeps the PDFs that it made."""
    return PdfStore(Path(getattr(settings, "PDF_STORE", settings.DATA_DIR / "pdf")))


def forget_all(sender: Any, **kwargs: Any) -> None:
    """A receiver: words have gone from a register, so no PDF made before may stay."""
    store().clear()


def bundle(snapshot: Snapshot, *, printed_on: date) -> dict:
    """What the child process renders; `rendering.py` says its shape."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        document = paper(snapshot, printed_on=printed_on)
        context = _context(document)
        return {
            "html": render_to_string("print/register.html", context),
            "css": render_to_string("print/register.css", context),
            "files": _pictures(document),
            "links": document.links,
        }


def key(made_from: dict) -> str:
    """A digest of the bundle and of everything else that the file is made with."""
    text = json.dumps(made_from, sort_keys=True).encode()
    return hashlib.sha256(_makers().encode() + text).hexdigest()


@cache
def _makers() -> str:
    """A digest of the child's modules, the print folder and the libraries' versions."""
    digest = hashlib.sha256()
    modules = (
        PROJECT / "registers" / "exchange" / f"{name}.py"
        for name in ("rendering", "tagging", "glyphs")
    )
    files = (path for path in sorted((PROJECT / "static" / "print").rglob("*")) if path.is_file())
    for path in (*modules, *files):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for library in ("weasyprint", "pydyf", "pikepdf", "fonttools"):
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()


def _context(document: Paper) -> dict:
    matrix = document.snapshot.scheme.matrix
    levels = zip_longest(matrix.likelihood, matrix.impact)
    return {
        "language": "en-GB",
        "paper": document,
        "bands": tuple(reversed(document.bands)),
        "levels": [(number, *pair) for number, pair in enumerate(levels, start=1)],
        "sum_width": 122.8 - document.chip_width,
        **{
            f"{size.name}_height": _row_height(size, document)
            for size in (maps.LARGE, maps.SMALL, maps.PLAIN)
        },
    }


def _row_height(size: maps.Size, document: Paper) -> float:
    """Millimetres of a row's content: the board's height shared among its rows."""
    rows = len(document.snapshot.scheme.matrix.impact)
    return round(max(LOWEST_ROW, size.height / rows) - 2.3, 1)


def _pictures(document: Paper) -> dict[str, str]:
    bands = document.bands
    pictures: dict[str, str] = {
        f"{shown.name}.svg": render_to_string("print/strip.svg", {"shown": shown})
        for shown in bands
        if shown.has_picture
    }
    for small in document.small_maps:
        pictures[f"{small.name}.svg"] = render_to_string(
            "print/small_map.svg", {"map": small, "bands": bands}
        )
    cover = {"cover": document.cover, "highest": len(bands)}
    return pictures | {"cover.svg": render_to_string("print/cover.svg", cover)}

"""The register as a PDF for people: A4, tagged (PDF/UA-1), the same bytes from the same content."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from registers.chain import in_fours
from registers.content import Snapshot
from registers.exchange import pdf_child
from registers.exchange.document import fingerprint
from registers.exchange.paper import maps
from registers.exchange.paper.choices import MAP, OWNER, REGISTER, RISK, Choices, chosen
from registers.exchange.paper.document import Paper, paper
from registers.exchange.paper.material import Material
from registers.exchange.pdf_child import PdfFailed, PdfUnavailable
from registers.exchange.pdf_jobs import Jobs
from registers.exchange.pdf_store import PdfStore

__all__ = ["PdfFailed", "PdfUnavailable", "write_pdf"]

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGE = "en-gb"
LONDON = zoneinfo.ZoneInfo("Europe/London")
LOWEST_ROW = 7
TEMPLATES = {REGISTER: "register", OWNER: "register", RISK: "one_risk", MAP: "one_map"}
#: All of a register, for its owners.
CHOICES = Choices()

#: Is told how many pages are laid out, and of about how many.
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A PDF that somebody wants: the key under which it is kept, and how its bundle is made."""

    key: str
    bundle: Callable[[], dict]


def write_pdf(material: Material, choices: Choices = CHOICES, tell: Tell | None = None) -> bytes:
    """The PDF of a register.

    Kept in `settings.PDF_STORE` (by default `pdf` in the data folder), so that the second request
    for the same content renders nothing. `tell` is told how many pages are laid out, and of about
    how many. Raises NoSuchPart, PdfUnavailable where Pango is missing
    and PdfFailed where a limit was met; the message of each is one sentence for the person who
    asked.
    """
    return made(wanted(material, choices), tell)


def wanted(material: Material, choices: Choices = CHOICES) -> Wanted:
    """The PDF of a register by its content, what was chosen and the version of the product."""
    chosen(material.shown if choices.public else material.now, choices)
    return Wanted(_digest(_said(material, choices)), lambda: bundle(material, choices))


def made(what: Wanted, tell: Tell | None = None) -> bytes:
    """The PDF, from the store or rendered now. Raises PdfUnavailable and PdfFailed."""
    kept = store()

    def make() -> bytes:
        if tell is None:
            return pdf_child.run(what.bundle(), kept.folder)
        with _telling(tell) as progress:
            return pdf_child.run(what.bundle(), kept.folder, progress=progress)

    return kept.get_or_make(what.key, make)


@contextmanager
def _telling(tell: Tell) -> Iterator[Path]:
    """A file for the child's progress, which is read and told five times a second."""
    done = Event()

    def read(file: Path) -> None:
        while not done.wait(0.2):
            with suppress(OSError, ValueError):
                laid_out, pages = map(int, file.read_text("ascii").split())
                tell(laid_out, pages)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "progress"
        thread = Thread(target=read, args=(file,))
        thread.start()
        try:
            yield file
        finally:
            done.set()
            thread.join()


def store() -> PdfStore:
    """Where this installation keeps the PDFs that it made."""
    return PdfStore(Path(getattr(settings, "PDF_STORE", settings.DATA_DIR / "pdf")))


def forget_all(sender: Any, **kwargs: Any) -> None:
    """A receiver: words have gone from a register, so no PDF made before may stay, and none may be
    made from what was wanted before."""
    kept = store()
    Jobs(kept.folder).clear()
    kept.clear()


def bundle(material: Material, choices: Choices = CHOICES) -> dict:
    """What the child process renders; `rendering.py` says its shape."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        document = paper(material, choices)
        context = context_of(document)
        return {
            "html": render_to_string(f"print/{TEMPLATES[choices.part]}.html", context),
            "css": render_to_string("print/register.css", context),
            "files": pictures_of(document),
            "links": document.links,
            "pages": document.pages,
        }


def key_of(material: Material, choices: Choices, **more: Any) -> str:
    """The key of a file that is made from a paper's material and something more, without making
    its bundle; `more` are plain values."""
    return _digest({**_said(material, choices), **more})


def key(made_from: dict) -> str:
    """A digest of a bundle and of everything else that a file is made with."""
    return _digest(made_from)


def _said(material: Material, choices: Choices) -> dict[str, Any]:
    """Everything that a paper is made from, in plain values."""
    earlier = material.earlier
    return {
        "choices": asdict(choices),
        "now": _of(material.now),
        "others": [_withheld(other) for other in material.others],
        "as_at": material.as_at,
        "stamp": material.stamp and asdict(material.stamp),
        "course": [(day, fingerprint(then)) for day, then in material.course],
        "earlier": earlier
        and (
            _of(earlier.snapshot),
            earlier.day,
            earlier.is_first,
            [(entry.number, entry.seal, entry.erased_by) for entry in earlier.between.entries],
        ),
    }


def _of(snapshot: Snapshot) -> tuple[Any, ...]:
    return snapshot.number, snapshot.seal, snapshot.moment, fingerprint(snapshot)


def _withheld(snapshot: Snapshot) -> list[tuple[int, str, str]]:
    """All that another snapshot does to a paper: work goes on, and the paper stays the same."""
    return [(r.key, w.part, w.ground) for r in snapshot.all_risks for w in r.withholdings]


def _digest(said: dict[str, Any]) -> str:
    text = json.dumps(said, sort_keys=True, default=str).encode()
    return hashlib.sha256(_makers().encode() + text).hexdigest()


@cache
def _makers() -> str:
    """A digest of the product's own code, of what it prints with and of the libraries' versions."""
    digest = hashlib.sha256()
    folders = ("registers", "scoring", "templates/print", "static/print")
    files = (path for folder in folders for path in sorted((PROJECT / folder).rglob("*")))
    for path in files:
        if path.is_file() and path.suffix != ".pyc":
            name = str(path.relative_to(PROJECT)).encode()
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for library in ("django", "weasyprint", "pydyf", "pikepdf", "fonttools"):
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()


def context_of(document: Paper) -> dict[str, Any]:
    """What the print templates of a register read."""
    matrix = document.snapshot.scheme.matrix
    levels = zip_longest(matrix.likelihood, matrix.impact)
    return {
        "language": "en-GB",
        "paper": document,
        "dated": document.as_at or timezone.localtime(document.snapshot.moment),
        "bands": tuple(reversed(document.bands)),
        "signed_in_fours": in_fours(document.stamp.fingerprint) if document.stamp else "",
        "content_in_fours": in_fours(document.content) if document.stamp else "",
        "levels": [(number, *pair) for number, pair in enumerate(levels, start=1)],
        "sum_width": 122.8 - document.chip_width,
        **{
            f"{size.name}_height": _row_height(size, document)
            for size in (document.after.size, maps.SMALL, maps.PLAIN)
        },
    }


def _row_height(size: maps.Size, document: Paper) -> float:
    """Millimetres of a row's content: the board's height shared among its rows."""
    rows = len(document.snapshot.scheme.matrix.impact)
    return round(max(LOWEST_ROW, size.height / rows) - 2.3, 1)


def pictures_of(document: Paper) -> dict[str, str]:
    """The drawings that the style sheet of a register names."""
    bands, ground = document.bands, ""
    pictures: dict[str, str] = {
        f"{shown.name}.svg": render_to_string("print/strip.svg", {"shown": shown})
        for shown in bands
        if shown.has_picture
    }
    for small in document.small_maps:
        # The squares are the same behind every ring and dot: once for all.
        ground = ground or render_to_string(
            "print/small_map_ground.svg", {"blocks": small.blocks, "bands": bands}
        )
        pictures[f"{small.name}.svg"] = render_to_string(
            "print/small_map.svg", {"map": small, "ground": ground}
        )
    cover = {"cover": document.cover, "highest": len(bands)}
    return pictures | {"cover.svg": render_to_string("print/cover.svg", cover)}

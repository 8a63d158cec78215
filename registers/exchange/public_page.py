"""The page of a published version: plain HTML with a style sheet of its own, kept as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from registers.chain import in_fours
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.document import Paper, paper
from registers.exchange.published_store import File
from registers.exchange.publishing import Version, agreed_by, files
from registers.exchange.write_pdf import LANGUAGE, LONDON
from registers.presentation.bands import tones

PROJECT = Path(__file__).resolve().parents[2]
PAGE, STYLE = "index.html", "page.css"
SHEETS = ("tokens", "bands", "published")


@dataclass(frozen=True, slots=True)
class Download:
    """A file as the page offers it."""

    name: str
    kind: str
    size: int
    code: str


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of the map: its total, its band's word and tone, and the risks in it as (anchor,
    reference)."""

    total: int
    word: str
    tone: int
    risks: tuple[tuple[str, str], ...]


def all_files(of: Version, pdf: bytes) -> list[File]:
    """Every file of a version as it is to be published, its page and style sheet last."""
    made = [File(*one) for one in files(of, pdf)]
    page = render(of, [download(file.name, file.raw) for file in made])
    style = File(STYLE, "text/css; charset=utf-8", style_sheet())
    return [*made, style, File(PAGE, "text/html; charset=utf-8", page)]


def render(of: Version, downloads: Sequence[Download], preview: str = "") -> bytes:
    """The page of a version; in a `preview` that is the address of its style sheet, and no file
    can be taken yet."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        printed = paper(of.material, Choices(public=True))
        context = {
            "paper": printed,
            "stamp": of.stamp,
            "slug": of.now.slug,
            "agreed": [agreed_by(*one) for one in of.stamp.agreed],
            "downloads": downloads,
            "earlier": of.earlier,
            "columns": printed.after.columns,
            "map": list(_map(of, printed)),
            "counts": of.shown.counts("after"),
            "tones": tones(of.shown.scheme.matrix),
            "content": in_fours(of.fingerprint),
            "signed": in_fours(of.stamp.fingerprint),
            "preview": preview,
            "style": preview or _style_address(of),
        }
        return render_to_string("published/version.html", context).encode()


def download(name: str, raw: bytes) -> Download:
    return Download(name, name.rsplit(".", 1)[1].upper(), len(raw), sha256(raw).hexdigest())


def _style_address(of: Version) -> str:
    return reverse("published_file", args=(of.now.slug, of.agreed.version, STYLE))


@cache
def style_sheet() -> bytes:
    """The roles of colour and type, the bands' looks and the page's own rules, in one file."""
    found = [(PROJECT / "static" / "css" / f"{name}.css").read_text("utf-8") for name in SHEETS]
    # The page brings no fonts of its own: it is the same wherever a copy of it lies.
    found[0] = found[0][found[0].index(":root") :]
    return "\n".join(found).encode()


def _map(of: Version, printed: Paper) -> Iterator[tuple[object, list[Square]]]:
    """Rows of the map after controls, the highest impact on top."""
    shown = of.shown
    placed = shown.placed("after")
    tone = tones(shown.scheme.matrix)
    for level, cells in shown.scheme.matrix.rows:
        yield (
            level,
            [
                Square(
                    cell.total,
                    cell.band.word,
                    tone[cell.band],
                    tuple(
                        (printed.anchors[risk.reference], risk.reference)
                        for risk in placed[cell.place].items
                    ),
                )
                for cell in cells
            ],
        )

"""The child process that makes a PDF: one bundle on its standard input, the file on its output.

    python -m registers.exchange.rendering MEGABYTES SECONDS [PROGRESS]

The only module that imports WeasyPrint, which needs Pango and runs C code over what people
typed: it runs under limits on memory and processor time, reads nothing but the bundle and
the project's print folder, and knows no database. The bundle is JSON: {"html": text, "css":
text, "files": {name: SVG text}, "links": {anchor: description}, "pages": about how many, 0 where
that is not known}. The file PROGRESS is told how many pages are laid out, of about how many, as
`120 480`. A report, JSON too, goes to standard error: {"stand_ins": ["U+1F600", …], "complaints":
[what WeasyPrint warned of, …]}.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import sys
import time
from pathlib import Path

from registers.exchange.exits import OUT_OF_MEMORY, PANGO_MISSING

try:
    import weasyprint
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox, TextBox
    from weasyprint.text.line_break import split_first_line
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
except OSError as missing:
    sys.stderr.write(f"{missing}\n")
    sys.exit(PANGO_MISSING)

from registers.exchange.glyphs import with_stand_ins
from registers.exchange.limits import limit
from registers.exchange.tagging import finish

PRINT_FOLDER = Path(__file__).resolve().parents[2] / "static" / "print"
TYPES = {".svg": "image/svg+xml", ".css": "text/css"}


class PrintFetcher(URLFetcher):
    """Gives `print:NAME`: a file of the bundle, or one of the print folder. Every other
    address ends the rendering."""

    def __init__(self, files: dict[str, str]):
        super().__init__(allowed_protocols=("print",), allow_redirects=False, fail_on_errors=True)
        self._files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "print":
            raise FatalURLFetchingError(f"The address {url!r} is not one of the print folder.")
        return URLFetcherResponse(url, self.text(name), {"Content-Type": TYPES[Path(name).suffix]})

    def text(self, name: str) -> str:
        if name in self._files:
            return self._files[name]
        path = (PRINT_FOLDER / name).resolve()
        if path.parent != PRINT_FOLDER or path.suffix not in TYPES or not path.is_file():
            raise FatalURLFetchingError(f"There is no {name!r} in the print folder.")
        return path.read_text("utf-8")


class Complaints(logging.Handler):
    """Keeps what WeasyPrint complains about: on this paper, nothing is to be complained of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class Progress(logging.Handler):
    """Writes into a file how many pages are laid out, of about how many, at most ten times a
    second. A file that cannot be written stops nothing."""

    def __init__(self, file: Path, pages: int) -> None:
        super().__init__(logging.INFO)
        self._file, self._pages, self._written = file, pages, 0.0

    def emit(self, record: logging.LogRecord) -> None:
        said = re.search(r"Page (\d+)", record.getMessage())
        if said is None or time.monotonic() - self._written < 0.1:
            return
        self._written = time.monotonic()
        with contextlib.suppress(OSError):
            self._file.write_text(f"{said[1]} {self._pages}", "ascii")


def render(bundle: dict) -> tuple[bytes, list[str]]:
    """The finished PDF of a bundle, and the characters that stand-ins were printed for."""
    html, stand_ins = with_stand_ins(bundle["html"], sorted((PRINT_FOLDER / "fonts").glob("*.ttf")))
    fetcher = PrintFetcher(bundle["files"])
    sheets = [
        weasyprint.CSS(string=text, url_fetcher=fetcher)
        for text in (fetcher.text("register.css"), bundle["css"])
    ]
    source = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="print:")
    document = source.render(stylesheets=sheets, pdf_variant="pdf/ua-1")
    number_pages(document)
    pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    return finish(pdf, bundle["links"], pages_that_go_on(document)), stand_ins


def pages_that_go_on(document: weasyprint.Document) -> frozenset[int]:
    """The places of the pages, from 0, that begin in the middle of a paragraph."""
    found = set()
    last = None
    for place, page in enumerate(document.pages):
        body = [box for box in page._page_box.children if not isinstance(box, MarginBox)]  # noqa: SLF001
        lines = [b for box in body for b in box.descendants() if isinstance(b, LineBox)]
        if lines and lines[0].element is last and last is not None:
            found.add(place)
        last = lines[-1].element if lines else None
    return frozenset(found)


def number_pages(document: weasyprint.Document) -> None:
    """Put page numbers in place of the `00000` of elements with `data-to`.

    The pages are known once everything is laid out; a number is narrower than what keeps
    its place, so nothing else moves. `target-counter` would lay the contents out three times.
    """
    numbers = {
        anchor: number for number, page in enumerate(document.pages, 1) for anchor in page.anchors
    }
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001
            of = box.element if isinstance(box, TextBox) else None
            if of is not None and (target := of.get("data-to")):
                _write(box, str(numbers[target.removeprefix("#")]))


def _write(box: TextBox, text: str) -> None:
    layout, _, _, width, _, _ = split_first_line(text, box.style, None, None, 0)
    box.text, box.pango_layout = text, layout
    box.position_x += box.width - width
    box.width = width


def main(megabytes: str, seconds: str, progress: str = "") -> None:
    limit(int(megabytes), int(seconds))
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [complaints]
    logger.propagate = False
    bundle = json.load(sys.stdin)
    told = logging.getLogger("weasyprint.progress")
    told.propagate = False
    if progress:
        told.setLevel(logging.INFO)
        told.addHandler(Progress(Path(progress), bundle["pages"]))
    try:
        pdf, stand_ins = render(bundle)
    except MemoryError:
        # Nothing more can be made here, not even a sentence.
        os._exit(OUT_OF_MEMORY)
    json.dump({"stand_ins": stand_ins, "complaints": complaints.said}, sys.stderr)
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(*sys.argv[1:])

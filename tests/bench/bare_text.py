"""The words of a document, and of its blocks nothing but whether they are headings."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3")
BLOCKS = (*HEADINGS, "p", "li", "td", "th", "caption", "div")
SILENT = ("style", "script", "title")


def bare(html: str) -> str:
    """The same words in the same order as plain headings and paragraphs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    body = "\n".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in reader.blocks)
    return (
        '<!doctype html>\n<html lang="en"><head><title>Floor</title></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self._tag, self._text, self._silent = "p", [], False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self.end()
            self._tag = tag if tag in HEADINGS else "p"
        self._silent = tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag in BLOCKS:
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def end(self) -> None:
        """Close the block that is open."""
        if words := " ".join("".join(self._text).split()):
            self.blocks.append((self._tag, words))
        self._tag, self._text = "p", []

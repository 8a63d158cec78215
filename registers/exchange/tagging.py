"""The last pass over a PDF: what WeasyPrint's tags leave to be wished for by a screen reader.

Heads and feet become artifacts, header cells get a scope and an index, links a description;
what goes on over a page's end becomes one element again; wrappers without meaning fall away.
Written with an identifier made from the content, so that the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

MARK = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
HEADINGS = {f"/H{level}" for level in range(1, 7)}
# Elements that only hold others, and may go on over a page's end.
HOLDERS = {"/Part", "/Sect", "/Div", "/L", "/NonStruct"}
CONTENTS = {"/L": Name.TOC, "/LI": Name.TOCI, "/LBody": Name.P}


def finish(content: bytes, links: dict[str, str], going_on: frozenset[int] = frozenset()) -> bytes:
    """The finished file. `links` says for each anchor what a link to it is about, `going_on` are
    the pages, from 0, that begin in the middle of a paragraph."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        document = root.K[0]
        _join_pages(document, {pdf.pages[place].objgen for place in going_on})
        owners: dict = {}
        cells: dict[bytes, Object] = {}
        _tidy(document, owners, cells, in_head=False)
        _index_cells(root, cells)
        _mark_pages(pdf, root, owners)
        _describe_links(pdf, links)
        target = io.BytesIO()
        pdf.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return target.getvalue()


def _kids(element: Object) -> list[Object]:
    return list(element.K) if "/K" in element else []


def _is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _join_pages(document: Object, going_on: set[Any]) -> None:
    """Join the parts of elements that go on over a page's end.

    WeasyPrint makes a tree for each page; a part that does not begin with a heading of its
    own goes on from what ended the page before. `going_on` are the pages, by their objects, that
    begin in the middle of a paragraph.
    """
    joined: list[Object] = []
    for kid in _kids(document):
        if joined and _goes_on(joined[-1], kid, depth=0):
            _join(joined[-1], kid, depth=0, going_on=going_on)
        else:
            joined.append(kid)
    document.K = Array(joined)


def _goes_on(last: Object, first: Object, depth: int) -> bool:
    if (
        not (_is_element(last) and _is_element(first))
        or last.S != first.S
        or str(last.S) not in HOLDERS
    ):
        return False
    begins = _first_leaf(first)
    if begins not in HEADINGS or str(first.S) == "/Part":
        return True
    return str(first.S) == "/Sect" and int(begins[2]) > depth + 2


def _join(last: Object, first: Object, depth: int, going_on: set[Any]) -> None:
    kept, coming = _kids(last), _kids(first)
    inner = depth + (str(last.S) == "/Sect")
    if kept and coming and _goes_on(kept[-1], coming[0], inner):
        _join(kept[-1], coming.pop(0), inner, going_on)
    elif kept and coming and _is_one_paragraph(kept[-1], coming[0], going_on):
        _join_paragraph(kept[-1], coming.pop(0))
    for kid in coming:
        kid.P = last
    last.K = Array([*kept, *coming])


def _is_one_paragraph(last: Object, first: Object, going_on: set[Any]) -> bool:
    return (
        _is_element(last)
        and _is_element(first)
        and str(last.S) == str(first.S) == "/P"
        and "/Pg" in first
        and first.Pg.objgen in going_on
    )


def _join_paragraph(last: Object, first: Object) -> None:
    """Put a paragraph's part on the next page to its first, each piece with its own page."""
    for kid in _kids(first):
        if isinstance(kid, int):
            kid = Dictionary(Type=Name.MCR, Pg=first.Pg, MCID=kid)
        elif _is_element(kid):
            kid.P = last
        last.K.append(kid)


def _first_leaf(element: Object) -> str:
    """The type of the first element inside that is no mere holder."""
    while str(element.S) in HOLDERS:
        kids = [kid for kid in _kids(element) if _is_element(kid)]
        if not kids:
            break
        element = kids[0]
    return str(element.S)


def _tidy(element: Object, owners: dict, cells: dict, *, in_head: bool) -> bool:
    """Clean the tree under an element; false when there is nothing in it.

    `owners` takes (page, content number) → element, `cells` the header cells by identifier.
    """
    kind = str(element.S)
    if kind == "/TH":
        element.A.Scope = Name.Column if in_head else Name.Row
        cells[bytes(element.ID)] = element
    kept: list[Object] = []
    for kid in _kids(element):
        if not _is_element(kid):
            kept.append(kid)
        elif _tidy(kid, owners, cells, in_head=in_head or kind == "/THead"):
            kept.extend(_kids(kid) if _only_wraps(kid, element) else [kid])
    element.K = Array(kept)
    if kind in CONTENTS:
        element.S = CONTENTS[kind]
    for kid in kept:
        if _is_element(kid):
            kid.P = element
        elif isinstance(kid, int):
            owners[element.Pg.objgen, kid] = element
        elif "/MCID" in kid:
            owners[kid.Pg.objgen, int(kid.MCID)] = element
    # The empty corner of a table keeps its columns in step.
    return bool(kept) or kind in ("/TD", "/TH")


def _only_wraps(kid: Object, parent: Object) -> bool:
    """Whether a Span or NonStruct adds nothing to what it holds."""
    if str(kid.S) not in ("/Span", "/NonStruct"):
        return False
    kids = _kids(kid)
    if all(_is_element(inner) for inner in kids):
        return str(kid.S) == "/NonStruct"
    return (
        "/Pg" in parent
        and kid.Pg.objgen == parent.Pg.objgen
        and str(parent.S) not in HOLDERS - {"/NonStruct"}
    )


def _index_cells(root: Object, cells: dict[bytes, Object]) -> None:
    if cells:
        names: list[Object] = []
        for identifier in sorted(cells):
            names += [String(identifier), cells[identifier]]
        root.IDTree = Dictionary(Names=Array(names))


def _mark_pages(pdf: Pdf, root: Object, owners: dict) -> None:
    """Point every piece of content at its element; what has none is head or foot."""
    numbers = root.ParentTree.Nums
    for at, page in enumerate(pdf.pages):
        entries = numbers[2 * at + 1]
        named = [owners.get((page.objgen, number)) for number in range(len(entries))]
        numbers[2 * at + 1] = Array(named)
        outside = {number for number, owner in enumerate(named) if owner is None}
        content = page.Contents.read_bytes()

        def marked(found: re.Match[bytes], outside: set[int] = outside) -> bytes:
            return ARTIFACT if int(found.group(1)) in outside else found.group()

        page.Contents.write(MARK.sub(marked, content))


def _describe_links(pdf: Pdf, links: dict[str, str]) -> None:
    for annotation in _annotations(pdf):
        if "/Dest" in annotation:
            anchor = str(annotation.Dest)
            annotation.Contents = String(links.get(anchor, anchor))


def _annotations(pdf: Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        if "/Annots" in page:
            yield from page.Annots

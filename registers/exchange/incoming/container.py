"""What kind of file it is, by what is in it; and what is not read at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from registers.exchange.incoming.limits import LARGEST_FILE, LARGEST_UNPACKED, MOST_PARTS
from registers.exchange.reading import BadFile

XLSX, DOCX, CSV, TABLES, JSON = "xlsx", "docx", "csv", "tables", "json"
#: The kinds that may stand behind an ending.
ENDINGS = {
    "xlsx": {XLSX},
    "docx": {DOCX},
    "csv": {CSV},
    "txt": {CSV},
    "tsv": {CSV},
    "zip": {TABLES},
    "json": {JSON},
}
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHUNK = 1 << 20
_TRAPS = [
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le")
]


def kind_of(raw: bytes, name: str) -> str:
    """The kind of a file. Raises BadFile for what cannot be read, or is not what its name says."""
    if not raw.strip():
        raise BadFile(_("The file is empty. Choose another one."))
    if len(raw) > LARGEST_FILE:
        raise BadFile(too_large(len(raw)))
    kind = _kind(raw)
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending in {"xlsm", "docm", "xltm"}:
        raise BadFile(_macros())
    if ending not in ENDINGS:
        raise BadFile(
            _("A file whose name ends in “%(ending)s” is not read. Save it as .xlsx, .csv, .docx "
              "or .json.") % {"ending": f".{ending}"[:20]}
        )  # fmt: skip
    if kind not in ENDINGS[ending]:
        raise BadFile(
            _("The name ends in “.%(ending)s”, but what is in the file is %(kind)s. Save it again "
              "from the program that made it.") % {"ending": ending, "kind": _words(kind)}
        )  # fmt: skip
    return kind


def too_large(size: int) -> str:
    return _("The file has %(size)s megabytes. The limit is %(limit)s: take out pictures and "
             "sheets that are not needed.") % {
        "size": f"{size / 1e6:,.1f}", "limit": f"{LARGEST_FILE / 1e6:,.0f}",
    }  # fmt: skip


def _words(kind: str) -> str:
    return {
        XLSX: _("an Excel workbook"),
        DOCX: _("a Word document"),
        CSV: _("plain text"),
        TABLES: _("an archive of CSV files"),
        JSON: _("JSON"),
    }[kind]


def _macros() -> str:
    return _("The file has macros, which are not read. Save it without them, as .xlsx or .docx.")


def _kind(raw: bytes) -> str:
    if raw.startswith(b"PK\x03\x04"):
        return _of_archive(raw)
    if raw.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise BadFile(_("The file is protected by a password. Save it without one."))
        raise BadFile(
            _("The file is in the form of Office before 2007. Save it as .xlsx or .docx.")
        )
    if raw.startswith(b"%PDF"):
        raise BadFile(_("A PDF cannot be read. Use the workbook or document that it was made of."))
    head = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise BadFile(_("The file is a web page or XML. Save it as .xlsx or .csv."))
    if head.startswith((b"{", b"[")):
        return JSON
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile(_("The file is broken, or is none that can be read here."))
    return CSV


def _of_archive(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            _check_size(parts)
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise BadFile(_("The file is protected by a password. Save it without one."))
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise BadFile(_macros())
            _check_parts(archive, parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as problem:
        raise BadFile(broken()) from problem
    except Exception as problem:
        if isinstance(problem, BadFile):
            raise
        # zlib.error and the like: the archive's own data are wrong.
        raise BadFile(broken()) from problem
    if "xl/workbook.xml" in names:
        return XLSX
    if "word/document.xml" in names:
        return DOCX
    if names and all(name.lower().endswith(".csv") for name in names):
        return TABLES
    raise BadFile(
        _("The archive is no workbook, no document and no set of CSV files. Save it as .xlsx, "
          ".docx or .csv.")
    )  # fmt: skip


def broken() -> str:
    return _("The file is broken. Save it again from the program that made it.")


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what says itself that it unpacks to far more than a register is."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise BadFile(_trap())


def _trap() -> str:
    return _("Unpacked, the file is far larger than a register can be, so it is not read.")


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack every part once, whatever the archive says of its size, and refuse declarations by
    which XML reaches for other files or grows without end."""
    left = LARGEST_UNPACKED
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        for chunk in _chunks(archive, part):
            left -= len(chunk)
            if left < 0:
                raise BadFile(_trap())
            if is_xml and any(mark in chunk for mark in _TRAPS):
                raise BadFile(
                    _("The file holds a declaration that reaches outside it, which no register "
                      "needs, so it is not read. Save it again from Excel, LibreOffice or Word.")
                )  # fmt: skip


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, each chunk with the end of the one before it."""
    with archive.open(part) as held:
        end = b""
        while chunk := held.read(_CHUNK):
            yield end + chunk
            end = chunk[-32:]

"""A file of any kind that is read, as cells."""

from __future__ import annotations

from registers.exchange.incoming.cells import Book
from registers.exchange.incoming.container import CSV, DOCX, JSON, TABLES, XLSX, kind_of
from registers.exchange.incoming.delimited import read_csv, read_tables
from registers.exchange.incoming.words import read_docx
from registers.exchange.incoming.workbook import Progress, read_xlsx
from registers.exchange.reading import read_json


def read_file(raw: bytes, name: str, progress: Progress = lambda _rows: None) -> Book:
    """What a file holds; its name must say what it is. Raises BadFile with a sentence.

    `progress` is told of how many rows of a sheet have been read.
    """
    kind = kind_of(raw, name)
    if kind == XLSX:
        return read_xlsx(raw, progress)
    if kind == DOCX:
        return read_docx(raw)
    if kind == JSON:
        return Book(JSON, whole=read_json(raw))
    return {CSV: lambda: read_csv(raw, name), TABLES: lambda: read_tables(raw)}[kind]()

"""The published source as the Word document that it was: paragraphs between small tables, and tables
that go on over many risks, whose rows of one text are joined across."""

import io
from itertools import groupby

from docx import Document

from tests.source_text import SOURCE_FILE


def published_docx():
    """The document, line by line as the source has it; only the tags of its web page are gone."""
    document = Document()
    for is_table, lines in groupby(_lines(), key=lambda line: "\t" in line):
        if is_table:
            _table(document, [line.split("\t") for line in lines])
        else:
            for line in filter(None, lines):
                document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _lines():
    text = SOURCE_FILE.read_text("utf-8").replace("<p>", "").replace("</p>", "")
    return text.split("\n")


def _table(document, rows):
    width = max(map(len, rows))
    table = document.add_table(len(rows), width, style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        filled = [text for text in texts if text.strip()]
        if len(filled) == 1 and texts[0].strip():
            row.cells[0].merge(row.cells[-1]).text = filled[0]
            continue
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text

"""What LibreOffice makes of our files: it opens them, prints them, and saves them with nothing lost."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from registers.exchange.document import document
from registers.exchange.write_docx import write_docx
from registers.exchange.write_pptx import write_pptx
from registers.exchange.write_report import write_report
from registers.exchange.write_xlsx import write_xlsx
from tests.registers.exchange.test_columns import published
from tests.registers.exchange.test_write_docx import risk
from tests.registers.exchange.test_write_xlsx import read
from tests.registers.exchange.written import everything
from tests.servers.libreoffice import converted

pytestmark = [pytest.mark.libreoffice, pytest.mark.django_db]

#: What a program for spreadsheets may take for something else.
TEXTS = ("=1+1", "'quoted", "007", "1/2", "TRUE", "#N/A", "  blanks  ", "one\ntwo\n", "שלום",
         "\U0001f600", "\ta tab", "12345678901234567890", "a  b")  # fmt: skip


def opened(folder, ending, **files):
    """Files, written by what is named, opened by LibreOffice and saved as another format."""
    paths = []
    for name, raw in files.items():
        stem, _, kind = name.rpartition("_")
        paths.append(folder / f"{stem}.{kind}")
        paths[-1].write_bytes(raw)
    return converted(paths, ending, folder / "made")


def pages(path):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def with_controls(found, texts):
    """The first risk has a control of each text."""
    theme, *others = found.themes
    first, *rest = theme.risks
    (control, *_more) = first.controls
    first = replace(first, controls=tuple(replace(control, text=text) for text in texts))
    return replace(found, themes=(replace(theme, risks=(first, *rest)), *others))


def test_a_workbook_comes_back_with_nothing_lost(cast, tmp_path):
    found = with_controls(everything(cast), TEXTS)
    (path,) = opened(tmp_path, "xlsx", register_xlsx=write_xlsx(found))
    book = load_workbook(path)
    assert read(book, found) == document(found)
    fill = book["Map after controls"]["C3"].fill.fgColor.rgb
    assert fill[-6:] == "F4C95D"


def test_the_word_document_is_printed_and_comes_back_as_it_went(tmp_path):
    raw = write_docx(published())
    (printed,) = opened(tmp_path, "pdf", register_docx=raw)
    said = pages(printed)
    assert "Strategic Risk Register Comprehensive" in said[0]
    text = " ".join(" ".join(said).split())
    assert text.count("Before mitigating controls are in place") == 19
    assert all("OFFICIAL" in page for page in said)
    (again,) = opened(tmp_path, "docx", register_docx=raw)
    for reference in ("R1.1", "R4.3", "R4.5"):
        assert risk(Document(again), reference) == risk(Document(io.BytesIO(raw)), reference)


def test_report_and_slides_are_printed(cast, tmp_path):
    found = everything(cast)
    report, slides = opened(
        tmp_path, "pdf", report_docx=write_report(found), slides_pptx=write_pptx(found)
    )
    assert "Purpose of the report" in pages(report)[0]
    first, second = pages(slides)
    assert "R1.1" in first
    assert "Open risks" in second
    assert all("OFFICIAL-SENSITIVE" in page for page in (first, second))

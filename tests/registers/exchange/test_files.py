"""Each marking on every page, hostile and endless words, and any words at all, in every format."""

import io
import json
import zipfile

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pptx import Presentation

from registers.content import Control, Snapshot
from registers.exchange import files
from registers.exchange.columns import CONTROLS, RISKS
from registers.exchange.sheets import read_csv
from registers.text import LONGEST, check_text, is_blank
from tests.registers.exchange.printed import ARABIC, HEBREW, HOSTILE, invented, matrix, risk, theme
from tests.registers.exchange.test_write_docx import risk as risk_in
from tests.registers.exchange.test_write_xlsx import rows_of
from tests.registers.test_random_sequences import HOSTILE as BREAKERS


def accepted(text):
    """Whether the register takes a text as it stands."""
    try:
        check_text(text)
    except ValidationError:
        return False
    return "\r" not in text and not is_blank(text)


ACCEPTED = st.text(min_size=1, max_size=40).filter(accepted)


def saying(text, **fields) -> Snapshot:
    """A register of one risk, in which a text is the description and the only control."""
    one = risk(1, matrix(), description=text, controls=(Control(1, text),), **fields)
    return invented(theme(one))


def in_xlsx(found):
    book = load_workbook(io.BytesIO(files.write("xlsx", found)))
    (first,), (control,) = (rows_of(book[t.name], t) for t in (RISKS, CONTROLS))
    return first["description"], control["text"]


def in_csv(found):
    with zipfile.ZipFile(io.BytesIO(files.write("csv", found))) as archive:
        read = {name: read_csv(archive.read(f"{name}.csv")) for name in ("risks", "controls")}
    return tuple(
        rows[1][rows[0].index(head)]
        for rows, head in ((read["risks"], "Risk"), (read["controls"], "Control"))
    )


def in_json(found):
    (one,) = json.loads(files.write("json", found))["themes"][0]["risks"]
    return one["description"], one["controls"][0]["text"]


def in_docx(found):
    (_style, head), _before, (_control, text), *_rest = risk_in(
        Document(io.BytesIO(files.write("docx", found))), "R1.1"
    )
    return head.removeprefix("R1.1 – "), text


READERS = {"xlsx": in_xlsx, "csv": in_csv, "json": in_json, "docx": in_docx}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "text", [HOSTILE, HEBREW, ARABIC, "ж" * LONGEST, "\U0001f600" * LONGEST, "a\n" * 9_000]
)
def test_endless_and_hostile_words_are_kept_to_the_letter(form, text):
    assert READERS[form](saying(text)) == (text, text)


@pytest.mark.parametrize("form", READERS)
@given(text=ACCEPTED | st.sampled_from([text for text in BREAKERS if accepted(text)]))
def test_any_words_are_kept_to_the_letter(form, text):
    assert READERS[form](saying(text)) == (text, text)


@pytest.mark.parametrize("marking", settings.MARKINGS)
def test_every_page_bears_the_highest_marking(marking):
    held = saying("Words.", marking=marking)
    book = load_workbook(io.BytesIO(files.write("xlsx", held)))
    assert {page.oddHeader.center.text for page in book} == {marking}
    assert {page.oddFooter.center.text for page in book} == {marking}
    for form in ("docx", "report"):
        (section,) = Document(io.BytesIO(files.write(form, held))).sections
        assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == marking
    for slide in Presentation(io.BytesIO(files.write("pptx", held))).slides:
        said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert said[1] == marking
        assert said[2].startswith(f"{marking} ")

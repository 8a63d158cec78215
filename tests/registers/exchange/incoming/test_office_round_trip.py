"""A workbook that was changed in LibreOffice plans exactly those changes."""

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from registers.exchange.incoming.gathering import gather
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from registers.exchange.write_docx import write_docx
from registers.exchange.write_xlsx import write_xlsx
from tests.registers.exchange.incoming.tables import told
from tests.registers.exchange.written import everything
from tests.servers.libreoffice import converted

pytestmark = [pytest.mark.libreoffice, pytest.mark.django_db]
TODAY = date(2026, 11, 24)


def planned(found, path):
    return make_plan(found, gather(read_file(path.read_bytes(), path.name)), today=TODAY)


def test_what_was_changed_comes_back_and_nothing_else(cast, tmp_path):
    """LibreOffice opens the workbook and saves it as its own kind, it is changed there, and saved
    as a workbook again by LibreOffice. Scores go by no proposal here: the plan would refuse them."""
    found = replace(everything(cast), by_proposal=())
    book = load_workbook(io.BytesIO(write_xlsx(found)))
    page = book["Risks"]
    heads = {cell.value: cell.column for cell in page[1]}
    page.cell(3, heads["Short title"], "Listening")
    page.cell(2, heads["Impact after controls"], 2)
    sent = tmp_path / "Risks.xlsx"
    book.save(sent)
    (own,) = converted([sent], "ods", tmp_path / "own")
    (back,) = converted([own], "xlsx", tmp_path / "back")
    plan = planned(found, back)
    assert told(plan) == [
        ("risks", "changed", "R1.1", {"after.likelihood": (2, 2), "after.impact": (3, 2)}),
        ("risks", "changed", "R1.2", {"title": (None, "Listening")}),
    ]
    assert plan.counts["refused"] == 0


def test_a_word_document_that_was_saved_there_plans_no_change(cast, tmp_path):
    found = everything(cast)
    sent = tmp_path / "Register.docx"
    sent.write_bytes(write_docx(found))
    (back,) = converted([sent], "docx", tmp_path / "back")
    plan = planned(found, back)
    assert told(plan) == []
    assert plan.counts["refused"] == 0

"""A workbook that was changed in LibreOffice plans exactly those changes."""

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from registers.exchange.columns import CONTROLS, RISKS
from registers.exchange.incoming.gathering import gather
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from registers.exchange.write_docx import write_docx
from registers.exchange.write_xlsx import write_xlsx
from tests.registers.exchange.incoming.tables import told
from tests.registers.exchange.written import everything
from tests.servers.libreoffice import Typed, changed, converted

pytestmark = [pytest.mark.libreoffice, pytest.mark.django_db]
TODAY = date(2026, 11, 24)
#: What a workbook could take for something else: the code of a character, a formula.
CODE, FORMULA = '_x0041_, x005F_ and "quoted"', "=SUM(A1:A9)\nis no formula here."


def planned(found, path):
    return make_plan(found, gather(read_file(path.read_bytes(), path.name)), today=TODAY)


def typed(raw, table, first, **values):
    """The steps that write values into the row of a table that begins with a text, or into the row
    below all; in keys two underscores stand for a full stop."""
    page = load_workbook(io.BytesIO(raw))[table.name]
    letters = {cell.value: cell.column_letter for cell in page[1]}
    begins = [cell.value for cell in page["A"]]
    row = begins.index(first) + 1 if first in begins else len(begins) + 1
    headings = {key: table.column(key.replace("__", ".")).heading for key in values}
    return [
        Typed(table.name, f"{letters[headings[key]]}{row}", value) for key, value in values.items()
    ]


def test_what_was_changed_comes_back_and_nothing_else(cast, tmp_path):
    """LibreOffice opens our workbook, writes into its cells and saves it. Scores go by no proposal
    here: the plan would refuse them."""
    found = replace(everything(cast), by_proposal=())
    sent = tmp_path / "Risks.xlsx"
    raw = write_xlsx(found)
    sent.write_bytes(raw)
    steps = [
        *typed(raw, RISKS, "R1.1", after__impact=2, next_review=date(2027, 3, 31)),
        *typed(raw, RISKS, "R1.2", title=CODE, causes=FORMULA),
        *typed(raw, RISKS, "", reference="R3.11", theme=3, description="The site is flooded.",
               before__likelihood=3, before__impact=4),
        *typed(raw, CONTROLS, "", risk="R3.11", number=1, text=FORMULA),
    ]  # fmt: skip
    plan = planned(found, changed(sent, steps, tmp_path / "Changed.xlsx"))
    assert told(plan) == [
        ("risks", "changed", "R1.1", {
            "next_review": ("2027-01-31", "2027-03-31"),
            "after.likelihood": (2, 2), "after.impact": (3, 2),
        }),
        ("risks", "changed", "R1.2", {"title": (None, CODE), "causes": (None, FORMULA)}),
        ("risks", "raised", "R3.11", {
            "theme": (None, 3), "description": (None, "The site is flooded."),
            "before.likelihood": (None, 3), "before.impact": (None, 4),
        }),
        ("controls", "raised", "R3.11", {"text": (None, FORMULA)}),
    ]  # fmt: skip
    assert plan.counts["refused"] == 0


def test_a_workbook_that_was_only_saved_there_plans_no_change(cast, tmp_path):
    found = everything(cast)
    sent = tmp_path / "Risks.xlsx"
    sent.write_bytes(write_xlsx(found))
    plan = planned(found, changed(sent, [], tmp_path / "Saved.xlsx"))
    assert (told(plan), plan.counts["refused"], plan.notices) == ([], 0, ())


def test_a_word_document_that_was_saved_there_plans_no_change(cast, tmp_path):
    found = everything(cast)
    sent = tmp_path / "Register.docx"
    sent.write_bytes(write_docx(found))
    (back,) = converted([sent], "docx", tmp_path / "back")
    plan = planned(found, back)
    assert told(plan) == []
    assert plan.counts["refused"] == 0

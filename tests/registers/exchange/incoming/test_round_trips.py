"""What was written comes back: a register in each format plans no change when it is read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.exchange.document import write_json
from registers.exchange.incoming.gathering import gather, needs_mapping
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from registers.exchange.write_csv import write_csv
from registers.exchange.write_docx import write_docx
from registers.exchange.write_xlsx import write_xlsx
from registers.snapshot import snapshot
from registers.text import is_blank
from tests.registers.exchange.incoming.books import with_shared_texts
from tests.registers.exchange.incoming.tables import told
from tests.registers.exchange.test_columns import published
from tests.registers.exchange.written import everything, with_text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
WRITERS = {"xlsx": write_xlsx, "shared.xlsx": lambda found: with_shared_texts(write_xlsx(found)),
           "docx": write_docx, "json": write_json, "zip": write_csv}  # fmt: skip
FORMATS = pytest.mark.parametrize("ending", WRITERS)

#: What may stand in a text, with what programs take for something else.
HOSTILE = st.sampled_from(
    ["=1+1", "'=1", "+44", "-", "@a", " ", "\n", "\t", "_x000D_", "_x005F_", "x005F_", "שלום", "مرحبا", "\U0001f600",
     "&", "<p>", "]]>", '"', ";", ",", "\u00a0", "\u200b", "\u2028", "R1.1 – ", "007", "1/2"]
)  # fmt: skip
LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n"
)
TEXTS = st.lists(HOSTILE | LETTERS, min_size=1, max_size=12).map("".join).filter(
    lambda text: not is_blank(text)
)  # fmt: skip


def planned(found, ending):
    book = read_file(WRITERS[ending](found), f"register.{ending}")
    assert not needs_mapping(book)
    return make_plan(found, gather(book), today=TODAY)


def unchanged(plan):
    return told(plan) == [] and [item for item in plan.items if item.outcome != "left"] == []


@FORMATS
def test_everything_that_a_register_can_say_plans_no_change(cast, ending):
    plan = planned(everything(cast), ending)
    assert unchanged(plan)
    assert plan.notices == ()


@FORMATS
def test_the_published_register_plans_no_change(db, ending):
    plan = planned(published(), ending)
    assert unchanged(plan)
    assert plan.absent == ()


@pytest.fixture
def whole(cast):
    return everything(cast)


@pytest.mark.parametrize("text", [
    "=1+1", " leading and trailing ", "\nlines\n\n", "\ttabs\t", "'quoted", "''", "_x000D_", "_x005F_x000D_", "x005F_",
    "007", "1e5", "TRUE", "שלום (עולם)", "\U0001f600" * 20, "x" * 30_000, "\U0001f600" * 30_000, "a\u2028b",
    "R1.1 – in a text", "- dash", "1. one", "#N/A", "2026-11-20",
])  # fmt: skip
@FORMATS
def test_any_accepted_text_comes_back(whole, ending, text):
    assert unchanged(planned(with_text(whole, text), ending))


@FORMATS
@given(text=TEXTS)
def test_texts_of_all_letters_come_back(module_whole, ending, text):
    assert unchanged(planned(with_text(module_whole, text), ending))


@pytest.fixture(scope="module")
def module_whole(module_cast, django_db_blocker):
    with django_db_blocker.unblock():
        return everything(module_cast)


@FORMATS
def test_a_change_plans_just_that_change(cast, ending):
    found = replace(snapshot(cast.register), by_proposal=())
    theme, *others = found.themes
    risk, *rest = theme.risks
    control, *more = risk.controls
    edited = replace(
        risk,
        description="Said anew.",
        controls=(replace(control, text="Meetings are held each month."), *more),
        after=replace(risk.after, impact=2, cell=found.scheme.matrix.cell(2, 2)),
    )
    changed = replace(found, themes=(replace(theme, risks=(edited, *rest)), *others))
    book = read_file(WRITERS[ending](changed), f"register.{ending}")
    plan = make_plan(found, gather(book), today=TODAY)
    assert told(plan) == [
        ("risks", "changed", "R1.1", {"description": (risk.description, "Said anew."),
         "after.likelihood": (2, 2), "after.impact": (3, 2)}),
        ("controls", "changed", "R1.1", {"text": (control.text, "Meetings are held each month.")}),
    ]  # fmt: skip

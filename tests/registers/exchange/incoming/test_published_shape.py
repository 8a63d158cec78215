"""The published register itself, as a Word document of its own shape, comes in without a hand on
it and says what the fixture says."""

from datetime import date

import pytest

from registers.actions import create_register, import_file
from registers.exchange.incoming.gathering import gather, needs_mapping
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.exchange.incoming.published import published_docx
from tests.registers.exchange.test_columns import published

TODAY = date(2026, 11, 24)


@pytest.fixture
def empty(cast):
    """A register on the cast's 4 × 4 matrix with nothing in it."""
    owners = [(cast.opcc, "Office", "OPCC"), (cast.constabulary, "Force", "Constabulary")]
    return create_register(
        by=SYSTEM, slug="empty", title="Empty", owners=owners, scheme=cast.register.scheme,
        reason="So.",
    )  # fmt: skip


def content(register):
    """What the source states: themes, and of each risk its words, its scores and its controls in
    one, since the source has one paragraph of them."""
    return [
        (theme.number, theme.name, risk.reference, risk.description, risk.title,
         [(a.likelihood, a.impact) if a else None for a in (risk.before, risk.after, risk.target)],
         " ".join(control.text for control in risk.controls))
        for theme in register.themes
        for risk in theme.risks
    ]  # fmt: skip


def test_it_says_what_the_fixture_says(empty):
    book = read_file(published_docx(), "Strategic risk register.docx")
    assert not needs_mapping(book)

    def plan(now):
        return make_plan(now, gather(book), today=TODAY)

    shown = plan(snapshot(empty))
    assert (shown.counts["refused"], shown.notices) == (0, ())
    import_file(
        empty, by=SYSTEM, reason="So.", file="Strategic risk register.docx", fingerprint="",
        agreed=shown.digest, plan=plan,
    )  # fmt: skip
    found = snapshot(empty)
    assert len(found.all_risks) == 19
    assert content(found) == content(published())
    assert plan(found).is_empty


def test_it_changes_nothing_but_how_controls_are_split_in_the_fixture(db):
    """Of the risks and the themes nothing; that the controls are one paragraph is said of each."""
    found = published()
    plan = make_plan(found, gather(read_file(published_docx(), "Register.docx")), today=TODAY)
    assert {item.table for item in plan.writes} == {"controls"}
    assert plan.counts["refused"] == 0

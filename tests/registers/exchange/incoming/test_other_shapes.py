"""Registers of other shapes come in without a hand on them, and again without a change."""

from datetime import date

import pytest

from registers.actions import add_theme, create_register, import_file, write_scheme
from registers.exchange.incoming.gathering import gather, needs_mapping
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from scoring.matrix import Band, Level, Matrix
from tests.registers.exchange.incoming.books import (
    ASSURANCE,
    COUNCIL,
    MERGED,
    MERGED_CELLS,
    book_of,
)

TODAY = date(2026, 11, 24)
LIKELIHOOD = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
IMPACT = ("Negligible", "Minor", "Moderate", "Major", "Catastrophic")


@pytest.fixture
def empty(cast):
    """A register on a 5 × 5 matrix with nothing in it."""
    axes = [
        tuple(Level(n, name) for n, name in enumerate(names, 1)) for names in (LIKELIHOOD, IMPACT)
    ]
    bands = (Band(1, "Low", 1, 4), Band(2, "Medium", 5, 14), Band(3, "High", 15, 25))
    scheme = write_scheme(name="Five by five", matrix=Matrix.from_thresholds(*axes, bands))
    owners = [(cast.opcc, "Office", "OPCC"), (cast.constabulary, "Force", "Constabulary")]
    return create_register(
        by=SYSTEM, slug="empty", title="Empty", owners=owners, scheme=scheme, reason="So."
    )


def brought(register, raw, name="Register.xlsx", theme=0):
    """Bring a file in; the plan that was carried out."""
    book = read_file(raw, name)
    assert needs_mapping(book)

    def plan(now):
        given = gather(book)
        return make_plan(
            now, given.__class__(given.tables, given.notices, given.levels, theme), today=TODAY
        )

    shown = plan(snapshot(register))
    import_file(
        register, by=SYSTEM, reason="So.", file=name, fingerprint="", agreed=shown.digest, plan=plan
    )
    again = plan(snapshot(register))
    assert (again.is_empty, again.counts["refused"]) == (True, 0)
    return shown


def scores(risk):
    return [(a.likelihood, a.impact) if a else None for a in (risk.before, risk.after, risk.target)]


def test_a_councils_register(empty):
    plan = brought(empty, book_of(COUNCIL))
    found = snapshot(empty)
    assert plan.counts["refused"] == 0
    assert [(t.number, t.name) for t in found.themes] == [(1, "Finance"), (2, "People")]
    one = found.risk("CR1")
    assert (one.title, one.description, one.risk_owner.title) == (
        "Budget", "The budget is not balanced.", "Head of Finance",
    )  # fmt: skip
    assert scores(one) == [(5, 4), (3, 4), None]
    assert [control.text for control in one.controls] == ["Monthly reports", "A reserve"]
    assert [(action.text, action.due) for action in one.actions] == [
        ("Review fees", date(2027, 3, 31))
    ]
    assert scores(found.risk("CR3")) == [(4, 4), (3, 4), None]
    wrong = next(item for item in plan.items if item.about == "CR2")
    assert wrong.notices == (
        "Column L, Total after controls: “8” is not likelihood × impact, which is 9.",
    )


def test_an_assurance_framework(empty):
    plan = brought(empty, book_of(ASSURANCE))
    found = snapshot(empty)
    assert plan.counts["refused"] == 0
    assert [t.name for t in found.themes] == ["Objective 1: Safe care", "Objective 2: Money"]
    one = found.risk("BAF1.1")
    assert scores(one) == [(4, 5), (3, 4), (2, 4)]
    assert [control.text for control in one.controls] == ["Audits", "Training"]
    assert [action.text for action in one.actions] == ["Recruit", "Train"]
    assert found.risk("BAF2.1").theme_number == 2


def test_a_list_with_merged_heads(empty):

    add_theme(empty, by=SYSTEM, number=1, name="Site")
    plan = brought(empty, book_of(MERGED, MERGED_CELLS), theme=1)
    found = snapshot(empty)
    assert plan.counts["refused"] == 0
    one = found.risk("R1")
    assert (one.title, one.description, one.risk_owner.title) == (
        "Flood", "The site is flooded.", "Estates Manager",
    )  # fmt: skip
    assert scores(one) == [(3, 5), (2, 5), None]
    assert [control.text for control in one.controls] == ["Pumps", "Walls"]


def test_the_same_as_csv_in_windows_1252_with_semicolons(empty):
    lines = ["Ref;Risk;L;I", "R1.1;Fees in £ are lost – “all” of them.;2;3"]

    add_theme(empty, by=SYSTEM, number=1, name="Money")
    plan = brought(empty, "\r\n".join(lines).encode("cp1252"), "Old.csv")
    assert snapshot(empty).risk("R1.1").description == "Fees in £ are lost – “all” of them."
    assert plan.notices == (
        "Old is not in UTF-8 and was read as Windows-1252: look at accents, pound signs and quotation "
        "marks.",
    )

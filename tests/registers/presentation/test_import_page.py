"""What a plan of a file comes to, in a sentence."""

import pytest

from registers.planned import CHANGED, LEFT, RAISED, REFUSED, Item, Plan
from registers.presentation.import_page import counted

pytestmark = pytest.mark.once


def rows(**tables):
    """As many items of each table as it says, with the outcome in front: `raised_risks=2`."""
    return tuple(
        Item(table, outcome, "")
        for said, count in tables.items()
        for outcome, table in [said.split("_")]
        for _one in range(count)
    )


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({}, "0 new; 0 changed; 0 left alone; 0 refused."),
        (
            {"raised_posts": 8, "raised_risks": 25, "raised_actions": 12, "raised_controls": 40},
            "25 risks, 40 controls, 12 actions and 8 posts new; 0 changed; 0 left alone; 0 refused.",
        ),
        (
            {"raised_checks": 1, "changed_register": 1, "left_themes": 2, "refused_challenges": 1},
            "1 check of a control new; 1 line about the register changed; 2 themes left alone; "
            "1 challenge refused.",
        ),
        ({"refused_withheld": 2}, "0 new; 0 changed; 0 left alone; 2 parts withheld refused."),
    ],
)
def test_rows_are_counted_by_what_they_are(tables, says):
    assert {RAISED, CHANGED, LEFT, REFUSED} >= {said.split("_")[0] for said in tables}
    assert counted(Plan(rows(**tables))) == says

"""The year in review as a page and as a workbook."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from registers.year import year_of
from tests.registers.past import do, make_past

make = make_past


@pytest.fixture
def address(cast):
    return lambda name="year", starts=2024: reverse(name, args=(cast.register.slug, starts))


def test_says_what_happened_and_where_each_risk_stood(see, cast, address):
    do(cast, "2024-05-01", "assess", "R1.1", "after", likelihood=3, impact=3, why="So.")
    do(cast, "2024-08-01", "close_risk", "R2.1", why="Past.")
    page = see("board_reader", address())
    assert page.text.startswith(
        "Year in review 2024–25 The year began with 3 open risks; on 31 March 2025 there were 2. "
        "None was raised. Closed: R2.1."
    )
    assert "Constabulary of Exampleshire 1 0 0 1 0" in page.text
    assert (
        "R1.1 The public is not heard. OPCC 6 Medium 9 High 9 High 9 High 9 High ↑ up 3"
        in page.text
    )
    assert (
        "R2.1 Too few officers. Constabulary 9 High 9 High closed closed closed closed" in page.text
    )
    assert "As at revision 6 revision 7 revision 8 revision 8 revision 8" in page.text


def test_offers_the_other_years_since_the_register_began(see, cast, address):
    page = see("board_reader", address())
    now = year_of(timezone.localdate())
    others = [starts for starts in range(2023, now + 1) if starts != 2024]
    assert [page.links.get(f"{starts}–{(starts + 1) % 100:02d}") for starts in others] == [
        address(starts=starts) for starts in others
    ]


def test_this_year_leads_to_the_one_that_runs(see, client, cast, address):
    client.force_login(cast.board_reader)
    answer = client.get(reverse("this_year", args=(cast.register.slug,)))
    assert answer["Location"] == address(starts=year_of(timezone.localdate()))


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        (2022, "The register had not begun on 31 March 2023."),
        (0, "The register had not begun on 31 March 0001."),
        (9998, "1 April 9998 has not come yet."),
        (10**30, "31 March 9999 has not come yet."),
    ],
)
def test_a_year_that_there_is_not_is_told_with_the_range(see, address, starts, sentence):
    for name in ("year", "year_xlsx"):
        page = see("board_reader", address(name, starts))
        assert (page.status, sentence in page.text) == (404, True)
        assert "Its record runs from 5 February 2024" in page.text


def test_the_workbook_says_the_same(client, cast, address):
    do(cast, "2024-05-01", "assess", "R1.1", "after", likelihood=3, impact=3, why="So.")
    do(cast, "2024-09-01", "revise_risk", "R2.1", marking="OFFICIAL-SENSITIVE", title="=cmd()",
       reason="So.")  # fmt: skip
    client.force_login(cast.board_reader)
    answer = client.get(address("year_xlsx"))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [
        "About", "Ratings by quarter", "By organisation", "Checks of controls"
    ]  # fmt: skip
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert (about["What this is"], about["Marking"], about["Revision"]) == (
        "Year in review 2024–25", "OFFICIAL-SENSITIVE", 8,
    )  # fmt: skip
    ratings = [[cell.value for cell in row] for row in book["Ratings by quarter"].iter_rows()]
    assert ratings[0][3:] == [
        "31 March 2024", "30 June 2024", "30 September 2024", "31 December 2024", "31 March 2025",
        "Over the year",
    ]  # fmt: skip
    assert ratings[1] == [
        "R1.1", "The public is not heard.", "OPCC", "6 Medium", *["9 High"] * 4, "up 3",
    ]  # fmt: skip
    assert ratings[3][1] == "=cmd()"
    tallies = [[cell.value for cell in row] for row in book["By organisation"].iter_rows()]
    assert tallies[-1] == ["All", 3, 0, 0, 0, 3]
    assert "-year-2024-revision-8-" in answer["Content-Disposition"]

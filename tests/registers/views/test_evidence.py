"""Evidence as an owner asks for it: the form, what is gathered, and what is wrong with an address."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from registers.views import evidence
from tests.registers.past import BEGAN, do, make_past
from tests.registers.views.seen import Seen

make = make_past
DAYS = {"from": "2024-03-01", "to": "2024-03-31"}


@pytest.fixture
def told(cast):
    """A month in which R1.1 was reworded and the theme of R2.1 renamed."""
    do(cast, "2024-03-10", "revise_risk", "R1.1", causes="=cmd()", reason="Seen <b>since</b>.")
    do(cast, "2024-03-11", "revise_theme", 2, name="People", reason="So.")


@pytest.fixture
def asked(client, cast):
    """The page of so much of an address."""

    def page(who="board_reader", **which):
        client.force_login(cast.people[who])
        return Seen(client.get(reverse("evidence", args=(cast.register.slug,)), which))

    return page


@pytest.fixture
def file(client, cast):
    def answer(ending, /, **which):
        client.force_login(cast.board_reader)
        return client.get(reverse(f"evidence_{ending}", args=(cast.register.slug,)), which)

    return answer


def test_the_form_stands_alone_until_days_are_asked_for(asked):
    page = asked()
    today = timezone.localdate()
    assert (page.status, "PDF" in page.links) == (200, False)
    assert f'value="{today.year}-01-01"' in page.html
    assert f'value="{today.isoformat()}"' in page.html
    assert '<option value="R1.1">R1.1 The public is not heard.</option>' in page.html
    assert '<option value="theme-2">Theme 2, Workforce</option>' in page.html


def test_what_was_gathered_and_the_files_of_it(asked, told):
    page = asked(**DAYS)
    assert page.status == 200
    assert "The whole register, 1 March 2024 to 31 March 2024" in page.text
    assert "3 risks and 2 revisions. As 1 March 2024 began: Revision 6, seal " in page.text
    assert "At the end of 31 March 2024: Revision 8, seal " in page.text
    assert "Nothing is withheld." in page.text
    assert "R1.1 The public is not heard. · 1 revision R1.2" in page.text
    assert "R1.2 Nobody listens. · 0 revisions · It was not changed in this time." in page.text
    assert "The register as a whole · 1 revision" in page.text
    assert page.links["PDF"].endswith("/evidence/pdf/?from=2024-03-01&to=2024-03-31")
    assert page.links["Workbook"].endswith("/evidence/xlsx/?from=2024-03-01&to=2024-03-31")


@pytest.mark.parametrize(
    ("about", "heading", "counts"),
    [
        ("R1.1", "Risk R1.1", "1 risk and 1 revision."),
        ("theme-2", "Theme 2, People", "1 risk and 0 revisions."),
    ],
)
def test_each_scope_is_kept_in_the_form_and_in_the_links(asked, told, about, heading, counts):
    page = asked(about=about, withhold="1", **DAYS)
    assert f"{heading}, 1 March 2024 to 31 March 2024" in page.text
    assert counts in page.text
    assert f'<option value="{about}" selected>' in page.html
    assert page.links["PDF"].endswith(f"?about={about}&from=2024-03-01&to=2024-03-31&withhold=1")


def test_a_risk_that_is_withheld_is_named_and_says_nothing(asked, cast):
    do(cast, "2024-03-10", "revise_risk", "R1.1", marking="OFFICIAL-SENSITIVE", reason="So.")
    page = asked(withhold="1", **DAYS)
    assert "R1.1 is withheld: it is marked OFFICIAL-SENSITIVE." in page.text
    bundle = page.html.split('id="bundle"')[1]
    assert "The public is not heard." not in bundle
    assert "The public is not heard." in asked(**DAYS).html.split('id="bundle"')[1]


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
WRONG = {
    "no day": ({"from": "yesterday"}, "from", "“yesterday” is no day: write it as 2026-11-20."),
    "a day before all": ({"from": "1899-12-31"}, "from", "is no day: write it as 2026-11-20."),
    "NUL": ({"from": "\0"}, "from", "is no day: write it as 2026-11-20."),
    "a long text": ({"from": "x" * 30_000}, "from", "is no day: write it as 2026-11-20."),
    "to no day": ({"from": BEGAN, "to": "2024-02-30"}, "to", "is no day: write it as 2026-11-20."),
    "the wrong way round": (
        {"from": "2024-03-02", "to": "2024-03-01"},
        "to",
        "Write a last day that is not before the first.",
    ),
    "to come": ({"from": BEGAN, "to": TOMORROW}, "to", "This day has not come yet."),
    "no such risk": (
        {"about": "R9.9", **DAYS},
        "about",
        "The register held nothing of “R9.9” at either of these days.",
    ),
    "no such theme": (
        {"about": "theme-9", **DAYS},
        "about",
        "The register held nothing of “theme-9” at either of these days.",
    ),
    "hostile": (
        {"about": "<script>\0=cmd()" + "x" * 30_000, **DAYS},
        "about",
        "at either of these days.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_stands_at_its_field_and_files_lead_there(client, asked, file, name):
    which, field, sentence = WRONG[name]
    page = asked(**which)
    assert (page.status, sentence in page.text, "PDF" in page.links) == (422, True, False)
    assert f'id="{field}_error"' in page.html
    assert page.title.startswith("Error:")
    assert "<script>" not in page.html.replace("<script src", "")
    for ending in ("pdf", "xlsx"):
        answer = client.get(file(ending, **which)["Location"])
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_days_before_the_register_began_are_told_with_its_range(asked, file):
    days = {"from": "1999-01-01", "to": "2024-02-04"}
    assert asked(**days).status == 404
    assert "The register had not begun on 4 February 2024." in asked(**days).text
    assert file("xlsx", **days).status_code == 404


def test_a_workbook_holds_both_ends_and_what_came_between(file, told):
    answer = file("xlsx", **DAYS)
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["About", "Risks", "History"]
    about = [[cell.value for cell in row] for row in book["About"].iter_rows(min_row=2)]
    assert ["Period", "1 March 2024 to 31 March 2024"] in about
    assert ["How much", "3 risks and 2 revisions"] in about
    assert ["Withheld", "Nothing is withheld."] in about
    risks = [[cell.value for cell in row] for row in book["Risks"].iter_rows()]
    assert risks[0] == ["Risk", "Field", "As 1 March 2024 began", "At the end of 31 March 2024"]
    assert ["R1.1", "Causes", None, "=cmd()"] in risks
    assert ["R1.2", "Note", "It was not changed in this time.", None] in risks
    history = [[cell.value for cell in row] for row in book["History"].iter_rows(min_row=2)]
    assert [(row[0], row[6], row[7], row[11]) for row in history] == [
        (7, "Seen <b>since</b>.", "R1.1", "=cmd()"), (8, "So.", None, "People"),
    ]  # fmt: skip
    assert "-evidence-register-2024-03-01-2024-03-31-revision-8-" in answer["Content-Disposition"]


def test_a_workbook_withholds_and_says_so(file, cast):
    do(cast, "2024-03-10", "revise_risk", "R1.1", marking="OFFICIAL-SENSITIVE", reason="Zebra.")
    book = load_workbook(BytesIO(file("xlsx", withhold="1", **DAYS).content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "R1.1 is withheld: it is marked OFFICIAL-SENSITIVE." in cells
    assert not [cell for cell in cells if "Zebra" in cell or "The public is not heard" in cell]


def test_more_than_a_pdf_holds_is_told_with_the_way_back(file, told, monkeypatch):
    monkeypatch.setattr(evidence, "MOST_TOLD", 4)
    answer = file("pdf", **DAYS)
    page = Seen(answer)
    assert page.status == 503
    assert "This evidence tells of 3 risks and 2 revisions; a PDF holds at most 4" in page.text
    assert page.links["Back to what was asked for"].endswith(
        "/evidence/?from=2024-03-01&to=2024-03-31"
    )


def test_a_pdf_goes_out_with_its_seal(file, told, settings, tmp_path):
    settings.PDF_STORE = tmp_path
    settings.PDF_SOON = 120
    answer = file("pdf", about="R1.1", **DAYS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Register-Revision"].startswith("8:")
    assert "-evidence-R1.1-2024-03-01-2024-03-31-revision-8-" in answer["Content-Disposition"]

"""The history by risk, person, organisation, kind, days and words: as a page and as files."""

import io
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from registers.chain import shown
from registers.exchange.sheets import read_csv
from registers.snapshot import last_point
from registers.views import history
from tests.registers.cast import scheme_of
from tests.registers.deeds import FEWER
from tests.registers.past import BEGAN, do, make_past
from tests.registers.tampering import alter, take_guards_away
from tests.registers.views.seen import Seen

BEGINNING = [1, 2, 3, 4, 5, 6]


def make():
    """A past in which revisions 7 to 12 each differ in what they can be asked for by."""
    cast = make_past()
    do(cast, "2024-03-01", "revise_risk", "R1.1", causes="Zebra crossing.", reason="Heard of it.")
    do(cast, "2024-03-02", "assess", "R2.1", "after", likelihood=4, impact=4, why="It got worse.")
    do(cast, "2024-03-03", "revise_risk", "R1.1", causes="Nothing.", reason="It is gone.")
    do(cast, "2024-03-04", "add_control", "R1.2", text="Élan is 100 % of it.")
    do(cast, "2024-03-31T23:59:59", "close_risk", "R1.2", why="It is past.")
    do(cast, "2024-04-01T00:00:00", "revise_theme", 2, name="People", reason="Kinder.")
    return cast


@pytest.fixture
def asked(client, cast):
    """The page of the history of which an address asks so much."""

    def page(**which):
        client.force_login(cast.board_reader)
        return Seen(client.get(reverse("history", args=(cast.register.slug,)), which))

    return page


def numbers(page):
    """The revisions that a page shows, the oldest first."""
    found = page.html.split('id="revision-')[1:]
    return sorted(int(part.split('"')[0]) for part in found)


@pytest.fixture
def file(client, cast):
    """A file of the history of which an address asks so much: "csv" or "xlsx"."""

    def answer(ending, /, **which):
        client.force_login(cast.board_reader)
        return client.get(reverse(f"history_{ending}", args=(cast.register.slug,)), which)

    return answer


FILTERS = {
    "nothing": ({}, [*BEGINNING, 7, 8, 9, 10, 11, 12]),
    "what says nothing": ({"q": " ", "risk": "", "kind": ""}, [*BEGINNING, 7, 8, 9, 10, 11, 12]),
    "risk": ({"risk": "R1.1"}, [4, 7, 9]),
    "risk with its controls and scores": ({"risk": "R1.2"}, [5, 10, 11]),
    "scores": ({"kind": "scores"}, [8]),
    "wording": ({"kind": "wording"}, [7, 9]),
    "controls": ({"kind": "controls"}, [10]),
    "risks": ({"kind": "risks"}, [4, 5, 6, 11]),
    "the register": ({"kind": "register"}, [1, 2, 3, 12]),
    "corrections": ({"kind": "corrections"}, []),
    "person": ({"person": "Edith Editor"}, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    "organisation": (
        {"organisation": "Office of the Commissioner"},
        [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ),
    "from a day": ({"from": "2024-03-04"}, [10, 11, 12]),
    "to a day": ({"to": BEGAN}, BEGINNING),
    "both ends of a month": ({"from": "2024-03-01", "to": "2024-03-31"}, [7, 8, 9, 10, 11]),
    "one day": ({"from": "2024-04-01", "to": "2024-04-01"}, [12]),
    "words in a reason": ({"q": "got worse"}, [8]),
    "words in capitals": ({"q": "GOT WORSE"}, [8]),
    "words put in and taken out": ({"q": "zebra"}, [7, 9]),
    "words beyond English": ({"q": "élan"}, [10]),
    "a sign of the database's own": ({"q": "100 %"}, [10]),
    "another": ({"q": "_"}, []),
    "two at once": ({"risk": "R1.1", "q": "gone"}, [9]),
    "two that exclude each other": ({"risk": "R1.1", "kind": "controls"}, []),
}


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_shows_what_it_asks_for_and_its_files_hold_the_same(asked, file, name):
    which, found = FILTERS[name]
    page = asked(**which)
    assert (page.status, numbers(page)) == (200, found)
    assert f"{len(found)} revision{'' if len(found) == 1 else 's'} " in page.text
    table = read_csv(file("csv", **which).content)[1:]
    assert sorted({int(row[0]) for row in table}) == found
    book = load_workbook(io.BytesIO(file("xlsx", **which).content))
    cells = [row[0].value for row in book["History"].iter_rows(min_row=2)]
    assert sorted(set(cells)) == found


WRONG = {
    "risk": ({"risk": "R9.9"}, "There is no risk R9.9 here."),
    "kind": ({"kind": "<script>"}, "There is no kind of change “<script>”."),
    "person": ({"person": "=cmd()"}, "Nothing was changed by anybody called “=cmd()”."),
    "organisation": ({"organisation": "X"}, "Nothing was changed by anybody called “X”."),
    "from": ({"from": "yesterday"}, "“yesterday” is no day: write it as 2026-11-20."),
    "to": ({"to": "2024-02-30"}, "“2024-02-30” is no day: write it as 2026-11-20."),
    "year": ({"to": "9999-12-31"}, "“9999-12-31” is no day: write it as 2026-11-20."),
    "the wrong way round": (
        {"from": "2024-03-02", "to": "2024-03-01"},
        "The last day is before the first, so there is nothing between them.",
    ),
    "long words": ({"q": "x" * 30_000}, "Search for at most 200 characters."),
    "a long risk": ({"risk": "x" * 30_000}, f"There is no risk {'x' * 200} here."),
    "NUL in a risk": ({"risk": "R1.\0"}, "There is no risk R1. here."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_there_is_not_is_told_and_nothing_is_shown(asked, file, name):
    which, sentence = WRONG[name]
    page = asked(**which)
    assert (page.status, numbers(page)) == (422, [])
    assert sentence in page.text
    assert page.title.startswith("Error:")
    assert "<script>" not in page.html.replace("<script src", "")
    assert "Workbook" not in page.links
    for ending in ("csv", "xlsx"):
        answer = file(ending, **which)
        where = urlsplit(answer["Location"])
        assert (answer.status_code, where.path.endswith("/history/")) == (302, True)


def test_a_file_that_could_not_be_made_leads_to_what_is_wrong(client, file):
    answer = client.get(file("csv", risk="R9.9", q="zebra")["Location"])
    assert answer.status_code == 422
    assert "There is no risk R9.9 here." in answer.content.decode()
    assert 'value="zebra"' in answer.content.decode()


@pytest.mark.parametrize("words", ["\0", "zebra\0", "<script>alert(1)</script>", "=cmd()", "‮"])
def test_hostile_words_are_words(asked, file, words):
    page = asked(q=words)
    assert page.status == 200
    assert "<script>alert" not in page.html
    assert file("xlsx", q=words).status_code == 200


def test_pages_keep_what_was_asked_for(asked, client, cast, monkeypatch):
    monkeypatch.setattr(history, "ON_A_PAGE", 2)
    first = asked(person="Edith Editor", q="it")
    assert numbers(first) == [10, 11]
    assert "The newest of those that say this" in first.text
    address = reverse("history", args=(cast.register.slug,))
    older = Seen(client.get(address + first.links["Older"]))
    assert numbers(older) == [8, 9]
    newest = Seen(client.get(address + older.links["Newest"]))
    assert numbers(newest) == [10, 11]


def test_a_page_goes_on_at_a_revision_and_not_at_a_place(asked, client, cast, monkeypatch):
    monkeypatch.setattr(history, "ON_A_PAGE", 2)
    older = asked().links["Older"]
    do(cast, "2024-05-01", "revise_theme", 2, name="Staff", reason="Meanwhile.")
    address = reverse("history", args=(cast.register.slug,))
    assert numbers(Seen(client.get(address + older))) == [9, 10]


@pytest.mark.parametrize("before", ["nonsense", "-1", "9" * 30, "³", "\0"])
def test_a_page_that_is_none_is_the_first(asked, before):
    assert numbers(asked(before=before)) == [*BEGINNING, 7, 8, 9, 10, 11, 12]


def test_what_is_asked_for_stays_in_the_form_and_can_be_taken_away(asked):
    page = asked(risk="R1.1", kind="wording", q="zebra", **{"from": "2024-03-01"})
    assert '<option value="R1.1" selected>' in page.html
    assert '<option value="wording" selected>' in page.html
    assert 'name="q" value="zebra"' in page.html
    assert 'name="from" value="2024-03-01"' in page.html
    assert page.links["Show all"].endswith("/history/")
    assert "Show all" not in asked().links


def test_people_and_organisations_are_those_that_ever_changed_it(asked, cast):
    page = asked()
    for name in ("Edith Editor", "Office of the Commissioner"):
        assert f'<option value="{name}">{name}</option>' in page.html
    assert "Rita Reader" not in page.html.split("<form")[-1]


def test_a_line_of_a_file_says_all_of_one_difference(file, cast):
    rows = read_csv(file("csv", kind="scores").content)
    point = last_point(cast.register)
    seal = shown(cast.register.journal.revisions.get(number=8).seal.value)
    assert rows == [
        [
            "Revision", "When", "What was done", "Who", "Post", "For", "Why", "Risk", "Of",
            "Field", "Before", "After", "Seal", "Note",
        ],
        [
            "8", "2024-03-02T12:00:00+00:00", "R2.1 scored after controls", "Edith Editor",
            "Editor of OPCC", "Office of the Commissioner", "It got worse.", "R2.1",
            "after controls", "score", "3 × 3 = 9", "4 × 4 = 16", seal, "",
        ],
    ]  # fmt: skip
    answer = file("csv")
    assert answer["Register-Revision"] == f"12:{point.seal}"
    assert (
        f"exampleshire-history-revision-12-{point.seal[:16]}.csv" in answer["Content-Disposition"]
    )


def test_a_workbook_says_whose_it_is_and_up_to_where(file, cast):
    book = load_workbook(io.BytesIO(file("xlsx").content))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    assert (about["What this is"], about["Marking"], about["Revision"]) == (
        "History",
        "OFFICIAL",
        12,
    )
    assert about["Owners"] == "Office of the Commissioner, Constabulary of Exampleshire"
    assert about["Seal"] == shown(last_point(cast.register).seal)


def test_formulas_and_what_was_altered_come_out_as_text(file, cast):
    do(cast, "2024-05-01", "revise_risk", "R1.1", causes="=cmd()", reason="+44")
    take_guards_away()
    alter(cast.register.journal.revisions.get(number=9).texts.get(position=1), text="{[", salt="")
    book = load_workbook(io.BytesIO(file("xlsx").content))
    rows = [[cell.value for cell in row] for row in book["History"].iter_rows(min_row=2)]
    assert (rows[0][6], rows[0][11]) == ("+44", "=cmd()")
    assert {cell.data_type for row in book["History"].iter_rows() for cell in row} <= {
        "inlineStr", "s", "n", "d",
    }  # fmt: skip
    notes = {row[0]: row[13] for row in rows}
    assert notes[9] == "Altered past the system: not all of it can be read."


def test_a_link_to_a_revision_leads_to_the_page_on_which_it_stands(see_risk, client, cast):
    for number in range(history.ON_A_PAGE + 5):
        do(cast, f"2024-06-01T10:{number:02d}", "revise_risk", "R2.1", title=f"{number}",
           reason="So.")  # fmt: skip
    href = see_risk("R2.1").links["8"]
    address, _hash, anchor = href.partition("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()


@pytest.fixture
def see_risk(client, cast):
    def page(reference):
        client.force_login(cast.board_reader)
        return Seen(client.get(reverse("risk", args=(cast.register.slug, reference))))

    return page


def test_what_touched_several_risks_says_of_which_each_change_is(asked, file, cast):
    do(cast, "2024-05-01", "adopt_scheme", scheme_of(3, 3), reason="So.",
       likelihood_map=FEWER, impact_map=FEWER)  # fmt: skip
    text = asked().text
    for said in (
        "R1.1 after controls · score before: 2 × 3 = 6 → now: 2 × 2 = 4",
        "R2.1 after controls · score before: 4 × 4 = 16 → now: 3 × 3 = 9",
    ):
        assert said in text
    rows = read_csv(file("csv", kind="register", **{"from": "2024-05-01"}).content)[1:]
    assert [(row[7], row[8]) for row in rows] == [
        ("", "register"), ("R1.1", "after controls"), ("R2.1", "after controls"),
    ]  # fmt: skip
    assert "after controls · score before: 2 × 3" in asked(risk="R1.1").text
    assert "R1.1 after controls" not in asked(risk="R1.1").text


@pytest.mark.parametrize(
    ("which", "marking"),
    [
        ({}, "OFFICIAL-SENSITIVE"),
        ({"risk": "R1.1"}, "OFFICIAL-SENSITIVE"),
        ({"risk": "R2.1"}, "OFFICIAL"),
    ],
)
def test_a_workbook_bears_the_highest_marking_of_what_is_in_it(file, cast, which, marking):
    for text in ("OFFICIAL-SENSITIVE", ""):
        do(cast, f"2024-05-0{1 if text else 2}", "revise_risk", "R1.1", marking=text, reason="So.")
    book = load_workbook(io.BytesIO(file("xlsx", **which).content))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Marking"] == marking

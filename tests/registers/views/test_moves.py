"""What moved on the map since another day, what controls do, following, and the course of a risk."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers import build
from registers import snapshot as reading
from tests.registers.cast import scheme_of
from tests.registers.past import do, make_past
from tests.registers.views.made import load, risk

MAP = "/registers/exampleshire/heatmap/"


@pytest.fixture
def cast(db):
    """R1.1 (2, 3) and R2.1 (3, 3) scored at the beginning, 5 February 2024; R1.2 not."""
    return make_past()


@pytest.fixture
def moved(cast):
    """After February: R1.1 better, R2.1 worse, R1.2 scored, R2.2 raised."""
    do(cast, "2024-04-01", "assess", "R1.1", "after", likelihood=1, impact=3, why="It works.")
    do(cast, "2024-04-02", "assess", "R2.1", "after", likelihood=4, impact=3, why="It fails.")
    do(cast, "2024-04-03", "assess", "R1.2", "after", likelihood=2, impact=2, why="First.")
    do(cast, "2024-04-04", "raise_risk", theme=2, description="New.", after=(2, 3), reason="So.")
    return cast


def test_what_moved_since_a_day(see, moved):
    page = see("board_reader", MAP + "?view=moved&from=2024-03-01")
    assert "Since 1 March 2024, 4 risks: 1 worse, 1 better, no score the same" in page.text
    assert "2 risks moved Worse first R2.1 Too few officers. 12 High ↑ Up from 9 It fails." in (
        page.text
    )
    assert "9 → 12 from 9 to 12 Worse: Likelihood 3 → 4 R2.1" in page.text
    assert "6 → 3 from 6 to 3 Better: Likelihood 2 → 1 R1.1" in page.text
    assert "Raised: R2.2" in page.text
    assert "Scored for the first time: R1.2" in page.text
    assert page.html.count('data-way="3-3.4-3"') == 2
    assert page.html.count('class="moves-way rises"') == 2


def test_the_list_follows_the_chosen_way(see, moved):
    page = see("board_reader", MAP + "?view=moved&from=2024-03-01&way=2-3.1-3")
    assert "1 risk: 6 → 3 Whole map Likelihood 2 → 1 R1.1" in page.text
    assert listed(page) == ["R1.1"]
    assert page.links["Whole map"] == "?view=moved&from=2024-03-01"
    assert page.html.count("moves-way rises faded") == 2


def test_a_cell_of_the_drawing_lists_who_is_there_now(see, moved):
    page = see("board_reader", MAP + "?view=moved&from=2024-03-01&cell=2-3")
    assert "1 risk scores 6" in page.text
    assert listed(page) == ["R2.2"]


@pytest.mark.parametrize("query", ["&way=9-9.1-1", "&way=x", "&cell=9-9", "&follow=risk-R9.9"])
def test_what_is_not_there_chooses_nothing(see, moved, query):
    page = see("board_reader", MAP + "?view=moved&from=2024-03-01" + query)
    assert page.status == 200
    assert "2 risks moved Worse first" in page.text


def test_nothing_moved_is_said(see, cast):
    text = see("board_reader", MAP + "?view=moved&from=2024-02-20&at=2024-03-01").text
    assert "Since 20 February 2024, 3 risks: none worse, none better, 2 scores the same" in text
    assert "No risk moved; 2 stay" in text


def test_two_points_the_wrong_way_round_are_turned(client, moved):
    client.force_login(moved.editor)
    answer = client.get(MAP + "?view=moved&from=2024-04-10&at=2024-03-01")
    assert answer.status_code == 302
    assert answer.url == MAP + "?view=moved&from=2024-03-01&at=2024-04-10"


def test_a_day_before_the_register_began_is_told(see, cast):
    assert see("board_reader", MAP + "?view=moved&from=2020-01-01").status == 404


def test_what_controls_do_is_a_view_of_its_own(see, cast):
    load([risk(1, (1, 2)), risk(2, (2, 2)), {"reference": "R1.3", "description": "Bare."}])
    page = see("editor", "/registers/made/heatmap/?view=controls")
    assert page.text.startswith("Heat map Controls take 1 of 2 risks lower")
    assert "1 way, 1 risk; 1 stays" in page.text
    assert "4 → 2 from 4 to 2 Likelihood 2 → 1 R1.1 4 = 4 from 4 to 4 No change R1.2" in page.text
    assert "Not scored: R1.3" in page.text


def test_another_scheme_cannot_be_compared(see, cast):
    same = {1: 1, 2: 2, 3: 3, 4: 3}
    do(cast, "2024-04-01", "adopt_scheme", scheme_of(3, 3), reason="Fewer.",
       likelihood_map=same, impact_map=same)  # fmt: skip
    page = see("editor", MAP + "?view=moved&from=2024-03-01")
    assert "2 not comparable" in page.text
    assert "Not comparable, since the scheme changed: R1.1 R2.1" in page.text
    assert "data-way" not in page.html


def test_following_fades_the_others_and_lists_the_followed(see, moved):
    page = see("board_reader", MAP + "?follow=theme-2")
    assert "Follow 2. Workforce" in page.text
    assert "2 risks Whole map Followed: 2. Workforce, worst first R2.1" in page.text
    faded = re.findall(r'class="faded">([^<]+)<', page.html)
    assert sorted(faded) == ["R1.1", "R1.2"]
    assert page.links["Before controls"] == "?view=before&follow=theme-2"


@pytest.mark.parametrize(
    ("follow", "references"),
    [("lead-OPCC", ["R1.1"]), ("joint", ["R1.2", "R2.2"]), ("risk-R2.1", ["R2.1"])],
)
def test_whom_one_can_follow(see, moved, follow, references):
    page = see("board_reader", f"{MAP}?follow={follow}")
    assert sorted(listed(page)) == references


def test_marks_on_the_map_say_worse_and_better(see, moved):
    page = see("board_reader", MAP + "?from=2024-03-01")
    assert "R2.1 ↑ Up from 9" in page.text
    assert "R1.1 ↓ Down from 6" in page.text
    assert "Worse or better since 1 March 2024" in page.text
    assert "ref-mark" not in see("board_reader", MAP + "?view=before&from=2024-03-01").html


def test_the_course_of_one_risk(see, moved):
    do(moved, "2024-05-01", "assess", "R1.1", "after", likelihood=2, impact=3, why="Back.")
    page = see("board_reader", MAP + "?view=course&follow=risk-R1.1")
    assert "R1.1 moved 2 times since it was first scored, on 5 February 2024." in page.text
    assert "1 May 24" in page.text
    assert "Course of R1.1" in page.text
    assert page.html.count("data-way=") == 4


def test_a_course_of_many_is_none(see, moved):
    page = see("board_reader", MAP + "?view=course&follow=theme-1")
    assert page.text.startswith("Heat map After controls")
    assert "Its course" not in page.text


def test_steps_through_time(see, moved):
    page = see("board_reader", MAP + "?at=2024-04-02")
    assert '<option value="2024-04-02" selected>2 April 2024</option>' in page.html
    assert '<option value="">Now</option>' in page.html
    assert page.html.count("<option") <= 62


def test_hostile_names_come_out_as_text(see, cast):
    hostile = "<script>alert(1)</script>"
    load([risk(1, (3, 3), description=hostile, risk_owner=hostile)], posts=[{"title": hostile}])
    for query in ("?view=moved", "?view=controls", f"?follow=owner-{hostile}"):
        page = see("editor", "/registers/made/heatmap/" + query)
        assert page.status == 200
        assert "<script>alert" not in page.html


def test_queries_do_not_grow(client, cast):
    client.force_login(cast.editor)
    counts = []
    for day, count in (("2024-04-01", 1), ("2024-04-02", 6)):
        for number in range(count):
            do(cast, f"{day}T12:0{number}", "raise_risk", theme=1, description="New.",
               after=(2, 2), reason="So.")  # fmt: skip
        reading.forget()
        build.scheme_of.cache_clear()
        for _time in range(2):
            with CaptureQueriesContext(connection) as asked:
                client.get(MAP + "?view=moved&from=2024-02-20")
            counts.append(len(asked))
    assert counts == [29, 5, 29, 5]


def listed(page):
    part = page.html[page.html.index('class="map-list') :].split("<h3>")[0]
    return re.findall(r'<li><a class="reference" href="[^"]*">([^<]+)<', part)

"""The map in a meeting: one risk beside it, next and previous, and what following costs."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers.actions import assess
from tests.registers.views.made import load, risk

MEETING, LATEST = "/registers/made/heatmap/meeting/", "/registers/made/heatmap/latest/"


@pytest.fixture
def made(cast):
    return load([risk(1, (2, 3)), risk(2, (4, 4)), risk(3, (1, 1)),
                 {"reference": "R1.4", "description": "Bare."}])  # fmt: skip


def test_it_opens_on_the_worst_risk(see, made):
    page = see("board_reader", MEETING)
    assert "1. Everything R1.2 Joint Something happens in way 2." in page.text
    assert "Before controls 4 Low → After controls 16 High" in page.text
    assert "Controls Someone watches way 2." in page.text
    assert "Previous risk: R1.4 1 of 4 Next risk: R1.1" in page.text
    assert page.links["Next risk: R1.1"] == f"{MEETING}?risk=R1.1"


def test_one_risk_is_in_the_address(see, made):
    page = see("board_reader", MEETING + "?risk=R1.4")
    assert "4 of 4" in page.text
    assert page.text.count("Not scored") == 2
    assert page.links["R1.2"] == MEETING + "?risk=R1.2"


def test_the_current_risk_is_marked_on_the_map(see, made):
    html = see("board_reader", MEETING + "?risk=R1.1").html
    assert f'href="{MEETING}?risk=R1.1" aria-current="true">R1.1</a>' in html
    assert html.count("aria-current") == 1


def test_a_risk_that_is_not_there_is_not_found(see, made):
    assert see("board_reader", MEETING + "?risk=R9.9").status == 404


def test_an_empty_register_says_so(see, cast):
    load([])
    assert "No risk is in the register yet." in see("board_reader", MEETING).text


def test_the_latest_number_is_one_query_beside_session_and_user(client, cast, made):
    client.force_login(cast.board_reader)
    first = client.get(LATEST)
    assert json.loads(first.content) == {"revision": 1}
    with CaptureQueriesContext(connection) as asked:
        again = client.get(LATEST, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(asked) == 3
    assess(made, "R1.1", "after", by=cast.editor, likelihood=3, impact=3, why="Worse.")
    changed = client.get(LATEST, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, json.loads(changed.content)) == (200, {"revision": 2})


def test_it_says_where_to_ask(see, made):
    html = see("board_reader", MEETING).html
    assert f'data-latest="{LATEST}"' in html
    assert 'data-etag="&quot;1-' in html


def test_hostile_words_come_out_as_text(see, cast):
    load([risk(1, description="<script>alert(1)</script>")])
    page = see("board_reader", MEETING)
    assert "<script>alert" not in page.html
    assert "<script>alert(1)</script>" in page.text

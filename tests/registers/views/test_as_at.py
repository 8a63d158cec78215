"""Pages as at a day, a moment or a revision: what stood there then, and nothing to edit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registers.actions import close_risk, revise_register, revise_risk, revise_theme
from registers.snapshot import snapshot

PLACES = {"register": (), "heatmap": (), "scheme": (), "risk": ("R1.1",)}


@pytest.fixture
def address(register):
    return lambda name, *places: reverse(name, args=(register.slug, *places))


@pytest.fixture
def then(cast):
    """A register that was changed since, and what it said before."""
    before = snapshot(cast.register)
    revise_risk(cast.register, "R1.1", by=cast.editor, description="Said anew.", reason="So.")
    revise_theme(cast.register, 1, by=cast.editor, name="Trust", reason="So.")
    close_risk(cast.register, "R1.2", by=cast.editor, why="It is past.")
    revise_register(cast.register, by=cast.editor, title="Another title", reason="So.")
    return before


@pytest.mark.parametrize("name", PLACES)
def test_says_what_is_seen_and_leads_back(see, address, then, name):
    page = see("editor", f"{address(name, *PLACES[name])}?at={then.number}")
    assert page.status == 200
    assert f"the register as it stood at revision {then.number}, of" in page.html
    assert "Nothing can be edited here." in page.html
    assert page.links["Back to now"] == "?"
    assert page.links["What has changed since"] == f"{address('changes')}?from={then.number}"
    assert "Said anew." not in page.html
    assert "Another title" not in page.html


@pytest.mark.parametrize("name", PLACES)
def test_offers_nothing_to_edit(see, address, then, name):
    live = see("editor", address(name, *PLACES[name]))
    past = see("editor", f"{address(name, *PLACES[name])}?at={then.number}")
    edits = ("/edit/", "/assess/", "/new/", "/close/", "/move/", "/retire/", "/order/")
    assert not [href for href in past.hrefs if any(part in href for part in edits)]
    if name in {"register", "risk"}:
        assert [href for href in live.hrefs if any(part in href for part in edits)]


def test_what_was_closed_since_is_there_as_it_was(see, address, then):
    assert "R1.2" in see("board_reader", f"{address('register')}?at={then.number}").text
    assert "Nobody listens." in see("board_reader", f"{address('heatmap')}?at={then.number}").text
    page = see("board_reader", f"{address('risk', 'R1.2')}?at={then.number}")
    assert "Closed" not in page.text
    assert "Closed" in see("board_reader", address("risk", "R1.2")).text


def test_every_link_to_another_page_of_the_register_stays_in_the_past(see, address, then):
    page = see("board_reader", f"{address('register')}?at={then.number}")
    within = [
        href
        for href in page.hrefs
        if href.startswith(address("register")) and "/changes/" not in href
    ]
    assert within
    assert [href for href in within if f"at={then.number}" not in href] == []


def test_the_history_beside_a_risk_ends_there(see, address, then):
    past = see("editor", f"{address('risk', 'R1.1')}?at={then.number}")
    live = see("editor", address("risk", "R1.1"))
    assert "Revised" in live.text
    assert "Revised" not in past.text


@pytest.mark.parametrize("form", ["number", "day", "moment", "moment with its zone"])
def test_each_way_to_name_a_point(see, address, then, form):
    now = timezone.localtime()
    asked = {
        "number": str(then.number + 4),
        "day": now.date().isoformat(),
        "moment": now.replace(tzinfo=None).isoformat(),
        "moment with its zone": now.isoformat(),
    }[form]
    page = see("editor", f"{address('register')}?at={asked}")
    assert page.status == 200
    assert f"revision {then.number + 4}" in page.html


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("1999-01-01", "The register had not begun on 1 January 1999."),
        ("0001-01-01", "The register had not begun on 1 January 0001."),
        ("2999-01-01", "1 January 2999 has not come yet."),
        ("9999", "There is no revision 9999 of this register."),
        ("0", "There is no revision 0 of this register."),
        ("yesterday", "“yesterday” is no day, moment, version or revision."),
        ("2026-13-01", "“2026-13-01” is no day, moment, version or revision."),
        ("<script>", "“&lt;script&gt;” is no day, moment, version or revision."),
        ("\x00", "is no day, moment, version or revision."),
        ("٣", "“٣” is no day, moment, version or revision."),
        ("9999-12-31T23:59:59.999999-12:00", "has not come yet."),
        ("a" * 5000, f"“{'a' * 60}” is no day, moment, version or revision."),
    ],
)
def test_what_is_out_of_reach_is_told_with_the_range_that_exists(
    client, cast, address, asked, sentence
):
    client.force_login(cast.board_reader)
    for name, places in PLACES.items():
        answer = client.get(address(name, *places), {"at": asked})
        assert answer.status_code == 404
        html = answer.content.decode()
        assert sentence in html
        assert "Its record runs from" in html
        assert f'href="{address("register")}"' in html


def test_a_revision_of_another_register_is_none_of_this_one(see, address, cast):
    number = cast.register.journal.revisions.count() + 1
    assert see("editor", f"{address('register')}?at={number}").status == 404


def test_a_risk_that_was_raised_later_is_not_there(see, address, then):
    assert see("editor", f"{address('risk', 'R3.9')}?at=3").status == 404


def test_the_file_is_the_one_of_then(client, cast, address, then):
    client.force_login(cast.board_reader)
    live = client.get(address("export_json"))
    past = client.get(address("export_json"), {"at": then.number})
    assert b"Said anew." in live.content
    assert b"Said anew." not in past.content
    assert f"revision-{then.number}" in past["Content-Disposition"]
    assert f"revision-{then.number + 4}" in live["Content-Disposition"]


@pytest.mark.parametrize("name", PLACES)
def test_at_no_more_than_one_query_more_than_now(client, cast, address, then, name):
    client.force_login(cast.board_reader)
    counts = []
    for query in ("", f"?at={then.number}"):
        client.get(address(name, *PLACES[name]) + query)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address(name, *PLACES[name]) + query)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1


@pytest.mark.parametrize("name", PLACES)
def test_now_and_then_come_from_the_same_templates(client, cast, address, then, name):
    client.force_login(cast.editor)
    live = client.get(address(name, *PLACES[name]))
    past = client.get(address(name, *PLACES[name]), {"at": then.number})
    only_now = {t.name for t in live.templates} - {t.name for t in past.templates}
    only_then = {t.name for t in past.templates} - {t.name for t in live.templates}
    assert live.templates[0].name == past.templates[0].name
    assert "parts/as_at.html" in only_then
    assert {name for name in only_now if name.startswith("registers/")} == set()


def test_a_day_is_seen_as_it_ended(see, address, cast):
    today = timezone.localdate()
    page = see("editor", f"{address('register')}?at={today}")
    assert f"revision {snapshot(cast.register).number} of" in page.html
    assert see("editor", f"{address('register')}?at={today + timedelta(days=1)}").status == 404

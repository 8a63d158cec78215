import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.actions import assess, close_risk, raise_risk, revise_risk
from registers.snapshot import forget
from tests.registers.views.made import load, risk

EDITS = ("risk_edit", "control_add", "control_order", "risk_move", "risk_close")


@pytest.fixture
def address(register):
    return lambda reference: reverse("risk", args=(register.slug, reference))


def test_a_risk_stands_in_the_order_of_the_document(see, address):
    text = see("board_reader", address("R1.1")).text
    parts = (
        "R1.1 6 Medium Within appetite (6)",
        "Lead Office of the Commissioner Risk owner Not recorded Treatment Not recorded",
        "The risk The public is not heard.",
        "Before mitigating controls 9 High Likelihood 3 Probable × impact 3 Significant",
        "Controls 2 in place Meetings are held. Letters are answered.",
        "After mitigating controls 6 Medium Likelihood 2 Possible × impact 3 Significant",
        "Controls lower the score from 9 to 6.",
        "History",
        "Raised",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "Target" not in text


def test_what_is_not_scored_is_said(see, address):
    text = see("board_reader", address("R1.2")).text
    assert "R1.2 Not scored after controls" in text
    assert "No controls are recorded." in text


def test_a_theme_s_own_appetite_holds(see, address, register, editor):
    assess(register, "R3.9", "after", by=editor, likelihood=3, impact=2, why="Less.")
    assert "Above appetite (4)" in see("board_reader", address("R3.9")).text


def test_neighbours_are_those_printed_before_and_after(see, address):
    page = see("board_reader", address("R1.2"))
    assert page.links["Previous risk: R1.1"] == address("R1.1")
    assert page.links["Next risk: R3.9"] == address("R3.9")


def test_only_those_who_may_edit_are_offered_to(see, address, register):
    offered = {reverse(name, args=(register.slug, "R1.1")) for name in EDITS}
    for editor in ("editor", "approver"):
        assert offered <= set(see(editor, address("R1.1")).hrefs)
    for reader in ("board_reader", "contributor", "council_reader"):
        hrefs = see(reader, address("R1.1")).hrefs
        assert not [h for h in hrefs if "/edit/" in h or "/assess/" in h or "/close/" in h]


def test_a_closed_risk_says_so_and_can_only_be_reopened(see, address, register, editor):
    close_risk(register, "R1.2", by=editor, why="It went away.")
    page = see("editor", address("R1.2"))
    assert "This risk was closed on" in page.text
    assert "It went away." in page.text
    assert reverse("risk_reopen", args=(register.slug, "R1.2")) in page.hrefs
    assert reverse("risk_edit", args=(register.slug, "R1.2")) not in page.hrefs


def test_its_history_stands_beside_it_and_leads_on(see, address, register, editor):
    for number in range(7):
        revise_risk(register, "R1.1", by=editor, reason=f"Why {number}.", title=f"Title {number}")
    page = see("board_reader", address("R1.1"))
    assert "Why 6." in page.text
    assert "Why 1." in page.text
    assert "Why 0." not in page.text
    assert "Short title: Title 5 → Title 6" in page.text
    assert page.links["All of it"] == f"/registers/{register.slug}/history/?risk=R1.1"


def test_what_is_too_long_for_its_margin_is_named_there(see, address, register, editor):
    revise_risk(register, "R1.1", by=editor, reason="Clearer.", description="Why " * 40, title="T")
    text = see("editor", address("R1.1")).text
    assert "Revised Short title: T Changed: description" in text


def test_a_course_that_begins_today_ends_at_now(see, address):
    page = see("editor", address("R1.1"))
    assert page.html.count(">Now<") == 2
    tag, tick = (
        [float(x) for x in re.findall(pattern, page.html)]
        for pattern in (r"translate\(([\d.]+) [\d.]+\)", r'course-tick" x="([\d.]+)"')
    )
    assert [x + 17 for x in tag] == tick == [848, 358]


def test_its_bands_bear_the_ranges_of_the_scheme(see, cast):
    load([risk(1)])
    page = see("editor", reverse("risk", args=("made", "R1.1")))
    assert ">Medium</tspan> 6–10</text>" in page.html


def test_an_unknown_reference_is_not_found(see, address):
    assert see("editor", address("R9.9")).status == 404


def test_hostile_text_comes_out_as_text(see, address, register, editor):
    hostile = '"><script>alert(1)</script> ‮txet‬ 🚓 {{ 7 }}'
    raise_risk(
        register,
        by=editor,
        reason=hostile,
        theme=1,
        reference="R1.66",
        title=hostile,
        description=hostile,
        causes=hostile,
        consequences=hostile,
        controls=(hostile,),
        before=(1, 1),
    )
    page = see("editor", address("R1.66"))
    assert "<script>alert" not in page.html
    assert page.text.count(hostile) >= 6


@pytest.mark.parametrize("risks", [19, 100])
def test_queries_are_few_and_the_same_whatever_the_size(client, cast, risks):
    load([risk(number) for number in range(1, risks + 1)])
    client.force_login(cast.people["editor"])
    address = reverse("risk", args=("made", "R1.7"))
    forget()
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts == [25, 12]

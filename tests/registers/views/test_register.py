import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.actions import challenge, close_risk, plan_action, raise_risk, revise_risk
from registers.snapshot import forget
from tests.registers.views.made import load, risk

HOSTILE = '<script>alert("1")</script> & ‮txet‬ 🚓 {{ 7 }} {% now %}'


@pytest.fixture
def address(register):
    return reverse("register", args=(register.slug,))


def test_the_register_counts_its_risks_and_names_its_owners(see, address):
    page = see("board_reader", address)
    assert page.status == 200
    assert page.text.startswith(
        "Register 3 risks in 2 themes. After controls 1 is Medium; none is High or Low; "
        "none is above appetite. Owned jointly by Office of the Commissioner and "
        "Constabulary of Exampleshire"
    )
    assert "1. Public engagement 2 risks after controls: 1 Medium" in page.text
    assert "3. Workforce 1 risk" in page.text


def test_a_risk_is_one_row_with_both_scores_lead_and_controls(see, address):
    text = see("board_reader", address).text
    assert (
        "R1.1 The public is not heard. 9 High L3 × I3 6 Medium L2 × I3 OPCC leads "
        "Controls R1.1 Controls in place Meetings are held. Letters are answered. "
        "R1.2 Nobody listens. Not scored Not scored Joint lead"
    ) in text


def test_only_those_who_may_edit_are_offered_to(see, address, register):
    offered = {reverse(name, args=(register.slug,)) for name in ("risk_raise", "register_edit")}
    assert offered <= set(see("editor", address).hrefs)
    for reader in ("board_reader", "contributor", "council_reader"):
        assert not offered & set(see(reader, address).hrefs)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?theme=3", ["R3.9"]),
        ("?band=2", ["R1.1"]),
        ("?band=none", ["R1.2", "R3.9"]),
        ("?lead=OPCC", ["R1.1"]),
        ("?lead=joint", ["R1.2", "R3.9"]),
        ("?q=ANSWERED+letters", ["R1.1"]),
        ("?q=nowhere", []),
        ("?sort=worst", ["R1.1", "R3.9", "R1.2"]),
        ("?theme=3&q=heard", []),
        ("?theme=4&band=9&lead=x&sort=x&show=x", ["R1.1", "R1.2", "R3.9"]),
    ],
)
def test_filters_stand_in_the_address(see, address, query, shown):
    page = see("board_reader", address + query)
    assert [href.split("/")[-2] for href in page.hrefs if "/risks/R" in href] == shown


def test_a_filter_says_how_many_and_leads_back(see, address):
    page = see("board_reader", address + "?theme=3&text=full")
    assert "1 risk is shown. Show all open risks" in page.text
    assert page.links["Show all open risks"] == "?text=full"
    assert page.links["High"] == "?theme=3&text=full&band=3"
    assert "No risk fits this choice." in see("board_reader", address + "?q=nowhere").text


def test_a_reference_in_the_search_leads_to_its_risk(see, address):
    page = see("board_reader", address + "?q=+r1.2+")
    assert (page.status, page.answer["Location"]) == (302, f"{address}risks/R1.2/")


def test_closed_risks_stand_apart(see, address, register, editor):
    close_risk(register, "R1.2", by=editor, why="It went away.")
    page = see("board_reader", address)
    assert "1 risk is closed." in page.text
    assert "Nobody listens." not in page.text
    closed = see("board_reader", address + "?show=closed")
    assert "It went away." in closed.text
    assert "The public is not heard." not in closed.text


def test_a_short_title_stands_over_the_opening_sentence(see, address, register, editor):
    revise_risk(register, "R1.1", by=editor, reason="Shorter.", title="Public voice")
    assert "Public voice The public is not heard." in see("board_reader", address).text


def test_full_text_is_as_printed(see, address):
    text = see("board_reader", address + "?text=full").text
    assert (
        "R1.1 The public is not heard. Before mitigating controls are in place Likelihood Impact "
        "Total 3 3 9 High Meetings are held. Letters are answered. After mitigating controls are "
        "in place Likelihood Impact Total 2 3 6 Medium R1.2"
    ) in text


def test_words_are_searched_for_everywhere(see, address, register, editor, cast):
    plan_action(register, "R1.2", by=editor, text="Write to every household.")
    place = {"likelihood": 4, "impact": 4, "why": "Nobody replied to the survey."}
    challenge(register, "R1.1", "after", by=editor, **place)
    close_risk(register, "R3.9", by=editor, why="Recruits have arrived.")
    for words, reference in (("household", "R1.2"), ("replied", "R1.1"), ("recruits", "R3.9")):
        page = see("board_reader", f"{address}?q={words}")
        assert reference in page.links
        assert f"Search the history for “{words}”" in page.text
    assert "Closed" in page.text
    assert "R3.9" not in see("board_reader", address).links


@pytest.mark.parametrize("text", ["", "?text=full"])
def test_hostile_text_comes_out_as_text(see, address, register, editor, text):
    raise_risk(
        register, by=editor, reason=HOSTILE, theme=1, description=HOSTILE, controls=(HOSTILE,)
    )
    page = see("board_reader", address + text)
    assert "<script>alert" not in page.html
    assert page.text.count(HOSTILE) == 2


def test_a_search_of_hostile_words_comes_out_as_text(see, address):
    page = see("board_reader", address + "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page.html
    assert '“"><script>alert(1)</script>”' in page.text


def test_the_foot_bears_revision_seal_marking_and_notice(see, address, register):
    page = see("board_reader", address)
    assert page.html.count('<p class="strip') == 2
    assert f"Revision {page.answer.context['snapshot'].number} · seal " in page.html


@pytest.mark.parametrize("risks", [19, 100])
def test_queries_are_few_and_the_same_whatever_the_size(see, client, cast, risks):
    load([risk(number) for number in range(1, risks + 1)])
    client.force_login(cast.people["editor"])
    address = reverse("register", args=("made",))
    client.get(address)  # The scheme, which never changes, is read once in a process.
    assert statements(client, address, anew=True) == 14
    assert statements(client, address) == 3


def statements(client, address, *, anew=False):
    """The statements of a page: the session's and the user's, and at most twelve more."""
    if anew:
        forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)

"""Scoring by choosing a cell of the matrix."""

import pytest

from registers.actions import assess
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why


def score(register, reference="R1.1", stage="after"):
    found = snapshot(register).risk(reference).assessment(stage)
    return found and (found.likelihood, found.impact, found.why)


def test_each_cell_says_what_it_means(editing, address):
    page = editing.get(address("risk_assess", "R1.1", "after")).content.decode()
    assert page.count('type="radio"') == 16
    for name in (
        "Impact Major 4, likelihood Probable 3: 12 High",
        "Impact Significant 3, likelihood Possible 2: 6 Medium, where it stands now",
    ):
        assert name in page
    for words in (
        "Up from 6 Medium.", "Down from 6 Medium.", "Stays 6 Medium.",
        "The same score in another cell: it was 6 Medium.",
        "Likelihood 2 → 3, impact stays 3.", "Likelihood stays 2, impact 3 → 4.",
        "Likelihood 2 → 4, impact 3 → 4.", "Within appetite (6).", "Above appetite (6).",
    ):  # fmt: skip
        assert words in page, words


def test_a_theme_s_own_appetite_counts(editing, address):
    page = editing.get(address("risk_assess", "R3.9", "after")).content.decode()
    assert "Within appetite (4)." in page
    assert "Not scored until now." in page
    assert "Why this score?" in page


def test_before_controls_there_is_no_appetite(editing, address):
    page = editing.get(address("risk_assess", "R1.1", "before")).content.decode()
    assert "appetite (" not in page


@pytest.mark.parametrize("stage", ["before", "after", "target"])
def test_a_new_score_with_its_reason(editing, address, register, stage):
    response = save(
        editing, address("risk_assess", "R1.1", stage), place="1-4", why="It was settled."
    )
    assert response.status_code == 302
    assert response.url == address("risk", "R1.1") + f"#stage-{stage}"
    assert score(register, stage=stage) == (1, 4, "It was settled.")
    assert who_what_why(last(register)) == (
        f"assess {stage}", "R1.1", "Edith Editor", "Office of the Commissioner",
        "It was settled.",
    )  # fmt: skip


def test_without_a_reason_the_choice_and_its_words_stay(editing, address, register):
    response = save(editing, address("risk_assess", "R1.1", "after"), place="4-4")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Say why. Both organisations will read it." in page
    assert form_of(response)["place"] == "4-4"
    assert 'class="scoring-word scoring-chosen" data-place="4-4"' in page
    assert score(register) == (2, 3, "")


@pytest.mark.parametrize("place", ["", "5-1", "0-2", "2", "2-3-1", "x", "²-1", "99999-1"])
def test_what_is_no_cell(editing, address, register, place):
    before = count(register)
    response = save(editing, address("risk_assess", "R1.2", "after"), place=place, why="So.")
    assert response.status_code == 422
    assert "Choose a cell of" in response.content.decode()
    assert form_of(response)["why"] == "So."
    assert count(register) == before


def test_saving_nothing_where_there_is_no_score_is_told(editing, address):
    response = save(editing, address("risk_assess", "R1.2", "after"))
    assert response.status_code == 422
    assert "Choose a cell of the matrix." in response.content.decode()


def test_an_unknown_stage(editing, address):
    assert editing.get(address("risk_assess", "R1.1", "later")).status_code == 404


def test_scored_by_the_other_side_meanwhile(editing, address, register, cast):
    typed = opened(editing, address("risk_assess", "R1.1", "after"))
    assess(register, "R1.1", "after", by=cast.approver, likelihood=4, impact=3, why="Worse.")
    typed |= {"place": "1-3", "why": "Better."}
    response = editing.post(address("risk_assess", "R1.1", "after"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Abel Approver (Constabulary of Exampleshire) changed this after you opened it" in page
    assert "Worse." in page
    assert "Down from 12 High." in page, "measured from where it stands now"
    (conflict,) = response.context["conflicts"]
    assert (conflict.past, conflict.theirs.text, conflict.mine.text) == (
        "6 Medium: likelihood 2 × impact 3",
        "12 High: likelihood 4 × impact 3",
        "3 Low: likelihood 1 × impact 3",
    )
    assert score(register) == (4, 3, "Worse.")
    again = form_of(response)
    assert (again["place"], again["why"]) == ("1-3", "Better.")
    where = address("risk_assess", "R1.1", "after")
    assert editing.post(where, again).status_code == 422, "nothing is chosen yet"
    assert editing.post(where, again | {"choose_place": "mine"}).status_code == 302
    assert score(register) == (1, 3, "Better.")


def test_the_first_score_of_both_at_once(editing, address, register, cast):
    typed = opened(editing, address("risk_assess", "R1.2", "after"))
    assess(register, "R1.2", "after", by=cast.approver, likelihood=4, impact=3, why="Ours.")
    typed |= {"place": "1-3", "why": "Mine."}
    assert editing.post(address("risk_assess", "R1.2", "after"), typed).status_code == 422
    assert score(register, "R1.2") == (4, 3, "Ours.")


def test_saving_twice_scores_once_and_says_so(editing, address, register):
    before = count(register)
    typed = opened(editing, address("risk_assess", "R1.1", "after")) | {"place": "1-1", "why": "A."}
    for _ in range(2):
        assert editing.post(address("risk_assess", "R1.1", "after"), typed).status_code == 302
    assert count(register) == before + 1
    page = editing.get(address("risk", "R1.1")).content.decode()
    assert page.count(f"Saved as revision {before + 1}.") == 2
    assert "Nothing was changed." not in page

"""From a review's walk to an editing page and back: at the same risk, with its outcome preset."""

import re
from dataclasses import replace

import pytest

from registers.actions import call_off_review, choose_proposals, record_outcome
from registers.meetings import decided
from registers.models import Proposal
from tests.registers.agreeing import agree, called
from tests.registers.cast import make_register
from tests.registers.views.editing.pages import count, opened, save
from tests.registers.views.editing.test_reviews import chosen

WORSE = {"place": "3-3", "why": "It grew."}


@pytest.fixture
def review(cast):
    return called(cast)


@pytest.fixture
def walk(address, review):
    return lambda reference: address("review_walk", review.pk, reference)


def links(client, where):
    """The addresses of what can be done on a page of the walk, as a browser reads them."""
    text = client.get(where).content.decode()
    found = re.findall(r'<a class="act" href="([^"]*)"', text)
    return [one.replace("&amp;", "&") for one in found]


def test_every_act_of_the_walk_knows_the_way_back(editing, review, walk):
    found = links(editing, walk("R1.1"))
    assert len(found) > 10
    for where in found:
        assert where.endswith(f"?review={review.pk}&at_risk=R1.1&then=R3.9")
        page = editing.get(where).content.decode()
        assert f'<a class="btn btn-secondary" href="{walk("R1.1")}?then=R3.9">Cancel</a>' in page, (
            where
        )
        assert f'<a href="{walk("R1.1")}?then=R3.9">Strategic Risk Board: R1.1</a>' in page, where


@pytest.mark.parametrize(
    ("name", "places", "typed", "outcome"),
    [
        ("risk_assess", ("after",), WORSE, "re-assessed"),
        ("risk_edit", (), {"title": "Ears", "reason": "So."}, "reworded"),
        ("control_add", (), {"text": "A new one.", "reason": "So."}, "reworded"),
        ("risk_close", (), {"why": "It has passed."}, "closed"),
    ],
)
def test_after_saving_one_stands_on_the_walk_with_the_outcome_preset(
    editing, walk, review, name, places, typed, outcome, address
):
    where = next(
        one
        for one in links(editing, walk("R1.1"))
        if one.startswith(address(name, "R1.1", *places))
    )
    answer = save(editing, where, **typed)
    assert (answer.status_code, answer.url) == (302, f"{walk('R1.1')}?then=R3.9")
    page = editing.get(answer.url)
    assert chosen(page) == outcome
    assert "Saved as revision" in page.content.decode()
    save(editing, walk("R1.1"))
    assert decided(review.register, review.pk)["R1.1"].result == outcome


def test_the_meeting_goes_on_where_it_was_when_a_risk_moves_on_the_agenda(
    editing, cast, register, review, address
):
    walk = [address("review_walk", review.pk, one) for one in ("R1.1", "R3.9", "R1.2")]
    where = next(one for one in links(editing, walk[1]) if "/assess/after/" in one)
    back = save(editing, where, place="4-4", why="It grew.").url
    assert back == f"{walk[1]}?then=R1.2"
    assert f'href="{walk[2]}" rel="next"' in editing.get(back).content.decode()
    assert next(one for one in links(editing, back) if "/edit/" in one).endswith("&then=R1.2")
    assert save(editing, back).url == walk[2]
    assert save(editing, walk[2]).url == walk[0]
    assert save(editing, walk[0]).url == address("review", review.pk)
    assert save(editing, f"{walk[0]}?then=R9.9", note="Mended.").url == address("review", review.pk)


def test_after_raising_one_stands_where_one_was_and_the_new_risk_is_on_the_agenda(
    editing, walk, address
):
    where = next(
        one for one in links(editing, walk("R1.2")) if one.startswith(address("risk_raise"))
    )
    typed = {"theme": "1", "description": "A new one.", "reason": "So."}
    answer = save(editing, where, **typed)
    assert (answer.status_code, answer.url) == (302, walk("R1.2"))
    assert chosen(editing.get(walk("R1.3"))) == "raised"


def test_what_was_recorded_before_the_change_is_proposed_anew(
    editing, cast, register, review, walk
):
    record_outcome(register, review.pk, "R1.1", by=cast.editor, result="unchanged", note="Seen.")
    assert chosen(editing.get(walk("R1.1"))) == "unchanged"
    where = next(one for one in links(editing, walk("R1.1")) if "/assess/after/" in one)
    page = editing.get(save(editing, where, **WORSE).url)
    assert chosen(page) == "re-assessed"
    assert "The risk was changed after that; proposed now: Re-assessed." in page.content.decode()
    save(editing, walk("R1.1"), note="Seen. Then more.")
    assert chosen(editing.get(walk("R1.1"))) == "re-assessed"
    save(editing, walk("R1.1"), result="deferred")
    assert chosen(editing.get(walk("R1.1"))) == "deferred"


def test_what_is_refused_or_stale_keeps_the_way_back(editing, cast, register, walk):
    where = next(one for one in links(editing, walk("R1.1")) if "/assess/after/" in one)
    form = opened(editing, where)
    answer = editing.post(where, {**form, "place": "3-3", "why": ""})
    assert answer.status_code == 422
    assert f'href="{walk("R1.1")}?then=R3.9">Cancel' in answer.content.decode()
    before = count(register)
    assert editing.post(where, form).url == f"{walk('R1.1')}?then=R3.9"
    assert count(register) == before


def test_what_is_proposed_leads_back_as_well(editing, cast, register, walk):
    choose_proposals(register, by=cast.approver, acts=["scores"], reason="Agreed.")
    where = next(one for one in links(editing, walk("R1.1")) if "/assess/after/" in one)
    answer = save(editing, where, propose="1", **WORSE)
    assert answer.url == f"{walk('R1.1')}?then=R3.9"
    assert Proposal.objects.get().risk.reference == "R1.1"
    page = editing.get(answer.url)
    assert "Nothing changes until it is accepted." in page.content.decode()
    assert chosen(page) == "unchanged"
    assert save(editing, where, keep="1", **WORSE).url == f"{walk('R1.1')}?then=R3.9"


@pytest.mark.parametrize(
    "named",
    [
        "review=999999&at_risk=R1.1",
        "review=https://elsewhere.example/&at_risk=R1.1",
        "review=²&at_risk=R1.1",
        "review={key}&at_risk=R9.9",
        "review={key}&at_risk=//elsewhere.example",
        "review={key}",
        "review=99999999999999999999999&at_risk=R1.1",
    ],
)
def test_a_way_back_that_cannot_be_gone_is_not_believed(editing, review, address, named):
    where = f"{address('risk_assess', 'R1.1', 'after')}?{named.format(key=review.pk)}"
    assert "elsewhere" not in editing.get(where).content.decode()
    assert save(editing, where, **WORSE).url == f"{address('risk', 'R1.1')}#stage-after"


def test_no_way_leads_back_to_a_review_that_takes_no_outcomes(editing, cast, review, address):
    agree(cast, "Another board")
    agreed = f"{address('risk_assess', 'R1.1', 'after')}?review={review.pk + 1}&at_risk=R1.1"
    assert save(editing, agreed, **WORSE).url == f"{address('risk', 'R1.1')}#stage-after"
    call_off_review(cast.register, review.pk, by=cast.editor, reason="So.")
    off = f"{address('risk_edit', 'R1.1')}?review={review.pk}&at_risk=R1.1"
    assert (
        save(editing, off, title="Ears", reason="So.").url == f"{address('risk', 'R1.1')}#the-risk"
    )


def test_a_review_of_another_register_is_no_way_back(editing, cast, address):
    theirs = called(replace(cast, register=make_register(vars(cast), slug="another")))
    where = f"{address('risk_assess', 'R1.1', 'after')}?review={theirs.pk}&at_risk=R1.1"
    assert save(editing, where, **WORSE).url == f"{address('risk', 'R1.1')}#stage-after"

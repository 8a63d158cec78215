"""The list of proposals, the page of one, and what the rest of the system says of them."""

import pytest
from django.urls import reverse

from registers.actions import (
    accept_proposal,
    choose_proposals,
    close_risk,
    decline_proposal,
    propose,
    revise_risk,
)
from registers.models import Proposal
from registers.snapshot import snapshot

WHY = "Letters go unanswered."
SAID = {"description": "The public is seldom heard."}


@pytest.fixture
def address(register):
    return lambda name, *places: reverse(name, args=(register.slug, *places))


@pytest.fixture
def proposed(cast, register):
    """The OPCC would reword R1.1: the proposal's key."""
    propose(register, "revise", "R1.1", by=cast.editor, why=WHY, fields=SAID)
    return Proposal.objects.get().pk


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_other_owner_is_told_at_home_and_on_the_risk(client, cast, address, proposed):
    client.force_login(cast.approver)
    home = page(client, reverse("home"))
    assert "OPCC proposes: Change R1.1" in home
    assert WHY in home
    assert address("proposal", proposed) in home
    assert "OPCC proposes:" in page(client, address("risk", "R1.1"))
    assert "Change R1.1" in page(client, address("proposals"))


def test_one_s_own_side_waits(client, cast, address, proposed):
    client.force_login(cast.editor)
    assert "proposes: Change R1.1" not in page(client, reverse("home"))
    assert "Your organisation proposes:" in page(client, address("risk", "R1.1"))
    told = page(client, address("proposal", proposed))
    assert "It waits for the other owner’s word." in told
    assert "Withdraw this proposal" in told
    assert ">Accept</button>" not in told


def test_it_shows_its_differences_word_by_word(client, cast, address, proposed):
    client.force_login(cast.approver)
    told = page(client, address("proposal", proposed))
    assert "</span>not</del>" in told
    assert "</span>seldom</ins>" in told
    assert "The public is " in told


def test_what_collides_is_shown_and_accepted_knowingly(client, cast, register, address, proposed):
    revise_risk(register, "R1.1", by=cast.approver, description="Else.", reason="Else it is.")
    client.force_login(cast.approver)
    seen = snapshot(register).number
    told = page(client, address("proposal", proposed))
    assert "This has changed since it was proposed." in told
    assert "The public is not heard.</q>" in told
    assert "Else it is." in told
    assert "Accept it over what has changed" in told
    blind = client.post(address("proposal", proposed), {"accept": "1"})
    assert blind.status_code == 422
    assert "changed this after you opened it" in blind.content.decode()
    assert snapshot(register).risk("R1.1").description == "Else."
    done = client.post(address("proposal", proposed), {"accept": "1", "seen": str(seen)})
    assert done.status_code == 302
    assert snapshot(register).risk("R1.1").description == SAID["description"]


@pytest.mark.parametrize(
    ("who", "how", "state"),
    [("approver", "decline", "declined"), ("editor", "withdraw", "withdrawn")],
)
def test_it_comes_to_nothing_with_a_reason(client, cast, register, address, proposed, who, how, state):  # fmt: skip
    client.force_login(cast.people[who])
    where = address("proposal", proposed)
    assert client.post(where, {how: "1", "why": " "}).status_code == 422
    assert client.post(where, {how: "1", "why": "Not now."}).status_code == 302
    found = Proposal.objects.get(pk=proposed)
    assert (found.state, found.answer) == (state, "Not now.")
    told = page(client, where)
    assert "Not now." in told
    assert "What was proposed" in told
    assert client.post(where, {how: "1", "why": "Again."}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 403), ("board_reader", 403), ("contributor", 403), ("council_reader", 403),
     ("stranger", 404)],
)  # fmt: skip
@pytest.mark.parametrize("how", ["accept", "decline"])
def test_whoever_may_not_answers_nothing(client, cast, register, address, proposed, who, status, how):  # fmt: skip
    before = register.journal.revisions.count()
    client.force_login(cast.people[who])
    answer = client.post(address("proposal", proposed), {how: "1", "why": "So.", "seen": "99"})
    assert answer.status_code == status
    assert register.journal.revisions.count() == before


def test_readers_of_an_owner_read_it_and_others_do_not(client, cast, register, address, proposed):
    client.force_login(cast.board_reader)
    assert "seldom" in page(client, address("proposal", proposed))
    assert "proposal made" in page(client, address("history"))
    decline_proposal(register, proposed, by=cast.approver, why="Not seldom enough.")
    client.force_login(cast.council_reader)
    for name in ("proposals", "proposal"):
        places = (proposed,) if name == "proposal" else ()
        assert client.get(address(name, *places)).status_code == 403
    for where in (
        address("history"), address("history_csv"),
        address("risk", "R1.1"), address("changes"), address("export_json"), reverse("home"),
    ):  # fmt: skip
        told = page(client, where)
        assert "seldom" not in told, where
        assert WHY not in told, where
        assert "proposal made" not in told.lower(), where
    assert "Nothing is recorded here." in page(client, address("history") + "?q=seldom")


def test_what_was_accepted_says_so_everywhere(client, cast, register, address, proposed):
    before = snapshot(register).number
    accept_proposal(register, proposed, by=cast.approver)
    client.force_login(cast.board_reader)
    both = "Proposed by Edith Editor, Editor of OPCC, Office of the Commissioner, in revision"
    for where in (
        address("history"),
        address("risk", "R1.1"),
        f"{address('changes')}?from={before}",
    ):
        assert both in page(client, where), where
    assert both in page(client, address("history_csv"))
    told = page(client, address("proposal", proposed))
    assert "in the names of both" in told
    assert "</span>seldom</ins>" in told, "beside what the register said before"


def test_of_every_act_there_is_a_page(client, cast, register, address):
    close_risk(register, "R3.9", by=cast.approver, why="Past.")
    asked = (
        ("raise", "", {"theme": 1, "description": "New.", "controls": ("A.", "B."),
                       "before": (4, 4), "lead": "OPCC", "risk_owner": "Chief Executive"}),
        ("assess target", "R1.1", {"place": (1, 1)}),
        ("close", "R1.2", {}),
        ("reopen", "R3.9", {}),
        ("move", "R1.1", {"theme": 3}),
        ("revise", "R1.1", {"lead": "Constabulary", "treatment": "treat", "title": "Voice"}),
    )  # fmt: skip
    for act, reference, fields in asked:
        propose(register, act, reference, by=cast.editor, why=WHY, fields=fields)
    client.force_login(cast.approver)
    told = " ".join(page(client, address("proposal", p.pk)) for p in Proposal.objects.all())
    for words in (
        "Raise a risk", "16</b> High", "Chief Executive", "Set the target of R1.1", "1</b> Low",
        "Close R1.2", "Reopen R3.9", "3. Workforce", "1. Public engagement",
        "Constabulary of Exampleshire", "Treat", "Voice",
    ):  # fmt: skip
        assert words in told, words
    for found in Proposal.objects.all():
        here = page(client, address("proposal", found.pk))
        (amend,) = (
            part.split('"')[0]
            for part in here.split('href="')[1:]
            if "?proposal=" in part.split('"')[0]
        )
        assert client.get(amend).status_code == 200, found.act


def test_an_approver_chooses_what_is_changed_by_proposal(client, cast, register, address):
    where = address("proposals_choice")
    client.force_login(cast.editor)
    assert client.get(where).status_code == 403
    client.force_login(cast.approver)
    began = str(snapshot(register).number)
    typed = {"acts": ["lead", "scores"], "reason": "Agreed.", "began": began}
    assert client.post(where, typed).status_code == 302
    assert snapshot(register).by_proposal == ("scores", "lead")
    told = page(client, address("proposals"))
    assert "Changed by proposal in this register: scoring a risk, changing the lead." in told
    assert ">Propose to OPCC</button>" in page(client, where)
    refused = client.post(where, {**typed, "acts": [], "began": str(int(began) + 1)})
    assert refused.status_code == 422
    assert client.post(where, {**typed, "acts": ["tea"]}).status_code == 422
    asked = client.post(where, {**typed, "acts": [], "began": str(int(began) + 1), "propose": "1"})
    assert asked.headers["Location"] == address("proposal", Proposal.objects.get().pk)
    assert "nothing: everything is changed directly" in page(client, asked.headers["Location"])
    choosing = Proposal.objects.get().pk
    client.force_login(cast.editor)
    assert ">Accept</button>" not in page(client, address("proposal", choosing))
    signer, _own = cast.signers()
    client.force_login(signer)
    seen = str(snapshot(register).number)
    client.post(address("proposal", choosing), {"accept": "1", "seen": seen})
    assert snapshot(register).by_proposal == ()


def test_nothing_of_a_proposal_is_public(client, cast, register, address, proposed):
    choose_proposals(register, by=cast.approver, acts=["lead"], reason="Agreed.")
    client.force_login(cast.editor)
    told = page(client, address("export_json") + "?audience=public")
    assert "seldom" not in told
    assert "by_proposal" not in told

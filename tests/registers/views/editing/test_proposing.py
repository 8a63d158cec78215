"""The editing pages of a register that is changed by proposal."""

import pytest
from django.urls import reverse

from registers.actions import choose_proposals, revise_risk
from registers.models import ByProposal, Proposal, ProposalDraft
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why

WHY = "We see it so."


@pytest.fixture
def chosen(cast, register):
    """Everything is changed by proposal."""
    choose_proposals(register, by=cast.approver, acts=ByProposal.values, reason="Agreed.")


def press(client, address, button, **typed):
    """Open a form, type into it, press one of its buttons."""
    return client.post(address, {**opened(client, address), **typed, button: "1"})


def the_proposal():
    return Proposal.objects.latest("pk")


FORMS = {
    "risk_edit": (("R1.1",), {"description": "Seldom heard.", "reason": WHY}, "revise"),
    "risk_close": (("R1.1",), {"why": WHY}, "close"),
    "risk_assess": (("R1.1", "after"), {"place": "1-1", "why": WHY}, "assess after"),
    "risk_move": (("R1.1",), {"theme": "3", "reason": WHY}, "move"),
    "risk_raise": ((), {"theme": "1", "description": "New.", "after": "2-2", "reason": WHY}, "raise"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_proposes(client, cast, register, address, chosen, name):
    places, typed, act = FORMS[name]
    # What is said of R1.1 is the OPCC's, so it is the Constabulary that proposes.
    client.force_login(cast.approver)
    where = address(name, *places)
    assert ">Propose to OPCC</button>" in client.get(where).content.decode()
    before = snapshot(register)
    answer = press(client, where, "propose", **typed)
    found = the_proposal()
    assert answer.headers["Location"] == address("proposal", found.pk)
    assert (found.act, found.why, found.owner.short_name) == (act, WHY, "Constabulary")
    subject = places[0] if places else ""
    assert who_what_why(last(register)) == (
        "propose", subject, "Abel Approver", "Constabulary of Exampleshire", WHY,
    )  # fmt: skip
    assert snapshot(register) == before
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Proposed to OPCC. Nothing changes until it is accepted." in page
    assert ">Accept</button>" not in page
    client.force_login(cast.editor)
    page = client.get(address("proposal", found.pk))
    assert ">Accept</button>" in page.content.decode()
    done = client.post(address("proposal", found.pk), {"accept": "1", "seen": str(count(register))})
    assert done.status_code == 302
    assert last(register).proposed == last(register).number - 1
    assert last(register).verb == act
    assert snapshot(register) != before
    page = client.get(address("history")).content.decode()
    assert (
        "Proposed by Abel Approver, Approver of Constabulary, Constabulary of Exampleshire" in page
    )


def test_a_form_that_is_sent_without_the_button_saves_nothing(editing, register, address, chosen):
    before = count(register)
    answer = save(editing, address("risk_close", "R1.2"), why=WHY)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A risk is closed and reopened by proposal in this register. Propose it to" in page
    assert form_of(answer)["why"] == WHY
    assert count(register) == before


def test_where_nothing_needs_a_proposal_there_is_no_such_button(editing, address):
    page = editing.get(address("risk_edit", "R1.1")).content.decode()
    assert "Propose to" not in page
    assert "Keep as a draft" not in page


def test_where_some_of_a_form_needs_one_the_rest_is_saved(cast, register, editing, address):
    choose_proposals(register, by=cast.approver, acts=["wording"], reason="Agreed.")
    where = address("risk_edit", "R1.1")
    page = editing.get(where).content.decode()
    assert ">Propose to Constabulary</button>" in page
    assert ">Save</button>" in page
    assert save(editing, where, treatment="treat").status_code == 302
    refused = save(editing, where, description="Seldom heard.", reason=WHY)
    assert refused.status_code == 422
    assert form_of(refused)["description"] == "Seldom heard."
    assert snapshot(register).risk("R1.1").treatment == "treat"


def test_pressed_twice_it_is_proposed_once(client, cast, register, address, chosen):
    client.force_login(cast.approver)
    for name in ("risk_assess", "risk_raise"):
        places, typed, _act = FORMS[name]
        sent = {**opened(client, address(name, *places)), **typed, "propose": "1"}
        first, second = (client.post(address(name, *places), sent) for _time in range(2))
        assert first.headers["Location"] == second.headers["Location"]
    assert Proposal.objects.count() == 2


def test_a_new_post_comes_with_the_proposal(editing, register, address, chosen):
    answer = press(
        editing, address("risk_edit", "R1.2"), "propose",
        description="Seldom.", new_post="Chief of Staff", reason=WHY,
    )  # fmt: skip
    assert answer.status_code == 302
    assert "Chief of Staff" in [post.title for post in snapshot(register).posts]
    assert the_proposal().fields.get(name="risk_owner").text == "Chief of Staff"


def test_both_changed_the_same_before_it_is_proposed(editing, cast, register, address):
    choose_proposals(register, by=cast.approver, acts=["lead"], reason="Agreed.")
    where = address("risk_edit", "R1.1")
    form = opened(editing, where)
    revise_risk(register, "R1.1", by=cast.approver, description="Else.", reason="So.")
    sent = {**form, "description": "Mine.", "reason": WHY, "propose": "1"}
    answer = editing.post(where, sent)
    assert answer.status_code == 422
    assert "You have both changed this" in answer.content.decode()
    again = {**form_of(answer), "choose_description": "mine", "propose": "1"}
    assert editing.post(where, again).status_code == 302
    assert the_proposal().fields.get().text == "Mine."


# Amending.


def test_an_amended_proposal_goes_back(client, cast, register, address, chosen):
    client.force_login(cast.approver)
    press(client, address("risk_edit", "R1.1"), "propose", **FORMS["risk_edit"][1])
    key = the_proposal().pk
    client.force_login(cast.editor)
    page = client.get(address("proposal", key)).content.decode()
    where = f"{address('risk_edit', 'R1.1')}?proposal={key}"
    assert f'href="{where}"' in page
    form = opened(client, where)
    assert (form["description"], form["reason"]) == ("Seldom heard.", WHY)
    assert ">Send back to Constabulary</button>" in client.get(where).content.decode()
    sent = {**form, "description": "Hardly heard.", "reason": "Milder.", "propose": "1"}
    answers = [client.post(where, sent) for _time in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {address("proposal", key)}
    found = the_proposal()
    assert (found.pk, found.owner.short_name, found.why) == (key, "OPCC", "Milder.")
    assert who_what_why(last(register))[0] == "amend proposal"
    assert client.get(where).status_code == 404, "it is theirs to answer now"
    client.force_login(cast.approver)
    client.post(address("proposal", key), {"accept": "1", "seen": str(count(register))})
    assert snapshot(register).risk("R1.1").description == "Hardly heard."


def test_a_proposal_is_amended_in_its_own_form_only(client, cast, address, chosen):
    client.force_login(cast.approver)
    press(client, address("risk_edit", "R1.1"), "propose", **FORMS["risk_edit"][1])
    client.force_login(cast.editor)
    key = the_proposal().pk
    for where in (address("risk_edit", "R1.2"), address("risk_close", "R1.1")):
        assert client.get(f"{where}?proposal={key}").status_code == 404
    assert client.get(f"{address('risk_edit', 'R1.1')}?proposal={key + 1}").status_code == 404


# Drafts.


@pytest.fixture
def draft(client, cast, address, chosen):
    """A draft of the Constabulary's approver: why is not written yet."""
    client.force_login(cast.approver)
    where = address("risk_edit", "R1.1")
    answer = press(client, where, "keep", description="Seldom heard.")
    assert answer.headers["Location"] == address("proposals")
    return ProposalDraft.objects.get()


def test_a_draft_is_no_part_of_the_record(register, draft):
    assert last(register).verb == "choose proposals"
    assert not Proposal.objects.exists()


def test_one_s_own_side_goes_on_with_it(client, cast, register, address, draft):
    page = client.get(address("proposals")).content.decode()
    assert "Edit R1.1" in page
    answer = client.get(address("proposal_draft", draft.pk))
    where = f"{address('risk_edit', 'R1.1')}?draft={draft.pk}"
    assert answer.headers["Location"] == where
    form = opened(client, where)
    assert form["description"] == "Seldom heard."
    client.post(where, {**form, "description": "Hardly.", "keep": "1"})
    assert ProposalDraft.objects.get().typed["description"] == "Hardly."
    form = opened(client, where)
    assert client.post(where, {**form, "propose": "1"}).status_code == 422, "no reason"
    assert ProposalDraft.objects.exists()
    answer = client.post(where, {**form, "reason": WHY, "propose": "1"})
    assert answer.headers["Location"] == address("proposal", the_proposal().pk)
    assert the_proposal().fields.get().text == "Hardly."
    assert not ProposalDraft.objects.exists()


def test_a_draft_remembers_where_it_began(client, cast, register, address, draft):
    revise_risk_by_proposal(cast, register)
    where = f"{address('risk_edit', 'R1.1')}?draft={draft.pk}"
    form = opened(client, where)
    answer = client.post(where, {**form, "reason": WHY, "propose": "1"})
    assert answer.status_code == 422
    assert "You have both changed this" in answer.content.decode()
    assert ProposalDraft.objects.exists()


def revise_risk_by_proposal(cast, register):
    """The OPCC leads on R1.1 and rewords it, with the Constabulary's word."""
    from registers.actions import accept_proposal, propose

    fields = {"description": "The OPCC's words."}
    propose(register, "revise", "R1.1", by=cast.editor, why="So.", fields=fields)
    accept_proposal(register, the_proposal().pk, by=cast.approver)


def test_a_draft_is_thrown_away(client, address, draft):
    answer = client.post(address("proposal_draft", draft.pk))
    assert answer.headers["Location"] == address("proposals")
    assert not ProposalDraft.objects.exists()


@pytest.mark.parametrize("who", ["editor", "board_reader", "council_reader", "contributor"])
def test_the_other_side_never_sees_a_draft(client, cast, register, address, draft, who):
    person = cast.people[who]
    client.force_login(person)
    where = f"{address('risk_edit', 'R1.1')}?draft={draft.pk}"
    wanted = 404 if who == "editor" else 403
    assert client.get(address("proposal_draft", draft.pk)).status_code == wanted
    assert client.post(address("proposal_draft", draft.pk)).status_code == wanted
    assert client.get(where).status_code == wanted
    assert ProposalDraft.objects.filter(pk=draft.pk).exists()
    pages = [
        reverse("home"), address("risk", "R1.1"), address("history") + "?q=Seldom+heard",
        address("register") + "?q=Seldom", address("export_json"), address("history_csv"),
    ]  # fmt: skip
    if who != "council_reader":
        pages += [address("proposals"), address("record")]
    for page in pages:
        told = client.get(page).content.decode()
        assert "Seldom heard" not in told.replace('value="Seldom heard"', ""), page
        assert "Drafts" not in told, page


def test_a_reader_of_one_s_own_side_sees_no_draft(client, cast, address, draft):
    draft.organisation = cast.opcc
    draft.save()
    client.force_login(cast.board_reader)
    assert "Drafts" not in client.get(address("proposals")).content.decode()

"""What the owners change by proposal: waits for the other's word, and is then one act of both."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers import record
from registers.actions import (
    ByProposal,
    Invalid,
    NotAllowed,
    Stale,
    accept_proposal,
    amend_proposal,
    ask_erasure,
    assess,
    choose_proposals,
    close_risk,
    confirm_erasure,
    correct_score,
    decline_proposal,
    give_risks,
    load_register,
    move_risk,
    propose,
    raise_risk,
    reopen_risk,
    revise_person,
    revise_risk,
    withdraw_proposal,
)
from registers.exchange.document import document, fingerprint, write_json
from registers.exchange.reading import read_json
from registers.models import Assessment, Proposal, ProposalDraft, ProposedField, Revision
from registers.models import ByProposal as Rule
from registers.permissions import SYSTEM
from registers.presentation.proposal_page import lines
from registers.proposals import proposal_of
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.deeds import last_number

EVERYTHING = tuple(Rule.values)
WORDS_OF = {"revise": {"description": "The public is seldom heard."}}


def by_proposal(cast, *acts):
    choose_proposals(cast.register, by=cast.approver, acts=acts or EVERYTHING, reason="Agreed.")


def proposed(cast, act="revise", reference="R1.1", *, by=None, **fields):
    """A proposal of the OPCC's editor, by its key."""
    fields = fields or WORDS_OF.get(act, {})
    propose(cast.register, act, reference, by=by or cast.editor, why="We see it so.", fields=fields)
    return Proposal.objects.latest("pk").pk


def risk(register, reference="R1.1"):
    return snapshot(register).risk(reference)


def state(key):
    return Proposal.objects.get(pk=key).state


# What is refused directly.

DIRECT = {
    "raising": lambda c: raise_risk(
        c.register, by=c.editor, reason="So.", theme=1, description="New."
    ),
    "closing": lambda c: close_risk(c.register, "R1.2", by=c.editor, why="Past."),
    "scores": lambda c: assess(
        c.register, "R1.2", "after", by=c.editor, likelihood=1, impact=1, why="So."
    ),
    "wording": lambda c: revise_risk(c.register, "R1.2", by=c.editor, title="New", reason="So."),
    "lead": lambda c: revise_risk(c.register, "R1.2", by=c.editor, lead="OPCC"),
    "theirs": lambda c: revise_risk(c.register, "R1.1", by=c.approver, treatment="treat"),
}
SENTENCES = {
    "raising": "A risk is raised by proposal in this register.",
    "closing": "A risk is closed and reopened by proposal in this register.",
    "scores": "A risk is scored by proposal in this register.",
    "wording": "A risk is reworded by proposal in this register.",
    "lead": "The lead on a risk is changed by proposal in this register.",
    "theirs": "A risk that another owner leads is changed by proposal here.",
}


@pytest.mark.parametrize("rule", Rule.values)
def test_what_needs_a_proposal_is_refused_directly_and_nothing_else_is(cast, register, rule):
    by_proposal(cast, rule)
    before = last_number(register)
    for name, act in DIRECT.items():
        if name != rule:
            with transaction.atomic():
                assert act(cast).number == before + 1, name
                transaction.set_rollback(True)
    with pytest.raises(ByProposal) as refusal:
        DIRECT[rule](cast)
    end = " Propose it to the other owner. Nothing was changed."
    assert str(refusal.value) == SENTENCES[rule] + end
    assert last_number(register) == before


def test_directly_is_how_a_register_begins(cast, register):
    assert snapshot(register).by_proposal == ()
    for act in DIRECT.values():
        with transaction.atomic():
            assert act(cast)
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    "act",
    [
        lambda c, by: move_risk(c.register, "R1.1", by=by, theme=3, reason="So."),
        lambda c, by: assess(c.register, "R1.1", "after", by=by, likelihood=1, impact=1, why="So."),
        lambda c, by: close_risk(c.register, "R1.1", by=by, why="Past."),
        lambda c, by: revise_risk(c.register, "R1.1", by=by, lead="", reason="So."),
        lambda c, by: give_risks(
            c.register, ["R1.2", "R1.1"], by=by, risk_owner="Chief Executive", reason="So."
        ),
    ],
)
def test_what_is_said_of_a_risk_is_for_the_owner_that_leads_on_it(cast, register, act):
    by_proposal(cast, "theirs")
    before = last_number(register)
    for other in (cast.approver, SYSTEM):
        with pytest.raises(ByProposal):
            act(cast, other)
    assert last_number(register) == before
    assert act(cast, cast.editor)


def test_the_system_account_and_corrections_and_reopening_obey_too(cast, register):
    close_risk(register, "R1.2", by=cast.editor, why="Past.")
    by_proposal(cast, "closing", "scores", "wording")
    score = Assessment.objects.get(risk__reference="R1.1", stage="after").revision.number
    wrong = {"corrects": score, "likelihood": 1, "impact": 2, "why": "A slip."}
    for who in (cast.editor, SYSTEM):
        with pytest.raises(ByProposal):
            correct_score(register, "R1.1", "after", by=who, **wrong)
        with pytest.raises(ByProposal):
            reopen_risk(register, "R1.2", by=who, why="Back.")
        with pytest.raises(ByProposal):
            revise_risk(register, "R1.1", by=who, causes="New", reason="So.")
    assert revise_risk(register, "R1.1", by=SYSTEM, treatment="treat")


# Choosing.


def test_the_choice_is_content_and_is_changed_by_proposal_once_something_is(cast, register):
    before = fingerprint(snapshot(register))
    with pytest.raises(NotAllowed):
        choose_proposals(register, by=cast.editor, acts=["lead"], reason="So.")
    made = choose_proposals(register, by=cast.approver, acts=["lead", "closing"], reason="So.")
    assert (made.verb, snapshot(register).by_proposal) == ("choose proposals", ("closing", "lead"))
    assert fingerprint(snapshot(register)) != before
    signer, _own = cast.signers()
    with pytest.raises(ByProposal) as refusal:
        choose_proposals(register, by=signer, acts=[], reason="So.")
    assert str(refusal.value).startswith("This register is changed by proposal, and so is the")
    key = proposed(cast, "choose proposals", "", by=signer, acts="")
    accept_proposal(register, key, by=cast.approver)
    assert snapshot(register).by_proposal == ()
    assert fingerprint(snapshot(register)) == before


def test_a_word_that_is_no_choice_is_refused(cast, register):
    with pytest.raises(Invalid) as refusal:
        choose_proposals(register, by=cast.approver, acts=["lead", "tea"], reason="So.")
    assert refusal.value.errors == {"acts": "“tea” is nothing that is changed by proposal."}


def test_the_choice_goes_through_the_file_and_back(cast, register):
    by_proposal(cast, "closing", "lead")
    raw = write_json(snapshot(register))
    held = {**read_json(raw), "slug": "again"}
    again = load_register(held, by=SYSTEM, reason="So.")
    assert snapshot(again).by_proposal == ("closing", "lead")
    assert "by_proposal" not in document(snapshot(register).public())


# From proposal to act.


def test_a_proposal_changes_nothing_until_it_is_accepted(cast, register):
    by_proposal(cast)
    before, content = last_number(register), document(snapshot(register))
    key = proposed(cast)
    made = Revision.objects.get(journal=register.journal, number=before + 1)
    assert (made.verb, made.subject, made.reason) == ("propose", "R1.1", "We see it so.")
    assert document(snapshot(register)) == content
    assert last_number(register) == before + 1
    assert list(ProposedField.objects.values_list("name", "text")) == [
        ("description", "The public is seldom heard.")
    ]
    assert state(key) == "waiting"
    assert verify(register.journal) == ()


def test_the_history_tells_what_is_proposed(cast, register):
    proposed(cast, lead="", title="Voice")
    (entry,) = record.entries(register, limit=1)
    told = {change.label: (change.old, change.new, change.kind) for change in entry.changes}
    assert told == {
        "proposed": ("", "to change wording and details", "proposed"),
        "lead organisation": ("", "none", "proposed"),
        "short title": ("", "Voice", "proposed"),
    }
    proposed(cast, "close", "R1.2")
    (entry,) = record.entries(register, limit=1)
    assert [(change.label, change.new) for change in entry.changes] == [
        ("proposed", "to close the risk")
    ]


def test_accepted_it_is_one_revision_in_both_names(cast, register):
    by_proposal(cast)
    key = proposed(cast)
    number = last_number(register)
    made = accept_proposal(register, key, by=cast.approver)
    assert (made.number, made.verb, made.subject) == (number + 1, "revise", "R1.1")
    assert (made.reason, made.person, made.proposed) == ("We see it so.", cast.approver, number)
    assert (risk(register).description, state(key)) == ("The public is seldom heard.", "accepted")
    (entry,) = record.entries(register, limit=1)
    assert entry.person_name == "Abel Approver"
    assert entry.proposed == record.Proposer(
        number, "Edith Editor", "Editor of OPCC", "Office of the Commissioner"
    )
    assert [change.label for change in entry.changes] == ["description"]
    for names in ({"person": "Edith Editor"}, {"organisation": "Office of the Commissioner"},
                  {"for_whom": cast.opcc.pk}, {"person": "Abel Approver"}):  # fmt: skip
        found = record.entries(register, which=record.Which(**names), limit=1)
        assert found[0].number == made.number, names
    assert verify(register.journal) == ()


PLACES = st.tuples(st.integers(1, 4), st.integers(1, 4))
WORDS = st.text("abé\n“%-", min_size=1, max_size=20).filter(lambda text: text.strip())
DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text("ab c", max_size=8).map(str.strip),
        "description": WORDS,
        "causes": WORDS,
        "lead": st.sampled_from(["", "OPCC", "Constabulary"]),
        "risk_owner": st.sampled_from(["", "Chief Executive"]),
        "treatment": st.sampled_from(["", "treat", "tolerate"]),
        "next_review": st.none() | st.just(date(2030, 1, 2)),
        "marking": st.sampled_from(["", "OFFICIAL"]),
    },
)
ACTS = st.one_of(
    st.tuples(st.just("revise"), st.just("R1.1"), DETAILS),
    st.tuples(
        st.sampled_from(["assess before", "assess after", "assess target"]),
        st.sampled_from(["R1.1", "R1.2"]),
        st.fixed_dictionaries({"place": PLACES}),
    ),
    st.tuples(st.just("close"), st.just("R1.1"), st.just({"on": date(2020, 2, 3)})),
    st.tuples(st.just("close"), st.just("R1.2"), st.just({})),
    st.tuples(st.just("reopen"), st.just("R3.9"), st.just({})),
    st.tuples(st.just("move"), st.just("R1.1"), st.just({"theme": 3})),
    st.tuples(
        st.just("raise"),
        st.just(""),
        st.builds(
            lambda details, more: {"description": "New.", **details, **more},
            DETAILS,
            st.fixed_dictionaries(
                {"theme": st.sampled_from([1, 3])},
                optional={
                    "before": st.none() | PLACES,
                    "after": PLACES,
                    "controls": st.lists(WORDS, max_size=3).map(tuple),
                },
            ),
        ),
    ),
)


def directly(register, act, reference, fields, by):
    """The act itself, by the action that there is for it."""
    if act.startswith("assess"):
        likelihood, impact = fields["place"]
        stage = act.split()[1]
        return assess(
            register, reference, stage, by=by, likelihood=likelihood, impact=impact, why="So."
        )
    if act == "raise":
        return raise_risk(register, by=by, reason="So.", **fields)
    if act in {"close", "reopen"}:
        do = close_risk if act == "close" else reopen_risk
        return do(register, reference, by=by, why="So.", **fields)
    do = revise_risk if act == "revise" else move_risk
    return do(register, reference, by=by, reason="So.", **fields)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(asked=ACTS)
def test_accepted_at_once_it_is_the_direct_act(cast, register, asked):
    act, reference, fields = asked
    with transaction.atomic():
        close_risk(register, "R3.9", by=cast.editor, why="Past.")
        with transaction.atomic():
            direct = directly(register, act, reference, fields, cast.editor)
            wanted = document(snapshot(register))
            transaction.set_rollback(True)
        if direct is None:
            with pytest.raises(Invalid):
                propose(register, act, reference, by=cast.editor, why="So.", fields=fields)
        else:
            by_proposal_then = document(snapshot(register))
            propose(register, act, reference, by=cast.editor, why="So.", fields=fields)
            assert document(snapshot(register)) == by_proposal_then
            key = Proposal.objects.latest("pk").pk
            made = accept_proposal(register, key, by=cast.approver)
            assert document(snapshot(register)) == wanted
            assert (made.verb, made.subject, made.reason) == (
                direct.verb, direct.subject, direct.reason,
            )  # fmt: skip
            assert verify(register.journal) == ()
        transaction.set_rollback(True)


def test_a_correction_is_proposed_as_well(cast, register):
    by_proposal(cast)
    score = Assessment.objects.get(risk__reference="R1.1", stage="after").revision.number
    key = proposed(cast, "correct after", place=(1, 2), corrects=score)
    made = accept_proposal(register, key, by=cast.approver)
    assert (made.verb, risk(register).after.cell.place) == ("correct after", (1, 2))


def test_a_risk_that_was_raised_by_proposal_is_linked_with_it(cast, register):
    key = proposed(cast, "raise", "", theme=3, description="New.", controls=("A.", "B."))
    assert accept_proposal(register, key, by=cast.approver).subject == "R3.10"
    assert Proposal.objects.get(pk=key).risk.reference == "R3.10"
    assert risk(register, "R3.10").controls_text == "A. B."


# What others changed meanwhile.


def test_what_others_changed_elsewhere_is_merged(cast, register):
    key = proposed(cast)
    began = last_number(register)
    revise_risk(register, "R1.1", by=cast.approver, title="Voice", reason="Shorter.")
    made = accept_proposal(register, key, by=cast.approver)
    found = risk(register)
    assert (found.title, found.description) == ("Voice", "The public is seldom heard.")
    assert made.began == began


def test_what_collides_is_refused_until_it_was_seen(cast, register):
    key = proposed(cast)
    revise_risk(register, "R1.1", by=cast.approver, description="Else.", reason="So.")
    number = last_number(register)
    with pytest.raises(Stale) as refusal:
        accept_proposal(register, key, by=cast.approver)
    assert refusal.value.number == number
    assert (last_number(register), state(key)) == (number, "waiting")
    made = accept_proposal(register, key, by=cast.approver, seen=number)
    assert (made.number, made.began) == (number + 1, number - 1)
    assert risk(register).description == "The public is seldom heard."


def test_seen_counts_only_up_to_where_it_was_seen(cast, register):
    key = proposed(cast)
    revise_risk(register, "R1.1", by=cast.approver, description="Else.", reason="So.")
    seen = last_number(register)
    revise_risk(register, "R1.1", by=cast.approver, description="Else again.", reason="So.")
    for number in (seen, last_number(register) + 1):
        with pytest.raises(Stale):
            accept_proposal(register, key, by=cast.approver, seen=number)


def test_a_score_that_moved_meanwhile_collides(cast, register):
    key = proposed(cast, "assess after", place=(1, 1))
    assess(register, "R1.1", "after", by=cast.approver, likelihood=4, impact=4, why="Worse.")
    with pytest.raises(Stale):
        accept_proposal(register, key, by=cast.approver)
    assert accept_proposal(register, key, by=cast.approver, seen=last_number(register))


def test_of_a_risk_that_was_closed_meanwhile_nothing_is_accepted(cast, register):
    key = proposed(cast)
    close_risk(register, "R1.1", by=cast.approver, why="Past.")
    with pytest.raises(Invalid) as refusal:
        accept_proposal(register, key, by=cast.approver, seen=last_number(register))
    assert str(refusal.value) == "R1.1 is closed. Reopen it before changing it."
    assert state(key) == "waiting"


# Answers.


def test_amended_it_waits_for_the_side_that_proposed_it(cast, register):
    key = proposed(cast, description="One.", title="Voice")
    made = amend_proposal(
        register, key, by=cast.approver, why="Not the title.", fields={"description": "Two."}
    )
    assert (made.verb, made.reason) == ("amend proposal", "Not the title.")
    held = Proposal.objects.get(pk=key)
    assert (held.owner.short_name, held.why, held.state) == (
        "Constabulary", "Not the title.", "waiting",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        accept_proposal(register, key, by=cast.approver)
    done = accept_proposal(register, key, by=cast.editor)
    assert (done.proposed, done.person) == (made.number, cast.editor)
    assert (risk(register).description, risk(register).title) == ("Two.", "")
    assert verify(register.journal) == ()


def test_to_and_fro_brings_back_what_was_taken_out(cast, register):
    key = proposed(cast, description="One.", title="Voice")
    amend_proposal(register, key, by=cast.approver, why="No.", fields={"description": "One."})
    with pytest.raises(Invalid) as refusal:
        amend_proposal(register, key, by=cast.editor, why="Yes.", fields={"description": "One."})
    assert str(refusal.value) == "This is what was proposed: accept it instead."
    with pytest.raises(NotAllowed):
        amend_proposal(register, key, by=cast.approver, why="Hm.", fields={"description": "Two."})
    fields = {"description": "One.", "title": "Voice"}
    amend_proposal(register, key, by=cast.editor, why="Yes.", fields=fields)
    accept_proposal(register, key, by=cast.approver)
    assert risk(register).title == "Voice"


def test_declined_and_withdrawn_it_stays_in_the_record_with_why(cast, register):
    first, second = proposed(cast), proposed(cast, "close")
    assert decline_proposal(register, first, by=cast.approver, why="No.").verb == "decline proposal"
    assert withdraw_proposal(register, second, by=cast.editor, why="Oh.").verb == (
        "withdraw proposal"
    )
    told = Proposal.objects.filter(pk__in=[first, second]).order_by("pk")
    assert list(told.values_list("state", "answer")) == [
        ("declined", "No."), ("withdrawn", "Oh."),
    ]  # fmt: skip
    for key in (first, second):
        for act in (accept_proposal, decline_proposal, withdraw_proposal):
            why = {} if act is accept_proposal else {"why": "So."}
            with pytest.raises(Invalid) as refusal:
                act(register, key, by=cast.approver, **why)
            assert str(refusal.value) == (
                "This proposal waits no more: it was accepted, declined or withdrawn."
            )


def test_nobody_answers_for_the_other_side(cast, register):
    key = proposed(cast)
    before = last_number(register)
    with pytest.raises(NotAllowed) as refusal:
        accept_proposal(register, key, by=cast.editor)
    assert str(refusal.value) == "Another owner accepts a proposal. You can withdraw your own."
    with pytest.raises(NotAllowed):
        decline_proposal(register, key, by=cast.editor, why="So.")
    with pytest.raises(NotAllowed):
        withdraw_proposal(register, key, by=cast.approver, why="So.")
    assert (last_number(register), state(key)) == (before, "waiting")


@pytest.mark.parametrize(
    "who", ["administrator", "board_reader", "contributor", "council_reader", "stranger"]
)
def test_whoever_may_not_edit_proposes_and_answers_nothing(cast, register, who):
    key, person = proposed(cast), cast.people[who]
    before = last_number(register)
    for act in (
        lambda: propose(register, "close", "R1.2", by=person, why="So.", fields={}),
        lambda: accept_proposal(register, key, by=person),
        lambda: amend_proposal(
            register, key, by=person, why="So.", fields={"description": "Mine."}
        ),
        lambda: decline_proposal(register, key, by=person, why="So."),
        lambda: withdraw_proposal(register, key, by=person, why="So."),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert last_number(register) == before


def test_a_role_that_was_taken_away_meanwhile_counts(cast, register):
    key = proposed(cast)
    revise_person(cast.approver, by=SYSTEM, role="reader", reason="A new task.")
    with pytest.raises(NotAllowed):
        accept_proposal(register, key, by=cast.approver)


def test_the_system_account_has_no_side(cast, register):
    key = proposed(cast)
    for act in (
        lambda: propose(register, "close", "R1.2", by=SYSTEM, why="So.", fields={}),
        lambda: accept_proposal(register, key, by=SYSTEM),
        lambda: decline_proposal(register, key, by=SYSTEM, why="So."),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("why", ["", " \n"])
def test_every_word_needs_its_why(cast, register, why):
    key = proposed(cast)
    for act in (
        lambda: propose(register, "close", "R1.2", by=cast.editor, why=why, fields={}),
        lambda: amend_proposal(register, key, by=cast.approver, why=why, fields={"title": "A"}),
        lambda: decline_proposal(register, key, by=cast.approver, why=why),
        lambda: withdraw_proposal(register, key, by=cast.editor, why=why),
    ):
        with pytest.raises(Invalid) as refusal:
            act()
        assert refusal.value.errors == {"why": "Say why. Both organisations will read it."}


def test_what_could_not_be_done_is_not_proposed(cast, register):
    before = last_number(register)
    for act, fields, told in (
        ("revise", {"description": "a\x00b"}, "Character 2 (U+0000) cannot be kept"),
        ("revise", {"description": "The public is not heard."}, "This is what the register says"),
        ("assess after", {"place": (9, 1)}, "Likelihood 9 × impact 1 is not on"),
        ("close", {"on": date(2099, 1, 1)}, "This day is still to come"),
        ("paint", {"place": (1, 1)}, "“paint” is nothing that can be proposed."),
    ):
        with pytest.raises(Invalid) as refusal:
            propose(register, act, "R1.1", by=cast.editor, why="So.", fields=fields)
        assert str(refusal.value).startswith(told)
    assert last_number(register) == before
    assert not Proposal.objects.exists()


def test_the_same_act_on_a_risk_waits_once_for_an_owner(cast, register):
    proposed(cast)
    with pytest.raises(Invalid) as refusal:
        proposed(cast, description="Another.")
    assert str(refusal.value) == ("OPCC has proposed this already. Withdraw that proposal first.")
    assert proposed(cast, by=cast.approver, description="Another.")


def test_words_are_erased_from_a_proposal_too(cast, register):
    words = 'Jane "Quote" Doe\nof Ely'
    key = proposed(cast, description=f"Heard from {words} often.")
    asked = ask_erasure(
        register, by=cast.approver, words=words, ground="Personal data", why="It must go."
    )
    signer, _own = cast.signers()
    confirm_erasure(register, asked.pk, by=signer)
    (field,) = ProposedField.objects.filter(proposal=key)
    assert "Jane" not in field.text
    assert field.text.startswith("Heard from [erased on ")
    assert not ProposedField.history.filter(text__contains="Jane").exists()
    assert verify(register.journal) == ()


def test_words_are_erased_from_drafts_too(cast, register):
    revise_risk(register, "R1.1", by=cast.editor, causes="Jane Doe said so.", reason="So.")
    draft = ProposalDraft.objects.create(
        register=register, organisation=cast.opcc, person=cast.editor, address="/", heading="A",
        typed={"causes": "Jane Doe said.\r\nSo did I.", "began": "1"},
    )  # fmt: skip
    asked = ask_erasure(register, by=cast.approver, words="Jane Doe", ground="Law", why="It must.")
    confirm_erasure(register, asked.pk, by=cast.signers()[0])
    draft.refresh_from_db()
    assert draft.typed["causes"].startswith("[erased on ")
    assert draft.typed["causes"].endswith("] said.\r\nSo did I.")
    assert draft.typed["began"] == "1"


def test_a_place_that_was_erased_is_told_and_not_guessed(cast, register):
    key = proposed(cast, "assess after", place=(1, 3))
    revise_risk(register, "R1.1", by=cast.editor, causes="Room 1-3.", reason="So.")
    asked = ask_erasure(register, by=cast.approver, words="1-3", ground="Law", why="It must.")
    confirm_erasure(register, asked.pk, by=cast.signers()[0])
    with pytest.raises(Invalid) as refusal:
        accept_proposal(register, key, by=cast.approver)
    assert str(refusal.value) == "Words of this proposal were erased. Propose it anew."
    (line,) = lines(proposal_of(register, key), snapshot(register))
    assert (line.will, line.new[:11]) == (None, "[erased on ")
    assert decline_proposal(register, key, by=cast.approver, why="It was erased.")

"""A file is brought in as it was shown, in one revision, or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from registers import triggers
from registers.actions import (
    ByProposal,
    GuardsMissing,
    Invalid,
    NotAllowed,
    PlanChanged,
    choose_proposals,
    create_register,
    import_file,
    revise_risk,
)
from registers.actions.risks import WORDING
from registers.by_proposal import rules_of
from registers.exchange.columns import ACTIONS, ASSURANCES, CONTROLS, RISKS, WITHHOLDINGS
from registers.exchange.document import document
from registers.exchange.incoming.given import GivenFile
from registers.exchange.incoming.plan import make_plan
from registers.models import ByProposal as Rule
from registers.permissions import SYSTEM
from registers.snapshot import last_point, read_live, read_past, snapshot
from registers.verifying import verify
from tests.registers.deeds import WITHHELD, last_number
from tests.registers.exchange.incoming.tables import given_of, row
from tests.registers.exchange.written import everything

TODAY = date(2026, 11, 24)
FINGERPRINT = "ab" * 32


def planner(organisation=None, /, **tables):
    file = GivenFile(
        {name: held if isinstance(held, tuple) else (held,) for name, held in tables.items()}
    )
    return lambda found: make_plan(found, file, today=TODAY, organisation=organisation)


def brought(register, plan, by=SYSTEM, **more):
    agreed = plan(snapshot(register)).digest
    fields = {"reason": "From the office.", "file": "Risks.xlsx", "fingerprint": FINGERPRINT}
    return import_file(register, by=by, plan=plan, **{**fields, "agreed": agreed, **more})


TITLE = planner(risks=row(RISKS, reference="R1.1", title="Voice"))
MUCH = planner(
    risks=(
        row(RISKS, 2, reference="R1.1", after__likelihood=1, after__impact=2, risk_owner="Clerk"),
        row(RISKS, 3, reference="R7.1", theme="Money", description="New.", target__likelihood=1,
            target__impact=1, target__why="By then."),
        row(RISKS, 4, reference="R1.2", closed_on=date(2026, 3, 1), closed_why="Past."),
    ),
    controls=(
        row(CONTROLS, 2, risk="R1.1", number=2, text="Letters are answered soon.", owner="Clerk"),
        row(CONTROLS, 3, risk="R7.1", text="Counted.", effectiveness="full"),
    ),
    checks=row(ASSURANCES, risk="R7.1", control=1, line=2, checked_by="Audit",
               checked_on=date(2026, 3, 3), result="works"),
    actions=row(ACTIONS, risk="R1.1", text="Ask.", due=date(2027, 1, 1)),
    withheld=row(WITHHOLDINGS, risk="R7.1", part="whole", reasoning="So.", **WITHHELD),
)  # fmt: skip


def test_is_one_sealed_revision_that_names_the_file_and_its_fingerprint(cast):
    before = last_number(cast.register)
    made = brought(cast.register, MUCH, cast.editor)
    assert (made.number, made.verb, made.subject) == (before + 1, "import", "Risks.xlsx")
    assert made.reason == f"From the office.\nFrom the file Risks.xlsx, SHA-256 {FINGERPRINT}."
    assert (made.person, made.organisation) == (cast.editor, cast.opcc)
    point = last_point(cast.register)
    assert read_live(cast.register, point) == read_past(cast.register, point)
    assert verify(cast.register.journal) == ()


def test_writes_what_the_plan_says(cast):
    brought(cast.register, MUCH)
    found = snapshot(cast.register)
    one, new, closed = (found.risk(name) for name in ("R1.1", "R7.1", "R1.2"))
    assert (one.after.likelihood, one.after.impact, one.after.why) == (1, 2, "From the office.")
    assert (one.risk_owner.title, one.controls[1].text, one.controls[1].owner.title) == (
        "Clerk", "Letters are answered soon.", "Clerk",
    )  # fmt: skip
    assert (one.actions[0].text, one.actions[0].first_due) == ("Ask.", date(2027, 1, 1))
    assert (found.theme(4).name, new.theme_number, new.target.why) == ("Money", 4, "By then.")
    assert (new.controls[0].effectiveness, new.controls[0].assurances[0].checked_by) == (
        "full",
        "Audit",
    )
    assert [(held.part, held.reasoning) for held in new.withholdings] == [("whole", "So.")]
    assert (closed.closed_on, closed.closed_why) == (date(2026, 3, 1), "Past.")


def test_the_same_file_again_plans_no_change(cast):
    brought(cast.register, MUCH)
    again = MUCH(snapshot(cast.register))
    assert again.is_empty
    assert not again.counts["refused"]
    assert brought(cast.register, MUCH) is None


def test_a_whole_register_goes_into_an_empty_one(cast):
    """Themes, posts, risks and all that belongs to them; challenges are the owners' own."""
    found = everything(cast)
    owners = [(cast.opcc, "Office", "OPCC"), (cast.constabulary, "Force", "Constabulary")]
    scheme = cast.register.scheme
    other = create_register(
        by=SYSTEM, slug="another", title="Another", owners=owners, scheme=scheme, reason="So."
    )
    file = given_of(found)
    brought(other, lambda now: make_plan(now, file, today=TODAY))
    was, made = document(found), document(snapshot(other))
    for theme in was["themes"]:
        for risk in theme.get("risks", ()):
            risk.pop("challenges", None)
    assert made["themes"] == was["themes"]


def test_refuses_what_was_not_shown(cast):
    agreed = TITLE(snapshot(cast.register)).digest
    revise_risk(cast.register, "R1.1", by=cast.approver, title="Noise", reason="So.")
    before = last_number(cast.register)
    with pytest.raises(PlanChanged) as refused:
        brought(cast.register, TITLE, cast.editor, agreed=agreed)
    (item,) = refused.value.plan.writes
    assert item.alterations[0].old == "Noise"
    assert last_number(cast.register) == before


def test_goes_on_where_what_changed_meanwhile_is_something_else(cast):
    agreed = TITLE(snapshot(cast.register)).digest
    revise_risk(cast.register, "R3.9", by=cast.approver, title="Noise", reason="So.")
    assert brought(cast.register, TITLE, cast.editor, agreed=agreed)
    assert snapshot(cast.register).risk("R3.9").title == "Noise"


@pytest.mark.parametrize(
    "who", ["board_reader", "contributor", "council_reader", "stranger", "administrator"]
)
def test_nobody_but_an_editor_brings_a_file_in(cast, who):
    before = last_number(cast.register)
    with pytest.raises(NotAllowed):
        brought(cast.register, TITLE, getattr(cast, who))
    assert last_number(cast.register) == before


def test_wants_a_reason(cast):
    with pytest.raises(Invalid, match="Say why"):
        brought(cast.register, TITLE, reason=" ")


def test_leaves_nothing_where_one_row_cannot_be_written(cast, monkeypatch):
    before = snapshot(cast.register)
    two = planner(
        risks=(
            row(RISKS, 2, reference="R1.1", title="Voice"),
            row(RISKS, 3, reference="R1.2", title="V"),
        ),
    )

    def broken(found):
        plan = two(found)
        bad = plan.items[1].alterations[0].__class__("title", "Short title", None, "a\nb")
        items = (plan.items[0], plan.items[1].__class__("risks", "changed", "R1.2", plan.items[1].place,
                 "R1.2", plan.items[1].key, None, (bad,)))  # fmt: skip
        return plan.__class__(items)

    with pytest.raises(Invalid, match="Risks 3: title: Write this on one line"):
        brought(cast.register, broken)
    assert document(snapshot(cast.register)) == document(before)
    assert last_number(cast.register) == before.number


def test_is_refused_without_the_guards(cast, db):
    triggers.drop()
    try:
        with pytest.raises(GuardsMissing):
            brought(cast.register, TITLE)
    finally:
        triggers.install()


#: What a file says, the rule under which that falls, and a word of its sentence.
RULED = [
    ({"title": "Voice"}, Rule.WORDING, "reworded"),
    ({"lead": "Constabulary"}, Rule.LEAD, "The lead on a risk is changed"),
    ({"closed_on": date(2026, 3, 1), "closed_why": "Past."}, Rule.CLOSING, "closed and reopened"),
    ({"after__likelihood": 1, "after__impact": 1}, Rule.SCORES, "scored"),
    ({"reference": "R3.10", "theme": 3, "description": "New."}, Rule.RAISING, "raised"),
]


def agreed_on(cast, *acts):
    choose_proposals(cast.register, by=cast.approver, acts=acts, reason="Agreed.")


@pytest.mark.parametrize(("says", "rule", "word"), RULED)
def test_what_goes_by_proposal_is_refused_in_the_plan_and_the_rest_is_done(cast, says, rule, word):
    risk = row(RISKS, 2, **{"reference": "R1.1", **says})
    free = row(RISKS, 3, reference="R1.2", marking="SECRET")
    plan = planner(cast.opcc.pk, risks=(risk, free))
    others = tuple(one for one in Rule.values if one not in {rule, Rule.THEIRS})
    held = replace(snapshot(cast.register), by_proposal=others)
    assert [item.refusals for item in plan(held).items] == [(), ()]
    agreed_on(cast, rule)
    before = snapshot(cast.register)
    refused, done = plan(before).items
    assert (refused.outcome, done.outcome) == ("refused", "changed")
    assert word in refused.refusals[0]
    assert "Propose it to the other owner" in refused.refusals[0]
    assert brought(cast.register, plan, cast.editor)
    found = snapshot(cast.register)
    assert (found.risk("R1.1"), found.risk("R1.2").marking) == (before.risk("R1.1"), "SECRET")
    assert len(found.all_risks) == len(before.all_risks)


def test_a_risk_that_another_owner_leads_is_that_owners_to_agree(cast):
    """Also one that is new; nobody stands for no owner."""
    agreed_on(cast, Rule.THEIRS)
    file = {
        "risks": (
            row(RISKS, 2, reference="R1.1", marking="SECRET"),
            row(RISKS, 3, reference="R3.10", theme=3, description="New.", lead="Constabulary"),
            row(RISKS, 4, reference="R1.2", marking="SECRET"),
        )
    }
    found = snapshot(cast.register)
    outcomes = [
        [item.outcome for item in planner(organisation, **file)(found).items]
        for organisation in (cast.opcc.pk, cast.constabulary.pk, None)
    ]
    assert outcomes == [
        ["changed", "refused", "changed"],
        ["refused", "raised", "changed"],
        ["refused", "refused", "changed"],
    ]


def test_what_belongs_to_a_risk_is_done_where_only_its_own_row_goes_by_proposal(cast):
    agreed_on(cast, Rule.SCORES, Rule.RAISING)
    plan = planner(
        cast.opcc.pk,
        risks=(
            row(RISKS, 2, reference="R1.1", after__likelihood=1, after__impact=1),
            row(RISKS, 3, reference="R3.10", theme=3, description="New."),
        ),
        controls=(
            row(CONTROLS, 2, risk="R1.1", text="Letters are counted."),
            row(CONTROLS, 3, risk="R3.10", text="Counted."),
        ),
    )
    outcomes = [item.outcome for item in plan(snapshot(cast.register)).items]
    assert outcomes == ["refused", "refused", "refused", "changed"]


@pytest.mark.parametrize(("says", "rule", "word"), RULED)
def test_nothing_that_goes_by_proposal_is_written_whatever_the_plan_says(cast, says, rule, word):
    """A plan is the caller's: the lock holds what the owners have agreed."""
    risk = row(RISKS, 2, **{"reference": "R1.1", **says})
    plan = planner(cast.opcc.pk, risks=risk)(snapshot(cast.register))
    agreed_on(cast, rule)
    before = last_number(cast.register)
    with pytest.raises(ByProposal, match=word):
        brought(cast.register, lambda _found: plan, cast.editor)
    assert last_number(cast.register) == before


def test_what_was_chosen_after_the_plan_was_shown_holds(cast):
    plan = planner(cast.opcc.pk, risks=row(RISKS, 2, reference="R1.1", title="Voice"))
    agreed = plan(snapshot(cast.register)).digest
    agreed_on(cast, Rule.WORDING)
    with pytest.raises(PlanChanged) as changed:
        brought(cast.register, plan, cast.editor, agreed=agreed)
    assert changed.value.plan.counts["refused"] == 1


def test_every_field_that_is_wording_falls_under_its_rule():
    for name in WORDING:
        assert rules_of([name], is_new=False) == [Rule.WORDING]

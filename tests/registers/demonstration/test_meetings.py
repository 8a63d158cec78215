"""The four quarterly meetings of the fictional Board, and the one that is called."""

import pytest

from registers.agreements import editions, signatures
from registers.meetings import decided, meetings, put_forward
from registers.models import Candidate
from registers.snapshot import snapshot


@pytest.fixture(scope="module")
def held(exampleshire):
    """The meetings, the first one first."""
    return meetings(exampleshire)[::-1]


def test_four_were_held_and_agreed_and_one_is_called(held):
    assert [(one.state, one.agreed and one.agreed.version) for one in held] == [
        ("held", 1), ("held", 2), ("held", 3), ("held", 4), ("called", None),
    ]  # fmt: skip


def test_each_body_was_given_a_paper_of_its_own_day(held):
    assert [len(one.papers) for one in held] == [2, 2 + 1, 2, 2, 1]
    for one in held:
        assert len({paper.number for paper in one.papers}) == len(one.papers)
    assert [paper.audience for paper in held[1].papers] == ["internal", "internal", "public"]


def test_both_owners_signed_each_version(exampleshire, held):
    for one in held[:4]:
        candidate = Candidate.objects.get(pk=one.agreed.candidate)
        assert {each.owner_name for each in signatures(candidate)} == {"OPCC", "Constabulary"}


def test_the_first_candidate_of_the_second_meeting_was_recalled(exampleshire, held):
    recalled, agreed = put_forward(exampleshire, held[1].key)
    assert (recalled.state, len(recalled.signatures)) == ("recalled", 1)
    assert recalled.recalled_why.endswith(".")
    assert (agreed.state, len(agreed.signatures)) == ("agreed", 2)
    assert agreed.signatures[1].on_behalf_of == "Chief Constable"


def test_the_third_version_was_signed_with_a_challenge_standing(exampleshire):
    of = {one.version: one.revision for one in editions(exampleshire)}
    signed = {
        version: snapshot(exampleshire, at=exampleshire.journal.revisions.get(number=number))
        for version, number in of.items()
    }
    standing = {
        version: [
            risk.reference for risk in then.all_risks if any(c.stands for c in risk.challenges)
        ]
        for version, then in signed.items()
    }
    assert standing == {1: [], 2: [], 3: ["R3.1"], 4: []}
    withheld = {version: len(then.public().withheld) for version, then in signed.items()}
    assert withheld == {1: 0, 2: 0, 3: 0, 4: 1}


def test_every_risk_was_gone_through_and_what_came_of_it_is_true(exampleshire, held):
    came = [decided(exampleshire, one.key) for one in held]
    assert [len(found) for found in came] == [17, 17, 17, 18, 0]
    assert came[1]["R2.4"].result == "closed"
    assert came[1]["R5.2"].result == "deferred"
    assert came[3]["R2.4"].result == "raised"
    assert came[3]["R4.1"].result == "re-assessed"
    assert all(found.note.endswith(".") for one in came for found in one.values() if found.note)

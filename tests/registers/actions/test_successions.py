"""An owner hands the register on: the past keeps the old name, rights follow, nothing else changes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from registers.actions import Invalid, NotAllowed, add_person, challenge, revise_risk, succeed
from registers.models import Succession
from registers.permissions import SYSTEM, can
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.deeds import last_number
from tests.registers.views.editing.pages import opened

MAY = date(2026, 5, 7)
REASON = "The functions passed to the mayor."


@pytest.fixture
def signer(cast):
    """An approver of the OPCC."""
    return cast.signers()[0]


def hand_on(cast, by, **more):
    given = {
        "organisation": cast.charity, "name": "Mayor of Exampleshire", "short_name": "Mayor",
        "since": MAY, "reason": REASON,
    }  # fmt: skip
    return succeed(cast.register, "OPCC", by=by, **{**given, **more})


def test_the_successor_takes_the_place_and_the_past_stays(cast, register, signer):
    revise_risk(register, "R1.1", by=cast.editor, lead="OPCC", risk_owner="Chief Executive")
    place = {"likelihood": 4, "impact": 3, "why": "Worse."}
    challenge(register, "R1.1", "after", by=cast.editor, **place)
    before = snapshot(register)
    hand_on(cast, signer)
    after = snapshot(register)
    now = after.risk("R1.1")
    assert (now.lead.name, now.lead.short_name) == ("Mayor of Exampleshire", "Mayor")
    assert now.challenges[0].owner == now.lead
    assert [owner.position for owner in after.owners] == [1, 2]
    then = snapshot(register, at=register.journal.revisions.get(number=before.number))
    assert then == before
    assert then.risk("R1.1").lead.name == "Office of the Commissioner"
    (kept,) = Succession.objects.all()
    assert (kept.predecessor, kept.predecessor_name, kept.since) == (
        cast.opcc, "Office of the Commissioner", MAY,
    )  # fmt: skip
    assert verify(register.journal) == ()


def test_rights_follow(cast, register, signer):
    mayors = add_person(
        by=SYSTEM, email="mayor@example.org", name="Mona Mayor", organisation=cast.charity,
        role="editor",
    )  # fmt: skip
    assert (can(mayors, "edit", register), can(cast.editor, "edit", register)) == (False, True)
    hand_on(cast, signer)
    assert (can(mayors, "edit", register), can(cast.editor, "view", register)) == (True, False)
    assert can(cast.approver, "sign", register), "the other owner's stay"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"since": timezone.localdate() + timedelta(1)}, "still to come"),
        ({"short_name": "Constabulary"}, "Another owner has this short name."),
        ({"name": " "}, ""),
        ({"reason": " "}, "Say why"),
    ],
)
def test_what_makes_no_sense(cast, register, signer, more, sentence):
    before = last_number(register)
    with pytest.raises(Invalid) as refusal:
        hand_on(cast, signer, **more)
    assert sentence in str(refusal.value)
    assert last_number(register) == before


def test_not_to_an_owner(cast, register, signer):
    with pytest.raises(Invalid, match="owns the register already"):
        hand_on(cast, signer, organisation=cast.constabulary)


@pytest.mark.parametrize("who", ["editor", "approver", "stranger", "administrator"])
def test_by_nobody_but_its_own_approver(cast, register, who):
    before = last_number(register)
    with pytest.raises(NotAllowed):
        hand_on(cast, cast.people[who])
    with pytest.raises(NotAllowed):
        hand_on(cast, SYSTEM)
    assert last_number(register) == before


def test_the_page(client, cast, register, signer):
    where = f"/registers/{register.slug}/hand-on/"
    client.force_login(signer)
    typed = opened(client, where) | {
        "organisation": str(cast.charity.pk), "name": "Mayor of Exampleshire",
        "short_name": "Mayor", "since": "7 May 2026", "reason": REASON,
    }  # fmt: skip
    answer = client.post(where, typed | {"since": ""})
    assert answer.status_code == 422
    assert "Write the day from which this holds." in answer.content.decode()
    assert client.post(where, typed).status_code == 302
    assert client.get(where).status_code == 404, "it is the successor's now"
    client.force_login(cast.approver)
    page = client.get(f"/registers/{register.slug}/history/").content.decode()
    assert "Handed on to Mayor" in page

"""An owner hands the register on: the past keeps the old name, rights follow, nothing else changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from registers.actions import (
    Invalid,
    NotAllowed,
    add_person,
    challenge,
    create_register,
    give_up_succession,
    revise_risk,
    succeed,
    take_over,
)
from registers.models import Succession
from registers.permissions import SYSTEM, can
from registers.presentation.history_page import in_both_names
from registers.record import entries
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


# Planned for a day to come.

TODAY = timezone.localdate()


def test_until_its_day_nothing_changes(cast, register, signer):
    before = snapshot(register)
    made = hand_on(cast, signer, since=TODAY + timedelta(1))
    assert (made.verb, made.subject, made.reason) == ("plan succession", "Mayor", REASON)
    assert snapshot(register) == before
    key = Succession.objects.get().pk
    for person in (SYSTEM, signer):
        with pytest.raises(Invalid, match="that day is still to come"):
            take_over(register, key, by=person)
    with pytest.raises(Invalid, match="It is planned already that Mayor succeeds."):
        hand_on(cast, signer)
    with pytest.raises(NotAllowed):
        give_up_succession(register, key, by=cast.approver, why="So.")
    assert give_up_succession(register, key, by=signer, why="Put off.").subject == "Mayor"
    with pytest.raises(Invalid, match="planned no more"):
        take_over(register, key, by=SYSTEM)
    assert hand_on(cast, signer).verb == "succeed"
    assert verify(register.journal) == ()


LONG_AGO = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.fixture
def old(cast, signer):
    """A register of last January, of which its OPCC hands its part on from May."""
    owners = [(cast.opcc, "Office", "OPCC"), (cast.constabulary, "Force", "Constabulary")]
    made = create_register(
        by=SYSTEM, slug="old", title="Old", owners=owners, scheme=cast.register.scheme,
        reason="So.", moment=LONG_AGO,
    )  # fmt: skip
    succeed(
        made, "OPCC", by=signer, organisation=cast.charity, name="Mayor of Exampleshire",
        short_name="Mayor", since=MAY, reason=REASON, moment=LONG_AGO + timedelta(hours=1),
    )  # fmt: skip
    return made


def plan_of(register):
    return Succession.objects.get(register=register).pk


@pytest.mark.parametrize("who", ["system", "signer"])
def test_on_its_day_it_takes_effect_and_says_who_planned_it(cast, old, signer, who):
    before = snapshot(old)
    assert [owner.short_name for owner in before.owners] == ["OPCC", "Constabulary"]
    by = SYSTEM if who == "system" else signer
    made = take_over(old, plan_of(old), by=by)
    assert (made.verb, made.subject, made.reason, made.proposed) == ("succeed", "Mayor", REASON, 2)
    assert made.person_name == ("System account" if who == "system" else "Olive Signer")
    after = snapshot(old)
    assert [owner.name for owner in after.owners] == ["Mayor of Exampleshire", "Force"]
    assert (can(signer, "view", old), can(cast.stranger, "sign", old)) == (False, True)
    (told,) = entries(old, limit=1)
    assert in_both_names(told).startswith("Planned by Olive Signer, Chief Executive, Office of")
    with pytest.raises(Invalid, match="planned no more"):
        take_over(old, plan_of(old), by=SYSTEM)
    assert verify(old.journal) == ()


@pytest.mark.parametrize("who", ["editor", "approver", "stranger", "administrator"])
def test_a_plan_is_carried_out_by_nobody_else(cast, old, who):
    for act in (take_over, lambda *given, by: give_up_succession(*given, by=by, why="So.")):
        with pytest.raises(NotAllowed):
            act(old, plan_of(old), by=cast.people[who])
    assert last_number(old) == 2


def test_the_daily_run_carries_it_out_once(old, capsys):
    call_command("send_reminders", "--dry-run")
    assert "old: handed on to Mayor\n" in capsys.readouterr().out
    assert last_number(old) == 2
    for said in (True, False):
        call_command("send_reminders")
        assert ("old: handed on to Mayor\n" in capsys.readouterr().out) == said
    assert last_number(old) == 3


def test_the_daily_run_says_what_stands_in_the_way(cast, old, capsys):
    succeed(
        old, "Constabulary", by=cast.approver, organisation=cast.council, name="Another",
        short_name="Mayor", since=MAY, reason=REASON,
    )  # fmt: skip
    with pytest.raises(CommandError, match="old: Another owner has this short name."):
        call_command("send_reminders")
    assert last_number(old) == 3


def test_the_page_of_a_plan(client, old, signer):
    client.force_login(signer)
    where = "/registers/old/hand-on/planned/"
    assert client.get("/registers/old/hand-on/").headers["Location"] == where
    page = client.get(where).content.decode()
    assert "From 7 May 2026 on Mayor of Exampleshire takes the place of Office" in page
    assert "Hand it on now" in page
    assert client.post(where, opened(client, where) | {"why": "Put off."}).status_code == 302
    assert client.get(where).status_code == 404
    assert [owner.short_name for owner in snapshot(old).owners] == ["OPCC", "Constabulary"]


def test_an_approver_carries_it_out_on_its_page(client, old, signer):
    client.force_login(signer)
    answer = client.post("/registers/old/hand-on/planned/", {"take_over": "1"})
    assert answer.headers["Location"] == "/"
    assert [owner.short_name for owner in snapshot(old).owners] == ["Mayor", "Constabulary"]

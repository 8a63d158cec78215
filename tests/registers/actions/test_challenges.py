"""Disagreeing on the record: by an owner, beside what the register says, until it ends."""

import pytest

from registers.actions import (
    Invalid,
    NotAllowed,
    accept_challenge,
    adopt_scheme,
    agree_challenge_public,
    assess,
    challenge,
    close_risk,
    keep_challenge_private,
    let_challenge_stand,
    load_register,
    revise_risk,
    withdraw_challenge,
)
from registers.exchange.document import document, fingerprint, write_json
from registers.exchange.reading import read_json
from registers.models import Assessment, Revision
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.cast import scheme_of
from tests.registers.deeds import FEWER, last_number

RATING = {"likelihood": 4, "impact": 3, "why": "It is worse than that."}


def risk(register, reference="R1.1"):
    return snapshot(register).risk(reference)


def made(cast, about="after", *, by=None, reference="R1.1", **own):
    """A challenge by the OPCC's editor, as it stands."""
    own = own or RATING
    challenge(cast.register, reference, about, by=by or cast.editor, **{"why": "So.", **own})
    return risk(cast.register, reference).challenges[-1]


def test_a_rating_stands_beside_the_score_in_the_owners_name(cast, register):
    before = last_number(register)
    held = made(cast)
    assert (held.owner.short_name, held.about, held.cell.place) == ("OPCC", "after", (4, 3))
    assert (held.why, held.made_by) == (RATING["why"], "Editor of OPCC")
    found = risk(register)
    assert (found.after.likelihood, found.after.impact) == (2, 3), "the register stays as it is"
    assert (found.challenges_of("after"), found.challenges_of("before")) == ((held,), ())
    assert snapshot(register).challenged == (found,)
    assert snapshot(register).challenged_at("after") == {(4, 3): ((found, held),)}
    assert snapshot(register).challenged_at("target") == {}
    last = Revision.objects.get(journal=register.journal, number=before + 1)
    assert (last.verb, last.subject, last.reason) == ("challenge", "R1.1", RATING["why"])
    assert verify(register.journal) == ()


def test_it_is_content(cast, register):
    before = fingerprint(snapshot(register))
    made(cast)
    assert fingerprint(snapshot(register)) != before
    (written,) = document(snapshot(register))["themes"][0]["risks"][0]["challenges"]
    assert written["owner"] == "OPCC"


def test_the_other_owner_accepts_a_rating_and_the_score_refers_to_it(cast, register):
    held, before = made(cast), last_number(register)
    accept_challenge(register, "R1.1", held.key, by=cast.approver, why="We agree now.")
    found = risk(register)
    assert (found.after.likelihood, found.after.impact) == (4, 3)
    assert (found.after.why, found.challenges) == ("We agree now.", ())
    assert last_number(register) == before + 1, "one revision for both"
    scored = Assessment.objects.get(risk__reference="R1.1", stage="after")
    assert scored.revision.verb == "accept challenge"


@pytest.mark.parametrize(
    ("about", "position", "changed"),
    [
        ("wording", "Said as we say it.", lambda r: r.description == "Said as we say it."),
        ("lead", "Constabulary", lambda r: r.lead.short_name == "Constabulary"),
        ("closing", None, lambda r: not r.is_open and r.closed_why == "We agree now."),
    ],
)
def test_what_is_no_rating_has_its_way_too(cast, register, about, position, changed):
    held = made(cast, about, position=position, why="So.")
    assert not changed(risk(register))
    accept_challenge(register, "R1.1", held.key, by=cast.approver, why="We agree now.")
    assert changed(risk(register))


def test_a_closing_is_challenged_and_the_risk_reopened(cast, register):
    close_risk(register, "R1.1", by=cast.approver, why="Past.")
    held = made(cast, "closing", position=None, why="It is not past.")
    assert held.position == "open"
    accept_challenge(register, "R1.1", held.key, by=cast.approver, why="We agree now.")
    assert risk(register).is_open


def test_an_unscored_stage_can_be_rated(cast, register):
    held = made(cast, "target")
    accept_challenge(register, "R1.1", held.key, by=cast.approver, why="Agreed.")
    assert (risk(register).target.likelihood, risk(register).target.impact) == (4, 3)


def test_withdrawn_by_the_owner_that_made_it(cast, register):
    held = made(cast)
    withdraw_challenge(register, "R1.1", held.key, by=cast.editor, why="We see it now.")
    assert risk(register).challenges == ()
    assert risk(register).after.likelihood == 2


def test_recorded_as_standing_and_ended_later(cast, register):
    held = made(cast)
    let_challenge_stand(register, "R1.1", held.key, by=cast.approver, why="We differ.")
    (stands,) = risk(register).challenges
    assert (stands.stands, stands.ended_why) == (True, "We differ.")
    with pytest.raises(Invalid, match="standing already"):
        let_challenge_stand(register, "R1.1", held.key, by=cast.editor, why="Again.")
    accept_challenge(register, "R1.1", held.key, by=cast.approver, why="Settled.")
    assert risk(register).challenges == ()


def test_each_owner_has_one_of_a_kind(cast, register):
    made(cast)
    with pytest.raises(Invalid, match="OPCC challenges this already"):
        challenge(register, "R1.1", "after", by=cast.editor, likelihood=1, impact=1, why="So.")
    made(cast, "before")
    made(cast, by=cast.approver)
    assert len(risk(register).challenges) == 3


def test_a_new_scheme_takes_the_rating_along(cast, register):
    made(cast)
    adopt_scheme(
        register, scheme_of(3, 3), by=cast.editor, reason="Fewer.", likelihood_map=FEWER,
        impact_map=FEWER,
    )  # fmt: skip
    (held,) = risk(register).challenges
    assert held.cell.place == (3, 2)


REFUSED = (
    ("after", {"likelihood": 2, "impact": 3}, "This is what the register says already."),
    ("after", {"likelihood": 5, "impact": 3}, "is not on the 4 × 4 matrix"),
    ("after", {}, "Choose a cell of the matrix."),
    ("wording", {"position": " "}, "Write what the risk should say."),
    ("wording", {"position": "The public is not heard."}, "says already"),
    ("lead", {"position": "OPCC"}, "says already"),
    ("lead", {"position": "Council"}, "Council is not an owner of this register."),
    ("mood", {}, "There is no challenge of “mood”."),
)


@pytest.mark.parametrize(("about", "own", "sentence"), REFUSED)
def test_what_makes_no_sense_is_refused(cast, register, about, own, sentence):
    before = last_number(register)
    with pytest.raises(Invalid) as refusal:
        challenge(register, "R1.1", about, by=cast.editor, why="So.", **own)
    assert sentence in str(refusal.value)
    assert last_number(register) == before


def test_a_closed_risk_is_challenged_for_that_alone(cast, register):
    close_risk(register, "R1.1", by=cast.approver, why="Past.")
    with pytest.raises(Invalid, match="R1.1 is closed"):
        challenge(register, "R1.1", "after", by=cast.editor, **RATING)


@pytest.mark.parametrize("end", [accept_challenge, withdraw_challenge, let_challenge_stand])
@pytest.mark.parametrize("who", ["board_reader", "contributor", "council_reader", "stranger"])
def test_others_neither_challenge_nor_end_it(cast, register, end, who):
    held = made(cast)
    before = last_number(register)
    with pytest.raises(NotAllowed):
        challenge(register, "R1.2", "after", by=cast.people[who], **RATING)
    with pytest.raises(NotAllowed):
        end(register, "R1.1", held.key, by=cast.people[who], why="So.")
    assert last_number(register) == before


def test_who_may_end_it_how(cast, register):
    held = made(cast)
    with pytest.raises(NotAllowed, match="Another owner accepts"):
        accept_challenge(register, "R1.1", held.key, by=cast.editor, why="So.")
    with pytest.raises(NotAllowed, match="Only the owner that made"):
        withdraw_challenge(register, "R1.1", held.key, by=cast.approver, why="So.")
    for act in (accept_challenge, withdraw_challenge, let_challenge_stand):
        with pytest.raises(NotAllowed, match="done for an owner"):
            act(register, "R1.1", held.key, by=SYSTEM, why="So.")


@pytest.mark.parametrize("end", [accept_challenge, withdraw_challenge, let_challenge_stand])
def test_ending_wants_a_reason_and_something_to_end(cast, register, end):
    held = made(cast)
    with pytest.raises(Invalid, match="Say why"):
        end(register, "R1.1", held.key, by=cast.approver, why=" ")
    with pytest.raises(Invalid, match="no such challenge any more"):
        end(register, "R1.2", held.key, by=cast.approver, why="So.")


def test_a_score_that_came_to_agree_leaves_the_challenge_to_its_owner(cast, register):
    held = made(cast)
    assess(register, "R1.1", "after", by=cast.approver, likelihood=4, impact=3, why="Worse.")
    accept_challenge(register, "R1.1", held.key, by=cast.approver, why="So it is.")
    assert risk(register).after.why == "Worse.", "it was so already"


def kept(cast, register):
    """A register with a challenge of each kind, one of them standing, as a file has it."""
    made(cast)
    made(cast, "wording", position="Said as we say it.", why="Clearer.")
    made(cast, "lead", position="", why="It is joint.", by=cast.approver)
    standing = made(cast, "closing", by=cast.approver, why="It is past.")
    let_challenge_stand(register, "R1.1", standing.key, by=cast.editor, why="We differ.")
    return {**read_json(write_json(snapshot(register))), "slug": "again"}


def test_a_file_takes_all_of_it_along(cast, register):
    revise_risk(register, "R1.1", by=cast.editor, lead="OPCC")
    written = kept(cast, register)
    again = snapshot(load_register(written, by=SYSTEM, reason="Moved here."))
    assert document(again) == written
    assert len(again.risk("R1.1").challenges) == 4


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"about": "mood"}, "There is no challenge of “mood”."),
        ({"owner": "Council"}, "Council is not an owner"),
        ({"likelihood": 9}, "is not on the 4 × 4 matrix"),
        ({"position": "Both."}, "This is no position on the after."),
        ({"about": "lead"}, "A rating has both levels, and nothing else has any."),
        ({"stands": True}, "A challenge that stands says why, and no other does."),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(cast, register, change, sentence):
    made(cast)
    written = {**read_json(write_json(snapshot(register))), "slug": "again"}
    written["themes"][0]["risks"][0]["challenges"][0] |= change
    with pytest.raises(Invalid) as refusal:
        load_register(written, by=SYSTEM, reason="Moved here.")
    assert str(refusal.value).startswith("themes 1, R1.1: challenges: ")
    assert sentence in str(refusal.value)


# Read by the public.


def test_the_public_reads_it_once_an_approver_of_every_owner_has_agreed(cast, register):
    signer, other = cast.signers()
    key = made(cast).key
    before = fingerprint(snapshot(register))
    for person in (signer, other):
        assert snapshot(register).public().risk("R1.1").challenges == ()
        agree_challenge_public(register, "R1.1", key, by=person, why="It is known anyway.")
    assert fingerprint(snapshot(register)) != before
    held, public = risk(register).challenges[0], snapshot(register).public()
    assert [owner.short_name for owner in held.public_for] == ["OPCC", "Constabulary"]
    (shown,) = public.risk("R1.1").challenges
    assert (shown.why, shown.cell.place, shown.made_by, shown.public_for) == (
        RATING["why"], (4, 3), "Editor of OPCC", (),
    )  # fmt: skip
    assert "public_for" not in str(document(public))
    assert "Edith" not in str(document(public))
    keep_challenge_private(register, "R1.1", key, by=other, why="Not yet.")
    assert snapshot(register).public().risk("R1.1").challenges == ()
    assert verify(register.journal) == ()


def test_agreeing_twice_changes_nothing(cast, register):
    key = made(cast).key
    assert agree_challenge_public(register, "R1.1", key, by=cast.approver, why="So.")
    assert agree_challenge_public(register, "R1.1", key, by=cast.approver, why="So.") is None
    assert keep_challenge_private(register, "R1.1", key, by=cast.signers()[0], why="So.") is None


def test_what_is_said_anew_is_agreed_anew(cast, register):
    key = made(cast).key
    for person in cast.signers():
        agree_challenge_public(register, "R1.1", key, by=person, why="So.")
    let_challenge_stand(register, "R1.1", key, by=cast.editor, why="We differ.")
    assert snapshot(register).public().challenged == ()


@pytest.mark.parametrize(
    "who", ["editor", "contributor", "board_reader", "council_reader", "stranger"]
)
@pytest.mark.parametrize("act", [agree_challenge_public, keep_challenge_private])
def test_only_approvers_of_owners_say_so(cast, register, who, act):
    key, before = made(cast).key, last_number(register)
    for person in (cast.people[who], SYSTEM):
        with pytest.raises(NotAllowed):
            act(register, "R1.1", key, by=person, why="So.")
    assert last_number(register) == before


def test_who_agreed_goes_through_the_file(cast, register):
    key = made(cast).key
    agree_challenge_public(register, "R1.1", key, by=cast.approver, why="So.")
    again = load_register(
        {**read_json(write_json(snapshot(register))), "slug": "again"}, by=SYSTEM, reason="So."
    )
    (held,) = snapshot(again).risk("R1.1").challenges
    assert [owner.short_name for owner in held.public_for] == ["Constabulary"]
    assert not held.is_public

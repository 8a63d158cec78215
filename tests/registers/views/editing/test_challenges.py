"""The pages on which an owner disagrees, and on which a disagreement ends."""

import pytest

from registers.actions import withdraw_challenge
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why

WHY = "The settlement is not known."


def held(register):
    return snapshot(register).risk("R1.1").challenges


@pytest.fixture
def challenged(editing, address, register):
    """R1.1 with the OPCC's challenge of its score after controls."""
    answer = save(editing, address("risk_challenge", "R1.1", "after"), place="4-3", why=WHY)
    assert answer.status_code == 302
    return held(register)[0]


def test_a_rating_is_recorded_and_shown_on_the_risk_and_in_the_register(
    client, cast, address, challenged
):
    assert who_what_why(last(cast.register)) == (
        "challenge", "R1.1", "Edith Editor", "Office of the Commissioner", WHY,
    )  # fmt: skip
    client.force_login(cast.board_reader)
    page = client.get(address("risk", "R1.1")).content.decode()
    assert "The owners differ" in page
    assert (
        "likelihood 4 × impact 3 for the score after controls; the register says 6 Medium" in page
    )
    assert WHY in page
    for more in ("", "?text=full", "?show=challenged"):
        assert "OPCC says 12 High" in client.get(address("register") + more).content.decode()
    assert "R1.2" not in client.get(address("register") + "?show=challenged").content.decode()


@pytest.mark.parametrize(
    ("about", "typed", "position"),
    [
        ("wording", {"position_text": "As we say it."}, "As we say it."),
        ("lead", {"position_text": "Constabulary"}, "Constabulary"),
        ("closing", {}, "closed"),
    ],
)
def test_what_is_no_rating(editing, address, register, about, typed, position):
    where = address("risk_challenge", "R1.1", about)
    assert save(editing, where, why=WHY, **typed).status_code == 302
    assert (held(register)[0].about, held(register)[0].position) == (about, position)
    assert editing.get(address("risk", "R1.1")).status_code == 200


def test_the_wording_begins_with_what_it_says_now(editing, address):
    form = opened(editing, address("risk_challenge", "R1.1", "wording"))
    assert form["position_text"] == "The public is not heard."


def test_pressed_twice(editing, address, register):
    where = address("risk_challenge", "R1.1", "after")
    typed = opened(editing, where) | {"place": "4-3", "why": WHY}
    before = count(register)
    for _ in range(2):
        assert editing.post(where, typed).status_code == 302
    assert count(register) == before + 1


def test_what_is_wrong_is_said_and_the_text_kept(editing, address, register):
    where = address("risk_challenge", "R1.1", "after")
    for place, sentence in (("", "Choose a cell of the matrix."), ("2-3", "says already")):
        answer = save(editing, where, place=place, why=WHY)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert form_of(answer)["why"] == WHY
    assert save(editing, where, place="4-3", why=" ").status_code == 422
    assert editing.get(address("risk_challenge", "R1.1", "mood")).status_code == 404
    assert held(register) == ()


@pytest.mark.parametrize(("who", "how"), [("approver", "accept"), ("editor", "withdraw")])
def test_ended(client, cast, address, challenged, who, how):
    client.force_login(cast.people[who])
    page = client.get(address("risk", "R1.1")).content.decode()
    where = address("challenge_end", "R1.1", challenged.key, how)
    assert where in page
    assert WHY in client.get(where).content.decode()
    for _ in range(2):
        typed = {"began": str(challenged_at(cast)), "opened_by": "", "why": "It is time."}
        assert client.post(where, typed).status_code == 302
    assert held(cast.register) == ()
    after = snapshot(cast.register).risk("R1.1").after
    assert after.likelihood == (4 if how == "accept" else 2)


def challenged_at(cast):
    """The revision that made the challenge."""
    revisions = cast.register.journal.revisions.filter(verb="challenge")
    return revisions.get().number


def test_recorded_as_standing(editing, address, register, challenged):
    where = address("challenge_end", "R1.1", challenged.key, "stand")
    assert save(editing, where, why="We agree to differ.").status_code == 302
    page = editing.get(address("risk", "R1.1")).content.decode()
    assert "We agree to differ." in page
    assert where not in page


def test_one_that_ended_meanwhile_keeps_the_text(client, cast, address, challenged):
    client.force_login(cast.approver)
    where = address("challenge_end", "R1.1", challenged.key, "accept")
    typed = opened(client, where) | {"why": "We agree."}
    withdraw_challenge(cast.register, "R1.1", challenged.key, by=cast.editor, why="Sorry.")
    answer = client.post(where, typed)
    assert answer.status_code == 422
    assert "it was accepted or withdrawn" in answer.content.decode()
    assert form_of(answer)["why"] == "We agree."
    assert client.get(where).status_code == 404


def test_the_changes_and_the_history_tell_of_it(editing, address, challenged, cast):
    began = challenged_at(cast) - 1
    page = editing.get(address("changes") + f"?from={began}&to={began + 1}").content.decode()
    assert "OPCC challenges the score after controls" in page
    assert "12 High: likelihood 4 × impact 3" in page
    page = editing.get(address("history")).content.decode()
    assert "R1.1 challenged" in page
    assert "4 × 3 = 12" in page


@pytest.mark.parametrize(
    ("who", "how"), [("editor", "accept"), ("approver", "withdraw"), ("editor", "shout")]
)
def test_ways_that_are_not_theirs(client, cast, address, challenged, who, how):
    client.force_login(cast.people[who])
    where = address("challenge_end", "R1.1", challenged.key, how)
    assert client.get(where).status_code == 404
    assert client.post(where, {"began": "1", "why": "So."}).status_code in {403, 404}
    assert held(cast.register) == (challenged,)


def test_approvers_agree_on_the_page_that_the_public_reads_it(client, cast, register, address, challenged):  # fmt: skip
    publish = address("challenge_end", "R1.1", challenged.key, "publish")
    assert client.get(publish).status_code == 403, "an editor does not"
    assert client.post(publish, {"why": "So."}).status_code == 403
    for person, said in zip(
        cast.signers(), ("OPCC agrees that", "the public reads it:"), strict=True
    ):
        client.force_login(person)
        assert (
            "Agree that the public reads it" in client.get(address("risk", "R1.1")).content.decode()
        )
        assert save(client, publish, why="It is known.").status_code == 302
        assert said in client.get(address("risk", "R1.1")).content.decode()
    assert held(register)[0].is_public
    answer = save(
        client, address("challenge_end", "R1.1", challenged.key, "keep"), why="Not any more."
    )
    assert answer.status_code == 302
    assert who_what_why(last(register))[0] == "keep challenge private"
    assert not held(register)[0].is_public
    page = client.get(address("changes") + "?from=" + str(count(register) - 1)).content.decode()
    assert "A challenge is read by the public" in page

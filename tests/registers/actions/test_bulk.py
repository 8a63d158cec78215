"""Several risks in one act: all or nothing, and a revision for each."""

import pytest

from registers.actions import Invalid, NotAllowed, close_risk, confirm_risks, give_risks
from registers.models import Confirmation
from registers.snapshot import snapshot
from tests.registers.deeds import last_number
from tests.registers.views.editing.pages import opened

BOTH = ["R1.1", "R1.2"]


def test_each_has_a_revision_with_the_reason(cast, register):
    before = last_number(register)
    made = confirm_risks(register, BOTH, by=cast.editor, reason="At the board.")
    assert [(one.number, one.subject, one.reason) for one in made] == [
        (before + 1, "R1.1", "At the board."), (before + 2, "R1.2", "At the board."),
    ]  # fmt: skip
    assert Confirmation.objects.count() == 2


def test_another_owner_for_those_that_have_not_got_it_yet(cast, register):
    given = {"by": cast.editor, "risk_owner": "Chief Executive", "reason": "The post is new."}
    assert len(give_risks(register, ["R1.1"], **given)) == 1
    assert [one.subject for one in give_risks(register, BOTH, **given)] == ["R1.2"]
    owners = {snapshot(register).risk(name).risk_owner.title for name in BOTH}
    assert owners == {"Chief Executive"}


@pytest.mark.parametrize("references", [[], ["R1.1", "R9.9"], ["R1.1", "R1.2"]])
def test_all_of_it_or_nothing(cast, register, references):
    close_risk(register, "R1.2", by=cast.editor, why="Past.")
    before = last_number(register)
    with pytest.raises(Invalid):
        confirm_risks(register, references, by=cast.editor)
    with pytest.raises(NotAllowed):
        confirm_risks(register, ["R1.1"], by=cast.board_reader)
    assert last_number(register) == before


def test_the_page(client, cast, register):
    client.force_login(cast.editor)
    where = f"/registers/{register.slug}/together/"
    typed = opened(client, where) | {"risks": BOTH, "act": "confirm", "reason": "At the board."}
    before = last_number(register)
    for _ in range(2):
        page = client.post(where, typed, follow=True).content.decode()
        assert f"Saved as revision {before + 2}." in page
    assert last_number(register) == before + 2
    for wrong, sentence in (
        ({"risks": []}, "Choose the risks first."),
        ({"risks": ["R9.9"]}, "R9.9 is no open risk here any more."),
        ({"act": "give"}, "Choose the new risk owner."),
        ({"reason": ""}, "Say why."),
    ):
        answer = client.post(where, {**typed, **wrong})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    given = typed | {"act": "give", "risk_owner": "Chief Executive", "reason": "New."}
    assert client.post(where, given).status_code == 302
    assert snapshot(register).risk("R1.2").risk_owner.title == "Chief Executive"

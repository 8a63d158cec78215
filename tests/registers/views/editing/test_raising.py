"""Raising a risk, once."""

from registers.actions import raise_risk
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, last, opened, save, who_what_why

NEW = {"theme": "3", "description": "Too few cars.", "reason": "From the audit."}


def test_the_next_reference_of_each_theme_is_shown(editing, address):
    page = editing.get(address("risk_raise")).content.decode()
    assert "1. Public engagement: R1.3 comes next" in page
    assert "3. Workforce: R3.10 comes next" in page


def test_the_theme_of_the_link_is_chosen(editing, address):
    assert opened(editing, address("risk_raise") + "?theme=3")["theme"] == "3"


def test_raising_with_everything(editing, address, register):
    response = save(
        editing,
        address("risk_raise"),
        **NEW,
        title="Cars",
        controls="Cars are shared.\r\n\r\n Cars are repaired. ",
        before="4-3",
        after="2-3",
        new_post="Head of Fleet",
        lead="OPCC",
    )
    assert response.status_code == 302
    assert response.url == address("risk", "R3.10")
    found = snapshot(register).risk("R3.10")
    assert found.description == "Too few cars."
    assert [control.text for control in found.controls] == [
        "Cars are shared.",
        " Cars are repaired. ",
    ]
    assert (found.before.total, found.after.total, found.target) == (12, 6, None)
    assert (found.lead.short_name, found.risk_owner.title) == ("OPCC", "Head of Fleet")
    assert who_what_why(last(register)) == (
        "raise", "R3.10", "Edith Editor", "Office of the Commissioner", "From the audit.",
    )  # fmt: skip


def test_raising_with_as_little_as_can_be(editing, address, register):
    assert save(editing, address("risk_raise"), **NEW).status_code == 302
    found = snapshot(register).risk("R3.10")
    assert (found.controls, found.before, found.after) == ((), None, None)


def test_another_reference(editing, address, register):
    save(editing, address("risk_raise"), **NEW, reference="X7")
    assert snapshot(register).risk("X7").theme_number == 3


def test_a_reference_that_was_used(editing, address):
    response = save(editing, address("risk_raise"), **NEW, reference="R1.1")
    assert response.status_code == 422
    assert response.content.decode().count("R1.1 has been used in this register") == 2
    assert form_of(response)["description"] == "Too few cars."


def test_nothing_typed_at_all(editing, address, register):
    before = count(register)
    response = save(editing, address("risk_raise"))
    page = response.content.decode()
    assert response.status_code == 422
    for sentence in ("Choose one.", "Write what the risk is.", "Say why."):
        assert sentence in page
    assert count(register) == before


def test_a_refused_control_is_told_beside_the_controls(editing, address):
    response = save(editing, address("risk_raise"), **NEW, controls="\u200b\r\nGood.")
    assert response.status_code == 422
    assert "id_controls_error" in response.content.decode()


def test_saving_twice_raises_one(editing, address, register):
    typed = {**opened(editing, address("risk_raise")), **NEW, "before": "2-2"}
    first, second = (editing.post(address("risk_raise"), typed) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url == address("risk", "R3.10")
    assert len(snapshot(register).theme(3).risks) == 2


def test_saving_twice_with_a_new_post_raises_one(editing, address, register):
    typed = {**opened(editing, address("risk_raise")), **NEW, "new_post": "Head of Fleet"}
    for _ in range(2):
        assert editing.post(address("risk_raise"), typed).status_code == 302
    assert len(snapshot(register).theme(3).risks) == 2


def test_saving_again_with_more_in_it_is_not_lost(editing, address, register):
    typed = {**opened(editing, address("risk_raise")), **NEW}
    editing.post(address("risk_raise"), typed)
    response = editing.post(address("risk_raise"), {**typed, "controls": "Shared."})
    assert response.status_code == 422
    assert "You have raised this risk already, as R3.10." in response.content.decode()
    assert form_of(response)["controls"] == "Shared."


def test_the_other_side_may_raise_the_same(editing, address, register, cast):
    typed = {**opened(editing, address("risk_raise")), **NEW}
    raise_risk(register, by=cast.approver, theme=3, description="Too few cars.", reason="Ours.")
    assert editing.post(address("risk_raise"), typed).url == address("risk", "R3.11")

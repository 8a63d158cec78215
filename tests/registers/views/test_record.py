"""The state of the record, as owners see it."""

import pytest
from django.urls import reverse

from registers.actions import revise_risk
from registers.chain import shown
from registers.models import Risk, Verification
from registers.snapshot import last_point, snapshot
from registers.verified import verify_and_keep
from tests.registers.cast import make_register
from tests.registers.tampering import alter, take_guards_away


@pytest.fixture
def address(register):
    return reverse("record", args=(register.slug,))


def test_says_that_it_has_not_been_verified(see, address):
    assert "It has not been verified yet." in see("board_reader", address).text


def test_verifying_is_kept_for_every_owner(see, client, cast, address):
    client.force_login(cast.editor)
    assert client.post(address).status_code == 302
    text = see("board_reader", address).text
    assert "Yes. Verified on" in text
    assert "by Edith Editor, Office of the Commissioner" in text
    assert f"up to revision {snapshot(cast.register).number}" in text


def test_what_is_wrong_is_listed(see, client, cast, address):
    take_guards_away()
    alter(Risk.objects.get(reference="R3.9"), description="Nothing <b>to</b> see.")
    client.force_login(cast.editor)
    page = client.post(address, follow=True).content.decode()
    assert "was changed past the record: description." in page
    assert "Nothing was repaired." in page


def test_a_reader_who_owns_nothing_does_not_see_it(see, client, cast, address):
    assert see("council_reader", address).status == 403
    assert client.post(address).status_code == 403
    assert Verification.objects.count() == 0


@pytest.mark.parametrize(
    "form", ["{number} · {seal}", "{number}:{seal}", "Revision {number} · seal {seal}"]
)
def test_the_chain_reaches_a_page(see, cast, address, form):
    point = last_point(cast.register)
    revise_risk(cast.register, "R1.1", by=cast.editor, title="Anew", reason="So.")
    asked = form.format(number=point.number, seal=shown(point.seal))
    page = see("board_reader", f"{address}?page={asked}")
    assert (
        f"The chain reaches revision {point.number} with the seal {shown(point.seal)}" in page.text
    )


def test_a_page_of_another_register_is_told(see, cast, address):
    people = {**cast.people, "opcc": cast.opcc, "constabulary": cast.constabulary,
              "council": cast.council}  # fmt: skip
    other = make_register(people, slug="other")
    point = last_point(other)
    page = see("board_reader", f"{address}?page={point.number}:{point.seal}")
    assert f"Revision {point.number} has another seal" in page.text


def test_a_cut_tail_is_told(see, cast, address):
    number = last_point(cast.register).number + 1
    page = see("board_reader", f"{address}?page={number}:{'0' * 64}")
    assert f"The chain does not reach revision {number}: its end has been cut off." in page.text


@pytest.mark.parametrize("asked", ["nonsense", "1", "1:zz", "<script>", "1" * 300])
def test_nonsense_is_told(see, address, asked):
    page = see("board_reader", f"{address}?page={asked}")
    assert (page.status, "Type the number and the seal as the page has them" in page.text) == (
        200,
        True,
    )
    assert "<script>" not in page.html.replace("<script src", "")


def test_a_page_that_was_copied_wrongly_is_no_fault_of_the_record(cast):
    journal = cast.register.journal
    faults = verify_and_keep(journal, by="A test", expect=(1, "0" * 16))
    assert [fault.kind for fault in faults] == ["page"]
    assert Verification.objects.get().faults == 0

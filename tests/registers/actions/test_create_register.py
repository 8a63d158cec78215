import pytest

from registers.actions import Invalid, NotAllowed, create_register
from registers.models import Journal, Register
from registers.permissions import SYSTEM, can
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.cast import scheme_of


def created(cast, by=SYSTEM, **fields):
    owners = [(cast.council, "The Council", "Council"), (cast.charity, "The Charity", "Charity")]
    wanted = {"slug": "second", "title": "Second", "owners": owners, "reason": "Wanted.", **fields}
    return create_register(by=by, scheme=wanted.pop("scheme", None) or scheme_of(5, 3), **wanted)


def test_is_one_revision_of_a_journal_of_its_own(cast):
    register = created(cast, introduction="Hello.", notice="Fictional.", appetite=3)
    found = snapshot(register)
    assert (found.number, found.title, found.introduction, found.marking) == (
        1, "Second", "Hello.", "OFFICIAL",
    )  # fmt: skip
    assert [(o.position, o.name, o.short_name) for o in found.owners] == [
        (1, "The Council", "Council"), (2, "The Charity", "Charity"),
    ]  # fmt: skip
    assert (found.notice, found.appetite, found.is_public, found.themes) == (
        "Fictional.",
        3,
        False,
        (),
    )
    assert register.journal.revisions.get().verb == "set up"
    assert verify(register.journal) == ()


def test_is_done_by_an_administrator_who_does_not_see_it_by_that(cast):
    register = created(cast, by=cast.administrator)
    assert [can(cast.administrator, what, register) for what in ("view", "edit")] == [False, False]
    made = register.journal.revisions.get()
    assert (made.person_name, made.person_role) == ("Ada Administrator", "administrator")


@pytest.mark.parametrize("who", ["editor", "approver", "board_reader", "stranger"])
def test_is_refused_to_everybody_else(cast, who):
    with pytest.raises(NotAllowed):
        created(cast, by=cast.people[who])
    assert not Register.objects.filter(slug="second").exists()
    assert not Journal.objects.filter(name="register second").exists()


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"slug": "exampleshire"}, {"slug": "There is a register “exampleshire” already."}),
        ({"slug": "Not an address"}, {"slug": "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."}),
        ({"slug": "s" * 81}, {"slug": "Ensure this value has at most 80 characters (it has 81)."}),
        ({"slug": "s" * 300}, {"slug": "Ensure this value has at most 80 characters (it has 300)."}),
        ({"title": ""}, {"title": "This field cannot be blank."}),
        ({"reason": " "}, {"reason": "Say why. Both organisations will read it."}),
        ({"owners": []}, {"owners": "A register is owned by two or more organisations."}),
    ],
)  # fmt: skip
def test_is_refused_with_a_sentence_and_leaves_nothing(cast, fields, errors):
    journals = Journal.objects.count()
    with pytest.raises(Invalid) as refusal:
        created(cast, **fields)
    assert refusal.value.errors == errors
    assert Journal.objects.count() == journals


def test_has_two_owners_each_once_under_a_name_of_its_own(cast):
    one = (cast.council, "The Council", "Council")
    for owners in ([one], [one, one]):
        with pytest.raises(Invalid) as refusal:
            created(cast, owners=owners)
        assert refusal.value.errors == {
            "owners": "A register is owned by two or more organisations."
        }
    for owners in ([one, one, (cast.charity, "C", "C")], [one, (cast.charity, "C", "Council")]):
        with pytest.raises(Invalid) as refusal:
            created(cast, owners=owners)
        assert refusal.value.errors == {
            "owners": "Each owner stands here once, with a short name of its own."
        }


def test_an_address_may_be_as_long_as_it_may(cast):
    assert created(cast, slug="s" * 80).slug == "s" * 80

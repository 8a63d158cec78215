"""Organisations and people: who adds and appoints whom."""

import pytest

from registers.actions import Invalid, NotAllowed, add_organisation, add_person, revise_person
from registers.models import Journal, Organisation, User
from registers.permissions import SYSTEM
from registers.verifying import verify


@pytest.fixture
def manager(cast):
    """Who appoints the people of the OPCC."""
    return person(cast, SYSTEM, email="manager@example.org", name="Mia Manager", manages=True)


def person(cast, by, **fields):
    wanted = {
        "email": "new@example.org",
        "name": "New",
        "organisation": cast.opcc,
        "role": "editor",
    }
    return add_person(by=by, **{**wanted, **fields})


def installed():
    return Journal.objects.get(name="installation")


def test_an_administrator_adds_an_organisation_and_its_first_people(cast):
    ours = add_organisation(by=cast.administrator, name="Fire Service", short_name="Fire")
    first = person(cast, cast.administrator, organisation=ours, role="reader", manages=True)
    assert (first.organisation, first.role, first.manages, first.has_usable_password()) == (
        ours, "reader", True, False,
    )  # fmt: skip
    made = installed().revisions.order_by("-number")[:2]
    assert [(r.verb, r.subject, r.person_name) for r in made] == [
        ("add person", "New", "Ada Administrator"),
        ("add organisation", "Fire Service", "Ada Administrator"),
    ]
    assert verify(installed()) == ()


@pytest.mark.parametrize("who", ["editor", "approver", "contributor", "board_reader", "stranger"])
def test_nobody_else_adds_anybody(cast, who):
    by = cast.people[who]
    with pytest.raises(NotAllowed):
        add_organisation(by=by, name="Fire Service", short_name="Fire")
    with pytest.raises(NotAllowed):
        person(cast, by)
    with pytest.raises(NotAllowed):
        revise_person(by, by=by, role="approver", reason="Why not?")


def test_a_manager_appoints_the_people_of_their_own_organisation(cast, manager):
    made = person(cast, manager, role="approver")
    assert (made.role, made.organisation) == ("approver", cast.opcc)
    revise_person(made, by=manager, role="reader", reason="A new task.")
    assert User.objects.get(pk=made.pk).role == "reader"


def test_a_manager_appoints_nobody_elsewhere_and_no_administrator(cast, manager):
    with pytest.raises(NotAllowed):
        person(cast, manager, organisation=cast.constabulary)
    with pytest.raises(NotAllowed):
        revise_person(cast.approver, by=manager, role="reader", reason="So.")
    with pytest.raises(NotAllowed):
        revise_person(manager, by=manager, is_staff=True, reason="So.")
    with pytest.raises(NotAllowed):
        add_organisation(by=manager, name="Fire Service", short_name="Fire")


def test_no_administrator_appoints_an_approver_or_a_second_manager(cast, manager):
    with pytest.raises(NotAllowed):
        person(cast, cast.administrator, role="approver")
    with pytest.raises(NotAllowed):
        revise_person(cast.editor, by=cast.administrator, role="approver", reason="So.")
    with pytest.raises(NotAllowed):
        person(cast, cast.administrator, manages=True)


def test_what_a_manager_may_is_asked_under_the_lock(cast, manager):
    revise_person(manager, by=SYSTEM, manages=False, reason="A new task.")
    assert manager.manages
    with pytest.raises(NotAllowed):
        person(cast, manager)


def test_what_an_administrator_may_is_asked_under_the_lock(cast):
    both = person(cast, SYSTEM, email="both@example.org", manages=True, is_staff=True)
    revise_person(both, by=SYSTEM, is_staff=False, reason="A new task.")
    assert both.is_staff
    with pytest.raises(NotAllowed):
        person(cast, both, is_staff=True)
    with pytest.raises(NotAllowed):
        person(cast, both, organisation=cast.constabulary)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"email": "EDITOR@example.org"}, {"email": "Somebody has this e-mail address already."}),
        ({"email": "nobody"}, {"email": "Enter a valid email address."}),
        ({"name": " "}, {"name": "Write something here: blanks alone say nothing."}),
        ({"role": ""}, {"role": "A role and an organisation go together."}),
        ({"role": "king"}, {"role": "“king” is no role; the roles are reader, contributor, editor, approver."}),
        ({"organisation": None}, {"organisation": "Say for which organisation this person acts."}),
        ({"password": "short"}, {"password": "This password is too short. It must contain at least 12 characters."}),
    ],
)  # fmt: skip
def test_a_person_is_refused_with_a_sentence(cast, fields, errors):
    people = User.objects.count()
    with pytest.raises(Invalid) as refusal:
        person(cast, SYSTEM, **fields)
    assert refusal.value.errors == errors
    assert User.objects.count() == people


def test_an_organisation_has_a_name_of_its_own(cast):
    for name in ("exampleshire COUNCIL", ""):
        with pytest.raises(Invalid):
            add_organisation(by=SYSTEM, name=name, short_name="X")
    assert Organisation.objects.count() == 4


def test_a_person_who_stays_the_same_leaves_no_revision(cast):
    before = installed().revisions.count()
    assert revise_person(cast.editor, by=SYSTEM, role="editor", reason="So.") is None
    assert installed().revisions.count() == before


def test_a_renamed_person_keeps_the_old_name_in_the_record(cast):
    revise_person(cast.editor, by=SYSTEM, name="Edith Wed", reason="Married.")
    last = cast.register.journal.revisions.order_by("-number")[0]
    assert last.person_name == "Edith Editor"
    assert verify(cast.register.journal) == verify(installed()) == ()

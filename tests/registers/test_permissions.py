"""Who may do what: the whole table, and the question that everything asks."""

import pytest
from django.contrib.auth.models import AnonymousUser

from registers.actions import grant_reading, revise_person, withdraw_reading
from registers.permissions import OWNERS_MAY, READERS_MAY, SYSTEM, can, permissions_of

TABLE = {
    "reader": {"view"},
    "contributor": {"view", "report"},
    "editor": {"view", "report", "edit"},
    "approver": {"view", "report", "edit", "sign"},
}
PEOPLE = {
    "editor": {"view", "report", "edit"},
    "approver": {"view", "report", "edit", "sign"},
    "contributor": {"view", "report"},
    "board_reader": {"view"},
    "council_reader": {"view"},
    "stranger": set(),
    "administrator": set(),
}
ALL = ("view", "report", "edit", "sign", "set_up", "appoint", "nonsense")


def test_the_table_of_roles_is_this():
    assert {str(role): set(may) for role, may in OWNERS_MAY.items()} == TABLE
    assert set(READERS_MAY) == {"view"}


@pytest.mark.parametrize("role", [*TABLE, "", "king"])
def test_a_role_counts_in_a_register_of_the_own_organisation_alone(role):
    assert permissions_of(role, owns=True, reads=False) == TABLE.get(role, set())
    assert permissions_of(role, owns=True, reads=True) == TABLE.get(role, set())
    assert permissions_of(role, owns=False, reads=True) == {"view"}
    assert permissions_of(role, owns=False, reads=False) == set()


@pytest.mark.parametrize("who", PEOPLE)
def test_each_of_the_cast_may_this_and_no_more(cast, who):
    assert {what for what in ALL if can(cast.people[who], what, cast.register)} == PEOPLE[who]


def test_who_is_not_signed_in_may_nothing(cast):
    assert [can(person, "view", cast.register) for person in (None, AnonymousUser(), SYSTEM)] == [
        False
    ] * 3


def test_a_right_to_read_that_is_taken_away_is_gone_at_once(cast):
    withdraw_reading(cast.register, cast.council, by=cast.editor, reason="No more.")
    assert not can(cast.council_reader, "view", cast.register)
    grant_reading(cast.register, cast.council, by=cast.editor, reason="Again.")
    assert can(cast.council_reader, "view", cast.register)


def test_who_is_no_longer_active_may_nothing_at_once(cast):
    revise_person(cast.approver, by=SYSTEM, is_active=False, reason="Left.")
    assert not can(cast.approver, "view", cast.register)


def test_it_is_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        can(cast.editor, "edit", cast.register)

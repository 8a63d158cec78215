"""What stands at a register's head, its posts, and who may read it."""

import pytest

from registers.actions import (
    Invalid,
    add_post,
    grant_reading,
    raise_risk,
    revise_post,
    revise_register,
    revise_risk,
    withdraw_reading,
)
from registers.permissions import can
from registers.snapshot import snapshot
from tests.registers.deeds import last_number

HEAD = {
    "title": "Another title", "introduction": "Two\nlines.", "marking": "OFFICIAL-SENSITIVE",
    "notice": "Fictional.", "appetite": 9, "is_public": True,
}  # fmt: skip


@pytest.mark.parametrize("field", HEAD)
def test_each_field_of_the_head_changes(register, editor, field):
    revise_register(register, by=editor, reason="So.", **{field: HEAD[field]})
    assert getattr(snapshot(register), field) == HEAD[field]
    before = last_number(register)
    assert revise_register(register, by=editor, reason="So.", **{field: HEAD[field]}) is None
    assert last_number(register) == before


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"title": ""}, {"title": "This field cannot be blank."}),
        ({"marking": " "}, {"marking": "Write something here: blanks alone say nothing."}),
        ({"appetite": 0}, {"appetite": "Ensure this value is greater than or equal to 1."}),
        ({"notice": "Two\nlines"}, {"notice": "Write this on one line, without tabs."}),
    ],
)
def test_the_head_is_refused_with_a_sentence(register, editor, fields, errors):
    with pytest.raises(Invalid) as refusal:
        revise_register(register, by=editor, reason="So.", **fields)
    assert refusal.value.errors == errors


@pytest.mark.parametrize("field", ["slug", "journal", "scheme", "removed"])
def test_the_address_the_journal_and_the_scheme_are_no_part_of_the_head(register, editor, field):
    with pytest.raises(TypeError, match=f"^A register has no field {field} to revise.$"):
        revise_register(register, by=editor, reason="So.", **{field: "other"})


def test_a_post_is_added_once(register, editor):
    add_post(register, by=editor, title="Treasurer")
    with pytest.raises(Invalid) as refusal:
        add_post(register, by=editor, title="Treasurer", owner="OPCC")
    assert refusal.value.errors == {"title": "There is a post “Treasurer” already."}
    posts = [
        (post.title, post.owner and post.owner.short_name) for post in snapshot(register).posts
    ]
    assert posts == [("Chief Executive", "OPCC"), ("Treasurer", None)]


def test_a_renamed_post_keeps_what_it_answers_for(register, editor):
    revise_risk(register, "R1.1", by=editor, risk_owner="Chief Executive")
    revise_post(
        register, "Chief Executive", by=editor, new_title="Chief of Staff", reason="A new name."
    )
    assert snapshot(register).risk("R1.1").risk_owner.title == "Chief of Staff"
    with pytest.raises(Invalid):
        raise_risk(
            register, by=editor, reason="So.", theme=1, description="New.",
            risk_owner="Chief Executive",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "new_title", "errors"),
    [
        ("Nobody", "Somebody", {"title": "There is no post “Nobody” here."}),
        ("", "Somebody", {"title": "Say which post."}),
        ("Chief Executive", "Treasurer", {"new_title": "There is a post “Treasurer” already."}),
    ],
)
def test_a_post_is_not_renamed(register, editor, title, new_title, errors):
    add_post(register, by=editor, title="Treasurer")
    with pytest.raises(Invalid) as refusal:
        revise_post(register, title, by=editor, new_title=new_title, reason="So.")
    assert refusal.value.errors == errors


def test_a_right_to_read_is_given_and_taken_away(cast, register, editor):
    assert not can(cast.stranger, "view", register)
    grant_reading(register, cast.charity, by=editor, reason="They ask.")
    assert [can(cast.stranger, what, register) for what in ("view", "edit", "sign")] == [
        True,
        False,
        False,
    ]
    assert grant_reading(register, cast.charity, by=editor, reason="They ask.") is None
    withdraw_reading(register, cast.charity, by=editor, reason="No more.")
    assert not can(cast.stranger, "view", register)
    assert withdraw_reading(register, cast.charity, by=editor, reason="No more.") is None
    grant_reading(register, cast.charity, by=editor, reason="Again.")
    assert can(cast.stranger, "view", register)

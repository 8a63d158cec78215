"""One reader: the whole register, now or as at any revision, in a fixed number of queries."""

from datetime import UTC, datetime, timedelta

import pytest

from registers import snapshot as reading
from registers.actions import create_register, raise_risk, revise_register, revise_risk
from registers.permissions import SYSTEM
from registers.snapshot import (
    KEPT_AT_MOST,
    NoSuchMoment,
    last_point,
    point_at,
    read_live,
    read_past,
    snapshot,
)
from tests.registers.cast import scheme_of

#: Eleven tables of content, two of the scheme with its head, and the last revision before and
#: after.
LIVE, PAST, KEPT, SCHEME = 15, 14, 1, 2


def more_risks(register, count):
    for number in range(count):
        raise_risk(
            register, by=SYSTEM, reason="So.", theme=1, description=f"Risk {number}.",
            controls=("One.", "Two.", "Three."), before=(4, 4), after=(2, 2),
        )  # fmt: skip


@pytest.mark.parametrize("count", [0, 57])
def test_queries_do_not_depend_on_the_number_of_risks(register, count, django_assert_num_queries):
    more_risks(register, count)
    earlier = register.journal.revisions.get(number=5)
    reading.forget()
    with django_assert_num_queries(LIVE):
        assert len(snapshot(register).all_risks) == 3 + count
    with django_assert_num_queries(PAST - SCHEME):
        snapshot(register, at=earlier)
    with django_assert_num_queries(KEPT):
        snapshot(register)
    with django_assert_num_queries(0):
        snapshot(register, at=earlier)
    reading.forget()
    with django_assert_num_queries(PAST - SCHEME):
        assert len(snapshot(register, at=datetime.now(UTC)).all_risks) == 3 + count


def test_live_is_what_it_is_at_the_last_revision_and_at_its_moment(register):
    point = last_point(register)
    live = read_live(register, point)
    last = register.journal.revisions.get(number=point.number)
    reading.forget()
    assert live == read_past(register, point)
    assert live == snapshot(register, at=last) == snapshot(register, at=last.moment)
    assert (live.number, live.seal, live.moment) == (last.number, last.seal.value, last.moment)


def test_the_same_values_are_given_again(register):
    first = snapshot(register)
    last = register.journal.revisions.get(number=first.number)
    assert snapshot(register) is first
    assert snapshot(register, at=last) is first
    assert snapshot(register, at=last.moment + timedelta(seconds=1)) is first


def test_what_is_kept_is_bounded_and_the_least_lately_used_goes_first(register):
    store = reading._store

    def kept(seal):
        return store.get(reading._kept_as(seal, register))

    first = snapshot(register)
    for number in range(KEPT_AT_MOST - 1):
        revise_register(register, by=SYSTEM, title=f"Title {number}", reason="So.")
        snapshot(register)
    assert kept(first.seal) is first
    second = point_at(register, register.journal.revisions.get(number=first.number + 1)).seal
    revise_register(register, by=SYSTEM, title="Last", reason="So.")
    snapshot(register)
    assert (len(store._kept), kept(second), kept(first.seal)) == (KEPT_AT_MOST, None, first)


def test_each_revision_shows_what_was_said_then(register, editor):
    seen = []
    for title in ("One", "Two", "Three"):
        revise_risk(register, "R1.1", by=editor, title=title, reason="So.")
        seen.append(snapshot(register))
    reading.forget()
    for found in seen:
        made = register.journal.revisions.get(number=found.number)
        assert snapshot(register, at=made) == found
        assert snapshot(register, at=made.moment) == found
        assert (
            snapshot(register, at=made.moment - timedelta(microseconds=1)).number
            == found.number - 1
        )
    assert [found.risk("R1.1").title for found in seen] == ["One", "Two", "Three"]


def test_before_the_first_moment_it_said_nothing(register):
    first = register.journal.revisions.get(number=1)
    with pytest.raises(NoSuchMoment) as problem:
        snapshot(register, at=first.moment - timedelta(microseconds=1))
    assert str(problem.value) == "The register said nothing yet at that moment."


def test_a_revision_of_another_register_is_refused(cast, register):
    owners = [(cast.council, "Council", "Council"), (cast.charity, "Charity", "Charity")]
    other = create_register(
        by=SYSTEM, slug="other", title="Other", owners=owners, scheme=scheme_of(2, 2), reason="So."
    )
    with pytest.raises(NoSuchMoment):
        snapshot(register, at=other.journal.revisions.get())
    with pytest.raises(NoSuchMoment):
        snapshot(other, at=register.journal.revisions.last())
    assert snapshot(other).themes == ()


def test_values_of_one_register_hold_nothing_of_another(cast, register):
    before = snapshot(register)
    owners = [(cast.opcc, "OPCC", "OPCC"), (cast.constabulary, "Force", "Force")]
    create_register(
        by=SYSTEM, slug="other", title="Other", owners=owners, scheme=scheme_of(2, 2), reason="So."
    )
    assert read_live(register, last_point(register)) == before


def test_dates_and_truth_values_are_the_same_from_history(register, editor):
    revise_risk(register, "R1.1", by=editor, next_review="0999-12-31", target_date="2027-01-31")
    revise_register(register, by=editor, is_public=True, reason="So.")
    point = last_point(register)
    live, past = read_live(register, point), read_past(register, point)
    assert (live.risk("R1.1").next_review.isoformat(), live.is_public) == ("0999-12-31", True)
    assert repr(live) == repr(past)

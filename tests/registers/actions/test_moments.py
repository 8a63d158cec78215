"""Time is passed in, rises, and is made up in the demonstration and in tests alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from registers.actions import Refused, revise_register
from registers.actions.change import _moment
from registers.permissions import SYSTEM
from registers.snapshot import last_point
from tests.registers.actions.test_create_register import created
from tests.registers.deeds import last_number

LONG_AGO = datetime(2025, 1, 31, 12, tzinfo=UTC)


def titled(register, title, moment):
    return revise_register(register, by=SYSTEM, title=title, reason="So.", moment=moment)


def test_a_change_may_be_in_the_past_after_the_last_one(cast):
    register = created(cast, moment=LONG_AGO)
    made = titled(register, "Later", LONG_AGO + timedelta(microseconds=1))
    assert made.moment == LONG_AGO + timedelta(microseconds=1)
    assert made.seal is not None


@pytest.mark.parametrize("moment", [LONG_AGO, LONG_AGO - timedelta(days=1)])
def test_not_at_or_before_the_last_one(cast, moment):
    register = created(cast, moment=LONG_AGO)
    with pytest.raises(Refused, match="is not between the journal's last moment"):
        titled(register, "Earlier", moment)
    assert last_number(register) == 1


def test_not_in_the_future(cast):
    with pytest.raises(Refused, match="is not between the journal's last moment"):
        created(cast, moment=timezone.now() + timedelta(minutes=1))


def test_not_at_all_where_the_past_is_real(cast, settings):
    register = created(cast, moment=LONG_AGO)
    settings.PAST_MOMENTS = False
    with pytest.raises(Refused) as refusal:
        titled(register, "Later", LONG_AGO + timedelta(days=1))
    assert str(refusal.value) == ("A moment may be given only in demonstration mode and in tests.")


def test_every_moment_is_later_than_the_one_before(register):
    before = last_point(register).moment
    for count in range(20):
        moment = titled(register, f"Title {count}", None).moment
        assert moment > before
        before = moment


def test_when_the_clock_has_gone_back_a_change_comes_just_after_the_last():
    last = timezone.now() + timedelta(days=2000)
    assert _moment(None, last) == last + timedelta(microseconds=1)

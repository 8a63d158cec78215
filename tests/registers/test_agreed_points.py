"""An agreed version is a point in a register's time: what is compared begins there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from registers import moments
from registers.actions import assess, put_forward
from registers.periods import period_of
from registers.snapshot import last_point
from tests.registers.agreeing import agree, called
from tests.registers.views.seen import Seen


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def agreed(cast):
    edition = agree(cast, "First")
    assess(cast.register, "R1.1", "after", by=cast.editor, likelihood=4, impact=4, why="So.")
    return edition


def test_a_version_names_what_was_signed(cast, agreed):
    point = moments.point_of(cast.register, "version-1")
    assert point.number == agreed.candidate.number
    assert moments.point_of(cast.register, "Version 1") == point
    assert moments.in_words("version-1", point.moment) == "as agreed in version 1"
    with pytest.raises(moments.OutOfReach) as refusal:
        moments.point_of(cast.register, "version-2")
    assert refusal.value.sentence == "There is no agreed version 2."


def test_what_is_compared_begins_at_the_last_version_before_its_end(cast, agreed, today):
    last = last_point(cast.register)
    period = period_of(cast.register, last, "", "", today)
    assert (period.asked_start, period.agreed) == ("version-1", 1)
    assert period.start.number == agreed.candidate.number
    earlier = period_of(cast.register, last, "", str(agreed.candidate.number), today)
    assert earlier.agreed is None
    assert period_of(cast.register, last, "version 1", "", today).start == period.start


def test_the_map_and_the_changes_say_since_which_version(client, cast, agreed):
    client.force_login(cast.board_reader)
    page = Seen(client.get(reverse("heatmap", args=(cast.register.slug,))))
    assert "Since version 1 (" in page.text
    assert "1 worse" in page.text
    assert 'value="version-1"' in page.html
    page = Seen(client.get(reverse("changes", args=(cast.register.slug,))))
    assert "Shown is what changed since the last agreed version." in page.text
    page = Seen(client.get(reverse("heatmap", args=(cast.register.slug,)), {"at": "version-1"}))
    assert "as agreed in version 1" in page.text


def test_home_tells_the_approver_what_waits_for_a_signature(client, cast, agreed):
    candidate = put_forward(cast.register, called(cast, "Next").pk, by=cast.editor)
    said = f"Revision {candidate.number} waits for your signature"
    client.force_login(cast.approver)
    assert said in Seen(client.get(reverse("home"))).text
    client.force_login(cast.editor)
    assert said not in Seen(client.get(reverse("home"))).text

"""What happened in the fictional year, quarter by quarter, in data."""

from __future__ import annotations

from registers.demonstration.event import Event
from registers.demonstration.quarters import first, fourth, meetings, second, third


def _in_order(*events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events of a quarter by day and clock."""
    return tuple(sorted(sum(events, ()), key=lambda event: (event.day, event.clock)))


QUARTERS = (
    _in_order(first.EVENTS, meetings.FIRST),
    _in_order(second.EVENTS, meetings.SECOND),
    _in_order(third.EVENTS, meetings.THIRD),
    _in_order(fourth.EVENTS, meetings.FOURTH),
)

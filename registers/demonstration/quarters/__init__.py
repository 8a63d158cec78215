"""What happened in the fictional year, quarter by quarter, in data."""

from __future__ import annotations

from registers.demonstration.quarters import first, fourth, second, third

QUARTERS = (first.EVENTS, second.EVENTS, third.EVENTS, fourth.EVENTS)

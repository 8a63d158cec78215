"""The fictional year's calendar, counted back from a day that is passed in.

Work falls on Tuesdays, Wednesdays and Thursdays outside Christmas, so that no event meets
a bank holiday, whatever the day that the year is counted back from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import count, islice
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
QUARTERS = 4
DAYS_IN_QUARTER = 39
BOARD_DAY = 34
WORKING_WEEKDAYS = (1, 2, 3)
LAST_DAY_BEFORE_CHRISTMAS = (12, 23)
FIRST_DAY_OF_THE_NEW_YEAR = (1, 3)


@dataclass(frozen=True, slots=True)
class Board:
    """Stands in the data for the day of a quarterly board meeting: 1 to 4 are past."""

    number: int


@dataclass(frozen=True, slots=True)
class InWeeks:
    """Stands in the data for a working day some weeks after today."""

    weeks: int


def is_working_day(day: date) -> bool:
    in_year = (day.month, day.day)
    is_open = FIRST_DAY_OF_THE_NEW_YEAR <= in_year <= LAST_DAY_BEFORE_CHRISTMAS
    return is_open and day.weekday() in WORKING_WEEKDAYS


@dataclass(frozen=True)
class Year:
    """Four quarters of 39 working days each; the last lies before `today`."""

    today: date

    @cached_property
    def days(self) -> tuple[date, ...]:
        """All working days of the year, the oldest first."""
        back = filter(is_working_day, _days_from(self.today - timedelta(days=1), step=-1))
        return tuple(islice(back, QUARTERS * DAYS_IN_QUARTER))[::-1]

    def day(self, quarter: int, day: int) -> date:
        """The working day `day` (1 to 39) of `quarter` (1 to 4); ValueError outside them."""
        if not (1 <= quarter <= QUARTERS and 1 <= day <= DAYS_IN_QUARTER):
            raise ValueError(f"Quarter {quarter}, day {day} is not in the fictional year.")
        return self.days[(quarter - 1) * DAYS_IN_QUARTER + day - 1]

    def moment(self, quarter: int, day: int, clock: str) -> datetime:
        """A moment on a working day; `clock` is local time in London, as in 09:40."""
        return datetime.combine(self.day(quarter, day), time.fromisoformat(clock), LONDON)

    def board(self, number: int) -> date:
        """The day of a quarterly board meeting: 1 to 4 are past, 5 and on are to come."""
        if number <= QUARTERS:
            return self.day(number, BOARD_DAY)
        later = self.board(QUARTERS) + timedelta(weeks=13 * (number - QUARTERS))
        return next(filter(is_working_day, _days_from(later, step=1)))

    def ahead(self, weeks: int) -> date:
        """The first working day that lies `weeks` or more after today."""
        return next(filter(is_working_day, _days_from(self.today + timedelta(weeks=weeks), step=1)))


def _days_from(day: date, *, step: int) -> Iterator[date]:
    return (day + timedelta(days=step * n) for n in count())

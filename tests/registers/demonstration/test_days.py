from datetime import date, timedelta
from itertools import pairwise

import pytest

from registers.demonstration.days import Year, is_working_day

EVERY_DAY_OF_FOUR_YEARS = [date(2023, 6, 1) + timedelta(days=n) for n in range(4 * 366)]


@pytest.mark.parametrize(
    "bank_holiday",
    ["2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05"],
)
def test_no_bank_holiday_is_a_working_day(bank_holiday):
    assert not is_working_day(date.fromisoformat(bank_holiday))


def test_the_year_ends_before_today_and_is_about_a_year_long():
    for today in EVERY_DAY_OF_FOUR_YEARS:
        days = Year(today).days
        assert len(set(days)) == len(days) == 156
        assert list(days) == sorted(days)
        assert timedelta(days=1) <= today - days[-1] <= timedelta(days=20)
        assert timedelta(days=364) <= today - days[0] <= timedelta(days=395)


def test_boards_are_a_quarter_apart_and_the_fifth_is_to_come():
    for today in EVERY_DAY_OF_FOUR_YEARS:
        year = Year(today)
        boards = [year.board(number) for number in range(1, 9)]
        gaps = [later - earlier for earlier, later in pairwise(boards)]
        assert all(timedelta(days=77) <= gap <= timedelta(days=105) for gap in gaps)
        assert boards[3] < today < boards[4]
        assert all(map(is_working_day, boards))


def test_ahead_is_the_first_working_day_from_then_on():
    assert Year(date(2026, 6, 11)).ahead(2) == date(2026, 6, 25)
    assert Year(date(2026, 6, 12)).ahead(2) == date(2026, 6, 30)
    assert Year(date(2026, 12, 10)).ahead(2) == date(2027, 1, 5)


def test_a_moment_is_local_time_in_london_in_summer_and_in_winter():
    year = Year(date(2026, 6, 10))
    assert year.moment(4, 39, "10:05").isoformat() == "2026-06-09T10:05:00+01:00"
    assert year.moment(3, 1, "10:05").isoformat() == "2025-11-27T10:05:00+00:00"


@pytest.mark.parametrize(("quarter", "day"), [(0, 1), (5, 1), (1, 0), (1, 40)])
def test_a_day_outside_the_year_is_refused(quarter, day):
    with pytest.raises(ValueError, match="not in the fictional year"):
        Year(date(2026, 6, 10)).day(quarter, day)

import gc
from itertools import count

import pytest

from tests.bench.pairs import Effort, Pairs, Side, measure

PAIRS = Pairs(ours=(2.0, 9.0, 4.0), floor=(1.0, 3.0, 4.0))


def test_a_ratio_is_of_the_two_that_were_measured_together():
    assert PAIRS.ratios == (2.0, 3.0, 1.0)
    assert PAIRS.ratio == 2.0
    assert PAIRS.spread == (1.0, 3.0)


def test_what_each_side_spends_before_it_begins_can_be_left_out():
    starting = Pairs(ours=(1.0, 1.0, 2.0), floor=(0.5, 1.0, 3.0))
    assert PAIRS.less(starting) == Pairs((1.0, 8.0, 2.0), (0.5, 2.0, 1.0))


def sides(seen):
    """Two sides that write down when they run, and a clock that tells how often it was read."""
    ours = Side(lambda: seen.append(("A", gc.isenabled())), lambda: seen.append("before A"))
    return ours, Side(lambda: seen.append(("B", gc.isenabled())))


def test_sides_take_turns_with_the_collector_off_and_two_rounds_do_not_count():
    seen, ticks = [], count()
    pairs = measure(*sides(seen), Effort(0, least=3, most=9, clock=lambda: next(ticks)))
    assert seen == ["before A", ("A", False), ("B", False)] * 5
    assert pairs == Pairs((1000.0,) * 3, (1000.0,) * 3)
    assert gc.isenabled()


def test_no_more_are_taken_than_asked_for():
    ticks = count()
    effort = Effort(60, least=1, most=4, clock=lambda: next(ticks))
    assert len(measure(*sides([]), effort).ours) == 4


def test_the_collector_comes_back_when_a_side_fails():
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        measure(Side(fail), Side(fail), Effort(0, 1, 1))
    assert gc.isenabled()

"""The drawing of a risk's course: where steps, numbers, bands and dates stand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from registers.course import Recorded
from registers.presentation.course_chart import LEFT, MOST_SAID, NARROW, TAG, WIDE, chart
from tests.registers.cast import BANDS, four_by_four
from tests.registers.exchange.printed import invented, matrix

SCHEME = four_by_four()
FIRST = date(2024, 1, 1)
TODAY = FIRST + timedelta(days=100)


def one(day, likelihood, impact, number=1, stage="after", scheme=SCHEME, corrected=None):
    """A score that was recorded so many days after the first."""
    moment = datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
    cell = scheme.cell(likelihood, impact)
    right = scheme.cell(*corrected) if corrected else None
    return Recorded(
        number, moment, stage, cell, "Edith", "Why.", scheme, right, 9 if corrected else None
    )


def drawn(*recorded, scheme=SCHEME, appetite=6, today=TODAY):
    return chart(recorded, invented(scheme=scheme), appetite, today)


def corners(drawing):
    return [tuple(float(part) for part in pair.split(",")) for pair in drawing.line.split()]


def test_a_risk_without_a_score_after_controls_has_no_drawing():
    found = drawn(one(0, 2, 2, stage="before"))
    assert (found.wide, found.narrow) == (None, None)
    assert found.sentence == "It has not been scored after controls yet."
    assert [line.stage for line in found.lines] == ["before controls"]


def test_the_line_goes_in_steps_from_the_first_score_to_the_edge():
    found = drawn(one(0, 2, 3), one(50, 3, 3, number=2), one(80, 1, 2, number=3))
    for drawing in (found.wide, found.narrow):
        line = corners(drawing)
        turns = list(pairwise(line))
        assert all(x == x2 or y == y2 for (x, y), (x2, y2) in turns)
        assert line[0][0] == drawing.left
        assert line[-1][0] == drawing.width
        heights = list(dict.fromkeys(y for _x, y in line))
        assert len(heights) == 3
        # A higher total stands higher up, which is a smaller y.
        assert heights[1] < heights[0] < heights[2]


def test_days_stand_in_proportion():
    found = drawn(one(0, 2, 3), one(50, 3, 3, number=2))
    room = WIDE - LEFT[WIDE] - TAG
    assert [tag.x for tag in found.wide.tags] == [
        LEFT[WIDE] + TAG / 2, LEFT[WIDE] + TAG / 2 + room / 2, WIDE - TAG / 2,
    ]  # fmt: skip
    assert [tag.total for tag in found.wide.tags] == ["6", "9", "9"]


def test_numbers_never_meet_and_the_later_one_stands():
    found = drawn(*(one(day, day % 4 + 1, 3, number=day + 1) for day in range(100)))
    for drawing in (found.wide, found.narrow):
        places = [tag.x for tag in drawing.tags]
        assert all(after - before >= TAG for before, after in pairwise(places))
        assert drawing.tags[-1].total == "12"
        assert drawing.left + TAG / 2 <= places[0]
        assert places[-1] + TAG / 2 == drawing.width


def test_a_course_of_one_day_is_drawn_too():
    found = drawn(one(0, 2, 3), today=FIRST)
    assert [tag.total for tag in found.wide.tags] == ["6"]


def test_bands_fill_the_height_in_order_with_the_words_of_the_scheme():
    strips = drawn(one(0, 2, 3)).wide.strips
    assert [(strip.word, strip.range) for strip in strips] == [
        ("Low", "1–4"), ("Medium", "5–8"), ("High", "9–16"),
    ]  # fmt: skip
    assert strips[-1].top == 10
    assert strips[0].top + strips[0].height == pytest.approx(160, abs=0.2)
    for lower, upper in pairwise(strips):
        assert upper.top + upper.height == pytest.approx(lower.top, abs=0.2)


def test_bands_that_cells_choose_freely_are_not_drawn_as_strips():
    # 2 × 2 is High, though 1 × 4 is Low: no height is the one band's alone.
    odd = [
        [replace(c, band=BANDS[2]) if c.place == (2, 2) else c for c in row] for row in SCHEME.cells
    ]
    free = replace(SCHEME, cells=tuple(tuple(row) for row in odd))
    assert drawn(one(0, 1, 2, scheme=free), scheme=free).wide.strips == ()


def test_a_scheme_s_strips_begin_where_it_came_into_force():
    old = matrix(3, 3, 2)
    found = drawn(one(0, 2, 2, scheme=old), one(50, 2, 3, number=2))
    assert found.wide.since == found.wide.tags[1].x
    assert drawn(one(0, 2, 3)).wide.since == LEFT[WIDE]
    assert drawn(one(0, 2, 2, scheme=old)).wide.since == found.wide.tags[-1].x


def test_the_appetite_stands_at_its_height_and_only_within_the_scheme():
    found = drawn(one(0, 2, 3))
    assert (found.appetite, found.wide.appetite) == (6, found.wide.tags[0].y)
    assert drawn(one(0, 2, 3), appetite=None).wide.appetite is None
    assert drawn(one(0, 2, 3), appetite=17).wide.appetite is None


def test_a_corrected_score_is_marked_and_told():
    found = drawn(one(0, 2, 3), one(50, 3, 3, number=7, corrected=(2, 4)))
    assert [(mark.x, mark.y) for mark in found.wide.corrected] == [
        (found.wide.tags[1].x, found.wide.tags[1].y)
    ]
    assert found.has_corrections
    assert found.lines[0].corrected == "corrected to 8 Medium by revision 9"
    assert not drawn(one(0, 2, 3)).has_corrections


@pytest.mark.parametrize("days", [1, 20, 100, 400, 4000])
def test_dates_are_few_stay_apart_and_end_with_the_last_day(days):
    today = FIRST + timedelta(days=days)
    found = drawn(one(0, 2, 3), today=today)
    for drawing, most in ((found.wide, 8), (found.narrow, 4)):
        assert 1 <= len(drawing.ticks) <= most
        assert drawing.ticks[-1].word == f"{today.day} {today:%b %Y}"
        ends = [
            (tick.x - wide, tick.x)
            if tick.anchor == "end"
            else (tick.x - wide / 2, tick.x + wide / 2)
            for tick in drawing.ticks
            for wide in [7 * len(tick.word)]
        ]
        assert all(before[1] < after[0] for before, after in pairwise(ends))


def test_the_sentence_says_all_of_a_short_course_and_both_ends_of_a_long_one():
    assert drawn(one(0, 2, 3), one(50, 3, 3, number=2)).sentence == (
        "Score after controls: 6 Medium on 1 January 2024, 9 High on 20 February 2024."
    )
    many = [one(day, day % 4 + 1, 3, number=day + 1) for day in range(MOST_SAID + 1)]
    assert drawn(*many).sentence == (
        "Score after controls: 3 Low on 1 January 2024, 11 scores between, in the table below, "
        "3 Low on 13 January 2024."
    )


def test_the_table_has_every_score_the_newest_first():
    found = drawn(one(0, 2, 3, number=3), one(0, 4, 4, number=3, stage="before"),
                  one(50, 3, 3, number=8))  # fmt: skip
    assert [
        (line.number, line.stage, line.total, line.word, line.places, line.day)
        for line in found.lines
    ] == [
        (8, "after controls", "9", "High", "L3 × I3", "20 February 2024"),
        (3, "after controls", "6", "Medium", "L2 × I3", "1 January 2024"),
        (3, "before controls", "16", "High", "L4 × I4", "1 January 2024"),
    ]  # fmt: skip


def test_a_narrow_drawing_keeps_to_its_width():
    found = drawn(one(0, 2, 3), one(50, 3, 3, number=2)).narrow
    assert (found.width, found.left) == (NARROW, LEFT[NARROW])
    assert all(found.left <= x <= found.width for x, _y in corners(found))

"""Fields, one by one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from registers.forms.fields import Day, Line, Pick, Prose, Whole


@pytest.mark.parametrize(
    "typed",
    [
        "14 June 2026", "14 Jun 2026", "14/6/2026", "14/06/26", "14.6.2026", "14-6-2026",
        "2026-06-14", " 14   june  2026 ",
    ],
)  # fmt: skip
def test_a_day_in_the_ways_people_write_it(typed):
    assert Day().clean(typed) == date(2026, 6, 14)


@pytest.mark.parametrize("typed", ["6/14/2026", "30 February 2026", "tomorrow", "14 June", "\x00"])
def test_what_is_no_day(typed):
    with pytest.raises(ValidationError, match="Write a day such as"):
        Day().clean(typed)


@pytest.mark.parametrize("day", [date(2026, 6, 4), date(206, 1, 1), date(9999, 12, 31)])
def test_a_day_that_is_kept_is_read_back_from_what_is_shown(day):
    field = Day()
    assert field.to_python(field.prepare_value(day)) == day
    assert not field.has_changed(day, field.prepare_value(day))


def test_a_text_is_not_stripped_and_not_cut():
    assert Prose().clean(" a \r\n b\r") == " a \n b\n"
    assert "maxlength" not in Line(longest=5).widget_attrs(Line().widget)


def test_each_text_says_one_thing_at_a_time():
    with pytest.raises(ValidationError) as refused:
        Prose().clean("a\x00")
    assert len(refused.value.messages) == 1


def test_a_list_keeps_what_stands_there():
    field = Pick(required=False)
    field.offer([("a", "A")], "gone")
    assert field.clean("gone") == "gone"
    with pytest.raises(ValidationError, match="“b” is not in the list"):
        field.clean("b")


@pytest.mark.parametrize("typed", ["0", "50", "six", "1.5", "1e1"])
def test_a_number_outside(typed):
    with pytest.raises(ValidationError, match="Write a whole number from 1 to 49."):
        Whole(1, 49).clean(typed)

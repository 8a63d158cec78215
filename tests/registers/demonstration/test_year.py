"""The year loads whatever day it is, and its times are such as people keep."""

import re
from calendar import month_name
from datetime import date, datetime, time
from itertools import pairwise
from time import process_time

import pytest

from registers.content import STAGES
from registers.demonstration.arrival import load_organisations, load_people
from registers.demonstration.days import LONDON, is_working_day
from registers.models import Revision
from registers.snapshot import snapshot

DAYS = {
    "an ordinary Wednesday": date(2026, 6, 10),
    "29 February": date(2024, 2, 29),
    "1 January": date(2026, 1, 1),
    "Christmas Eve": date(2025, 12, 24),
    "a Sunday": date(2026, 5, 17),
    "clocks go forward": date(2026, 3, 29),
    "clocks go back": date(2025, 10, 26),
}


@pytest.mark.parametrize("today", DAYS.values(), ids=DAYS)
def test_it_keeps_office_hours_and_ends_before_today(load, today):
    register = load(today)
    moments = [
        revision.moment.astimezone(LONDON)
        for revision in Revision.objects.filter(journal=register.journal).order_by("number")
    ]
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert moments[-1] < datetime.combine(today, time.min, LONDON)
    assert all(is_working_day(moment.date()) for moment in moments)
    assert all(time(9) <= moment.time() <= time(17) for moment in moments)
    now = snapshot(register)
    overdue = [risk.reference for risk in now.risks if risk.next_review < today]
    assert overdue == ["R3.2", "R4.4", "R5.1"]
    assert all(risk.target_date is None or risk.target_date > today for risk in now.risks)


def test_no_text_names_a_month_or_a_year_that_another_day_would_make_wrong(load):
    texts = " ".join(_texts(snapshot(load())))
    assert not re.search(r"\b(19|20)\d\d\b", texts)
    assert not re.search(rf"\b({'|'.join(month_name[1:])})\b", texts)


def test_loading_it_again_changes_nothing(load):
    register = load()
    before = snapshot(register)
    assert load() == load(date(2026, 8, 4)) == register
    after = snapshot(register)
    assert (after.number, after.seal) == (before.number, before.seal)
    assert after == before


def test_it_loads_within_four_seconds_of_work(load):
    load_people(load_organisations())
    began = process_time()
    load()
    assert process_time() - began < 4


def _texts(now):
    yield from (now.introduction, now.notice, now.scheme.note, now.scheme.bands_note)
    for risk in now.all_risks:
        yield from (risk.title, risk.description, risk.causes, risk.consequences, risk.closed_why)
        yield from (control.text for control in risk.controls)
        yield from (found.why for found in map(risk.assessment, STAGES) if found)

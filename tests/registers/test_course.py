"""The course of a risk: every score recorded for it, in the scheme of its day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers.course import course
from registers.models import Assessment
from registers.moments import point_of
from registers.snapshot import snapshot, snapshot_at
from tests.registers.cast import scheme_of
from tests.registers.deeds import FEWER
from tests.registers.past import do, make_past
from tests.registers.tampering import alter, take_guards_away

make = make_past


@pytest.fixture
def recorded(cast):
    """What was recorded of a risk, up to the end of a day."""

    def found(reference="R1.1", until=None):
        held = snapshot(cast.register)
        if until:
            held = snapshot_at(cast.register, point_of(cast.register, until), live=False)
        key = next(risk.key for risk in held.all_risks if risk.reference == reference)
        return course(cast.register, held, key)

    return found


def score(cast, day, likelihood, impact, stage="after"):
    do(cast, day, "assess", "R1.1", stage, likelihood=likelihood, impact=impact, why=f"Why {day}")


def said(found):
    return [(one.number, one.stage, one.cell.total, one.cell.band.word) for one in found]


def test_every_score_with_who_and_why_the_oldest_first(cast, recorded):
    score(cast, "2024-03-01", 4, 4, stage="before")
    score(cast, "2024-04-01", 3, 3)
    found = recorded()
    assert said(found) == [(4, "after", 6, "Medium"), (7, "before", 16, "High"),
                           (8, "after", 9, "High")]  # fmt: skip
    assert [(one.who, one.why) for one in found[1:]] == [
        ("Edith Editor", "Why 2024-03-01"), ("Edith Editor", "Why 2024-04-01"),
    ]  # fmt: skip
    assert found[1].moment.date() == date(2024, 3, 1)
    assert recorded("R1.2") == ()


def test_it_ends_where_the_snapshot_does(cast, recorded):
    score(cast, "2024-04-01", 3, 3)
    assert len(recorded()) == 2
    assert len(recorded(until="2024-03-31")) == 1


def test_what_was_corrected_says_to_what_and_by_which(cast, recorded):
    score(cast, "2024-04-01", 3, 3)
    do(cast, "2024-04-02", "correct_score", "R1.1", "after", corrects=7, likelihood=2, impact=4,
       why="A slip.")  # fmt: skip
    wrong, right = recorded()[1:]
    assert (wrong.cell.total, wrong.corrected.total, wrong.corrected_by) == (9, 8, 8)
    assert (right.number, right.cell.total, right.corrected) == (8, 8, None)
    before = recorded(until="2024-04-01")[1]
    assert (before.corrected, before.corrected_by) == (None, None)


def test_each_score_has_the_scheme_of_its_day(cast, recorded):
    old = snapshot(cast.register).scheme.matrix
    do(cast, "2024-05-01", "adopt_scheme", scheme_of(3, 3), reason="So.",
       likelihood_map=FEWER, impact_map=FEWER)  # fmt: skip
    first, second = recorded()
    assert (said([first]), first.matrix) == ([(4, "after", 6, "Medium")], old)
    assert said([second]) == [(7, "after", 4, "High")]
    assert second.matrix == snapshot(cast.register).scheme.matrix


def test_a_score_that_no_cell_has_is_left_out(cast, recorded):
    take_guards_away()
    alter(Assessment.history.get(risk__reference="R1.1"), likelihood=9)
    assert recorded() == ()


def test_the_number_of_queries_does_not_grow(cast, recorded):
    def count():
        with CaptureQueriesContext(connection) as asked:
            recorded()
        return len(asked)

    recorded()
    before = count()
    for number in range(1, 5):
        score(cast, f"2024-04-0{number}", number, 2)
    recorded()
    assert count() == before

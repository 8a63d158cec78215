"""Many at once on one register: nobody fails, nothing is lost, the chain is whole."""

import pytest
from django.db import connection

from registers.actions import add_theme, raise_risk
from registers.models import Assessment, Journal
from registers.permissions import SYSTEM
from registers.snapshot import last_point, read_live, read_past
from registers.verifying import verify
from tests.registers.processes import run

PROCESSES, TIMES = 8, 6


@pytest.fixture
def busy(transactional_db, cast):
    """A register with a risk for each process."""
    add_theme(cast.register, by=SYSTEM, number=5, name="Busy")
    for number in range(PROCESSES):
        raise_risk(cast.register, by=SYSTEM, reason="So.", theme=5, description=f"Risk {number}.")
    return cast.register


def test_every_assessment_of_every_process_is_recorded(busy):
    before = last_point(busy)
    connection.close()
    done = run("-m", "tests.registers.assessing", busy.slug, str(PROCESSES), str(TIMES))
    assert (done.stdout, done.returncode) == ("", 0), done.stderr
    made = list(busy.journal.revisions.filter(number__gt=before.number).order_by("number"))
    last = before.number + PROCESSES * TIMES
    assert [revision.number for revision in made] == list(range(before.number + 1, last + 1))
    moments = [before.moment, *(revision.moment for revision in made)]
    assert moments == sorted(set(moments))
    assert [revision.pk for revision in made] == sorted(revision.pk for revision in made)
    assert Assessment.history.filter(revision__in=made).count() == PROCESSES * TIMES
    assert sorted({revision.person_name for revision in made}) == ["Abel Approver", "Edith Editor"]
    assert verify(busy.journal) == ()
    assert read_live(busy, last_point(busy)) == read_past(busy, last_point(busy))


def test_of_many_who_set_up_the_same_register_one_does(transactional_db, cast):
    connection.close()
    done = run("-m", "tests.registers.setting_up", "at-once", "6")
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == [
        *["There is a register “at-once” already."] * 5,
        "done",
    ]
    (journal,) = Journal.objects.filter(name="register at-once")
    assert verify(journal) == ()

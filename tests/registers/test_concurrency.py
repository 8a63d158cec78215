"""Many at once on one register: nobody fails, nothing is lost, the chain is whole."""

import pytest
from django.db import connection

from registers.actions import add_theme, propose, raise_risk
from registers.models import Assessment, Journal, Proposal, Revision
from registers.permissions import SYSTEM
from registers.snapshot import last_point, read_live, read_past, snapshot
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


def test_of_many_who_answer_a_proposal_at_the_same_instant_one_does(transactional_db, cast):
    register = cast.register
    fields = {"description": "The public is seldom heard."}
    propose(register, "revise", "R1.1", by=cast.editor, why="So.", fields=fields)
    key, before = Proposal.objects.get().pk, last_point(register)
    connection.close()
    how = ("accept", "decline", "accept", "withdraw", "decline", "accept")
    done = run("-m", "tests.registers.answering", register.slug, str(key), *how)
    assert done.returncode == 0, done.stderr
    refused = "This proposal waits no more: it was accepted, declined or withdrawn."
    (answer,) = (line for line in done.stdout.splitlines() if line != refused)
    assert done.stdout.splitlines().count(refused) == len(how) - 1
    act, number = answer.split()
    assert int(number) == before.number + 1 == last_point(register).number
    made = Revision.objects.get(journal=register.journal, number=number)
    ended = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}[act]
    assert Proposal.objects.get().state == ended
    assert made.proposed == (before.number if act == "accept" else None)
    is_done = snapshot(register).risk("R1.1").description == fields["description"]
    assert is_done == (act == "accept")
    assert verify(register.journal) == ()

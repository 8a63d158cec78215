"""Real processes that confirm one plan at the same instant: it is carried out once."""

import pytest
from django.db import connection

from registers.exchange.incoming.gathering import gather
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from registers.models import Revision
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.deeds import last_number
from tests.registers.exchange.incoming.at_once import TODAY
from tests.registers.exchange.incoming.books import SMALL, book_of
from tests.registers.processes import run


@pytest.mark.parametrize(
    "who",
    [
        ("editor@example.org", "editor@example.org"),
        ("editor@example.org", "approver@example.org", "editor@example.org"),
    ],
)
def test_a_plan_is_carried_out_once(transactional_db, cast, tmp_path, who):
    file = tmp_path / "Risks.xlsx"
    file.write_bytes(book_of(SMALL))
    given = gather(read_file(file.read_bytes(), file.name))
    before, number = snapshot(cast.register), last_number(cast.register)
    digest = make_plan(before, given, today=TODAY).digest
    connection.close()
    done = run("-m", "tests.registers.exchange.incoming.at_once", str(file), digest, *who)
    assert done.returncode == 0, done.stderr
    said = sorted(done.stdout.splitlines())
    assert said == ["done", *["refused, 0 to write"] * (len(who) - 1)]
    assert Revision.objects.filter(verb="import").count() == 1
    assert last_number(cast.register) == number + 1
    found = snapshot(cast.register)
    assert len(found.all_risks) == len(before.all_risks) + 2
    assert [control.text for control in found.risk("R3.11").controls] == ["Pumps.", "Walls."]
    assert verify(cast.register.journal) == ()

"""A load or a file that is killed in the middle leaves nothing, and can be done again."""

import signal

import pytest

from registers.exchange.document import document
from registers.models import Risk
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.actions.test_load_register import everything, loaded
from tests.registers.deeds import last_number
from tests.registers.exchange.incoming.books import SMALL, book_of
from tests.registers.exchange.test_reading import FIXTURE
from tests.registers.processes import run


@pytest.mark.parametrize(
    ("table", "count"), [("registers_risk", 10), ("registers_seal", 2), ("registers_seal", 3)]
)
def test_nothing_is_there_after_it(transactional_db, table, count):
    before = everything()
    done = run("-m", "tests.registers.exchange.load_and_die", str(FIXTURE), table, str(count))
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, ""), done.stderr
    assert everything() == before
    assert verify(loaded().journal) == ()
    assert Risk.objects.count() == 19


@pytest.mark.parametrize(
    ("table", "count"), [("registers_risk", 2), ("registers_control", 3), ("registers_seal", 1)]
)
def test_nothing_of_a_file_that_was_brought_in_is_there_after_it(
    transactional_db, cast, tmp_path, table, count
):
    file = tmp_path / "Risks.xlsx"
    file.write_bytes(book_of(SMALL))
    how = ("import_register", "--register=exampleshire", "--by=editor@example.org")
    before, number = document(snapshot(cast.register)), last_number(cast.register)
    done = run("-m", "tests.registers.exchange.load_and_die", str(file), table, str(count), *how)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (document(snapshot(cast.register)), last_number(cast.register)) == (before, number)
    again = run("manage.py", how[0], str(file), *how[1:])
    assert "Brought in as revision" in again.stdout, again.stderr
    assert snapshot(cast.register).risk("R3.12").controls[1].text == "Doors."
    assert verify(cast.register.journal) == ()

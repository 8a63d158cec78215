"""A load that is killed in the middle leaves nothing, and can be done again."""

import signal

import pytest

from registers.models import Risk
from registers.verifying import verify
from tests.registers.actions.test_load_register import everything, loaded
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

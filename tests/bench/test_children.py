import subprocess
import sys
from functools import partial

from tests.bench.children import cost

#: A child that keeps 60 MB and works for a while.
WORK = """
import time
kept = bytearray(b"x" * 60_000_000)
end = time.process_time() + 0.3
while time.process_time() < end:
    pass
"""


def test_the_cost_of_a_child_is_its_own():
    kept = bytearray(200_000_000)
    found = cost(partial(subprocess.run, [sys.executable, "-c", WORK], check=True))
    assert found.cpu > found.children >= 0.3
    assert found.wall >= 0.3
    if sys.platform == "linux":
        assert 60 < found.megabytes < 150
    assert len(kept) == 200_000_000


def test_work_without_a_child_has_no_part_in_one():
    found = cost(partial(sum, range(1000)))
    assert (found.children, found.megabytes) == (0, 0)

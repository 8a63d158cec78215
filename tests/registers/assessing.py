"""Processes that assess one register at the same time: `python -m tests.registers.assessing`.

usage: assessing SLUG PROCESSES TIMES
Each process scores a risk of its own again and again; every error is a line on standard output.
"""

import os
import sys

import django

django.setup()

from django.db import connections  # noqa: E402

from registers.actions import assess  # noqa: E402
from registers.models import Register, User  # noqa: E402


def score(slug: str, process: int, times: int) -> int:
    """How many of the assessments of one process failed."""
    register = Register.objects.get(slug=slug)
    email = ("editor", "approver")[process % 2]
    person = User.objects.get(email=f"{email}@example.org")
    failed = 0
    for turn in range(times):
        likelihood, impact = 1 + turn % 4, 1 + process % 4
        try:
            assess(
                register, f"R5.{process + 1}", "after", by=person, likelihood=likelihood,
                impact=impact, why=f"Process {process}, turn {turn}.",
            )  # fmt: skip
        except Exception as problem:
            failed += 1
            print(f"{process}: {type(problem).__name__}: {problem}", flush=True)
    return failed


def main(slug: str, processes: int, times: int) -> int:
    connections.close_all()
    children = []
    for process in range(processes):
        child = os.fork()
        if not child:
            os._exit(score(slug, process, times))
        children.append(child)
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))

"""Processes that answer one proposal at the same instant: `python -m tests.registers.answering`.

usage: answering SLUG KEY HOW…
HOW is accept, decline or withdraw: a process for each. Each says in a line what came of it.
"""

import os
import sys
import time

import django

django.setup()

from django.db import connections  # noqa: E402

from registers.actions import (  # noqa: E402
    Refused,
    accept_proposal,
    decline_proposal,
    withdraw_proposal,
)
from registers.models import Register, User  # noqa: E402

ANSWERS = {
    "accept": ("approver", accept_proposal, {}),
    "decline": ("approver", decline_proposal, {"why": "No."}),
    "withdraw": ("editor", withdraw_proposal, {"why": "Oh."}),
}


def answer(slug: str, key: int, how: str, start: float) -> None:
    who, act, why = ANSWERS[how]
    register = Register.objects.get(slug=slug)
    person = User.objects.get(email=f"{who}@example.org")
    time.sleep(max(0, start - time.monotonic()))
    try:
        said = f"{how} {act(register, key, by=person, **why).number}"
    except Refused as refusal:
        said = str(refusal)
    # One write, so that no line of another comes between.
    os.write(1, f"{said}\n".encode())


def main(slug: str, key: int, *how: str) -> int:
    connections.close_all()
    # All are ready by then, and begin at the same time.
    start = time.monotonic() + 0.5
    children = []
    for each in how:
        child = os.fork()
        if not child:
            answer(slug, key, each, start)
            os._exit(0)
        children.append(child)
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:]))

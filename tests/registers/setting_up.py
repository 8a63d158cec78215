"""Processes that set up the same register at once: `python -m tests.registers.setting_up SLUG N`.

Each says in a line what came of it: the one that did it, `done`; another, why it was refused.
"""

import os
import sys
import time

import django

django.setup()

from registers.actions import Refused, create_register  # noqa: E402
from registers.models import Organisation  # noqa: E402
from registers.permissions import SYSTEM  # noqa: E402
from scoring.models import Scheme  # noqa: E402


def set_up(slug: str, start: float) -> None:
    owners = [
        (held, held.name, held.short_name) for held in Organisation.objects.order_by("pk")[:2]
    ]
    scheme = Scheme.objects.first()
    time.sleep(max(0, start - time.monotonic()))
    try:
        create_register(
            by=SYSTEM, slug=slug, title="At once", owners=owners, scheme=scheme, reason="Wanted."
        )
        said = "done"
    except Refused as refusal:
        said = str(refusal)
    # One write, so that no line of another comes between.
    os.write(1, f"{said}\n".encode())


def main(slug: str, processes: int) -> int:
    # All are ready by then, and begin at the same time.
    start = time.monotonic() + 0.5
    children = []
    for _process in range(processes):
        child = os.fork()
        if not child:
            set_up(slug, start)
            os._exit(0)
        children.append(child)
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))

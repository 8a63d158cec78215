"""Processes that confirm the same plan of a file at the same instant; each says what came of it.

usage: python -m tests.registers.exchange.incoming.at_once FILE DIGEST EMAIL …
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from datetime import date
from pathlib import Path

import django

TODAY = date(2026, 11, 24)


def main() -> None:
    file, digest, *emails = sys.argv[1:]
    begin = time.time() + 3
    processes = [
        multiprocessing.get_context("spawn").Process(target=do, args=(file, digest, email, begin))
        for email in emails
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    sys.exit(max(process.exitcode or 0 for process in processes))


def do(file: str, digest: str, email: str, begin: float) -> None:
    django.setup()
    from registers.actions import PlanChanged, import_file
    from registers.exchange.incoming.gathering import gather
    from registers.exchange.incoming.plan import make_plan
    from registers.exchange.incoming.read import read_file
    from registers.models import Register, User

    register = Register.objects.get()
    by = User.objects.get(email=email)
    given = gather(read_file(Path(file).read_bytes(), file))
    time.sleep(max(0.0, begin - time.time()))
    try:
        import_file(
            register, by=by, reason="So.", file="Risks.xlsx", fingerprint="ab", agreed=digest,
            plan=lambda now: make_plan(now, given, today=TODAY, organisation=by.organisation_id),
        )  # fmt: skip
    except PlanChanged as refusal:
        print(f"refused, {len(refusal.plan.writes)} to write", flush=True)
    else:
        print("done", flush=True)


if __name__ == "__main__":
    main()

"""Processes that do their deeds on a candidate at the same instant; each says what came of it.

usage: python -m tests.registers.signing_at_once CANDIDATE DEED …
"""

from __future__ import annotations

import multiprocessing
import sys
import time

import django


def main() -> None:
    key, *deeds = sys.argv[1:]
    begin = time.time() + 2
    processes = [
        multiprocessing.get_context("spawn").Process(target=do, args=(int(key), deed, begin))
        for deed in deeds
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    sys.exit(max(process.exitcode or 0 for process in processes))


def do(key: int, deed: str, begin: float) -> None:
    django.setup()
    from registers.actions import Refused, recall, revise_risk, sign_off
    from registers.models import Candidate, User

    candidate = Candidate.objects.select_related("register").get(pk=key)
    register = candidate.register
    editor = User.objects.get(email="editor@example.org")
    signers = {"sign": "signer@example.org", "sign-other": "approver@example.org"}
    time.sleep(max(0.0, begin - time.time()))
    try:
        if deed in signers:
            sign_off(
                register, key, by=User.objects.get(email=signers[deed]),
                fingerprint=candidate.fingerprint, proved_by="password",
            )  # fmt: skip
        elif deed == "recall":
            recall(register, key, by=editor, why="Not yet.")
        else:
            revise_risk(register, "R1.1", by=editor, causes="Few meetings.", reason="So.")
    except Refused as refusal:
        print(f"{deed}: {' '.join(str(refusal).split()[:3])}", flush=True)
    else:
        print(f"{deed}: done", flush=True)


if __name__ == "__main__":
    main()

"""Processes that press the buttons of publishing at the same instant; each says what came of it.

usage: python -m tests.registers.publishing_at_once DEED …
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import time

import django

VERSION = 1
APPROVERS = {"": "signer@example.org", "-other": "approver@example.org"}


def main() -> None:
    deeds = sys.argv[1:]
    begin = time.time() + 3
    processes = [
        multiprocessing.get_context("spawn").Process(target=do, args=(deed, begin))
        for deed in deeds
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    sys.exit(max(process.exitcode or 0 for process in processes))


def do(deed: str, begin: float) -> None:
    django.setup()
    (ask if deed == "ask" else press)(deed, begin)


def ask(deed: str, begin: float) -> None:
    """Put the version forward, with the files at hand."""
    from registers.actions import Refused, ask_publication
    from registers.models import Register, User
    from tests.registers.publishing import prepared

    register, by = Register.objects.get(), User.objects.get(email="editor@example.org")
    told = prepared(register, VERSION)
    wait(begin)
    try:
        ask_publication(register, VERSION, by=by, **told)
    except Refused as refusal:
        print(f"{deed}: refused: {refusal}", flush=True)
    else:
        print(f"{deed}: done", flush=True)


def press(deed: str, begin: float) -> None:
    """Press a button on the page as it stands before the instant."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from registers.models import Publication, Register, User

    button, other = re.fullmatch("([a-z]+)(-other)?", deed).groups()
    register = Register.objects.get()
    publication = Publication.objects.get(removed=False)
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=APPROVERS[other or ""]))
    day = timezone.localdate().isoformat()
    name, places, typed = {
        "consent": ("publish", (VERSION,), {"consent": publication.pk}),
        "withdraw": ("publish", (VERSION,), {"withdraw": publication.state, "why": "A slip."}),
        "hold": ("publication_hold", (), {"since": day, "until": day, "why": "An election."}),
    }[button]
    address = reverse(name, args=(register.slug, *places))
    # A first page, so that all that is loaded once is loaded.
    client.get(address)
    wait(begin)
    answer = client.post(address, typed)
    print(f"{deed}: {answer.status_code}{said(answer)}", flush=True)


def said(answer) -> str:
    """What a page that refused says."""
    found = re.search(r'id="error-summary".*?<li>(.*?)</li>|role="alert".*?<li>(.*?)</li>',
                      answer.content.decode(), re.DOTALL)  # fmt: skip
    return f": {re.sub('<[^>]*>', '', found[1] or found[2]).strip()}" if found else ""


def wait(begin: float) -> None:
    time.sleep(max(0.0, begin - time.time()))


if __name__ == "__main__":
    main()

"""PDFs that are being made outside of any web request: asked for, waited for, come back to.

What is wanted is written beside the store as a file, and a process of its own has it rendered, and
ends when none is left (`python -m registers.exchange.pdf_worker FOLDER`). It outlives the web
process that started it; should it die, the next look at what is being made starts another.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.utils.translation import gettext as _

from registers.exchange.pdf_jobs import Failed, Jobs, Making
from registers.exchange.pdf_store import PdfStore
from registers.exchange.write_pdf import Wanted, store

#: How many PDFs may wait to be made.
MOST_WAITING = 20
#: How long a request waits for a PDF that is soon ready, in seconds, and how often it looks.
SOON, LOOK_EVERY = 2.5, 0.05


def ready(what: Wanted, *, again: bool = False) -> bytes | Making | Failed:
    """The PDF where it is there, or soon; or how far it is. Whoever asks first has it made.

    `again` tries what has failed once more.
    """
    kept, jobs = store(), Jobs(store().folder)
    if (found := kept.read(what.key)) is not None:
        return found
    if again:
        jobs.forget_failure(what.key)
    if failure := jobs.failure(what.key):
        return failure
    with jobs.adding():
        if not jobs.is_known(what.key) and (found := kept.read(what.key)) is not None:
            return found
        if not jobs.is_known(what.key):
            if len(jobs.waiting()) >= MOST_WAITING:
                return Failed(
                    _("Too many files are waiting to be made. Try again in a few minutes.")
                )
            jobs.add(what.key, what.bundle())
    jobs.start_worker()
    return _soon(what.key, kept, jobs)


def _soon(key: str, kept: PdfStore, jobs: Jobs) -> bytes | Making | Failed:
    until = time.monotonic() + getattr(settings, "PDF_SOON", SOON)
    while True:
        found = kept.read(key) or jobs.failure(key)
        if found is not None:
            return found
        if time.monotonic() >= until:
            return jobs.progress(key)
        time.sleep(LOOK_EVERY)

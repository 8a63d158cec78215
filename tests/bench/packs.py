"""The review pack against a bare page of as many rows, and its PDF against the register's own.

Every risk was scored and reworded since the version that was agreed: the most that a pack holds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from django.test import override_settings
from django.urls import reverse

from registers import actions
from registers.exchange import write_pdf
from registers.exchange.pack_pdf import wanted_pack
from registers.exchange.paper.material import Material, material
from registers.meetings import meeting
from registers.models import Organisation, User
from registers.pack import pack
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.bench import generator, report
from tests.bench.children import cost
from tests.bench.ground import Ground, editor
from tests.bench.pairs import Effort, Pairs, Side, measure
from tests.bench.visitor import Visitor

HELD_ON = date(2026, 5, 5)


def called(ground: Ground) -> int:
    """The key of a review of a register whose version before all changes was agreed."""
    register, by = ground.register, editor()
    first = actions.call_review(register, by=by, name="The first board", held_on=HELD_ON)
    candidate = actions.put_forward(register, first.pk, by=by, number=ground.loaded.number)
    for signer in signers():
        actions.sign_off(
            register,
            candidate.pk,
            by=signer,
            fingerprint=candidate.fingerprint,
            proved_by="password",
        )
    made = actions.call_review(register, by=by, name="The second board", held_on=HELD_ON)
    return made.pk


def signers() -> list[User]:
    """An approver of each owner."""
    found = []
    for number, (name, _short_name) in enumerate(generator.OWNERS, start=1):
        email = f"approver-{number}@bench.example"
        found.append(
            User.objects.filter(email=email).first()
            or actions.add_person(
                by=SYSTEM,
                email=email,
                name=f"Abel Benchmark {number}",
                organisation=Organisation.objects.get(name=name),
                role="approver",
            )
        )
    return found


def lines(ground: Ground, effort: Effort, runs: int) -> Iterator[str]:
    """What a pack costs as a page and as a PDF. Raises PdfFailed where there is none."""
    key, slug = called(ground), ground.register.slug
    visitor = Visitor(editor())
    page = Side(partial(visitor.get, reverse("review_pack", args=(slug, key))))
    floor = Side(partial(visitor.get, reverse("floor", args=(slug,))))
    yield report.line("review pack", ground.size, measure(page, floor, effort))
    yield report.line(
        "review pack, PDF, on the clock", ground.size, printed(ground, key, runs), unit="s"
    )


def printed(ground: Ground, key: int, runs: int) -> Pairs:
    """Seconds for the PDF of the pack, and for that of the register, in turn."""
    register = ground.fresh()
    now = snapshot(register)
    found = pack(register, meeting(register, key), now, None)
    since = str(found.seen.agreed.revision) if found.seen.agreed else ""
    held = material(register, now, at=str(now.number), since=since, today=HELD_ON)
    taken = []
    for _run in range(runs):
        with tempfile.TemporaryDirectory() as folder, override_settings(PDF_STORE=folder):
            ours = cost(lambda: write_pdf.made(wanted_pack(found, held)))
            own = cost(partial(write_pdf.write_pdf, replace(Material(now), course=held.course)))
        taken.append((ours.wall, own.wall))
    return Pairs(*map(tuple, zip(*taken, strict=True)))

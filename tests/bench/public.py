"""What the public gets, against a static file of the product's from the same process: a load of
requests one after another, through WSGI and all middleware, with no sign-in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registers import actions, published
from registers.exchange.public_page import all_files
from registers.exchange.publishing import version
from registers.models import Edition, Ownership
from registers.permissions import SYSTEM
from tests.bench import report, targets
from tests.bench.ground import Ground, editor
from tests.bench.pairs import Effort, Side, measure
from tests.bench.visitor import Visitor

#: About as long as a published page.
STATIC = "/static/vendor/bootstrap/bootstrap.css"
#: How many requests are one measurement.
LOAD = 50


class Passer(Visitor):
    """Somebody whom nobody knows."""

    def __init__(self) -> None:
        self._cookie = ""
        self._application = WSGIHandler()


def lines(grounds: Sequence[Ground], effort: Effort) -> Iterator[str]:
    """A line for the page and a file of each size, and the queries that they take once warm."""
    passer = Passer()
    for ground in grounds:
        for what, address in _public(ground):
            ours, floor = (partial(_load, passer, where) for where in (address, STATIC))
            passer.get(address)
            pairs = measure(Side(ours), Side(floor), effort)
            yield report.line(what, ground.size, pairs, target=targets.PUBLISHED)
            count = _queries(passer, address)
            yield report.fact(f"{what}, queries", ground.size, str(count), "0", "0", count == 0)


def _load(passer: Passer, address: str) -> None:
    for _request in range(LOAD):
        passer.get(address)


def _queries(passer: Passer, address: str) -> int:
    passer.get(address)
    with CaptureQueriesContext(connection) as captured:
        passer.get(address)
    return len(captured)


def _public(ground: Ground) -> Iterator[tuple[str, str]]:
    """Agree and publish a register; gives what there is to ask for."""
    register = ground.fresh()
    if not Edition.objects.filter(register=register).exists():
        _publish(register)
    slug = register.slug
    yield "published page", reverse("published_version", args=(slug, 1))
    name = f"{slug}-version-1.json"
    yield "published JSON", reverse("published_file", args=(slug, 1, name))


def _publish(register) -> None:
    by, approvers = editor(), list(_approvers(register))
    actions.revise_register(register, by=by, is_public=True, reason="To measure with.")
    review = actions.call_review(register, by=by, name="Board", held_on=timezone.localdate())
    candidate = actions.put_forward(register, review.pk, by=by)
    for person in approvers:
        code = candidate.fingerprint
        actions.sign_off(register, candidate.pk, by=person, fingerprint=code, proved_by="password")
    of = version(register, 1)
    # What the PDF costs is measured elsewhere; its bytes are given out like any others.
    files = all_files(of, b"%PDF-1.7\n" + bytes(200_000))
    made = actions.ask_publication(register, 1, by=by, files=files, shows=of.fingerprint)
    for person in approvers:
        actions.consent_to_publication(register, made.pk, by=person)
    published.forget(register.slug)


def _approvers(register) -> Iterator[object]:
    """An approver of each owner."""
    for owner in Ownership.objects.filter(register=register, removed=False):
        yield actions.add_person(
            by=SYSTEM,
            email=f"{register.slug}-{owner.pk}@bench.example",
            name="Bo Benchmark",
            title="Chief",
            organisation=owner.organisation,
            role="approver",
        )

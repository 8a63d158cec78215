"""What verifying found, kept so that every owner can read the last result."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from registers.faults import PAGE, Fault
from registers.models import Journal, Verification
from registers.verifying import verify

#: A result lists no more faults than this; their whole number is kept beside them.
MOST_LISTED = 100


def verify_and_keep(
    journal: Journal,
    *,
    by: str,
    expect: tuple[int, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Fault, ...]:
    """Verify a journal, keep the result under the name `by`, and give every fault.

    What differs from an expected number and seal is given and not kept: who expects it may have
    copied it wrongly, or from another register's page.
    """
    last = journal.revisions.order_by("-number").values_list("number", "seal__value").first()
    faults = verify(journal, expect, progress)
    kept = [fault for fault in faults if fault.kind != PAGE]
    # There are more guards than are listed: where all are gone, rows come first.
    kept.sort(key=lambda fault: fault.kind == "guard")
    number, seal = last or (0, "")
    Verification.objects.create(
        journal=journal,
        finished=timezone.now(),
        number=number,
        seal=seal or "",
        faults=len(kept),
        found=[str(fault) for fault in kept[:MOST_LISTED]],
        by=by,
    )
    return faults


def last_verification(journal: int) -> Verification | None:
    """The last result for the journal of a key."""
    return Verification.objects.filter(journal=journal).order_by("-finished").first()


def altered() -> tuple[str, ...]:
    """The names of the journals whose last verification found faults, in one query."""
    of_same = Verification.objects.filter(journal=OuterRef("journal")).order_by("-finished", "-pk")
    last = Verification.objects.filter(pk=Subquery(of_same.values("pk")[:1]), faults__gt=0)
    return tuple(last.order_by("journal").values_list("journal__name", flat=True))


def verify_short(*, by: str, most: int) -> tuple[int, int, int]:
    """Verify each journal of at most so many revisions and keep the results: how many were
    verified, how many faults that found, and how many journals were too long."""
    verified = faults = 0
    journals = Journal.objects.annotate(length=Count("revisions")).order_by("pk")
    for journal in journals.filter(length__lte=most):
        verified += 1
        faults += len(verify_and_keep(journal, by=by))
    return verified, faults, journals.filter(length__gt=most).count()

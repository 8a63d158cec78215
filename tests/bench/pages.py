"""Pages against a bare page of as many rows; and the queries that they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from django.urls import reverse

from registers import record
from registers.snapshot import forget, snapshot
from tests.bench import report, targets
from tests.bench.ground import Ground, editor
from tests.bench.pairs import Effort, Side, measure
from tests.bench.visitor import Visitor

MOST = {
    "register page": (targets.QUERIES, targets.QUERIES_KEPT),
    # It compares with an earlier day: two snapshots, and two queries that find the day.
    "heat map": (2 * targets.QUERIES, targets.QUERIES_KEPT + 1),
    "heat map, what moved": (2 * targets.QUERIES, targets.QUERIES_KEPT + 1),
}


class Page(NamedTuple):
    """A page of a register, and the bare page that it is held against."""

    what: str
    address: str
    floor: str


def pages_of(ground: Ground) -> tuple[Page, ...]:
    """The pages that are measured."""
    slug = ground.register.slug
    floor = reverse("floor", args=(slug,))
    few = f"{floor}?rows={_rows_of_risk(ground)}"
    return (
        Page("register page", reverse("register", args=(slug,)), floor),
        Page("risk page", reverse("risk", args=(slug, ground.reference)), few),
        Page("heat map", reverse("heatmap", args=(slug,)), floor),
        Page("heat map, what moved", reverse("heatmap", args=(slug,)) + "?view=moved", floor),
        Page(
            "heat map, what controls do", f"{reverse('heatmap', args=(slug,))}?view=controls", floor
        ),
    )


def _rows_of_risk(ground: Ground) -> int:
    """How many rows a risk's page shows: itself, its controls, scores and last changes."""
    risk = snapshot(ground.register).risk(ground.reference)
    scores = [found for found in (risk.before, risk.after, risk.target) if found]
    entries = record.entries(ground.register, limit=6, which=record.Which(risk=risk.key))
    return 1 + len(risk.controls) + len(scores) + len(entries)


def times(grounds: Sequence[Ground], effort: Effort) -> Iterator[str]:
    """A line for each page and size, with the snapshot kept and with none."""
    visitor = Visitor(editor())
    for ground in grounds:
        for page in pages_of(ground):
            bare = Side(partial(visitor.get, page.floor))
            asked = Side(partial(visitor.get, page.address))
            target = targets.PAGES.get((page.what, ground.size))
            kept = measure(asked, bare, effort)
            yield report.line(page.what, ground.size, kept, target=target)
            anew = measure(asked._replace(prepare=forget), bare, effort)
            yield report.line(f"{page.what}, no snapshot kept", ground.size, anew, target=target)


def times_as_at(grounds: Sequence[Ground], effort: Effort) -> Iterator[str]:
    """A line for each page and size: as at a past revision against the page as it is now."""
    visitor = Visitor(editor())
    for ground in grounds:
        for page in pages_of(ground):
            now = Side(partial(visitor.get, page.address))
            past = Side(partial(visitor.get, f"{page.address}?at={ground.loaded.number}"))
            kept = measure(past, now, effort)
            yield report.line(
                f"{page.what} as at the past", ground.size, kept, target=targets.PAGE_PAST
            )
            anew = measure(past._replace(prepare=forget), now._replace(prepare=forget), effort)
            yield report.line(f"{page.what} as at, no snapshot kept", ground.size, anew)


class Counts(NamedTuple):
    """How many queries a page takes at each size, in order, and how many it may take."""

    what: str
    at: tuple[int, ...]
    most: int | None

    @property
    def holds(self) -> bool:
        """The same at every size, and no more than it may."""
        return len(set(self.at)) == 1 and (self.most is None or self.at[0] <= self.most)


def counts(grounds: Sequence[Ground]) -> list[Counts]:
    """The queries of each page beyond session and user."""
    visitor = Visitor(editor())
    found = []
    for page in zip(*(pages_of(ground) for ground in grounds), strict=True):
        what = page[0].what
        first, again = zip(*(_asked_twice(visitor, one.address) for one in page), strict=True)
        # A risk's page reads its history beside the snapshot: it has no target of its own.
        most, most_kept = MOST.get(what, (None, None))
        found.append(Counts(f"{what}, no snapshot kept", first, most))
        found.append(Counts(what, again, most_kept))
    return found


def _asked_twice(visitor: Visitor, address: str) -> tuple[int, int]:
    forget()
    return len(visitor.queries(address)), len(visitor.queries(address))


def table(found: Sequence[Counts], sizes: Sequence[int]) -> Iterator[str]:
    """The table of queries."""
    yield f"\nQueries beyond session and user, at {', '.join(f'{size:,}' for size in sizes)} risks"
    for counts in found:
        at = "  ".join(f"{count:>4}" for count in counts.at)
        may = "the same" if counts.most is None else f"≤ {counts.most}"
        yield f"{counts.what:<44}{at}   {may:>8}  {report.verdict(counts.holds)}"

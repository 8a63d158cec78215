"""The risk that a meeting is looking at, and which come before and after it: worst first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from registers.changes import Changes
from registers.content import Risk, Snapshot
from registers.periods import Period
from registers.presentation import map_words, words
from registers.presentation.addresses import query
from registers.presentation.words import Spread


@dataclass(frozen=True, slots=True)
class Step:
    reference: str
    address: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """`place` of `count` in the order of the meeting; all None where the register is empty.
    `address` gives the page of the meeting at a risk, by its reference."""

    risk: Risk | None
    place: int
    count: int
    previous: Step | None
    next: Step | None
    spread: Spread
    travel: str
    address: Callable[[str], str]


def meeting_page(
    snapshot: Snapshot, asked: str, changed: Changes, period: Period
) -> MeetingPage | None:
    """The page at the risk of a reference, open or closed; at the worst one where none is asked
    for. None where there is no such risk."""
    order = [*snapshot.worst, *(risk for risk in snapshot.risks if risk.after is None)]
    if asked and asked not in {risk.reference for risk in snapshot.all_risks}:
        return None
    risk = snapshot.risk(asked) if asked else next(iter(order), None)
    place = order.index(risk) if risk in order else -1
    settings = {"from": period.asked_start if period.chosen else ""}
    start = reverse("meeting", args=(snapshot.slug,))

    def address(reference: str) -> str:
        return start + query(settings, risk=reference)

    def step(at: int) -> Step | None:
        if not order or (place < 0 and at < 0):
            return None
        reference = order[at % len(order)].reference
        return Step(reference, address(reference))

    return MeetingPage(
        risk=risk,
        place=place + 1,
        count=len(order),
        previous=step(place - 1),
        next=step(place + 1),
        spread=words.spread(snapshot.counts("after")),
        travel=map_words.travel(changed, period),
        address=address,
    )

"""The way back from an editing page to the review that was being gone through when it was opened.

`?review=7&at_risk=R3.1&then=R4.2` says that the page was opened from the walk of review 7 at risk
R3.1, after which R4.2 comes: a risk that the meeting re-assesses stands elsewhere on the agenda,
and the meeting goes on where it was. Only what can be gone through is believed, so that the address
leads nowhere but to that walk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from registers.content import Snapshot
from registers.meetings import Meeting, meeting
from registers.presentation.addresses import query
from registers.views.access import Access
from registers.views.editing.finding import risk_in


@dataclass(frozen=True, slots=True)
class Back:
    """The walk that led to an editing page: of which review, at which risk, its address, and the
    query with which the page's address says so."""

    review: str
    reference: str
    address: str
    query: str


def to_walk(snapshot: Snapshot, found: Meeting, reference: str, then: str) -> Back:
    """The way back to a review at a risk; `then` is the reference of what comes after, or empty."""
    address = reverse("review_walk", args=(snapshot.slug, found.key, reference))
    return Back(
        review=found.name,
        reference=reference,
        address=f"{address}{query({'then': then})}" if then else address,
        query=query({"review": str(found.key), "at_risk": reference, "then": then}),
    )


def asked(request: HttpRequest, access: Access) -> Back | None:
    """The way back that an address names; None where it names none that can be gone."""
    key, reference = request.GET.get("review", ""), request.GET.get("at_risk", "")
    if not (key.isdecimal() and len(key) < 18) or risk_in(access.snapshot, reference) is None:
        return None
    try:
        found = meeting(access.register, int(key))
    except KeyError:
        return None
    then = request.GET.get("then", "")
    then = then if risk_in(access.snapshot, then) else ""
    return to_walk(access.snapshot, found, reference, then) if found.takes_outcomes else None


def made(request: HttpRequest, make: Callable[[Access], Any]) -> Callable[[Access], Any]:
    """`make` with its page leading back to the walk that it was opened from, if it was."""

    def making(access: Access) -> Any:
        edit, back = make(access), asked(request, access)
        if back is None:
            return edit
        instead = edit.instead and (edit.instead[0], f"{edit.instead[1]}{back.query}")
        return replace(edit, back=back, after=back.address, instead=instead)

    return making

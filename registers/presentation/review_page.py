"""One review as its page shows it: the agenda with its grounds, and what each risk came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from registers.agenda import Item, undecided
from registers.content import Snapshot
from registers.meetings import Decided, Meeting, Sent
from registers.presentation import review_words
from registers.presentation.addresses import query, risk_addresses
from registers.presentation.direction import Direction
from registers.presentation.scores import Score, scorer


@dataclass(frozen=True, slots=True)
class Line:
    """A risk on the agenda; `result` is empty before anything was decided."""

    place: int
    reference: str
    heading: str
    address: str
    score: Score | None
    direction: Direction | None
    grounds: str
    result: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """Risks that stand under one ground, or under the chair's order."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A paper, for whom, and the address at which it is read as it was sent."""

    sent: Sent
    audience: str
    address: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`next` is the address at which the agenda goes on: that of the first risk that has no
    outcome yet, None where all have one."""

    groups: tuple[Group, ...]
    papers: tuple[Given, ...]
    progress: str
    counted: str
    nil_returns: str
    left: int
    next: str | None


def review_page(
    snapshot: Snapshot,
    meeting: Meeting,
    items: Sequence[Item],
    decided: Mapping[str, Decided],
    went: Mapping[int, Direction],
    *,
    walks: bool,
) -> ReviewPage:
    """`went` are the directions since the last agreed version, by the risks' keys; `walks` says
    that whoever looks records outcomes, so that a risk leads to that."""
    walk = walking(snapshot, meeting)
    at = str(snapshot.number) if meeting.ended else ""
    address = walk if walks else risk_addresses(snapshot.slug, at)
    score = scorer(snapshot.scheme.matrix)

    def line(item: Item) -> Line:
        risk, done = item.risk, decided.get(item.risk.reference)
        return Line(
            place=item.place,
            reference=risk.reference,
            heading=risk.heading,
            address=address(risk.reference),
            score=score(risk.after),
            direction=went.get(risk.key),
            grounds=review_words.grounds_of(item),
            result=str(review_words.RESULTS[done.result]) if done else "",
            note=done.note if done else "",
        )

    left = undecided(items, decided)
    return ReviewPage(
        groups=tuple(_groups(items, meeting, line)),
        papers=tuple(given(snapshot, meeting, paper) for paper in meeting.papers),
        progress=review_words.progress(items, decided),
        counted=review_words.counted(decided.values()),
        nil_returns=review_words.nil_returns(decided.values()),
        left=len(left),
        next=walk(left[0].risk.reference) if left else None,
    )


def walking(snapshot: Snapshot, meeting: Meeting) -> Callable[[str], str]:
    """From a reference to the page on which a review goes through that risk."""

    def address(reference: str) -> str:
        return reverse("review_walk", args=(snapshot.slug, meeting.key, reference))

    return address


def given(snapshot: Snapshot, meeting: Meeting, paper: Sent) -> Given:
    """A paper with the address of what was sent: the pack for the owners, else its PDF."""
    words = review_words.audience(paper.audience, snapshot.owners)
    if paper.audience == "internal":
        start = reverse("review_pack", args=(snapshot.slug, meeting.key))
        return Given(paper, words, start + query({"paper": str(paper.key)}))
    asked = {"at": str(paper.number)}
    if paper.audience == "public":
        asked["audience"] = "public"
    else:
        asked |= {"part": "owner", "owner": paper.audience}
    return Given(paper, words, reverse("export_pdf", args=(snapshot.slug,)) + query(asked))


def _groups(
    items: Sequence[Item], meeting: Meeting, line: Callable[[Item], Line]
) -> Sequence[Group]:
    """By ground, or, where the chair has put risks in an order, those first."""
    put = set(meeting.order)
    own = [item for item in items if item.risk.reference in put]
    found = [Group(_("In the chair’s order"), tuple(map(line, own)))] if own else []
    rest = [item for item in items if item.risk.reference not in put]
    for ground, held in groupby(rest, key=lambda item: item.ground):
        found.append(Group(str(review_words.GROUNDS[ground]), tuple(map(line, held))))
    return found

"""Who made each change between two points, when, and why: the last hand on what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from registers.between import Between
from registers.changes import APART, ORDER, SCORE, Change
from registers.content import Owner
from registers.presentation.history_page import told
from registers.record import Difference, Entry


@dataclass(frozen=True, slots=True)
class Hand:
    """The revision that last changed something.

    `organisation` is a key, None for nobody's; `short` is its short name where it is an owner, and
    `mark` names the owner's shape. `earlier` counts the revisions of the period before this one
    that changed the same; `corrects` says which revision it corrects, and `both` who proposed it,
    if that is so.
    """

    number: int
    moment: datetime
    who: str
    whom: str
    short: str
    reason: str
    organisation: int | None
    mark: str
    earlier: int
    corrects: str
    both: str


class Hands:
    """Finds the hand on each change, from what the record says of the period."""

    def __init__(self, between: Between, owners: Sequence[Owner]) -> None:
        self._between = between
        self._owners = {owner.organisation: owner for owner in owners}
        self._by_thing: dict[tuple[str, int], list[tuple[Entry, Difference]]] = defaultdict(list)
        self._adopted = [entry for entry in between.entries if entry.verb == "adopt scheme"]
        self._by_deed: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in between.entries:
            self._by_deed[entry.verb, entry.subject].append(entry)
            for difference in entry.changes:
                self._by_thing[difference.thing].append((entry, difference))

    def on(self, change: Change, reference: str = "") -> Hand | None:
        """The last hand on a change of a risk, given by its reference, or of the register;
        None where the record does not tell."""
        found = self._touching(change) or self._doing(change, reference)
        return self.of(found[0], earlier=len(found) - 1) if found else None

    def _touching(self, change: Change) -> list[Entry]:
        thing, column = change.thing, change.column
        if change.kind == SCORE:
            thing, column = ("assessment", self._assessment(thing[1], column)), "score"
        whole = "added" if change.new is not None else "removed"
        # A score that stayed where it was means something else under another scheme.
        adopted = self._adopted if change.way == APART or column == "scheme" else []
        found = {entry.number: entry for entry in adopted}
        for entry, difference in self._by_thing.get(thing, ()):
            own = difference.column.removesuffix("_id")
            if own == column or (not column and difference.kind == whole):
                found[entry.number] = entry
        return [found[number] for number in sorted(found, reverse=True)]

    def _doing(self, change: Change, reference: str) -> list[Entry]:
        """By what the revisions say was done: the record does not tell of every column."""
        verbs: tuple[str, ...] = ()
        if change.kind == ORDER:
            verbs = ("reorder controls",)
        elif change.column == "is_public" and change.thing[0] == "challenge":
            verbs = ("agree challenge public", "keep challenge private")
        elif change.column == "closed_why":
            verbs = ("close",)
        elif change.kind == SCORE or change.column.startswith("why_"):
            stage = change.column.removeprefix("why_")
            verbs = (f"assess {stage}", f"correct {stage}")
        found = [entry for verb in verbs for entry in self._by_deed.get((verb, reference), ())]
        return sorted(found, key=lambda entry: -entry.number)

    def _assessment(self, risk: int, stage: str) -> int:
        return self._between.assessments.get((risk, stage), 0)

    def of(self, entry: Entry, earlier: int = 0) -> Hand:
        """The hand of a revision, which changed what `earlier` ones had changed before it."""
        (said,) = told([entry])
        organisation = self._between.organisations.get(entry.number)
        owner = self._owners.get(organisation) if organisation else None
        return Hand(
            number=said.number,
            moment=said.moment,
            who=said.who,
            whom=said.whom,
            short=owner.short_name if owner else said.whom,
            reason=said.reason,
            organisation=organisation,
            mark=str(owner.position) if owner else "",
            earlier=earlier,
            corrects=next((c.label for c in entry.changes if c.kind == "corrected"), ""),
            both=said.both,
        )

"""The sections of the page of changes: which change stands under which heading, in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registers import changes as found
from registers.between import Between
from registers.changes import Change, Changes, RiskChanges
from registers.content import Owner
from registers.presentation.addresses import risk_addresses
from registers.presentation.change_items import Item, Items
from registers.presentation.changed_by import Hands

_WAYS = (found.WORSE, found.BETTER, found.ELSEWHERE, found.SCORED, found.UNSCORED, found.APART)


#: The sections whose headings do not say what changed in each of their lines.
_LABELLED = frozenset(
    {
        "work",
        "challenges",
        "other-scores",
        "wording",
        "details",
        "withheld",
        "register",
        "corrections",
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one sort under a heading. `note` stands beside it, `key` is its anchor; each line
    has its label where it is `labelled`."""

    key: str
    title: str
    note: str
    items: tuple[Item, ...]

    @property
    def labelled(self) -> bool:
        return self.key in _LABELLED


Pair = tuple[RiskChanges | None, Change]


def sections(
    risks: Sequence[RiskChanges],
    register: Sequence[Change],
    items: Items,
    left: Sequence[RiskChanges],
) -> tuple[Section, ...]:
    """The sections that hold anything, in the order in which a board asks."""
    pairs: list[Pair] = [(risk, change) for risk in risks for change in risk.changes]
    pairs += [(risk, change) for risk in left for change in risk.changes if _is_move(change)]
    pairs += [(None, change) for change in register]
    made = []
    for key, title, note, belongs in _kinds():
        held = [items.of(*pair) for pair in pairs if belongs(*pair)]
        if key == "scores":
            held.sort(key=lambda item: _WAYS.index(item.sort))
        if held:
            made.append(Section(key, title, note, tuple(held)))
    return tuple(made)


def _kinds() -> tuple[tuple[str, str, str, Callable[[RiskChanges | None, Change], bool]], ...]:
    """Each section's anchor, heading, note, and what belongs to it: every change to just one,
    but for the scores after controls of risks that were closed or reopened, which stand there."""

    def is_main(risk: RiskChanges | None, change: Change) -> bool:
        return bool(risk and risk.standing != found.SHUT and change.column == "after")

    return (
        ("scores", _("Scores"), _("after controls"),
         lambda r, c: c.kind == found.SCORE and is_main(r, c) and _is_open_at_both(r)),
        ("raised", _("Raised"), "", lambda _r, c: c.way in {found.RAISED, found.PASSED}),
        ("closed", _("Closed"), "", lambda _r, c: c.way == found.CLOSED),
        ("reopened", _("Reopened"), "", lambda _r, c: c.way == found.REOPENED),
        ("other-scores", _("Other scores"), _("before controls, and targets"),
         lambda r, c: c.kind == found.SCORE and not is_main(r, c)),
        ("moved", _("Moved to another theme"), "", lambda _r, c: _is_move(c)),
        ("reworded", _("Controls reworded"), "", lambda _r, c: _is_reworded(c)),
        ("added", _("Controls added"), "", lambda _r, c: c.kind == found.ADDED),
        ("retired", _("Controls retired"), "", lambda _r, c: c.kind == found.RETIRED),
        ("work", _("Actions and assurance"), "", lambda _r, c: c.kind == found.WORK),
        ("challenges", _("Challenges"), "",
         lambda _r, c: c.kind in {found.CHALLENGED, found.STANDS, found.SETTLED}),
        ("order", _("Controls put in another order"), "", lambda _r, c: c.kind == found.ORDER),
        ("wording", _("Other wording"), "",
         lambda _r, c: c.kind == found.WORDING and not _is_reworded(c)),
        ("details", _("Owners and dates"), "", lambda _r, c: c.kind == found.DETAIL),
        ("withheld", _("Withheld from the public"), "", lambda _r, c: c.kind == found.WITHHELD),
        ("register", _("The register"), "", lambda _r, c: c.kind == found.REGISTER),
    )  # fmt: skip


def _is_open_at_both(risk: RiskChanges | None) -> bool:
    return bool(risk and risk.standing == found.BOTH)


def _is_move(change: Change) -> bool:
    return change.kind == found.MOVED


def _is_reworded(change: Change) -> bool:
    return change.kind == found.WORDING and change.thing[0] == "control"


def corrections(
    changed: Changes, between: Between, hands: Hands, risks: Collection[int]
) -> tuple[Section, ...]:
    """What was said to have been wrong, also where the score had changed since."""
    address = risk_addresses(changed.after.slug)
    references = {risk.key: risk.reference for risk in changed.after.all_risks}
    items = tuple(
        Item(
            sort="corrected",
            reference=references[made.risk],
            address=address(references[made.risk]),
            label=capfirst(f"{made.of}: {made.label}"),
            about="",
            old=made.old,
            new=made.new,
            hand=hands.of(entry),
        )
        for entry in between.entries
        for made in entry.changes
        if made.kind == "corrected" and made.risk is not None and made.risk in risks
    )
    note = _("scores that had been recorded wrongly")
    return (Section("corrections", _("Corrections"), note, items),) if items else ()


def kept(sections: tuple[Section, ...], by: Owner | None) -> tuple[Section, ...]:
    """The sections with the lines of one organisation."""
    if by is None:
        return sections
    kept = (
        Section(
            s.key, s.title, s.note, tuple(i for i in s.items if i.organisation == by.organisation)
        )
        for s in sections
    )
    return tuple(section for section in kept if section.items)

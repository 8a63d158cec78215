"""What changed between two points, as its page shows it, and as plain rows for files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from registers import changes as found
from registers.between import Between
from registers.changes import Change, Changes, Counts, RiskChanges
from registers.content import Owner
from registers.presentation import change_sections, change_words
from registers.presentation.change_items import Item, Items
from registers.presentation.change_sections import Section
from registers.presentation.changed_by import Hands
from registers.presentation.words_apart import Comparer


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of the list at the side: a word, how many, and the section that it leads to."""

    word: str
    count: int
    key: str


@dataclass(frozen=True, slots=True)
class Whose:
    """How many of the changes were last made for an organisation; `mark` is an owner's shape."""

    name: str
    mark: str
    count: int


@dataclass(frozen=True, slots=True)
class Erasing:
    number: int
    ground: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`sentence`, `rest`, `did` and `did_not` are what is computed in words; `shown` of `listed`
    changes pass the filter by organisation. `untouched` are references with addresses."""

    counts: Counts
    sentence: str
    rest: str
    did: str
    did_not: str
    sections: tuple[Section, ...]
    counted: tuple[Counted, ...]
    whose: tuple[Whose, ...]
    untouched: tuple[tuple[str, str], ...]
    erasures: tuple[Erasing, ...]
    listed: int
    shown: int

    @property
    def is_empty(self) -> bool:
        return not self.listed


class Row(NamedTuple):
    """One change in plain values, for a file; `revision` is None where the record does not tell."""

    reference: str
    what: str
    old: str
    new: str
    who: str
    whom: str
    when: datetime | None
    why: str
    revision: int | None


def changes_page(
    changed: Changes, between: Between, *, by: Owner | None = None, theme: int | None = None
) -> ChangesPage:
    """The page of some changes: of the whole register or of the theme of a key, with the changes
    that `by` had the last hand in, or with all of them."""
    risks = changed.risks if theme is None else found.in_theme(changed.risks, theme)
    hands = Hands(between, changed.after.owners)
    items = Items(changed, hands, Comparer(erased.mark for erased in between.erasures))
    register = _of_register(changed, theme)
    sections = change_sections.sections(risks, register, items, _left(changed, theme))
    keys = {risk.after.key for risk in risks}
    corrections = change_sections.corrections(changed, between, hands, keys)
    sections += corrections
    every = [item for section in sections for item in section.items]
    kept = change_sections.kept(sections, by)
    told = [*(change for risk in risks for change in risk.changes), *register]
    counts = found.count(risks)
    did, did_not = change_words.of_the_register(changed)
    return ChangesPage(
        counts=counts,
        sentence=change_words.counted(counts),
        rest=change_words.of_the_rest(told, sum(len(section.items) for section in corrections)),
        did=did,
        did_not=did_not,
        sections=kept,
        counted=_counted(counts, sections),
        whose=_whose(every, changed.after.owners),
        untouched=tuple(items.untouched(risk) for risk in risks if risk.is_untouched),
        erasures=_erasures(changed, between),
        listed=len(every),
        shown=sum(len(section.items) for section in kept),
    )


def rows(page: ChangesPage) -> tuple[Row, ...]:
    """The lines of a page, in its order, in plain values."""
    return tuple(_row(item) for section in page.sections for item in section.items)


def _row(item: Item) -> Row:
    hand = item.hand
    return Row(
        reference=item.reference,
        what=item.label,
        old=item.old,
        new=item.new or item.note,
        who=hand.who if hand else "",
        whom=hand.whom if hand else "",
        when=hand.moment if hand else None,
        why=hand.reason if hand else "",
        revision=hand.number if hand else None,
    )


def _left(changed: Changes, theme: int | None) -> list[RiskChanges]:
    """The risks that left the theme that is looked at."""
    return [risk for risk in changed.risks if theme is not None and risk.left == theme]


def _of_register(changed: Changes, theme: int | None) -> list[Change]:
    own = ("theme", theme)
    return [change for change in changed.register if theme is None or change.thing == own]


def _counted(counts: Counts, sections: Sequence[Section]) -> tuple[Counted, ...]:
    """The list at the side: scores and risks always, also none; the rest where it is."""
    held = {section.key: len(section.items) for section in sections}
    always = (
        (_("Scores worse"), counts.worse, "scores"),
        (_("Scores better"), counts.better, "scores"),
        (_("Risks raised"), counts.raised, "raised"),
        (_("Risks closed"), counts.closed, "closed"),
    )
    told = {"scores", "raised", "closed"}
    rest = [
        Counted(section.title, held[section.key], section.key)
        for section in sections
        if section.key not in told
    ]
    return (
        *(Counted(word, number, key if number else "") for word, number, key in always),
        *rest,
        Counted(_("Untouched"), counts.untouched, "untouched" if counts.untouched else ""),
    )


def _whose(items: Sequence[Item], owners: Sequence[Owner]) -> tuple[Whose, ...]:
    """Each owner's changes, also none, then those of others."""
    made = Counter(item.organisation for item in items)
    names: Mapping[int | None, str] = {
        item.organisation: item.hand.whom for item in items if item.hand and item.hand.whom
    }
    own = [Whose(o.short_name, str(o.position), made.pop(o.organisation, 0)) for o in owners]
    others = [
        Whose(names.get(key, _("No organisation")), "", number) for key, number in made.items()
    ]
    return (*own, *others)


def _erasures(changed: Changes, between: Between) -> tuple[Erasing, ...]:
    """The erasures between the two points."""
    return tuple(
        Erasing(erased.number, erased.ground)
        for erased in between.erasures
        if changed.before.number < erased.number <= changed.after.number
    )

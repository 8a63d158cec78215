"""Following some risks on the heat map: one, those of a theme, of an owner, or of a lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers.content import Risk, Snapshot
from registers.presentation.addresses import query
from registers.presentation.register_page import JOINT, Choice


@dataclass(frozen=True, slots=True)
class Group:
    """Choices of one kind under their heading."""

    word: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """What is followed: its name in the address, its word, and the keys of the risks, or None for
    all of them; and what else can be followed. `risk` is the one, where one alone is followed."""

    name: str
    word: str
    keys: frozenset[int] | None
    groups: tuple[Group, ...]
    risk: Risk | None = None

    def fades(self, risk: Risk) -> bool:
        """Whether a risk stands back while others are followed."""
        return self.keys is not None and risk.key not in self.keys

    def kept(self, risks: tuple[Risk, ...]) -> tuple[Risk, ...]:
        return tuple(risk for risk in risks if not self.fades(risk))


#: Where nothing can be followed.
NOBODY = Following("", "", None, ())

Which = Callable[[Risk], bool]


def following(snapshot: Snapshot, asked: str, settings: Mapping[str, str]) -> Following:
    """What an address follows; a name that is unknown follows all. `settings` are what else the
    address sets."""
    offered = list(_offered(snapshot))
    known = {name: (word, which) for _heading, name, word, which in offered}
    one = _one(snapshot, asked)
    if one:
        known[asked] = one.reference, _is(one.key)
    name = asked if asked in known else ""
    keys = None
    if name:
        which = known[name][1]
        keys = frozenset(risk.key for risk in snapshot.risks if which(risk))
    headings = list(dict.fromkeys(heading for heading, *_rest in offered))
    everything = Choice(_("All risks"), query(settings, follow=""), not name)
    groups = [
        Group(
            heading,
            tuple(
                Choice(word, query(settings, follow=each), each == name)
                for of, each, word, _which in offered
                if of == heading
            ),
        )
        for heading in headings
    ]
    word = known[name][0] if name else everything.word
    return Following(name, word, keys, (Group("", (everything,)), *groups), one)


def _offered(snapshot: Snapshot) -> Iterator[tuple[str, str, str, Which]]:
    """What can be followed: heading, name in the address, word, and which risks those are."""
    for theme in snapshot.themes:
        word = f"{theme.number}. {theme.name}"
        yield _("Theme"), f"theme-{theme.number}", word, _of_theme(theme.number)
    for owner in snapshot.owners:
        yield _("Lead"), f"lead-{owner.short_name}", owner.short_name, _led_by(owner.key)
    if any(risk.lead is None for risk in snapshot.risks):
        yield _("Lead"), JOINT, _("Joint"), _led_by(None)
    for title in sorted({risk.risk_owner.title for risk in snapshot.risks if risk.risk_owner}):
        yield _("Risk owner"), f"owner-{title}", title, _owned_by(title)


def _one(snapshot: Snapshot, asked: str) -> Risk | None:
    """The open risk that is asked for by its reference, `risk-R3.1` or as somebody typed it."""
    reference = asked.removeprefix("risk-").strip().upper()
    return next((risk for risk in snapshot.risks if risk.reference == reference), None)


def _of_theme(number: int) -> Which:
    return lambda risk: risk.theme_number == number


def _led_by(key: int | None) -> Which:
    return lambda risk: (risk.lead.key if risk.lead else None) == key


def _owned_by(title: str) -> Which:
    return lambda risk: risk.risk_owner is not None and risk.risk_owner.title == title


def _is(key: int) -> Which:
    return lambda risk: risk.key == key

"""What somebody wants printed: for whom, how much of the register, in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from registers.content import Risk, Snapshot, Theme

#: How much of a register a paper holds: all of it, an owner's risks, one risk, or the map alone.
REGISTER, OWNER, RISK, MAP = "register", "owner", "risk", "map"
PARTS = (REGISTER, OWNER, RISK, MAP)
#: In which order its risks stand.
DOCUMENT, RATING = "document", "rating"
ORDERS = (DOCUMENT, RATING)
#: What may follow the themes. The annex of crowded cells follows whenever there are any.
CLOSED, CHANGES, SCHEME = "closed", "changes", "scheme"
ANNEXES = (CLOSED, CHANGES, SCHEME)


class NoSuchPart(LookupError):
    """The register has no such part to print; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Choices:
    """`of` is the short name of an owner or the reference of a risk, as `part` says; `themes` are
    numbers, none for all."""

    public: bool = False
    part: str = REGISTER
    of: str = ""
    themes: tuple[int, ...] = ()
    order: str = DOCUMENT
    annexes: tuple[str, ...] = ANNEXES

    @property
    def is_document(self) -> bool:
        """Whether it is a whole document, with cover and contents, and not a single page."""
        return self.part in {REGISTER, OWNER}


def chosen(snapshot: Snapshot, choices: Choices) -> Snapshot:
    """The snapshot with the themes and risks that are to be printed. Raises NoSuchPart."""
    _check(snapshot, choices)
    themes = [t for t in snapshot.themes if not choices.themes or t.number in choices.themes]
    if choices.part == OWNER:
        themes = [_only(theme, lambda risk: is_of(risk, choices.of)) for theme in themes]
    if choices.part == RISK:
        themes = [_only(theme, lambda risk: risk.reference == choices.of) for theme in themes]
        themes = [theme for theme in themes if theme.risks]
    return replace(snapshot, themes=tuple(themes))


def is_of(risk: Risk, owner: str) -> bool:
    """Whether a risk is in an owner's cut: it leads on it, or nobody does."""
    return risk.lead is None or risk.lead.short_name == owner


def _only(theme: Theme, holds: Callable[[Risk], bool]) -> Theme:
    return replace(theme, risks=tuple(filter(holds, theme.risks)))


def _check(snapshot: Snapshot, choices: Choices) -> None:
    numbers = {theme.number for theme in snapshot.themes}
    if missing := sorted(set(choices.themes) - numbers):
        raise NoSuchPart(_("There is no theme %(number)s here.") % {"number": missing[0]})
    words = {"name": choices.of[:60]}
    if choices.part == OWNER and choices.of not in {owner.short_name for owner in snapshot.owners}:
        raise NoSuchPart(_("“%(name)s” is not an owner of this register.") % words)
    if choices.part == RISK and choices.of not in {r.reference for r in snapshot.all_risks}:
        if choices.public:
            raise NoSuchPart(_("There is no risk %(name)s here that the public may read.") % words)
        raise NoSuchPart(_("There is no risk %(name)s here.") % words)

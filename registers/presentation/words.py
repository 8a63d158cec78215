"""Sentences with computed figures. Zeros are said, and nothing is averaged or added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.content import Owner, Risk
from scoring.matrix import Band

Counts = Sequence[tuple[Band, int]]


@dataclass(frozen=True, slots=True)
class Spread:
    """How risks spread over the bands: `some` says those that hold any, `none` the others
    (with its own `; ` in front), either may be empty."""

    some: str
    none: str


def listed(words: Sequence[str], last: str | None = None) -> str:
    """`a, b and c`; `last` is the word before the last one where it is not *and*."""
    if len(words) < 2:
        return "".join(words)
    joined = ", ".join(words[:-1])
    return f"{joined} {last or _('and')} {words[-1]}"


def spread(counts: Counts, *, with_risks: bool = True) -> Spread:
    """`2 risks are High, 11 Medium and 6 Low`, or without the word: `2 are High, …`."""
    held = [(band.word, count) for band, count in counts if count]
    empty = [band.word for band, count in counts if not count]
    if not held:
        return Spread(_("no risk is scored"), "")
    (word, count), *rest = held
    phrase = (
        ngettext("%(count)s risk is %(band)s", "%(count)s risks are %(band)s", count)
        if with_risks
        else ngettext("%(count)s is %(band)s", "%(count)s are %(band)s", count)
    )
    parts = [phrase % {"count": count, "band": word}, *(f"{n} {w}" for w, n in rest)]
    none = _("; none is %(bands)s") % {"bands": listed(empty, _("or"))} if empty else ""
    return Spread(listed(parts), none)


def short_spread(counts: Counts, *, zeros: bool = False) -> str:
    """`2 High, 2 Medium, 3 Low`, the worst first."""
    return ", ".join(f"{count} {band.word}" for band, count in counts if count or zeros)


def risks(count: int) -> str:
    """`1 risk`, `10 risks`, `no risks`."""
    if not count:
        return _("no risks")
    return ngettext("%(count)s risk", "%(count)s risks", count) % {"count": count}


def references(found: Sequence[Risk]) -> str:
    return ", ".join(risk.reference for risk in found)


def lead_of(owner: Owner | None) -> str:
    """Who leads on a risk: `OPCC leads`, or `Joint lead` where no owner does."""
    return _("%(owner)s leads") % {"owner": owner.short_name} if owner else _("Joint lead")


def day(value: date | None) -> str:
    """A date as `14 June 2026`, the empty string for none."""
    return date_format(value, "j F Y") if value else ""

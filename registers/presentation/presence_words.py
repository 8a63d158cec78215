"""Who else has a risk open, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.presence import Present
from registers.presentation.words import listed


def sentence(found: Sequence[Present]) -> str:
    """`Abel Approver (Constabulary) is editing this risk.`, or the empty string for nobody."""
    editing = [_named(one) for one in found if one.edits]
    reading = [_named(one) for one in found if not one.edits]
    parts = []
    if editing:
        words = ngettext(
            "%(who)s is editing this risk.", "%(who)s are editing this risk.", len(editing)
        )
        parts.append(words % {"who": listed(editing)})
    if reading:
        words = ngettext(
            "%(who)s has this risk open.", "%(who)s have this risk open.", len(reading)
        )
        parts.append(words % {"who": listed(reading)})
    return " ".join(parts)


def _named(one: Present) -> str:
    if not one.organisation:
        return one.name
    words = _("%(person)s (%(organisation)s)")
    return words % {"person": one.name, "organisation": one.organisation}

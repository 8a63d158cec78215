"""What the page says on which somebody chooses a file."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.content import Snapshot
from registers.presentation import words


def size(snapshot: Snapshot, *, is_long: bool) -> str:
    """How much there is in a file, and how long it takes, in plain words."""
    risks = snapshot.all_risks
    controls = sum(len(risk.controls) for risk in risks)
    actions = sum(len(risk.actions) for risk in risks)
    parts = [
        words.risks(len(risks)),
        ngettext("%(count)s control", "%(count)s controls", controls) % {"count": controls},
        ngettext("%(count)s action", "%(count)s actions", actions) % {"count": actions},
    ]
    takes = (
        _("A file of it takes a minute or more: it is made while you do something else.")
        if is_long
        else _("Every file of it is ready at once.")
    )
    return f"{words.listed(parts)}. {takes}"


def in_name(owner: str) -> str:
    """An organisation's short name as part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", owner.lower()).strip("-")

"""Direction of travel: how the score after controls of each open risk stands to an earlier day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers import changes as found
from registers.changes import Changes, RiskChanges


@dataclass(frozen=True, slots=True)
class Direction:
    """`kind` is `worse`, `better`, `same` or empty; `sign` stands for it, never without `words`
    somewhere; `was` is the earlier total, as text, empty where there was none."""

    kind: str
    sign: str
    words: str
    was: str


def directions(changed: Changes) -> Mapping[int, Direction]:
    """The direction of every open risk, by its key."""
    return {risk.after.key: _direction(risk) for risk in changed.risks if risk.after.is_open}


def _direction(risk: RiskChanges) -> Direction:
    was = str(risk.before.after.total) if risk.before and risk.before.after else ""
    if risk.standing == found.RAISED:
        return Direction("", "+", _("New"), "")
    if risk.standing == found.REOPENED:
        return Direction("", "+", _("Reopened"), was)
    kind, sign, words = _WAYS[risk.way]
    return Direction(kind, sign, words() % {"was": was}, was)


_WAYS = {
    found.WORSE: ("worse", "↑", lambda: _("Up from %(was)s")),
    found.BETTER: ("better", "↓", lambda: _("Down from %(was)s")),
    found.SAME: ("same", "=", lambda: _("Unchanged")),
    found.ELSEWHERE: ("same", "=", lambda: _("Same score, moved from another cell")),
    found.SCORED: ("", "+", lambda: _("Scored for the first time")),
    found.UNSCORED: ("", "−", lambda: _("No longer scored")),
    found.NOT_SCORED: ("", "", lambda: _("Not scored")),
    found.APART: ("", "≠", lambda: _("Not comparable: the scheme changed")),
}

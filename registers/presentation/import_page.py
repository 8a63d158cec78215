"""What a plan of a file says on its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from registers.planned import (
    CHANGED,
    LEFT,
    OUTCOMES,
    RAISED,
    REFUSED,
    Alteration,
    Item,
    Plan,
    refused_with,
)
from registers.presentation import words

#: How many rows of one outcome are shown; the others are counted.
MOST_SHOWN = 300
_TABLES = {
    "register": gettext_lazy("Register"),
    "themes": gettext_lazy("Theme"),
    "posts": gettext_lazy("Post"),
    "risks": gettext_lazy("Risk"),
    "controls": gettext_lazy("Control"),
    "checks": gettext_lazy("Check of a control"),
    "actions": gettext_lazy("Action"),
    "challenges": gettext_lazy("Challenge"),
    "withheld": gettext_lazy("Withheld"),
}
#: Rows of each table, counted, in the order in which a plan's head tells them.
_COUNTED = {
    "risks": ngettext_lazy("%d risk", "%d risks"),
    "controls": ngettext_lazy("%d control", "%d controls"),
    "checks": ngettext_lazy("%d check of a control", "%d checks of controls"),
    "actions": ngettext_lazy("%d action", "%d actions"),
    "posts": ngettext_lazy("%d post", "%d posts"),
    "themes": ngettext_lazy("%d theme", "%d themes"),
    "challenges": ngettext_lazy("%d challenge", "%d challenges"),
    "withheld": ngettext_lazy("%d part withheld", "%d parts withheld"),
    "register": ngettext_lazy("%d line about the register", "%d lines about the register"),
}
_BECOME = {
    RAISED: gettext_lazy("%(rows)s new"),
    CHANGED: gettext_lazy("%(rows)s changed"),
    LEFT: gettext_lazy("%(rows)s left alone"),
    REFUSED: gettext_lazy("%(rows)s refused"),
}
_HEADS = {
    REFUSED: gettext_lazy("Refused"),
    RAISED: gettext_lazy("New"),
    CHANGED: gettext_lazy("Changed"),
    LEFT: gettext_lazy("Left alone, with something to look at"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `where` it stands in the file, what it is about, what would change, what there is to
    say."""

    where: str
    what: str
    about: str
    changes: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one outcome; `more` are not shown."""

    outcome: str
    head: str
    count: int
    lines: tuple[Line, ...]
    more: int


def groups(plan: Plan) -> tuple[Group, ...]:
    """The rows by outcome, what is refused first; of those left alone the ones with notices."""
    return tuple(group for outcome in _HEADS if (group := _group(plan, outcome)).count)


def _group(plan: Plan, outcome: str) -> Group:
    held = [i for i in plan.items if i.outcome == outcome and (outcome != LEFT or i.notices)]
    beside = Counter(item.risk for item in held if _goes_with_its_risk(item))
    own = [item for item in held if not _goes_with_its_risk(item)]
    lines = tuple(_line(item, beside) for item in own[:MOST_SHOWN])
    return Group(outcome, str(_HEADS[outcome]), len(held), lines, max(0, len(own) - MOST_SHOWN))


def _goes_with_its_risk(item: Item) -> bool:
    """Whether a row is refused for nothing but that its risk is."""
    return bool(item.risk) and item.refusals == (refused_with(item.risk),)


def sentences(plan: Plan) -> Iterator[str]:
    """What the whole plan comes to, in sentences; zeros are said."""
    yield counted(plan)
    if plan.absent:
        count = len(plan.absent)
        yield ngettext(
            "%(count)s risk of the register is not in the file and is left alone: %(risks)s.",
            "%(count)s risks of the register are not in the file and are left alone: %(risks)s.",
            count,
        ) % {"count": count, "risks": ", ".join(plan.absent[:20]) + ("…" if count > 20 else "")}


def counted(plan: Plan) -> str:
    """`25 risks, 40 controls and 8 posts new; 1 risk changed; 0 left alone; 0 refused.`"""
    found = Counter((item.outcome, item.table) for item in plan.items)
    parts = []
    for outcome in OUTCOMES:
        rows = [said % n for table, said in _COUNTED.items() if (n := found[outcome, table])]
        parts.append(str(_BECOME[outcome]) % {"rows": words.listed(rows) or "0"})
    return f"{'; '.join(parts)}."


def _line(item: Item, beside: Mapping[str, int]) -> Line:
    """`beside` counts the rows that are refused with the risk of a reference."""
    place = item.place
    refusals = item.refusals
    if item.table == "risks" and (count := beside.get(item.risk, 0)):
        refusals += (
            ngettext(
                "%(count)s row that belongs to it is refused with it.",
                "%(count)s rows that belong to it are refused with it.",
                count,
            )
            % {"count": count},
        )
    row = _("row %(row)s") % {"row": place.row} if place.row else ""
    return Line(
        where=", ".join(filter(None, (place.sheet, row))),
        what=str(_TABLES[item.table]),
        about=item.about,
        changes=tuple(map(_change, item.alterations)),
        notices=item.notices,
        refusals=refusals,
    )


def _change(one: Alteration) -> tuple[str, str, str]:
    return one.heading, _value(one.old), _value(one.new)


def _value(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    day = parse_date(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    return date_format(day, "j F Y") if day else text

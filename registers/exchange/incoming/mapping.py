"""Which column of a foreign sheet means what, as it is guessed and as a person corrects it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from registers.content import STAGES
from registers.exchange.columns import RISKS
from registers.exchange.incoming.given import Levels

#: What a column can hold beside the fields of a risk: several controls or actions in a cell, one on
#: each line, and what is said of all of them.
CONTROLS, CONTROL_OWNER = "controls", "control.owner"
ACTIONS, ACTION_OWNER, ACTION_DUE = "actions", "action.owner", "action.due"
PROGRESS = "action.progress"
_BESIDE = {
    CONTROLS: _("Controls, one on each line"),
    CONTROL_OWNER: _("Owner of the controls"),
    ACTIONS: _("Actions, one on each line"),
    ACTION_OWNER: _("Owner of the actions"),
    ACTION_DUE: _("Actions due"),
    PROGRESS: _("Progress of the actions"),
}
_TOTALS = {f"{stage}.total" for stage in STAGES}
#: What a column can be taken as, key to heading, in the order of the register.
TARGETS: dict[str, Any] = {
    column.key: column.heading
    for column in RISKS.columns
    if not column.computed or column.key in _TOTALS
} | _BESIDE


@dataclass(frozen=True, slots=True)
class SheetMap:
    """How one sheet is read: the last row of its headings, and what its columns are, by their
    numbers from 1. A sheet that is not `used` is left out."""

    heads: int
    columns: Mapping[int, str]
    used: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: its sheets by their names, what words for levels mean, and the theme of
    risks that name none (its number, 0 for none)."""

    sheets: Mapping[str, SheetMap] = field(default_factory=dict)
    levels: Levels = field(default_factory=Levels)
    theme: int = 0


def column_of(sheet: SheetMap, key: str) -> int | None:
    """The number of the column that is taken as something; None for none."""
    return next((number for number, held in sheet.columns.items() if held == key), None)


def to_plain(mapping: Reading) -> dict[str, Any]:
    """A mapping as JSON holds it."""
    return {
        "sheets": {
            name: {"heads": one.heads, "used": one.used, "columns": list(one.columns.items())}
            for name, one in mapping.sheets.items()
        },
        "levels": {
            "likelihood": dict(mapping.levels.likelihood),
            "impact": dict(mapping.levels.impact),
        },
        "theme": mapping.theme,
    }


def from_plain(held: Mapping[str, Any]) -> Reading:
    """The mapping that `to_plain` wrote."""
    sheets = {
        name: SheetMap(one["heads"], _columns(one["columns"]), one["used"])
        for name, one in held["sheets"].items()
    }
    return Reading(sheets, Levels(**held["levels"]), held["theme"])


def _columns(pairs: Iterable[Any]) -> dict[int, str]:
    return {int(number): str(key) for number, key in pairs}

"""Two edits that began from one text, merged field by field.

Values in, values out: no database is read here. A field that one side alone has changed gets that
side's value; one that both have changed alike has it already; one that both have changed to
different values is a conflict, and neither value stands before somebody has chosen. So no word
that either side typed goes without someone having chosen so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merge:
    """`values` is what is to stand in every field but the `conflicts`; `mine` and `theirs` are
    the fields that only one side has changed."""

    values: dict[str, Any]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    conflicts: tuple[str, ...]


def merge(began: Values, now: Values, mine: Values) -> Merge:
    """Merge what one side wrote with what stands there now.

    `began` is what both began from, `now` what the other side made of it, and `mine` what this
    side wrote: a field that it lacks was not touched. `began` and `now` have the same fields.
    """
    written = {name: mine.get(name, began[name]) for name in began}
    by_me = {name for name in began if written[name] != began[name]}
    by_them = {name for name in began if now[name] != began[name]}
    both = {name for name in by_me & by_them if written[name] != now[name]}
    return Merge(
        values={n: written[n] if n in by_me else now[n] for n in began if n not in both},
        mine=tuple(name for name in began if name in by_me - by_them),
        theirs=tuple(name for name in began if name in by_them - by_me),
        conflicts=tuple(name for name in began if name in both),
    )

"""The product's own JSON as the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from registers.content import STAGES
from registers.exchange.columns import (
    ACTIONS,
    ASSURANCES,
    BANDS,
    CELLS,
    CHALLENGES,
    CONTROLS,
    LEVELS,
    LISTS,
    OWNERS,
    POSTS,
    REGISTER,
    RISKS,
    THEMES,
    WITHHOLDINGS,
    Table,
)
from registers.exchange.incoming.given import Given, GivenFile
from registers.planned import Place

Said = Mapping[str, Any]
#: Tables of what belongs to a risk, and where the document has them.
_PARTS = (
    (CONTROLS, "controls"),
    (ACTIONS, "actions"),
    (CHALLENGES, "challenges"),
    (WITHHOLDINGS, "withheld"),
)


def given_from_document(document: Said) -> GivenFile:
    """What a checked document (`exchange.reading`) gives: it leaves out what is empty, so every
    column is spoken of."""
    found: dict[str, list[Given]] = {}
    for table, place, values in _rows(document):
        held = {
            column.key: _cell(column.key, values.get(column.key))
            for column in table.columns
            if not column.computed
        }
        found.setdefault(table.key, []).append(Given(Place(place), held))
    return GivenFile({key: tuple(rows) for key, rows in found.items()})


def _cell(key: str, value: Any) -> Any:
    """A value as a cell has it: a list has an entry on each line."""
    return "\n".join(value or ()) if key in LISTS else value


def _rows(document: Said) -> Iterator[tuple[Table, str, dict[str, Any]]]:
    scheme = {f"scheme.{name}": value for name, value in document["scheme"].items()}
    yield REGISTER, "", {**document, **scheme}
    for owner in document["owners"]:
        yield OWNERS, f"owners {owner['short_name']}", owner
    for post in document.get("posts", ()):
        yield POSTS, f"posts {post['title'][:60]}", post
    yield from _scheme(document["scheme"])
    for theme in document.get("themes", ()):
        yield THEMES, f"themes {theme['number']}", theme
        for risk in theme.get("risks", ()):
            yield from _risk(risk, theme["number"])


def _scheme(scheme: Said) -> Iterator[tuple[Table, str, dict[str, Any]]]:
    for axis in ("likelihood", "impact"):
        for level in scheme[axis]:
            yield LEVELS, "scheme", {**level, "axis": axis}
    for band in scheme["bands"]:
        yield BANDS, "scheme", band
    for impact, row in enumerate(scheme["cells"], start=1):
        for likelihood, rank in enumerate(row, start=1):
            yield CELLS, "scheme", {"likelihood": likelihood, "impact": impact, "rank": rank}


def _risk(risk: Said, theme: int) -> Iterator[tuple[Table, str, dict[str, Any]]]:
    reference = risk["reference"]
    place = f"themes {theme}, {reference[:20]}"
    scores = {
        f"{stage}.{name}": value for stage in STAGES for name, value in risk.get(stage, {}).items()
    }
    own = {name: value for name, value in risk.items() if name not in STAGES}
    yield RISKS, place, {**own, **scores, "theme": theme}
    for table, name in _PARTS:
        for number, part in enumerate(risk.get(name, ()), start=1):
            yield table, place, {**part, "risk": reference, "number": number}
    for number, control in enumerate(risk.get("controls", ()), start=1):
        for count, check in enumerate(control.get("assurances", ()), start=1):
            yield ASSURANCES, place, {
                **check, "risk": reference, "control": number, "number": count,
            }  # fmt: skip

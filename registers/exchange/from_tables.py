"""The tables of `columns.py` as a register's document again, the shape of `document.py`.

A row is a mapping of the columns' keys to values: texts, whole numbers, days and the codes of
choices; what is empty may be left out. Whoever reads a file checks cells and places first
(`reading.py` then checks the document); here rows are only put where they belong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from registers.content import STAGES
from registers.exchange.columns import BANDS, SCORED
from registers.exchange.document import FORMAT

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def document_from(tables: Tables) -> dict[str, Any]:
    """A register's document from all of its tables, by their keys.

    Raises KeyError with the reference where a row belongs to a risk or a control that is none, and
    IndexError where there is no row of the register.
    """
    (register, *_more), scheme = _own(tables["register"]), _scheme(tables)
    named = {name.removeprefix("scheme."): v for name, v in register.items() if "." in name}
    return {
        "format": FORMAT,
        **{name: value for name, value in register.items() if "." not in name},
        "owners": _own(tables["owners"]),
        "scheme": {**named, **scheme},
        **_list("posts", _own(tables.get("posts", ()))),
        **_list("themes", _themes(tables)),
    }


def risk_from(row: Row) -> dict[str, Any]:
    """A risk's own fields and scores from its row, without its theme."""
    said = _said(row)
    risk = {name: value for name, value in said.items() if "." not in name and name != "theme"}
    for stage in STAGES:
        held = {n: said[f"{stage}.{n}"] for n in SCORED if f"{stage}.{n}" in said}
        risk |= {stage: held} if held else {}
    return risk


def _themes(tables: Tables) -> list[dict[str, Any]]:
    risks = {row["reference"]: risk_from(row) for row in tables["risks"]}
    _put(risks, "controls", tables)
    for reference, rows in _by_risk(tables.get("checks", ())).items():
        controls = risks[reference].get("controls", [])
        for row in rows:
            if not 1 <= row["control"] <= len(controls):
                raise KeyError(reference)
            held = controls[row["control"] - 1].setdefault("assurances", [])
            held.append(_said(row, "risk", "number", "control"))
    for name in ("actions", "challenges", "withheld"):
        _put(risks, name, tables)
    themes = {row["number"]: _said(row) for row in tables.get("themes", ())}
    for row in tables["risks"]:
        themes[row["theme"]].setdefault("risks", []).append(risks[row["reference"]])
    return list(themes.values())


def _put(risks: dict[str, dict[str, Any]], name: str, tables: Tables) -> None:
    """Put the rows of a table into their risks, in their order."""
    for reference, rows in _by_risk(tables.get(name, ())).items():
        risks[reference][name] = [_said(row, "risk", "number") for row in rows]


def _by_risk(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their risk; those with a number come in its order, before those without."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["risk"]].append(row)
    for held in found.values():
        held.sort(key=lambda row: (row.get("number") is None, row.get("number") or 0))
    return found


def _scheme(tables: Tables) -> dict[str, Any]:
    levels: dict[str, list[dict[str, Any]]] = {"likelihood": [], "impact": []}
    for row in sorted(tables["levels"], key=lambda row: row["level"]):
        levels[row["axis"]].append(_said(row, "axis"))
    ranks: dict[int, dict[int, int]] = defaultdict(dict)
    for row in tables["cells"]:
        ranks[row["impact"]][row["likelihood"]] = row["rank"]
    cells = [[across[n] for n in sorted(across)] for _impact, across in sorted(ranks.items())]
    return {**levels, "bands": _own(tables[BANDS.key]), "cells": cells}


def _own(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [_said(row) for row in rows]


def _list(name: str, held: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: held} if held else {}


def _said(row: Row, *without: str) -> dict[str, Any]:
    """What a row says, without what is empty, days as they stand in the document."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if value not in ("", None, False) and name not in without
    }

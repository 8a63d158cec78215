"""Reading the product's own JSON form: every fault is named with its place in the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from registers.content import STAGES
from registers.exchange.document import FORMAT
from registers.text import check_text

LARGEST = 50_000_000
#: A longer name is not repeated in a sentence; the place in the list is told instead.
LONGEST_LABEL = 200

Check = Callable[[Any, str], None]


class BadFile(ValueError):
    """The file is not a register in the product's form; the message says where and why."""


def read_json(raw: bytes) -> dict[str, Any]:
    """A file's bytes as a checked document (`registers.exchange.document` has its shape).

    Raises BadFile with one sentence: what is wrong, where in the file, what to do.
    """
    if len(raw) > LARGEST:
        raise BadFile(f"The file has {len(raw):,} bytes; the limit is {LARGEST:,}.")
    try:
        document = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as problem:
        raise BadFile(f"The file is not UTF-8 text (byte {problem.start + 1:,}).") from None
    except json.JSONDecodeError as problem:
        raise BadFile(
            f"The file is not JSON: line {problem.lineno}, column {problem.colno}: {problem.msg}."
        ) from None
    except BadFile:
        raise
    except ValueError:
        raise BadFile("The file is not a register: a number in it is far too long.") from None
    except RecursionError:
        raise BadFile("The file is not a register: it is nested too deeply.") from None
    if isinstance(document, dict) and "withheld" in document:
        raise BadFile(
            "The file was made for the public, without what is withheld: it is no whole register. "
            "Load one that was made for the owners."
        )
    _register(document, "")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadFile(f"“{twice}” stands twice in one place of the file.")
    return found


def _fault(where: str, what: str) -> BadFile:
    return BadFile(f"{where or 'The file'}: {what}.")


def _object(needed: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise _fault(where, "an object in braces was expected")
        if unknown := sorted(value.keys() - needed.keys() - optional.keys()):
            raise _fault(where, f"“{unknown[0]}” is not known here")
        if missing := [name for name in needed if name not in value]:
            raise _fault(where, f"“{missing[0]}” is missing")
        for name, held in value.items():
            (needed.get(name) or optional[name])(held, f"{where}.{name}".lstrip("."))

    return check


def _list(each: Check, name: str) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise _fault(where, "a list in brackets was expected")
        labels = set()
        for place, held in enumerate(value, start=1):
            label = held.get(name) if isinstance(held, dict) else None
            named = isinstance(label, str | int) and len(str(label)) <= LONGEST_LABEL
            each(held, f"{where} {label if named else place}")
            if named and label in labels:
                raise _fault(where, f"“{label}” stands there twice")
            labels.add(label if named else None)

    return check


def _text(value: Any, where: str) -> None:
    if not isinstance(value, str):
        raise _fault(where, "a text in quotation marks was expected")
    try:
        check_text(value)
    except ValidationError as problem:
        raise BadFile(f"{where}: {problem.messages[0]}") from None


def _number(value: Any, where: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10_000:
        raise _fault(where, "a whole number from 1 was expected")


def _yes_or_no(value: Any, where: str) -> None:
    if not isinstance(value, bool):
        raise _fault(where, "true or false was expected")


def _day(value: Any, where: str) -> None:
    if not isinstance(value, str) or not _is_day(value):
        raise _fault(where, "a day such as 2026-11-20 was expected")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _format(value: Any, where: str) -> None:
    if value != FORMAT:
        raise _fault(where, f"this version of the product reads “{FORMAT}”, not “{value}”")


_LEVEL = _object(
    {"level": _number, "name": _text}, {"range": _text, "in_key": _text, "on_matrix": _text}
)
_BAND = _object(
    {"rank": _number, "word": _text},
    {"lowest": _number, "highest": _number, "review_months": _number},
)
_SCHEME = _object(
    {
        "name": _text,
        "likelihood": _list(_LEVEL, "level"),
        "impact": _list(_LEVEL, "level"),
        "bands": _list(_BAND, "rank"),
        "cells": _list(_list(_number, ""), ""),
    },
    {"note": _text, "bands_note": _text},
)
_ASSESSMENT = _object({"likelihood": _number, "impact": _number}, {"why": _text})
_WITHHOLDING = _object(
    {"part": _text, "ground": _text, "reasoning": _text, "decided_by": _text, "look_again": _day},
    {},
)
_ASSURANCE = _object(
    {"line": _number, "checked_by": _text, "checked_on": _day, "result": _text}, {"note": _text}
)
_CONTROL = _object(
    {"text": _text},
    {
        **dict.fromkeys(("owner", "effectiveness", "evidence"), _text),
        "assurances": _list(_ASSURANCE, ""),
    },
)
_ACTION = _object(
    {"text": _text},
    {
        **dict.fromkeys(("owner", "progress", "evidence"), _text),
        **dict.fromkeys(("first_due", "due", "done_on"), _day),
    },
)
_CHALLENGE = _object(
    {"owner": _text, "about": _text, "why": _text, "made_on": _day},
    {
        **dict.fromkeys(("likelihood", "impact"), _number),
        **dict.fromkeys(("position", "made_by", "ended_why"), _text),
        "stands": _yes_or_no,
        "public_for": _list(_text, ""),
    },
)
_RISK = _object(
    {"reference": _text, "description": _text},
    {
        **dict.fromkeys(
            (
                "title",
                "causes",
                "consequences",
                "lead",
                "risk_owner",
                "treatment",
                "marking",
                "closed_why",
            ),
            _text,
        ),
        **dict.fromkeys(("next_review", "target_date", "closed_on"), _day),
        **dict.fromkeys(STAGES, _ASSESSMENT),
        "controls": _list(_CONTROL, ""),
        "withheld": _list(_WITHHOLDING, "part"),
        "actions": _list(_ACTION, ""),
        "challenges": _list(_CHALLENGE, ""),
    },
)
_THEME = _object(
    {"number": _number, "name": _text}, {"appetite": _number, "risks": _list(_RISK, "reference")}
)
_register = _object(
    {
        "format": _format,
        "slug": _text,
        "title": _text,
        "owners": _list(_object({"name": _text, "short_name": _text}, {}), "short_name"),
        "scheme": _SCHEME,
    },
    {
        "introduction": _text,
        "marking": _text,
        "notice": _text,
        "appetite": _number,
        "public": _yes_or_no,
        "by_proposal": _list(_text, ""),
        "posts": _list(_object({"title": _text}, {"owner": _text}), "title"),
        "themes": _list(_THEME, "number"),
    },
)

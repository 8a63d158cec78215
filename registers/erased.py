"""What lawful erasures took out of a record: the texts that they sealed in its place.

An erasure empties sealed texts and seals with its own revision what is left of each, with the
places, revision and position, that it stands for (`registers.actions.erasures`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from registers import chain
from registers.erasing import BARE_MARK
from registers.models import Erasure, Journal, SealedText

Place = tuple[int, int]
_ERASURES = Erasure.history.model._meta.db_table


class StandIn(NamedTuple):
    """What stands for an emptied text: its body, and the number and ground of the erasure."""

    body: Mapping[str, Any]
    by: int
    ground: str


class Erased(NamedTuple):
    """Words of a sealed text that a lawful erasure took."""

    number: int
    position: int
    by: int
    ground: str

    def __str__(self) -> str:
        return (
            f"Words of revision {self.number}, text {self.position}, were erased by revision "
            f"{self.by} ({self.ground})."
        )


def stand_ins(journal: Journal) -> dict[Place, StandIn]:
    """For each place of an emptied text what stands for it, in one query.

    It counts only from a later revision that erases: one whose verb says so and that seals an
    erasure that was carried out, with a mark that stands in what is left.
    """
    found: dict[Place, StandIn] = {}
    # The newest first: what is left of an erasure's own texts may have been erased again.
    for number, texts in sorted(_erasing(journal).items(), reverse=True):
        bodies = [
            _body(text) or (found[number, position].body if (number, position) in found else {})
            for position, text in sorted(texts.items())
        ]
        done = next((row for body in bodies if (row := _erasure(body))), None)
        if done is None:
            continue
        for body in bodies:
            for place in _places(body, number):
                if place not in found and _is_marked(body, done["mark"]):
                    found[place] = StandIn(body, number, str(done["ground"]))
    return found


def erasures(journal: Journal) -> tuple[Erased, ...]:
    """The sealed texts of a journal that lawful erasures emptied, in order."""
    empty = SealedText.objects.filter(revision__journal=journal, text="", salt="")
    places = set(empty.values_list("revision__number", "position"))
    return tuple(
        Erased(*place, found.by, found.ground)
        for place, found in sorted(stand_ins(journal).items())
        if place in places
    )


def _erasing(journal: Journal) -> dict[int, dict[int, str]]:
    """The texts of the revisions that erase, by number and position, with true digests."""
    found: dict[int, dict[int, str]] = {}
    texts = SealedText.objects.filter(revision__journal=journal, revision__verb="erase")
    columns = ("revision__number", "position", "text", "salt", "digest")
    for number, position, text, salt, digest in texts.values_list(*columns):
        is_true = chain.digest(salt, text) == digest
        found.setdefault(number, {})[position] = text if is_true else ""
    return found


def _body(text: str) -> Mapping[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    match body:
        case {"table": str(), "row": {"id": int()}}:
            return body
    return {}


def _erasure(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The row of an erasure that was carried out, if the body is one."""
    if not body or chain.table_now(body["table"]) != _ERASURES:
        return None
    row: Mapping[str, Any] = body["row"]
    return row if row.get("state") == Erasure.State.DONE and row.get("mark") else None


def _places(body: Mapping[str, Any], by: int) -> Iterator[Place]:
    """The places that a body stands for, which come before the revision that erased."""
    told = body.get("erases")
    for place in told if isinstance(told, list) else ():
        match place:
            case [int(number), int(position)] if number < by:
                yield number, position


def _is_marked(body: Mapping[str, Any], mark: str) -> bool:
    return any(
        isinstance(value, str) and (mark in value or value == BARE_MARK)
        for value in body["row"].values()
    )

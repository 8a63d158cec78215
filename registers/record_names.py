"""What keys in rows mean: the names that things had when a revision was made."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from registers.models import Kept
from registers.record_rows import Columns, Table

Thing = tuple[type[models.Model], int]


class Names:
    """The names of things, by model and key, as at a revision."""

    def __init__(self, names: Mapping[Thing, list[tuple[int, str]]]) -> None:
        self._names = names

    def at(self, thing: Thing, revision: int) -> str:
        """The name as at the key of a revision; the first that there is where it came later,
        and the key itself where nothing is known of it."""
        known = self._names.get(thing)
        if not known:
            return str(thing[1])
        place = bisect_right(known, revision, key=lambda name: name[0])
        return known[max(place - 1, 0)][1]


def names_of(rows: Iterable[tuple[Table, Columns]]) -> Names:
    """The names of everything that rows name. One query for each model, and one more for
    each that keeps no history."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for table, columns in rows:
        for column, model in table.named.items():
            if isinstance(columns.get(column), int):
                wanted[model].add(columns[column])
    found: dict[Thing, list[tuple[int, str]]] = defaultdict(list)
    for model, keys in wanted.items():
        for key, revision, name in _names(model, keys):
            found[model, key].append((revision, name))
    return Names(found)


def _names(model: Any, keys: set[int]) -> Iterable[tuple[int, int, str]]:
    if issubclass(model, Kept):
        past = model.history.filter(id__in=keys).order_by("revision_id")
        return [(row.id, row.revision_id, str(row.instance)) for row in past]
    return [(row.pk, 0, str(row)) for row in model._default_manager.filter(pk__in=keys)]

"""What a file says, row by row, under the keys of the columns of `registers.exchange.columns`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registers.planned import Place


@dataclass(frozen=True, slots=True)
class Given:
    """One row. `values` has what stands in each column that the file speaks of: a text, a whole or
    a broken number, a truth value, a day, or None for an empty cell; a column that it lacks is left
    alone. `columns` says where in the file each one stands.

    `exact` says that the row comes from a file of the product's own making, in which every text is
    meant to the letter.
    """

    place: Place
    values: Mapping[str, Any]
    columns: Mapping[str, str] = field(default_factory=dict)
    exact: bool = True
    notices: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()

    def at(self, key: str) -> Place:
        """The place of one cell."""
        return Place(self.place.sheet, self.place.row, self.columns.get(key, ""))


@dataclass(frozen=True, slots=True)
class Levels:
    """What words for levels mean where the scheme's own names do not say: word to level, the word
    in small letters."""

    likelihood: Mapping[str, int] = field(default_factory=dict)
    impact: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """The rows of a whole file by the keys of their tables. `notices` are about the file as a
    whole; `theme` is the number of the theme for risks that name none, 0 for none."""

    tables: Mapping[str, tuple[Given, ...]]
    notices: tuple[str, ...] = ()
    levels: Levels = field(default_factory=Levels)
    theme: int = 0

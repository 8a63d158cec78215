"""Where the cells of a matrix stand when it is drawn with streets between them.

Lengths are units of the drawing, x to the right and y downwards, the origin at the top left
corner of the top left cell. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

#: (likelihood, impact) of a cell, each from 1.
Place = tuple[int, int]
Point = tuple[float, float]

#: Lines keep this far from what reaches into a street from its sides.
CLEAR = 3.0


class Side(Enum):
    """A side of a cell, with its step across and down."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    TOP = (0, -1)
    BOTTOM = (0, 1)

    @property
    def upright(self) -> bool:
        """Whether the side runs up and down."""
        return self in {Side.LEFT, Side.RIGHT}

    @property
    def outward(self) -> int:
        """1 when leaving the cell by it makes the coordinate grow, else -1."""
        return sum(self.value)

    @property
    def opposite(self) -> Side:
        across, down = self.value
        return Side((-across, -down))


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a drawing: so many columns and rows of cells `width` × `height`, with
    streets of one width between them. Labels stand on the edges of cells and reach `overhang`
    into the street, and leave `words` of a cell's width for what it says; lines run in lanes
    `lane` apart, or `narrow` where they are many."""

    columns: int
    rows: int
    width: float
    height: float
    street: float
    overhang: float
    lane: float
    narrow: float
    words: float = 0.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of all cells with the streets between them."""
        return (
            self.columns * (self.width + self.street) - self.street,
            self.rows * (self.height + self.street) - self.street,
        )

    def corner(self, place: Place) -> Point:
        """The top left corner of a cell."""
        likelihood, impact = place
        return (
            (likelihood - 1) * (self.width + self.street),
            (self.rows - impact) * (self.height + self.street),
        )

    def edge(self, place: Place, side: Side) -> float:
        """The x of an upright side, the y of another."""
        x, y = self.corner(place)
        return {
            Side.LEFT: x,
            Side.RIGHT: x + self.width,
            Side.TOP: y,
            Side.BOTTOM: y + self.height,
        }[side]

    def start(self, place: Place, side: Side) -> float:
        """Where a side begins: its y when it is upright, else its x."""
        return self.corner(place)[1 if side.upright else 0]

    def length(self, side: Side) -> float:
        return self.height if side.upright else self.width

    def lanes(self, apart: float) -> tuple[float, ...]:
        """How far from the middle of a street each lane runs, the middle one first, when they
        are so far apart."""
        room = max(self.street - 2 * (self.overhang + CLEAR), 0)
        count = int(room / apart) + 1
        steps = [(step - (count - 1) / 2) * apart for step in range(count)]
        return tuple(sorted(steps, key=abs))

"""Which way an arrow takes: by which side it leaves a cell, along which streets, and by which side
it reaches the other.

A step to the next cell is straight, one to a cell across a corner a line at 45°; anything longer
leaves on the side that faces the longer way, runs along two streets and turns into the side of
its destination.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from scoring.matrix import Movement
from scoring.streets.frame import Frame, Place, Side

Item = TypeVar("Item", bound=Hashable)

STRAIGHT, DIAGONAL, LONG = "straight", "diagonal", "long"

#: A street, by whether it runs up and down, and how many columns or rows of cells lie before it.
Street = tuple[bool, int]

#: Where a long way leaves a side: so far from the corner that is nearest to its destination, or,
#: straight ahead, from the corner at the street that it takes; in parts of the side.
NEAR, AHEAD = 0.31, 0.26
#: How far from the corner a diagonal leaves, in parts of the side.
CORNER = 0.16
#: Where each of two flows between one pair of cells leaves, in parts of the side: on its left.
LEFT_OF_TWO = 0.66


@dataclass(slots=True)
class Way(Generic[Item]):
    """A movement while its line is laid. It `leaves` and `arrives` by sides, and `wish` is how far
    along the first it would best leave; `at` and `tip` are where it does leave and arrive, as
    coordinates along the two sides, and `lanes` where it runs in its `streets`, if it is long."""

    movement: Movement[Item]
    leaves: Side
    arrives: Side
    kind: str
    wish: float
    at: float = 0.0
    tip: float = 0.0
    lanes: tuple[float, float] = (0.0, 0.0)
    streets: tuple[Street, Street] = ((False, 0), (False, 0))

    @property
    def origin(self) -> Place:
        return self.movement.origin.place

    @property
    def destination(self) -> Place:
        return self.movement.destination.place


def steps(movement: Movement[Item]) -> tuple[int, int]:
    """How many cells across to the right and how many down."""
    a, b = movement.origin, movement.destination
    return b.likelihood - a.likelihood, a.impact - b.impact


def far(movement: Movement[Item]) -> int:
    across, down = steps(movement)
    return abs(across) + abs(down)


def _side(across: int, down: int) -> Side:
    """The side that faces a direction; exactly one of the two is not zero."""
    return Side(((across > 0) - (across < 0), (down > 0) - (down < 0)))


def way_of(frame: Frame, movement: Movement[Item], pairs: set[tuple[Place, Place]]) -> Way[Item]:
    """The way of a movement; `pairs` are the origin and destination of every one that is drawn."""
    across, down = steps(movement)
    if abs(across) + abs(down) == 1:
        return _straight(frame, movement, pairs)
    if abs(across) == abs(down) == 1:
        leaves, arrives = _side(across, 0), _side(0, down).opposite
        near = CORNER * frame.height
        return Way(movement, leaves, arrives, DIAGONAL, frame.height - near if down > 0 else near)
    return _long(frame, movement)


def corner_of(frame: Frame, way: Way[Item]) -> float:
    """Where along its side the corner is that a diagonal way goes round."""
    return frame.height if steps(way.movement)[1] > 0 else 0.0


def take_streets(frame: Frame, way: Way[Item]) -> None:
    """Lay a diagonal that leaves too far from its corner along the streets instead, since a
    line at 45° would cross a cell."""
    way.kind, way.streets = LONG, _long(frame, way.movement).streets


def _straight(frame: Frame, movement: Movement[Item], pairs: set[tuple[Place, Place]]) -> Way[Item]:
    leaves = _side(*steps(movement))
    part = 0.5
    if (movement.destination.place, movement.origin.place) in pairs:
        # Left of the way: going down that is the right half of the side, going right the upper.
        right_half = leaves in {Side.BOTTOM, Side.LEFT}
        part = LEFT_OF_TWO if right_half else 1 - LEFT_OF_TWO
    return Way(movement, leaves, leaves.opposite, STRAIGHT, part * frame.length(leaves))


def _long(frame: Frame, movement: Movement[Item]) -> Way[Item]:
    across, down = steps(movement)
    (column, impact), (to_column, to_impact) = movement.origin.place, movement.destination.place
    row, to_row = frame.rows - impact, frame.rows - to_impact
    if abs(across) >= abs(down):
        leaves = _side(across, 0)
        first = (True, column - 1 if across < 0 else column)
        turn = _turn(down, row, to_row, frame.rows)
        arrives = Side.BOTTOM if turn == to_row + 1 else Side.TOP
        second = (False, turn)
    else:
        leaves = _side(0, down)
        first = (False, row if down < 0 else row + 1)
        turn = _turn(across, column - 1, to_column - 1, frame.columns)
        arrives = Side.RIGHT if turn == to_column else Side.LEFT
        second = (True, turn)
    wish = _leaving(
        frame, leaves, (across, down), ahead=turn > (row if leaves.upright else column - 1)
    )
    return Way(movement, leaves, arrives, LONG, wish, streets=(first, second))


def _turn(step: int, here: int, there: int, count: int) -> int:
    """The street to run along, by the number of cells before it: beside the destination on the
    near side, or for a way straight ahead behind both cells, or before them at the edge."""
    if step:
        return there if step > 0 else there + 1
    return here + 1 if here + 1 < count else here


def _leaving(frame: Frame, side: Side, toward: tuple[int, int], *, ahead: bool) -> float:
    """How far along its side a long way leaves; `ahead` when it turns towards the side's end."""
    length = frame.length(side)
    part = NEAR if (toward[1] if side.upright else toward[0]) else AHEAD
    return (1 - part) * length if ahead else part * length

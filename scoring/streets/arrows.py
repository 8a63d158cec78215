"""Movements drawn as arrows that travel only in the streets between the cells of a matrix: one
arrow for each movement, and for each arrow a label where it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

from scoring.matrix import Movement
from scoring.streets.frame import Frame, Point, Side
from scoring.streets.labels import Forms, Label, labels_of
from scoring.streets.lanes import give_lanes
from scoring.streets.tips import set_tips
from scoring.streets.ways import LONG, Item, Way, far, way_of

#: A line's width for one risk, for each further one, and at most.
THIN, MORE, THICK = 2.0, 1.15, 5.0


@dataclass(frozen=True, slots=True)
class Arrow(Generic[Item]):
    """A movement as a line: its corners from the label to the tip, and its width."""

    movement: Movement[Item]
    label: Label[Item]
    corners: tuple[Point, ...]
    width: float


def arrows(
    frame: Frame, movements: Iterable[Movement[Item]], forms: Forms[Item]
) -> tuple[Arrow[Item], ...]:
    """An arrow for each movement that goes anywhere, the longest ways first, so that short
    steps are drawn over them. Movements are one for each pair of cells, as `Matrix.movements`
    groups them."""
    moving = [movement for movement in movements if not movement.stays]
    pairs = {(m.origin.place, m.destination.place) for m in moving}
    ways = [way_of(frame, movement, pairs) for movement in moving]
    labels = labels_of(frame, ways, forms)
    set_tips(frame, ways, labels)
    give_lanes(frame, ways)
    drawn = [
        Arrow(way.movement, label, _corners(frame, way), _width(way.movement))
        for way, label in zip(ways, labels, strict=True)
    ]
    return tuple(sorted(drawn, key=lambda arrow: -far(arrow.movement)))


def _width(movement: Movement[Item]) -> float:
    return min(THIN + MORE * (len(movement.items) - 1), THICK)


def _corners(frame: Frame, way: Way[Item]) -> tuple[Point, ...]:
    """The corners of a line, from the edge of the origin to the edge of the destination."""
    start = _point(way.leaves, frame.edge(way.origin, way.leaves), way.at)
    end = _point(way.arrives, frame.edge(way.destination, way.arrives), way.tip)
    if way.kind != LONG:
        return start, end
    first, second = way.lanes
    return (
        start,
        _point(way.leaves, first, way.at),
        _point(way.leaves, first, second),
        _point(way.leaves, way.tip, second),
        end,
    )


def _point(side: Side, across: float, along: float) -> Point:
    """A point by its distance away from a side's line and along it."""
    return (across, along) if side.upright else (along, across)

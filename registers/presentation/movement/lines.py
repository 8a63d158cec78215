"""Arrows as paths: a line with rounded turns, and its head."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.matrix import Movement
from scoring.streets import Arrow, Point

#: The radius of a turn, and how far the tip stays off the edge of a cell.
BEND, TIP_GAP = 26.0, 1.5


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: the path of its line, of its head, and `key`, by which an address names it."""

    key: str
    path: str
    head: str
    width: float
    casing: float
    rises: bool
    falls: bool
    long: bool
    faded: bool


def key_of(movement: Movement) -> str:
    """How an address names a way: `3-4.2-3`, likelihood and impact of its two cells."""
    a, b = movement.origin, movement.destination
    return f"{a.likelihood}-{a.impact}.{b.likelihood}-{b.impact}"


def line(arrow: Arrow[str], *, faded: bool) -> Line:
    length = 8 + 1.35 * arrow.width
    before, tip = arrow.corners[-2], arrow.corners[-1]
    tip = _toward(tip, before, TIP_GAP)
    neck = _toward(tip, before, length * 0.8)
    direction = arrow.movement.direction
    return Line(
        key=key_of(arrow.movement),
        path=_path((*arrow.corners[:-1], neck)),
        head=_head(tip, before, length),
        width=round(arrow.width, 2),
        casing=round(arrow.width + 5, 2),
        rises=direction > 0,
        falls=direction < 0,
        long=len(arrow.corners) > 2,
        faded=faded,
    )


def _toward(start: Point, end: Point, distance: float) -> Point:
    """The point at a distance from one point on the way to another, or that other."""
    whole = math.dist(start, end)
    part = min(distance / whole, 1) if whole else 0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _path(corners: Sequence[Point]) -> str:
    """A line through corners that are rounded, as far as the stretches between them go."""
    parts = [f"M{at(corners[0])}"]
    last = len(corners) - 2
    for index, (before, corner, after) in enumerate(
        zip(corners, corners[1:], corners[2:], strict=False), start=1
    ):
        room_before = math.dist(before, corner) / (1 if index == 1 else 2)
        room_after = math.dist(corner, after) / (1 if index == last else 2)
        radius = min(BEND, room_before, room_after)
        start, end = _toward(corner, before, radius), _toward(corner, after, radius)
        parts.append(f"L{at(start)}Q{at(corner)} {at(end)}")
    return "".join([*parts, f"L{at(corners[-1])}"])


def _head(tip: Point, before: Point, length: float) -> str:
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    across, along = math.cos(angle), math.sin(angle)
    half = length * 0.46
    base = tip[0] - length * across, tip[1] - length * along
    wings = [(base[0] - half * along, base[1] + half * across),
             (base[0] + half * along, base[1] - half * across)]  # fmt: skip
    return f"M{at(tip)}L{at(wings[0])}L{at(wings[1])}Z"


def at(point: Point) -> str:
    """A point as a path has it."""
    return f"{round(point[0], 1):g},{round(point[1], 1):g}"

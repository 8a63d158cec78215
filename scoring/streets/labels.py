"""Labels on the edge of the cell that risks left, one for each arrow.

Where a side has no room for all of its labels they take their shorter forms, and at the last one
label stands for all that leave by it: a bundle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

from scoring.streets.frame import CLEAR, Frame, Place, Point, Side
from scoring.streets.ports import GAP, Wish, spread
from scoring.streets.ways import DIAGONAL, STRAIGHT, Item, Way, corner_of, take_streets

#: How much of a side the tip of an arrow takes.
TIP = 14.0
#: How far a label may stand over the end of its side, and how deep one on a level side reaches
#: into its cell.
OVER, DEEP = 4.0, 24.0

#: Width and height of each form that a label can take, the fullest first, on an upright side or
#: on another.
Forms = Callable[[Sequence[Item], bool], Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Label(Generic[Item]):
    """The risks that leave a cell by one way, or, when `bundled`, by all ways of one side.

    `middle` is its centre, `form` which of its forms it takes, and `upright` whether the side
    that it stands on runs up and down.
    """

    place: Place
    upright: bool
    items: tuple[Item, ...]
    middle: Point
    size: tuple[float, float]
    form: int
    bundled: bool


@dataclass(frozen=True, slots=True)
class _Room:
    """What a side offers labels: from where to where along it they may stand, and how far they may
    reach into the cell."""

    low: float
    high: float
    deepest: float


def labels_of(frame: Frame, ways: Sequence[Way[Item]], forms: Forms[Item]) -> list[Label[Item]]:
    """A label for each way, in their order. Sets how far along its side each leaves."""
    leaving: dict[tuple[Place, Side], list[Way[Item]]] = defaultdict(list)
    for way in ways:
        leaving[way.origin, way.leaves].append(way)
    straight = {(w.destination, w.arrives): w for w in ways if w.kind == STRAIGHT}
    found: dict[int, Label[Item]] = {}
    for (place, side), held in sorted(leaving.items(), key=lambda one: not one[0][1].upright):
        faced = (place, side.opposite) in leaving
        room = _room(frame, place, side, found.values(), faced=faced)
        labels = _on_side(frame, place, side, held, straight.get((place, side)), room, forms)
        found |= {id(way): label for way, label in zip(held, labels, strict=True)}
    return [found[id(way)] for way in ways]


def _room(
    frame: Frame, place: Place, side: Side, labels: Iterable[Label[Item]], *, faced: bool
) -> _Room:
    """Labels may stand a little over the ends of a side, but clear of those that stand on the
    upright sides already; on an upright one, `faced` by another with labels or not, they leave
    room for words in the cell."""
    low, high = -OVER, frame.length(side) + OVER
    if side.upright:
        return _Room(low, high, (frame.width - frame.words) / (2 if faced else 1))
    edge, left = frame.edge(place, side), frame.corner(place)[0]
    for label in labels:
        near = abs(label.middle[1] - edge) < label.size[1] / 2 + DEEP
        if label.place == place and near:
            from_left = label.middle[0] - left
            if from_left < frame.width / 2:
                low = max(low, from_left + label.size[0] / 2 + GAP)
            else:
                high = min(high, from_left - label.size[0] / 2 - GAP)
    return _Room(low, high, frame.height)


def _on_side(
    frame: Frame,
    place: Place,
    side: Side,
    held: Sequence[Way[Item]],
    comes: Way[Item] | None,
    room: _Room,
    forms: Forms[Item],
) -> list[Label[Item]]:
    """The labels of one side, each in the fullest form for which there is room: one that would
    reach too far into the cell takes its next form, and then the longest first."""
    arriving = [Wish(comes.wish, TIP, fixed=True)] if comes else []
    offered = [forms(way.movement.items, side.upright) for way in held]
    taken = [_fullest(frame, side, own, room.deepest) for own in offered]
    while True:
        sizes = [own[index] for own, index in zip(offered, taken, strict=True)]
        along = [size[side.upright] for size in sizes]
        wishes = [
            Wish(way.wish, size, fixed=way.kind == STRAIGHT)
            for way, size in zip(held, along, strict=True)
        ]
        places = spread([*wishes, *arriving], room.low, room.high)
        if places is not None:
            return [
                _label(frame, place, side, way, at, size, form=index)
                for way, at, size, index in zip(held, places, sizes, taken, strict=False)
            ]
        shorter = [i for i, own in enumerate(offered) if taken[i] + 1 < len(own)]
        if not shorter:
            return _bundle(frame, place, side, held, comes, forms)
        taken[max(shorter, key=lambda i: along[i])] += 1


def _fullest(frame: Frame, side: Side, sizes: Sequence[tuple[float, float]], deepest: float) -> int:
    """The first form that does not reach too far into its cell, or else the last."""
    depths = [size[not side.upright] - frame.overhang for size in sizes]
    return next((i for i, depth in enumerate(depths) if depth <= deepest), len(sizes) - 1)


def _bundle(
    frame: Frame,
    place: Place,
    side: Side,
    held: Sequence[Way[Item]],
    comes: Way[Item] | None,
    forms: Forms[Item],
) -> list[Label[Item]]:
    """One label for all that leave by a side, each arrow starting from it."""
    items = tuple(item for way in held for item in way.movement.items)
    sizes = forms(items, side.upright)
    straight = next((way for way in held if way.kind == STRAIGHT), None)
    at = straight.wish if straight else frame.length(side) * (0.3 if comes else 0.5)
    label = _place(frame, place, side, at, sizes[-1])
    made = Label(place, side.upright, items, label, sizes[-1], len(sizes) - 1, bundled=True)
    for way in held:
        way.at = frame.start(place, side) + at
        if way.kind == DIAGONAL:
            take_streets(frame, way)
    return [made] * len(held)


def _label(
    frame: Frame,
    place: Place,
    side: Side,
    way: Way[Item],
    at: float,
    size: tuple[float, float],
    *,
    form: int,
) -> Label[Item]:
    way.at = frame.start(place, side) + at
    if way.kind == DIAGONAL and abs(at - corner_of(frame, way)) > frame.street - CLEAR:
        take_streets(frame, way)
    middle = _place(frame, place, side, at, size)
    return Label(place, side.upright, way.movement.items, middle, size, form, bundled=False)


def _place(frame: Frame, place: Place, side: Side, at: float, size: tuple[float, float]) -> Point:
    """The middle of a label that stands on a side and reaches `overhang` into the street."""
    along = frame.start(place, side) + at
    deep = size[not side.upright]
    out = frame.edge(place, side) + side.outward * (min(frame.overhang, deep / 2) - deep / 2)
    return (out, along) if side.upright else (along, out)

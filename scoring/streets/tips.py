"""Where arrows reach the side of their destination."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scoring.streets.frame import Frame, Place, Side
from scoring.streets.labels import TIP, Label
from scoring.streets.ports import Wish
from scoring.streets.ways import DIAGONAL, LONG, STRAIGHT, Item, Way, steps

#: How far from a corner a long way arrives.
TURN = 24.0


def set_tips(frame: Frame, ways: Sequence[Way[Item]], labels: Sequence[Label[Item]]) -> None:
    """Set how far along the side of its destination each way arrives: straight and diagonal
    ones where their line leads, long ones where the side is free."""
    taken: dict[tuple[Place, Side], list[Wish]] = defaultdict(list)
    for way, label in zip(ways, labels, strict=True):
        size = label.size[way.leaves.upright]
        taken[way.origin, way.leaves].append(Wish(way.at, size))
    for way in ways:
        if way.kind == STRAIGHT:
            way.tip = way.at
        elif way.kind == DIAGONAL:
            way.tip = _diagonal_tip(frame, way)
        if way.kind != LONG:
            taken[way.destination, way.arrives].append(Wish(way.tip, TIP))
    for way in ways:
        if way.kind == LONG:
            held = taken[way.destination, way.arrives]
            facing = taken[_across(way), way.arrives.opposite]
            way.tip = _free(frame, way, held, facing)
            held.append(Wish(way.tip, TIP))


def _diagonal_tip(frame: Frame, way: Way[Item]) -> float:
    across, down = way.leaves.value[0], -way.arrives.value[1]
    x0 = frame.edge(way.origin, way.leaves)
    y1 = frame.edge(way.destination, way.arrives)
    return x0 + across * abs(y1 - way.at) if down else x0


def _across(way: Way[Item]) -> Place:
    """The cell over the street from where a way arrives, or where one would be."""
    (likelihood, impact), (across, down) = way.destination, way.arrives.value
    return likelihood + across, impact - down


def _free(frame: Frame, way: Way[Item], held: Sequence[Wish], facing: Sequence[Wish]) -> float:
    """The place on the side of arrival that is nearest to the corner from which a long way
    comes and clear of what is there and over the street, where a line that turns the other way
    would look like this one; failing that clear of what is there, or else the clearest."""
    start, length = frame.start(way.destination, way.arrives), frame.length(way.arrives)
    across, down = steps(way.movement)
    from_start = (across if not way.arrives.upright else down) > 0
    turn = min(TURN, length / 3)
    offers = [turn + step * 2.0 for step in range(int((length - 2 * turn) / 2) + 1)]
    along = [start + offer for offer in (offers if from_start else reversed(offers))]

    def clearance(at: float, taken: Sequence[Wish]) -> float:
        return min((abs(at - one.at) - (one.size + TIP) / 2 for one in taken), default=0.0)

    clear = [at for at in along if clearance(at, held) >= 0]
    apart = [at for at in clear if clearance(at, facing) >= 0]
    return next(iter([*apart, *clear]), max(along, key=lambda at: clearance(at, held)))

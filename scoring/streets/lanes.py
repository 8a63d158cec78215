"""Where long ways run in their streets, each in a lane of its own while there are any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scoring.streets.frame import Frame
from scoring.streets.ways import LONG, Item, Street, Way, far

#: Two arrows in one lane of a street keep this far apart.
BEHIND = 16.0

_Run = tuple[float, float]


def give_lanes(frame: Frame, ways: Sequence[Way[Item]]) -> None:
    """Give every long way a lane in each of its two streets: a free one, or the one that it
    shares with the fewest. Where lanes are too few, narrower ones are tried."""
    for apart in (frame.lane, frame.narrow):
        if not _share_out(frame, ways, frame.lanes(apart)):
            return


def _share_out(frame: Frame, ways: Sequence[Way[Item]], offsets: Sequence[float]) -> float:
    """How far ways share lanes that run at some offsets from the middle of each street."""
    shared = 0.0
    held: dict[Street, list[tuple[float, _Run]]] = defaultdict(list)
    for way in sorted((w for w in ways if w.kind == LONG), key=lambda w: -far(w.movement)):
        first, second = way.streets
        middles = _middle(frame, first), _middle(frame, second)
        runs = _run(way.at, middles[1]), _run(middles[0], way.tip)
        lanes = []
        for street, middle, run in zip((first, second), middles, runs, strict=True):
            sharing = [_sharing(held[street], offset, run) for offset in offsets]
            lane = offsets[sharing.index(min(sharing))]
            shared += min(sharing)
            held[street].append((lane, run))
            lanes.append(middle + lane)
        way.lanes = (lanes[0], lanes[1])
    return shared


def _middle(frame: Frame, street: Street) -> float:
    upright, before = street
    cell = frame.width if upright else frame.height
    return before * (cell + frame.street) - frame.street / 2


def _run(start: float, end: float) -> _Run:
    return min(start, end) - BEHIND / 2, max(start, end) + BEHIND / 2


def _sharing(held: Sequence[tuple[float, _Run]], lane: float, run: _Run) -> float:
    """How far a run would go beside others in a lane."""
    return sum(
        max(0.0, min(run[1], other[1]) - max(run[0], other[0]))
        for taken, other in held
        if taken == lane
    )

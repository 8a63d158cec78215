"""Where lines leave and reach a side of a cell: labels and tips, pushed apart until none meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: The least distance between two labels on a side.
GAP = 4.0


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who wants a place on a side: where, and how long it is along the side. One that
    is `fixed` stands where it wants to."""

    at: float
    size: float
    fixed: bool = False


def spread(wishes: Sequence[Wish], low: float, high: float) -> tuple[float, ...] | None:
    """Places on a side from `low` to `high` for each wish, in the order given, none nearer to
    another than GAP; None when there is no room. What is fixed stays, the rest keeps its order."""
    fixed = [index for index, wish in enumerate(wishes) if wish.fixed]
    if _meet([wishes[index] for index in fixed]):
        return None
    found: dict[int, float] = {index: wishes[index].at for index in fixed}
    walls = sorted((wishes[index].at, wishes[index].size) for index in fixed)
    rooms = _rooms(walls, low, high)
    held: list[list[int]] = [[] for _room in rooms]
    for index in sorted(set(range(len(wishes))) - set(fixed), key=lambda i: wishes[i].at):
        room = _room_for(wishes, held, rooms, index)
        if room is None:
            return None
        held[room].append(index)
    for (start, end), inside in zip(rooms, held, strict=True):
        found |= dict(zip(inside, _apart([wishes[i] for i in inside], start, end), strict=True))
    return tuple(found[index] for index in range(len(wishes)))


def _meet(fixed: Sequence[Wish]) -> bool:
    ordered = sorted(fixed, key=lambda wish: wish.at)
    return any(b.at - a.at < (a.size + b.size) / 2 + GAP for a, b in pairwise(ordered))


def _rooms(
    walls: Sequence[tuple[float, float]], low: float, high: float
) -> list[tuple[float, float]]:
    """The free stretches of a side between what is fixed."""
    starts = [low, *(at + size / 2 + GAP for at, size in walls)]
    ends = [*(at - size / 2 - GAP for at, size in walls), high]
    return list(zip(starts, ends, strict=True))


def _room_for(
    wishes: Sequence[Wish],
    held: Sequence[Sequence[int]],
    rooms: Sequence[tuple[float, float]],
    index: int,
) -> int | None:
    """The nearest stretch that still has room for a wish; None when none has."""

    def free(room: int) -> float:
        start, end = rooms[room]
        return end - start - sum(wishes[i].size + GAP for i in held[room])

    def away(room: int) -> float:
        start, end = rooms[room]
        return max(start - wishes[index].at, wishes[index].at - end, 0)

    found = [room for room in range(len(rooms)) if free(room) >= wishes[index].size]
    return min(found, key=away) if found else None


def _apart(wishes: Sequence[Wish], low: float, high: float) -> list[float]:
    """Places between two ends, in order, as near to the wishes as that goes."""
    places: list[float] = []
    floor = low
    for wish in wishes:
        places.append(max(wish.at, floor + wish.size / 2))
        floor = places[-1] + wish.size / 2 + GAP
    ceiling = high
    for index in range(len(wishes) - 1, -1, -1):
        places[index] = min(places[index], ceiling - wishes[index].size / 2)
        ceiling = places[index] - wishes[index].size / 2 - GAP
    return places

"""What changed between two snapshots, kept in the process while it is asked for again: neither of
them ever changes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from registers.changes import Changes, changes
from registers.content import Snapshot

#: How many comparisons a process keeps.
KEPT_AT_MOST = 32

_kept: OrderedDict[tuple[int, int], Changes] = OrderedDict()
_lock = Lock()


def compared(before: Snapshot, after: Snapshot) -> Changes:
    """The differences between two snapshots of one register, `before` being the earlier."""
    # What is kept holds both, so that no other snapshot can come to have their identities.
    key = id(before), id(after)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    found = changes(before, after)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Let go of everything that is kept."""
    with _lock:
        _kept.clear()

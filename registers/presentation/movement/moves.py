"""Which risks moved between two states of the register, and what stands beside the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers import changes as found
from registers.changes import Changes
from registers.content import Risk, Snapshot
from registers.presentation.movement.lines import key_of
from scoring.matrix import Cell, Movement


@dataclass(frozen=True, slots=True)
class Moves:
    """The risks that have a place in both states, grouped by the way they went, and those that
    have none in one of them, by why: `raised`, `reopened`, `closed`, `scored`, `unscored`, `apart`
    (the scheme changed), `not_scored`."""

    movements: tuple[Movement[Risk], ...]
    rest: dict[str, tuple[Risk, ...]]

    @property
    def moved(self) -> tuple[Risk, ...]:
        """Those that stand in another cell now."""
        return tuple(risk for m in self.movements if not m.stays for risk in m.items)

    @property
    def stayed(self) -> tuple[Risk, ...]:
        return tuple(risk for m in self.movements if m.stays for risk in m.items)


@dataclass(frozen=True, slots=True)
class Way:
    """A line of the table: one way with its scores, what changed and the risks that went it."""

    key: str
    was: str
    now: str
    sign: str
    kind: str
    words: str
    risks: tuple[Risk, ...]


def by_controls(snapshot: Snapshot) -> Moves:
    """What controls do: from before to after them, of every open risk."""
    pairs = [
        (risk, risk.before.cell.place, risk.after.cell.place)
        for risk in snapshot.risks
        if risk.before and risk.after
    ]
    rest = tuple(risk for risk in snapshot.risks if not (risk.before and risk.after))
    return Moves(snapshot.scheme.matrix.movements(pairs), {"not_scored": rest})


def by_time(changed: Changes) -> Moves:
    """What moved after controls between two points."""
    placed = {found.WORSE, found.BETTER, found.SAME, found.ELSEWHERE}
    pairs = []
    rest: dict[str, list[Risk]] = {}
    for risk in changed.risks:
        if risk.standing == found.BOTH and risk.way in placed:
            before, after = risk.before, risk.after
            if before and before.after and after.after:
                pairs.append((after, before.after.cell.place, after.after.cell.place))
        elif risk.standing != found.SHUT:
            kind = risk.way if risk.standing == found.BOTH else risk.standing
            rest.setdefault(kind, []).append(risk.after)
    movements = changed.after.scheme.matrix.movements(pairs)
    return Moves(movements, {kind: tuple(risks) for kind, risks in rest.items()})


def ways(moves: Moves) -> tuple[Way, ...]:
    """The table of every way, the highest score first, then how far it went; what stays last."""
    ordered = sorted(
        moves.movements,
        key=lambda m: (m.stays, -m.origin.total, m.destination.total, m.origin.place),
    )
    return tuple(_way(movement) for movement in ordered)


def _way(movement: Movement[Risk]) -> Way:
    kind, sign = {1: ("worse", "↑"), -1: ("better", "↓"), 0: ("same", "=")}[movement.direction]
    return Way(
        key=key_of(movement),
        was=str(movement.origin.total),
        now=str(movement.destination.total),
        sign=sign,
        kind=kind,
        words=what_changed(movement.origin, movement.destination),
        risks=movement.items,
    )


def what_changed(before: Cell, after: Cell) -> str:
    """`Likelihood 3 → 2, impact 4 → 3`."""
    parts = []
    if before.likelihood != after.likelihood:
        parts.append(_("likelihood %(old)s → %(new)s")
                     % {"old": before.likelihood, "new": after.likelihood})  # fmt: skip
    if before.impact != after.impact:
        parts.append(_("impact %(old)s → %(new)s") % {"old": before.impact, "new": after.impact})
    text = ", ".join(parts) or _("no change")
    return text[0].upper() + text[1:]


def chosen(moves: Moves, asked: str) -> tuple[Movement[Risk], ...]:
    """The ways that an address names, `3-4.2-3` or several with commas; unknown ones are left
    out."""
    wanted = set(asked.split(","))
    return tuple(movement for movement in moves.movements if key_of(movement) in wanted)


def keys_of(movements: Iterable[Movement[Risk]]) -> frozenset[str]:
    return frozenset(key_of(movement) for movement in movements)


def with_risks(moves: Moves, which: Callable[[Risk], bool]) -> tuple[Movement[Risk], ...]:
    """The ways that some of the risks went."""
    return tuple(m for m in moves.movements if any(which(risk) for risk in m.items))


def crossings(changed: Changes) -> tuple[Sequence[Risk], Sequence[Risk]]:
    """The open risks that went above appetite, and those that came back within it."""
    before, after = changed.before, changed.after
    went, came = [], []
    for risk in changed.risks:
        if risk.standing == found.BOTH and risk.before and risk.before.after and risk.after.after:
            was, now = before.is_above_appetite(risk.before), after.is_above_appetite(risk.after)
            if now and not was:
                went.append(risk.after)
            elif was and not now:
                came.append(risk.after)
    return went, came

"""The view of movement as its page shows it: the drawing, a list, and the table of every way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers import changes as found
from registers.content import Risk, Snapshot
from registers.presentation import map_words
from registers.presentation.addresses import query, risk_addresses
from registers.presentation.following import Following
from registers.presentation.heat_map import Place, place_of
from registers.presentation.map_words import ListTitle
from registers.presentation.movement.cells import Shifts
from registers.presentation.movement.drawing import Drawing, Links, drawing
from registers.presentation.movement.look import NARROW, WIDE
from registers.presentation.movement.moves import (
    Moves,
    Way,
    chosen,
    keys_of,
    ways,
    what_changed,
    with_risks,
)
from registers.presentation.words import risks as so_many
from scoring.matrix import Movement

#: What became of risks that have no place in one of the two states, in the order of the page.
REST = {
    found.RAISED: gettext_lazy("Raised"),
    found.REOPENED: gettext_lazy("Reopened"),
    found.CLOSED: gettext_lazy("Closed"),
    found.PASSED: gettext_lazy("Raised and closed again"),
    found.SCORED: gettext_lazy("Scored for the first time"),
    found.UNSCORED: gettext_lazy("No longer scored"),
    found.APART: gettext_lazy("Not comparable, since the scheme changed"),
    found.NOT_SCORED: gettext_lazy("Not scored"),
}
#: Those of them that stand in a cell now.
CAME = (found.RAISED, found.REOPENED, found.SCORED)

#: Risks by reference and address.
References = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a way, the address that chooses it, and its risks."""

    way: Way
    address: str
    chosen: bool
    references: References


@dataclass(frozen=True, slots=True)
class MovementPage:
    """`listed` are the risks of the list beside the drawings, the chosen ones or those that moved;
    `stayed` and `rest` those with no arrow, the latter by what became of them."""

    wide: Drawing
    narrow: Drawing
    title: ListTitle
    listed: tuple[Risk, ...]
    is_chosen: bool
    ways_title: str
    rows: tuple[Row, ...]
    stayed: References
    rest: tuple[tuple[str, References], ...]


def movement_page(
    snapshot: Snapshot,
    moves: Moves,
    settings: Mapping[str, str],
    followed: Following,
    start: str = "",
) -> MovementPage:
    """The page of some moves. `settings` are what the address sets; `way` and `cell` choose.
    `start` is the address of the map, empty where it is the page's own."""
    taken = chosen(moves, settings.get("way", ""))
    place = None if taken else place_of(snapshot.scheme.matrix, settings.get("cell", ""))
    links = _links(settings, start)
    shifts = shifts_of(moves, taken, followed)
    wide, narrow = (
        drawing(snapshot.scheme.matrix, shifts, snapshot.appetite, look, links)
        for look in (WIDE, NARROW)
    )
    address = risk_addresses(snapshot.slug, settings.get("at", ""))

    def linked(risks: Sequence[Risk]) -> References:
        return tuple((risk.reference, address(risk.reference)) for risk in risks)

    listed = _listed(snapshot, moves, taken, place, followed)
    keys = keys_of(taken)
    return MovementPage(
        wide=wide,
        narrow=narrow,
        title=_title(snapshot, len(listed), taken, place, followed),
        listed=listed,
        is_chosen=bool(taken or place or followed.name),
        ways_title=_ways_title(moves),
        rows=tuple(
            Row(way, links.ways([way.key]), way.key in keys, linked(way.risks))
            for way in ways(moves)
        ),
        stayed=linked(moves.stayed),
        rest=tuple(
            (str(word), linked(moves.rest[kind]))
            for kind, word in REST.items()
            if moves.rest.get(kind)
        ),
    )


def shifts_of(moves: Moves, taken: Sequence[Movement[Risk]], followed: Following) -> Shifts:
    """What is drawn of some moves, with what is chosen or followed in the light."""
    return Shifts(
        movements=[_of_references(movement) for movement in moves.movements],
        came=_came(moves),
        lit=_lit(moves, taken, followed),
    )


def _links(settings: Mapping[str, str], start: str) -> Links:
    base = {**settings, "way": "", "cell": ""}
    return Links(
        cell=lambda key: start + query(base, cell=key) + "#list",
        ways=lambda keys: start + query(base, way=",".join(keys)) + "#list",
    )


def _of_references(movement: Movement[Risk]) -> Movement[str]:
    references = tuple(risk.reference for risk in movement.items)
    return Movement(movement.origin, movement.destination, references)


def _came(moves: Moves) -> dict[Place, tuple[str, ...]]:
    """The references of those that stand in a cell now and stood in none, by cell."""
    held: dict[Place, tuple[str, ...]] = {}
    for risk in (risk for kind in CAME for risk in moves.rest.get(kind, ())):
        if risk.after:
            held[risk.after.cell.place] = (*held.get(risk.after.cell.place, ()), risk.reference)
    return held


def _lit(
    moves: Moves, taken: Sequence[Movement[Risk]], followed: Following
) -> frozenset[str] | None:
    """The ways that stand in the light: those chosen, or those of the risks that are followed."""
    if taken:
        return keys_of(taken)
    if followed.name:
        return keys_of(with_risks(moves, lambda risk: not followed.fades(risk)))
    return None


def _listed(
    snapshot: Snapshot,
    moves: Moves,
    taken: Sequence[Movement[Risk]],
    place: Place | None,
    followed: Following,
) -> tuple[Risk, ...]:
    if taken:
        return tuple(risk for movement in taken for risk in movement.items)
    if place:
        return snapshot.placed("after")[place].items
    if followed.name:
        return followed.kept(snapshot.risks)
    rising = sorted(moves.movements, key=lambda m: (-m.direction, -m.destination.total))
    return tuple(risk for movement in rising if not movement.stays for risk in movement.items)


def _ways_title(moves: Moves) -> str:
    """`12 ways, 18 risks; 1 stays`, or `No risk moved; 19 stay`."""
    count = sum(not movement.stays for movement in moves.movements)
    ways_said = ngettext("%(count)s way", "%(count)s ways", count) % {"count": count}
    stay = ngettext("%(count)s stays", "%(count)s stay", len(moves.stayed))
    moved = f"{ways_said}, {so_many(len(moves.moved))}" if count else _("No risk moved")
    return f"{moved}; {stay % {'count': len(moves.stayed)}}"


def _title(
    snapshot: Snapshot,
    count: int,
    taken: Sequence[Movement[Risk]],
    place: Place | None,
    followed: Following,
) -> ListTitle:
    if place:
        return map_words.list_title(snapshot, count, place, None)
    number = so_many(count) if count else _("No risk")
    if len(taken) == 1:
        (way,) = taken
        said = ngettext("%(risks)s: %(was)s → %(now)s", "%(risks)s: %(was)s → %(now)s", count or 1)
        title = said % {"risks": number, "was": way.origin.total, "now": way.destination.total}
        return ListTitle(title, what_changed(way.origin, way.destination))
    if taken:
        return ListTitle(number, _("One label of the map, %(ways)s ways") % {"ways": len(taken)})
    if followed.name:
        return ListTitle(number, _("Followed: %(what)s") % {"what": followed.word})
    moved = ngettext("%(risks)s moved", "%(risks)s moved", count or 1) % {"risks": number}
    return ListTitle(moved, _("Worse first"))

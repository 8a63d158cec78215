"""The cells of a drawing: score and band, and what was and is in each, clear of the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from registers.presentation.bands import tones
from registers.presentation.drawn_text import Text
from registers.presentation.movement.cell_words import SHORT, Telling, cell_words
from registers.presentation.movement.lines import key_of
from registers.presentation.movement.look import Look
from scoring.matrix import Cell, Level, Matrix, Movement
from scoring.streets import Frame, Label, Place, Point

Items = tuple[str, ...]


@dataclass(frozen=True)
class Shifts:
    """What is drawn: movements of risks, given by their references, those that `came` into a cell
    from none, and those that `left` one for none. `lit` are the keys of the ways that stand in the
    light while the rest fades, None for all of them; `said` is what cells say instead of counts.
    """

    movements: Sequence[Movement[str]]
    came: Mapping[Place, Items] = field(default_factory=dict)
    left: Mapping[Place, Items] = field(default_factory=dict)
    lit: frozenset[str] | None = None
    said: Mapping[Place, str] | None = None

    def fades(self, keys: Iterable[str]) -> bool:
        """Whether what belongs to some ways stands back."""
        return self.lit is not None and self.lit.isdisjoint(keys)

    @cached_property
    def lit_places(self) -> frozenset[Place]:
        """The cells at the ends of the ways in the light."""
        ways = [m for m in self.movements if not self.fades([key_of(m)])]
        return frozenset(cell.place for m in ways for cell in (m.origin, m.destination))


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: `head` is where its total and band word stand, `lines` say what was and is there.
    `patch` is where words stand, so that they interrupt the pattern; `key` is its name in an
    address. It is `faded` while ways between others are in the light."""

    key: str
    x: float
    y: float
    tone: int
    rank: int
    total: str
    word: str
    says_word: bool
    head: Point
    lines: tuple[Text, ...]
    patch: tuple[float, float, float, float]
    was: int
    now: int
    across: Level
    up: Level
    faded: bool
    address: str


def squares(
    frame: Frame,
    matrix: Matrix,
    shifts: Shifts,
    labels: Sequence[Label[str]],
    look: Look,
    address: Callable[[str], str],
) -> tuple[Square, ...]:
    """Every cell, row by row. `labels` are those that stand on the edges of cells; `address` gives
    the address that chooses a cell by its key."""
    counts = _counts(shifts)
    tone_of = tones(matrix)

    def square(level: Level, cell: Cell) -> Square:
        told = _tellings(cell.place, counts, look)
        if shifts.said is not None:
            told = [[(shifts.said[cell.place], "was")]] if cell.place in shifts.said else []
        here = [label for label in labels if label.place == cell.place]
        said = str(cell.total), cell.band.word, told
        words = cell_words(frame, cell.place, here, said, look)
        x, y = frame.corner(cell.place)
        key = f"{cell.likelihood}-{cell.impact}"
        return Square(
            key=key,
            x=x,
            y=y,
            tone=tone_of[cell.band],
            rank=cell.band.rank,
            total=str(cell.total),
            word=cell.band.word,
            says_word=words.says_word,
            head=words.head,
            lines=words.lines,
            patch=words.patch,
            was=counts.was[cell.place],
            now=counts.now[cell.place],
            across=matrix.likelihood[cell.likelihood - 1],
            up=level,
            faded=shifts.lit is not None and cell.place not in shifts.lit_places,
            address=address(key),
        )

    return tuple(square(level, cell) for level, cells in matrix.rows for cell in cells)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many risks were in each cell and are there, which stayed and how many are new."""

    was: Counter[Place]
    now: Counter[Place]
    stay: Mapping[Place, Items]
    came: Mapping[Place, Items]


def _counts(shifts: Shifts) -> _Counts:
    was: Counter[Place] = Counter({place: len(risks) for place, risks in shifts.left.items()})
    now: Counter[Place] = Counter({place: len(risks) for place, risks in shifts.came.items()})
    for movement in shifts.movements:
        was[movement.origin.place] += len(movement.items)
        now[movement.destination.place] += len(movement.items)
    stay = {m.origin.place: m.items for m in shifts.movements if m.stays}
    return _Counts(was, now, stay, shifts.came)


def _tellings(place: Place, counts: _Counts, look: Look) -> list[Telling]:
    """What a cell says below its score, the fullest first: the counts, and who stays or is new."""
    was, now = counts.was[place], counts.now[place]
    if not was and not now:
        return []
    short = [(f"{was} → {now}", SHORT)]
    if not look.lists:
        return [short]
    said = []
    if stay := counts.stay.get(place):
        named = _("%(risk)s stays") % {"risk": stay[0]}
        said.append(named if len(stay) == 1 else _("%(count)s stay") % {"count": len(stay)})
    if came := counts.came.get(place):
        said.append(_("%(count)s new") % {"count": len(came)})
    lines = [(_("was %(was)s, now %(now)s") % {"was": was, "now": now}, "was")]
    full = [[*lines, (", ".join(said), "stay")]] if said else []
    return [*full, lines, short]

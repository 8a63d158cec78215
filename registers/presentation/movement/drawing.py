"""The movements between two states of the matrix as a drawing: cells, streets, arrows, labels. What
they look like is the style sheet's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers.presentation.bands import tones
from registers.presentation.drawn_text import Text
from registers.presentation.movement.cells import Shifts, Square, squares
from registers.presentation.movement.labels import Pill, faces, pill
from registers.presentation.movement.lines import Line, key_of, line
from registers.presentation.movement.look import Look, frame_of
from registers.presentation.movement.margins import (
    above_appetite,
    appetite_line,
    names,
    words_at,
)
from registers.presentation.words import listed
from scoring.matrix import Matrix, Movement
from scoring.streets import Label, arrows


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything in the coordinates of `frame`; the picture begins at `left`, `top`."""

    look: str
    left: float
    top: float
    width: float
    height: float
    cell: tuple[float, float]
    squares: tuple[Square, ...]
    names: tuple[Text, ...]
    appetite: str
    appetite_words: Text
    lines: tuple[Line, ...]
    pills: tuple[Pill, ...]
    tones: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that choose a cell by its key, and ways by theirs."""

    cell: Callable[[str], str]
    ways: Callable[[Sequence[str]], str]


def drawing(
    matrix: Matrix, shifts: Shifts, appetite: int | None, look: Look, links: Links
) -> Drawing:
    """Draw what moved, in one of the two looks."""
    frame = frame_of(matrix, look)
    found = arrows(
        frame,
        shifts.movements,
        lambda items, upright: [face.size for face in faces(items, upright, look)],
    )
    labels = list({id(arrow.label): arrow.label for arrow in found}.values())
    above = above_appetite(matrix, appetite)
    named = names(frame, matrix, look)
    top = max(look.above, *(19 - name.y for name in named))
    foot = max(frame.size[1] + look.below, *(name.y + 6 for name in named))
    return Drawing(
        look=look.name,
        left=-look.left,
        top=round(-top, 1),
        width=look.width,
        height=round(foot + top, 1),
        cell=(frame.width, frame.height),
        squares=squares(frame, matrix, shifts, labels, look, links.cell),
        names=named,
        appetite=appetite_line(frame, matrix, above),
        appetite_words=words_at(frame, matrix, above),
        lines=tuple(line(each, faded=shifts.fades([key_of(each.movement)])) for each in found),
        pills=tuple(
            _pill(label, [each.movement for each in found if each.label is label], shifts, look,
                  links)
            for label in labels
        ),
        tones=tuple(dict.fromkeys(tones(matrix).values())),
    )  # fmt: skip


def _pill(
    label: Label[str], leaving: Sequence[Movement[str]], shifts: Shifts, look: Look, links: Links
) -> Pill:
    keys = tuple(key_of(movement) for movement in leaving)
    return pill(
        label,
        look,
        keys=keys,
        rises=all(movement.direction > 0 for movement in leaving),
        faded=shifts.fades(keys),
        address=links.ways(keys),
        about="; ".join(_said(movement) for movement in leaving),
    )


def _said(movement: Movement[str]) -> str:
    return _("%(risks)s: from %(was)s to %(now)s") % {
        "risks": listed(movement.items),
        "was": movement.origin.total,
        "now": movement.destination.total,
    }

"""Two texts of one field: shown side by side with the common past, until one of them is chosen or
a third is written.

A form that poses a choice carries `past`, the revision from which its edit began, and for each
field the text that was typed (`mine_description`) and what was chosen (`choose_description`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from registers.presentation.words_apart import SAME, Comparer

MINE, THEIRS, THIRD = "mine", "theirs", "third"
CHOSEN, TYPED = "choose_", "mine_"


@dataclass(frozen=True)
class Text:
    """One side's text, as the pieces in which it differs from the common past."""

    text: str
    pieces: tuple[Any, ...]
    is_blanks_only: bool


@dataclass(frozen=True)
class Conflict:
    """A field that both sides have changed: what stood there when the edit began, what stands
    there now, what was typed here, and what of it was chosen. `typed` is the form's own value."""

    name: str
    label: str
    past: str
    theirs: Text
    mine: Text
    typed: str
    chosen: str
    field: Any
    is_matrix: bool


def posed(form_type, data):
    """The names of the fields whose choice a form has posed."""
    return tuple(name for name in form_type.content if f"{TYPED}{name}" in data)


def unsettled(form_type, data):
    """The names of those for which nothing was chosen."""
    choices = {MINE, THEIRS, THIRD}
    names = posed(form_type, data)
    return tuple(name for name in names if data.get(f"{CHOSEN}{name}") not in choices)


def settled(form, data):
    """What was sent, with what was chosen in each field; `form` is over what stood there when
    the choice was posed."""
    held = data.copy()
    for name in posed(form, data):
        chosen = held.pop(f"{CHOSEN}{name}")[-1]
        mine = held.pop(f"{TYPED}{name}")[-1]
        if chosen == MINE:
            held[name] = mine
        elif chosen == THEIRS:
            held[name] = form.written(name, form.initial.get(name))
    return held


def conflicts(form, names, *, past, now, data):
    """The choices to pose for the fields `names` of a form. `past` and `now` are the values that
    stood there when the edit began and that stand there now; `data` is what was typed."""
    comparer = Comparer()

    def text(name, base, value):
        said = form.said(name, value)
        pieces = comparer.pieces(base, said, fold=False)
        return Text(said, pieces, said != base and all(piece.kind == SAME for piece in pieces))

    def conflict(name):
        field = form.fields[name]
        base = form.said(name, past[name]) if name in past else ""
        typed = data.get(f"{TYPED}{name}", data.get(name, ""))
        return Conflict(
            name=name,
            label=form[name].label,
            past=base,
            theirs=text(name, base, now[name]),
            mine=text(name, base, form.meant(name, typed)),
            typed=typed,
            chosen=data.get(f"{CHOSEN}{name}", ""),
            field=form[name],
            is_matrix=hasattr(field, "drawing") or field.widget.is_hidden,
        )

    return [conflict(name) for name in names]

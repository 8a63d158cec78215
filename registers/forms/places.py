"""Choosing a cell of the matrix: a radio group in the shape of the matrix, with the
consequence of each choice in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Assessment
from registers.presentation.bands import tones
from scoring.matrix import Cell, Level, Matrix

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Square:
    """One radio. `name` says it to those who do not see the matrix; `turn` is the movement from
    where the risk stands, `steps` what that means on each axis, `limit` where it puts the risk
    against appetite; `way` is worse, better or empty."""

    value: str
    total: int
    word: str
    tone: int
    name: str
    now: bool
    turn: str
    steps: str
    limit: str
    way: str
    above: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The matrix with the highest impact on top; `now` says whether the risk stands in it."""

    columns: tuple[Level, ...]
    rows: tuple[tuple[Level, tuple[Square, ...]], ...]
    now: bool

    @property
    def squares(self) -> Iterable[Square]:
        return (square for _level, row in self.rows for square in row)


class PlaceField(forms.Field):
    """A cell of a register's matrix, `2-3` for likelihood 2 and impact 3; cleaned to (2, 3).

    `place_on` says which matrix; without it nothing can be chosen.
    """

    default_error_messages = {
        "required": gettext_lazy("Choose a cell of the matrix."),
        "invalid": gettext_lazy("Choose a cell of this register's matrix."),
    }
    matrix: Matrix
    drawing: Drawing
    none_word = ""

    def place_on(
        self, matrix: Matrix, now: Assessment | None = None, limit: int | None = None
    ) -> None:
        """Draw the matrix, with where the risk stands now and its appetite, where that counts."""
        self.matrix = matrix
        self.drawing = draw(matrix, now, limit)
        if not self.required:
            self.none_word = _("Not scored yet")

    def to_python(self, value: Any) -> Place | None:
        if value in self.empty_values:
            return None
        if isinstance(value, tuple):
            return value
        likelihood, _dash, impact = str(value).partition("-")
        if not (likelihood.isdecimal() and impact.isdecimal() and len(str(value)) <= 5):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        place = int(likelihood), int(impact)
        if not self.matrix.holds(*place):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return place

    def prepare_value(self, value: Any) -> Any:
        return f"{value[0]}-{value[1]}" if isinstance(value, tuple) else value


class Matrixed(Field):
    """A crispy layout object: one PlaceField, drawn as a table of radios under a heading, and
    the fields that stand beside it."""

    template = "registers/edit/matrix.html"

    def __init__(self, name: str, *beside: str, heading: Any) -> None:
        super().__init__(name)
        self.heading, self.beside = heading, beside

    def render(self, form: Any, context: Any, **options: Any) -> Any:
        extra = {"heading": self.heading, "beside": [form[name] for name in self.beside]}
        return super().render(form, context, extra_context=extra, **options)


def draw(matrix: Matrix, now: Assessment | None, limit: int | None) -> Drawing:
    tone_of = tones(matrix)
    stands = matrix.cell(now.likelihood, now.impact) if now else None

    def square(cell: Cell, impact: Level) -> Square:
        turn, way = _turn(stands, cell)
        return Square(
            value=f"{cell.likelihood}-{cell.impact}",
            total=cell.total,
            word=cell.band.word,
            tone=tone_of[cell.band],
            name=_name(cell, matrix.likelihood[cell.likelihood - 1], impact),
            now=stands is not None and cell.place == stands.place,
            turn=turn,
            steps=_steps(stands, cell),
            limit=_limit(cell, limit),
            way=way,
            above=limit is not None and cell.total > limit,
        )

    rows = tuple(
        (level, tuple(square(cell, level) for cell in cells)) for level, cells in matrix.rows
    )
    return Drawing(matrix.likelihood, rows, stands is not None)


def _name(cell: Cell, likelihood: Level, impact: Level) -> str:
    return _(
        "Impact %(impact)s %(up)s, likelihood %(likelihood)s %(across)s: %(total)s %(band)s"
    ) % {
        "impact": impact.name,
        "up": impact.value,
        "likelihood": likelihood.name,
        "across": likelihood.value,
        "total": cell.total,
        "band": cell.band.word,
    }


def _turn(stands: Cell | None, cell: Cell) -> tuple[str, str]:
    """How the score changes, and whether that is worse or better."""
    if stands is None:
        return _("Not scored until now."), ""
    before = {"before": f"{stands.total} {stands.band.word}"}
    if cell.place == stands.place:
        return _("Stays %(before)s.") % before, ""
    if cell.total > stands.total:
        return _("Up from %(before)s.") % before, "worse"
    if cell.total < stands.total:
        return _("Down from %(before)s.") % before, "better"
    return _("The same score in another cell: it was %(before)s.") % before, ""


def _steps(stands: Cell | None, cell: Cell) -> str:
    if stands is None or cell.place == stands.place:
        return _("Likelihood %(likelihood)s × impact %(impact)s.") % {
            "likelihood": cell.likelihood,
            "impact": cell.impact,
        }
    likelihood, impact = (stands.likelihood, cell.likelihood), (stands.impact, cell.impact)
    if likelihood[0] == likelihood[1]:
        words = _("Likelihood stays %(likelihood)s, impact %(from)s → %(to)s.")
        return words % {"likelihood": likelihood[0], "from": impact[0], "to": impact[1]}
    if impact[0] == impact[1]:
        words = _("Likelihood %(from)s → %(to)s, impact stays %(impact)s.")
        return words % {"from": likelihood[0], "to": likelihood[1], "impact": impact[0]}
    words = _("Likelihood %(from)s → %(to)s, impact %(old)s → %(new)s.")
    return words % {
        "from": likelihood[0], "to": likelihood[1], "old": impact[0], "new": impact[1],
    }  # fmt: skip


def _limit(cell: Cell, limit: int | None) -> str:
    if limit is None:
        return ""
    words = (
        _("Above appetite (%(limit)s).")
        if cell.total > limit
        else _("Within appetite (%(limit)s).")
    )
    return words % {"limit": limit}

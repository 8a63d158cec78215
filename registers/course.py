"""The course of a risk: every score that was ever recorded for it, and what was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from registers.build import scheme_of
from registers.content import Scheme, Snapshot
from registers.models import Assessment, Correction, Register
from scoring.matrix import Cell, Matrix, MatrixError


@dataclass(frozen=True, slots=True)
class Recorded:
    """A score that a revision recorded at a stage, in the scheme of its day. `corrected` is what
    it should have been, and `corrected_by` the number of the revision that said so last; both are
    in the same `matrix`."""

    number: int
    moment: datetime
    stage: str
    cell: Cell
    who: str
    why: str
    matrix: Matrix
    corrected: Cell | None = None
    corrected_by: int | None = None


def course(register: Register, snapshot: Snapshot, risk: int) -> tuple[Recorded, ...]:
    """The scores of a risk, given by its key, up to a snapshot, the oldest first. Four queries,
    and those of each scheme that is no longer in force."""
    return _courses(register, snapshot, {"risk_id": risk}).get(risk, ())


def courses(register: Register, snapshot: Snapshot) -> Mapping[int, tuple[Recorded, ...]]:
    """The same of every risk of a register that was ever scored, by its key, in as many queries."""
    return _courses(register, snapshot, {"register": register})


def _courses(
    register: Register, snapshot: Snapshot, which: Mapping[str, object]
) -> dict[int, tuple[Recorded, ...]]:
    until = {"revision__number__lte": snapshot.number, **which}
    schemes = _schemes(register, snapshot)
    columns = ("risk_id", "revision__number", "revision__moment", "stage", "likelihood", "impact",
               "revision__person_name", "why")  # fmt: skip
    past = Assessment.history.filter(removed=False, **until)
    rows = past.order_by("revision_id", "stage").values_list(*columns)
    made = Correction.objects.filter(**until).order_by("revision_id")
    right = {
        (risk, number, stage): (by, likelihood, impact)
        for risk, number, stage, by, likelihood, impact in made.values_list(
            "risk_id", "corrects", "stage", "revision__number", "likelihood", "impact"
        )
    }
    found: dict[int, list[Recorded]] = {}
    for risk, number, moment, stage, likelihood, impact, who, why in rows:
        scheme = _at(schemes, number)
        by, *corrected = right.get((risk, number, stage), (None,))
        cell = _cell(scheme, likelihood, impact)
        if cell:
            right_cell = _cell(scheme, *corrected) if by else None
            told = (number, moment, stage, cell, who, why, scheme.matrix)
            found.setdefault(risk, []).append(Recorded(*told, right_cell, by))
    return {risk: tuple(recorded) for risk, recorded in found.items()}


def _cell(scheme: Scheme, likelihood: int, impact: int) -> Cell | None:
    """The cell of a score; None where somebody put one into the database that the scheme has
    not."""
    try:
        return scheme.matrix.cell(likelihood, impact)
    except MatrixError:
        return None


def _schemes(register: Register, snapshot: Snapshot) -> list[tuple[int, Scheme]]:
    """The schemes of the register from which revision on, the oldest first."""
    past = Register.history.filter(id=register.pk).order_by("revision_id")
    keys: list[tuple[int, int]] = []
    for number, key in past.values_list("revision__number", "scheme_id"):
        if not keys or keys[-1][1] != key:
            keys.append((number, key))
    known = {snapshot.scheme.key: snapshot.scheme}
    for _number, key in keys:
        if key not in known:
            known[key] = scheme_of(key)
    return [(number, known[key]) for number, key in keys] or [(0, snapshot.scheme)]


def _at(schemes: list[tuple[int, Scheme]], number: int) -> Scheme:
    return next((scheme for first, scheme in reversed(schemes) if first <= number), schemes[0][1])

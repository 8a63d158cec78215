"""The default scheme on the real scores."""

from __future__ import annotations

from collections import Counter

from tests.scoring.matrices import default_matrix
from tests.source_text import SOURCE


def bands(stage: str) -> dict[str, list[str]]:
    """Band word → references, at `before` or `after`."""
    found: dict[str, list[str]] = {}
    for risk in SOURCE.risks:
        likelihood, impact, _total = getattr(risk, stage)
        word = default_matrix().cell(likelihood, impact).band.word
        found.setdefault(word, []).append(risk.reference)
    return found


def test_the_matrix_is_the_one_printed():
    rows = default_matrix().rows
    assert (
        tuple((level.name, tuple(cell.total for cell in cells)) for level, cells in rows)
        == SOURCE.matrix
    )


def test_the_bands_of_its_cells():
    rows = ["".join(cell.band.word[0] for cell in cells) for _level, cells in default_matrix().rows]
    assert rows == ["LMHH", "LMHH", "LLMM", "LLLL"]


def test_before_controls():
    assert {word: len(held) for word, held in bands("before").items()} == {"High": 11, "Medium": 8}


def test_after_controls():
    after = bands("after")
    assert {word: len(held) for word, held in after.items()} == {"High": 2, "Medium": 11, "Low": 6}
    assert after["High"] == ["R3.1", "R3.3"]
    assert after["Low"] == ["R2.1", "R2.3", "R2.5", "R3.2", "R3.5", "R3.7"]


def test_ten_stand_in_one_cell():
    placed = default_matrix().place((r.reference, *r.after[:2]) for r in SOURCE.risks)
    assert placed[2, 3].items == (
        "R1.1", "R1.2", "R2.2", "R2.4", "R3.4", "R3.6", "R4.1", "R4.3", "R4.4", "R4.5",
    )  # fmt: skip
    assert sum(len(placement.items) for placement in placed.values()) == 19


def test_where_controls_take_them():
    moves = ((r.reference, r.before[:2], r.after[:2]) for r in SOURCE.risks)
    movements = default_matrix().movements(moves)
    directions = Counter()
    for movement in movements:
        directions[movement.direction] += len(movement.items)
    assert directions == {-1: 18, 0: 1}
    assert [movement.items for movement in movements if movement.stays] == [("R4.3",)]

"""The two slides: a real table of the map, and the computed sentences."""

import io

import pytest
from pptx import Presentation

from registers.exchange.write_pptx import write_pptx
from registers.snapshot import snapshot
from tests.registers.exchange.printed import invented, matrix
from tests.registers.exchange.test_columns import published
from tests.registers.exchange.written import everything, with_text

pytestmark = pytest.mark.django_db


def slides(found):
    return Presentation(io.BytesIO(write_pptx(found))).slides


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def grid(slide):
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text_frame.text for cell in row.cells] for row in table.rows]


def test_the_map_is_a_table_with_every_reference_in_its_cell():
    first, _second = slides(published())
    assert grid(first)[1] == [
        "3 Significant", "3 Low\nR3.5, R3.7",
        "6 Medium\nR1.1, R1.2, R2.2, R2.4, R3.4, R3.6, R4.1, R4.3, R4.4, R4.5",
        "9 High\nR3.1, R3.3", "12 High",
    ]  # fmt: skip
    (table,) = [shape.table for shape in first.shapes if shape.has_table]
    assert str(table.cell(1, 3).fill.fore_color.rgb) == "7D1D24"
    assert {"2 High 9–16", "11 Medium 5–8", "6 Low 1–4"} <= set(texts(first))


def test_the_sentences_stand_on_the_second_with_marking_and_seal(cast):
    found = everything(cast)
    _first, second = slides(found)
    said = texts(second)
    assert said[0] == "Strategic risks: In short"
    assert said[1] == "OFFICIAL-SENSITIVE"
    assert f"Revision {found.number} · seal " in said[2]
    assert "Open risks: 3 risks" in said[3].split("\n")


def test_one_for_the_public_bears_no_number(cast):
    for slide in slides(everything(cast).public()):
        assert "Revision" not in " ".join(texts(slide))


@pytest.mark.parametrize("text", ["<a:t>&amp;", "_x0041_", "שלום", "x" * 30_000])
def test_hostile_words_stay_words(cast, text):
    assert grid(slides(with_text(snapshot(cast.register), text))[0])[1][2] == "6 Medium\nR1.1"


@pytest.mark.parametrize(("across", "up"), [(2, 2), (7, 7), (3, 5)])
def test_a_scheme_of_another_size_has_its_own_map(across, up):
    found = invented(scheme=matrix(across, up))
    assert [len(row) for row in grid(slides(found)[0])] == [across + 1] * (up + 1)

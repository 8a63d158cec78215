"""The map to take away: the same references as the register, on one page, in every view."""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pdfua
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from registers.exchange.map_sheet import (
    moved_picture,
    placed_pictures,
    sheet_of,
    write_map_pdf,
    write_map_png,
    write_map_svg,
)
from registers.presentation.direction import Direction
from registers.presentation.following import following
from registers.presentation.movement.moves import by_controls
from registers.presentation.movement.page import shifts_of
from tests.registers.exchange.printed import (
    PRINTED_ON,
    hostile,
    invented,
    matrix,
    pages,
    published,
    risk,
    theme,
)
from tests.servers.verapdf import verapdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pdf_store")]

TITLES = {"before": "Before controls", "after": "After controls"}


def placed(held, *stages, directions=None):
    pictures = placed_pictures(held, {stage: TITLES[stage] for stage in stages}, directions or {})
    return sheet_of(
        held, "Heat map", "What it says.", pictures, "1 March 2024" if directions else ""
    )


def moved(held):
    shifts = shifts_of(by_controls(held), (), following(held, "", {}))
    return sheet_of(held, "Heat map", "What it says.", (moved_picture(held, shifts, "Controls"),))


def crowded():
    scheme = matrix()
    return invented(theme(*(risk(n, scheme, (4, 4), (2, 2)) for n in range(1, 61))))


def seven():
    wide = matrix(7, 7, 6)
    places = [(n % 7 + 1, n * 3 % 7 + 1) for n in range(40)]
    risks = (risk(n + 1, wide, place, places[n * 5 % 40]) for n, place in enumerate(places))
    return invented(theme(*risks), scheme=wide, appetite=20)


def sheets():
    """Every kind of sheet, under its name."""
    return {
        "published": placed(published(), "after"),
        "pair": placed(crowded(), "before", "after"),
        "hostile": placed(hostile(), "after"),
        "empty": placed(invented(), "after"),
        "seven": moved(seven()),
        "moved hostile": moved(hostile()),
    }


def words_of(svg):
    return [text.strip() for text in ET.fromstring(svg).itertext() if text.strip()]


def test_every_reference_stands_on_the_drawing_once():
    held = published()
    for made in (placed(held, "after"), placed(crowded(), "after")):
        told = words_of(write_map_svg(made, printed_on=PRINTED_ON))
        for one in made.snapshot.risks:
            assert told.count(one.reference) == 1


def test_a_sheet_says_what_it_is():
    held = replace(published(), appetite=6)
    up = {held.risk("R3.1").key: Direction("worse", "↑", "Up from 6", "6")}
    told = " ".join(words_of(write_map_svg(placed(held, "after", directions=up),
                                           printed_on=PRINTED_ON)))  # fmt: skip
    for text in (
        "OFFICIAL", held.title, "As at 22 November 2026, revision 1. Scheme: 4 × 4",
        "Default bands: not stated in the source register", "High 9–16", "Appetite: 6",
        "↑ worse, ↓ better since 1 March 2024", "Above appetite: over 6", held.notice,
        "Revision 1 · seal 97c9 f26f 5b4d c0cc · made on 22 November 2026",
    ):  # fmt: skip
        assert text in told
    assert told.count("↑") == 2


def test_the_pdf_is_one_page_and_says_the_map_in_words():
    pdf = write_map_pdf(placed(published(), "after"), printed_on=PRINTED_ON)
    (page,) = pages(pdf)
    for one in ("R1.1", "R4.5", "Heat map", "OFFICIAL", "Page 1 of 1"):
        assert one in page
    assert "Impact Significant, likelihood Possible, score 6, Medium: R1.1, R1.2" in alternative(
        pdf
    )


def alternative(pdf):
    """The alternative texts of a PDF, as its tags have them."""
    with pikepdf.open(io.BytesIO(pdf)) as held:
        found = [o.get("/Alt") for o in held.objects if isinstance(o, pikepdf.Dictionary)]
    return " ".join(str(text) for text in found if text is not None)


@pytest.mark.parametrize("held", [crowded, seven, hostile], ids=lambda made: made.__name__)
def test_whatever_it_holds_it_is_one_page(held):
    for made in (placed(held(), "after"), placed(held(), "before", "after"), moved(held())):
        pdf = write_map_pdf(made, printed_on=PRINTED_ON)
        with pypdfium2.PdfDocument(pdf) as document:
            assert len(document) == 1


def test_the_picture_is_that_page():
    png = write_map_png(placed(published(), "after"), printed_on=PRINTED_ON)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == (2339, 1654)
        assert len(picture.convert("RGB").getcolors(1 << 24)) > 20


def test_hostile_words_are_text():
    svg = write_map_svg(placed(hostile(), "after"), printed_on=PRINTED_ON)
    root = ET.fromstring(svg)
    assert not [
        node for node in root.iter() if node.tag.endswith(("script", "image", "foreignObject"))
    ]
    assert b"A title &lt;b&gt;&amp;&lt;/b&gt;" in svg


def test_the_same_sheet_is_the_same_bytes():
    made = placed(published(), "after")
    first, again = (write_map_svg(made, printed_on=PRINTED_ON) for _time in range(2))
    assert first == again
    assert re.search(rb"id=\"strip-1-3\"", first)


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, made in sheets().items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(write_map_pdf(made, printed_on=PRINTED_ON))
    return paths


def test_the_quick_rules(files):
    for path in files:
        assert pdfua.validate(str(path)).findings == ()


@pytest.mark.verapdf
def test_verapdf(files):
    assert [verdict.failures for verdict in verapdf(files) if not verdict.passed] == []

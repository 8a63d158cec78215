"""The published register on paper, held against its source."""

import re
from io import BytesIO

import pikepdf
import pytest

from registers.exchange import pdf_child
from registers.exchange.paper.material import Material
from registers.exchange.write_pdf import bundle, write_pdf
from tests.registers.exchange.printed import flowing, pages, published
from tests.source_text import AFTER, BEFORE, SOURCE, squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(pdf_store):
    return published()


@pytest.fixture
def pdf(held):
    return write_pdf(Material(held))


def test_every_word_of_the_source_is_there_whole_and_in_order(held, pdf):
    text = flowing(pdf, held)
    place = text.index(squeezed("1 Public Engagement Two risks."))
    for theme in SOURCE.themes:
        place = text.index(squeezed(theme), place)
        for risk in SOURCE.in_theme(theme):
            for said in _said(risk):
                found = text.find(squeezed(said), place)
                assert found >= 0, (risk.reference, said)
                place = found + len(squeezed(said))


def _said(risk):
    for stage, (likelihood, impact, total), rest in (
        (BEFORE, risk.before, risk.controls),
        (AFTER, risk.after, ""),
    ):
        if stage == BEFORE:
            yield f"{risk.reference} {risk.description}"
        chance = SOURCE.likelihood[likelihood - 1].removesuffix(" (>50%)")
        effect = SOURCE.impact[impact - 1]
        yield f"{stage}: likelihood {likelihood} {chance} × impact {impact} {effect} = {total}"
        yield rest


def test_the_notice_the_marking_and_the_seal_stand_on_every_page(held, pdf):
    seal = " ".join(held.seal[at : at + 4] for at in range(0, 16, 4))
    texts = pages(pdf)
    for number, text in enumerate(texts, start=1):
        assert squeezed(held.notice) in squeezed(text)
        assert text.count("OFFICIAL") >= 2
        assert squeezed(f"Draft · Revision 1 · seal {seal}") in squeezed(text)
        assert squeezed(f"Page {number} of {len(texts)}") in squeezed(text)


def test_the_cover_invents_nothing(held, pdf):
    cover = squeezed(pages(pdf)[0])
    for said in (
        "Strategic Risk Register Comprehensive Summary",
        "Owned jointly by Cambridgeshire Police and Crime Commissioner Cambridgeshire Constabulary",
        "As recorded: Revision 1, of 22 November 2026",
        "Agreement: No agreement is recorded here",
        "Meeting: No meeting is recorded here",
    ):
        assert squeezed(said) in cover


def test_the_same_content_gives_the_same_bytes(held, pdf, tmp_path):
    assert pdf_child.run(bundle(Material(held)), tmp_path) == pdf


def test_the_second_request_renders_nothing(held, pdf, pdf_store, tmp_path, settings):
    settings.PDF_SECONDS = 0
    assert write_pdf(Material(held)) == pdf


def test_the_contents_name_the_page_of_each_risk(pdf):
    texts = pages(pdf)
    contents = " ".join(texts[1].split())
    for risk in SOURCE.risks:
        row = re.search(rf"{risk.reference}: .*? \d+ (?:Low|Medium|High) (\d+)", contents)
        assert squeezed(f"{risk.reference}{risk.description[:90]}") in squeezed(
            texts[int(row[1]) - 1]
        )


def test_tags_say_what_is_what(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == "en-GB"
        assert root.StructTreeRoot.IDTree.Names
        kinds = _kinds(root.StructTreeRoot.K[0])
        risk = ["/H3", "/P", "/P", "/P", "/P"]
        assert (
            sum(
                [str(kid.S) for kid in element.K] == risk
                for element in kinds["/Sect"]
                if _holds(element)
            )
            == 19
        )
        assert len(kinds["/TOCI"]) == 7 + 19
        assert {str(cell.A.Scope) for cell in kinds["/TH"]} == {"/Row", "/Column"}
        links = [note for page in document.pages for note in page.get("/Annots", [])]
        assert {str(note.Contents) for note in links} >= {"R1.1", "1 Public Engagement", "Summary"}


def _holds(element):
    return all(isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in element.K)


def _kinds(element, found=None):
    found = {} if found is None else found
    found.setdefault(str(element.S), []).append(element)
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            _kinds(kid, found)
    return found

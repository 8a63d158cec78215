"""The register and the cover report as Word documents."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from registers.actions import withhold
from registers.exchange.write_docx import write_docx
from registers.exchange.write_report import BadTemplate, write_report
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD
from tests.registers.exchange.test_columns import published
from tests.registers.exchange.test_sheets import TEXTS
from tests.registers.exchange.written import everything, with_text

pytestmark = pytest.mark.django_db


def opened(raw):
    return Document(io.BytesIO(raw))


def blocks(document):
    """Paragraphs as (style, text), tables as rows of texts, in the order of the document."""
    for held in document.element.body:
        if held.tag == qn("w:p"):
            found = Paragraph(held, document._body)
            yield found.style.name, found.text
        elif held.tag == qn("w:tbl"):
            yield [[cell.text for cell in row.cells] for row in Table(held, document._body).rows]


def risk(document, reference):
    """What stands of a risk: from its heading to the next one."""
    found, inside = [], False
    for block in blocks(document):
        if isinstance(block, tuple) and block[0] in ("Risk", "Heading 1"):
            inside = block[1].startswith(f"{reference} – ")
        if inside:
            found.append(block)
    return found


BEFORE = ["Before mitigating controls are in place", "Likelihood", "Impact", "Total", "Rating"]
AFTER = ["After mitigating controls are in place", "Likelihood", "Impact", "Total", "Rating"]


def test_a_risk_stands_there_in_the_shape_of_the_source(cast):
    found = risk(opened(write_docx(everything(cast))), "R1.1")
    assert found[:6] == [
        ("Risk", "R1.1 – =Voice"),
        ("Risk Description", "The public is not heard."),
        [BEFORE, ["", "3", "3", "9", "High"]],
        ("Control", "Meetings are held."),
        ("Control", "Letters are answered."),
        [AFTER, ["", "2", "3", "6", "Medium"]],
    ]
    assert [style for style, _text in found[8:]] == [
        "Risk Note", "Risk Note", "Risk Note", "Action",
    ]  # fmt: skip


def test_the_published_register_has_every_risk_and_its_own_headings():
    document = opened(write_docx(published()))
    found = list(blocks(document))
    named = [block[1] for block in found if isinstance(block, tuple) and block[0] == "Heading 1"]
    assert named == [
        "Risk assessment scheme", "Public Engagement", "Setting Direction",
        "Resourcing and Enabling Delivery", "Being Accountable",
    ]  # fmt: skip
    scores = [block for block in found if isinstance(block, list) and block[0] in (BEFORE, AFTER)]
    assert len(scores) == 38
    assert sum(int(rows[1][3]) for rows in scores if rows[0] == BEFORE) == 180
    assert sum(int(rows[1][3]) for rows in scores if rows[0] == AFTER) == 108
    assert len([b for b in found if isinstance(b, tuple) and b[0] == "Risk"]) == 19


def test_it_has_real_styles_repeated_heads_and_its_language(cast):
    document = opened(write_docx(everything(cast)))
    for table in document.tables:
        (own,) = table.rows[0]._tr.findall(qn("w:trPr"))
        assert own.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    languages = {held.get(qn("w:val")) for held in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert document.core_properties.language == "en-GB"
    assert document.styles["Risk"].base_style.name == "Heading 2"


def test_marking_number_and_seal_stand_on_every_page(cast):
    found = everything(cast)
    (section,) = opened(write_docx(found)).sections
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    marking, foot = section.footer.paragraphs
    assert marking.text == "OFFICIAL-SENSITIVE"
    assert foot.text.startswith(f"Revision {found.number} · seal {found.seal[:4]} ")


@pytest.mark.parametrize("text", [*filter(None, TEXTS.values()), "ж" * 30_000, "a\tb\n\tc"])
def test_each_control_is_one_paragraph_to_the_letter(cast, text):
    found = with_text(snapshot(cast.register), text)
    stands = risk(opened(write_docx(found)), "R1.1")
    assert stands[0] == ("Risk", f"R1.1 – {text}")
    assert [block for block in stands if block[0] == "Control"] == [("Control", text)] * 2


def test_what_runs_from_right_to_left_does_so(cast):
    document = opened(write_docx(with_text(snapshot(cast.register), "שלום R1")))
    (first, *_rest) = [p for p in document.paragraphs if p.style.name == "Control"]
    assert first._p.pPr.find(qn("w:bidi")) is not None
    assert first.runs[0]._r.rPr.find(qn("w:rtl")) is not None


def test_what_is_withheld_is_said_and_what_is_not_scored(cast):
    for part in ("controls", "before"):
        withhold(cast.register, "R1.1", by=cast.editor, part=part, reasoning="So.", **WITHHELD)
    document = opened(write_docx(snapshot(cast.register).public()))
    (_head, before, controls, *_rest) = risk(document, "R1.1")
    ground = WITHHELD["ground"]
    assert before[1] == [f"Score before controls withheld: {ground}", "", "", "", ""]
    assert controls == ("Risk Note", f"Controls withheld: {WITHHELD['ground']}")
    assert [risk(document, "R1.2")[1][1]] == [["Not scored", "", "", "", ""]]
    assert document.core_properties.category == "public"


def test_a_register_that_names_no_lead_claims_no_joint_one():
    document = opened(write_docx(published()))
    assert "Joint lead" not in " ".join(paragraph.text for paragraph in document.paragraphs)


def test_that_nobody_leads_alone_is_said_unless_it_is_withheld(cast):
    def notes(shown, reference):
        found = risk(opened(write_docx(shown)), reference)
        return " ".join(block[1] for block in found if block[0] == "Risk Note")

    assert "Joint lead" in notes(snapshot(cast.register).public(), "R1.2")
    assert "OPCC leads" in notes(snapshot(cast.register), "R1.1")
    for reference in ("R1.1", "R1.2"):
        withhold(cast.register, reference, by=cast.editor, part="lead", reasoning="So.", **WITHHELD)
    now = snapshot(cast.register)
    assert "OPCC leads" in notes(now, "R1.1")
    for reference in ("R1.1", "R1.2"):
        said = notes(now.public(), reference)
        assert f"Lead organisation withheld: {WITHHELD['ground']}" in said
        assert "Joint lead" not in said
        assert "OPCC" not in said


def test_the_report_fills_the_marks_of_its_template(cast):
    found = everything(cast)
    document = opened(write_report(found))
    said = [block for block in blocks(document) if isinstance(block, tuple)]
    texts = [text for _style, text in said]
    assert "[[" not in " ".join(texts)
    assert texts[0] == "Strategic risks"
    assert "Open risks: 3 risks" in texts
    tables = [block for block in blocks(document) if isinstance(block, list)]
    assert tables[0] == [
        ["Reference", "Risk", "Before controls", "After controls"],
        ["R1.1", "=Voice", "9 High", "6 Medium"],
    ]
    assert "No risk is above appetite." in texts
    assert tables[-1][2][2] == "6 Medium\nR1.1"
    assert "Not scored: R1.2, R3.9" in texts


def test_an_organisations_own_template_serves(cast, tmp_path, settings):
    own = Document()
    line = own.add_paragraph("Of [[own")
    line.add_run("ers]], marked [[marking]]; [[nothing known]]").bold = True
    own.add_paragraph("[[highest risks]]")
    own.add_table(1, 1).cell(0, 0).text = "[[title]]"
    own.save(tmp_path / "own.docx")
    settings.REPORT_TEMPLATE = tmp_path / "own.docx"
    found = replace(snapshot(cast.register), title="Ours & [[day]]")
    said = list(blocks(opened(write_report(found))))
    assert said[0][1] == (
        "Of Office of the Commissioner and Constabulary of Exampleshire, marked OFFICIAL; "
        "[[nothing known]]"
    )
    assert said[1][1][0] == "R1.1"
    assert said[-1] == [["Ours & [[day]]"]]


def test_a_template_that_is_none_is_said(cast, tmp_path):
    (tmp_path / "own.docx").write_text("Dear all")
    with pytest.raises(BadTemplate, match=r"The template own\.docx cannot be read as a Word"):
        write_report(snapshot(cast.register), tmp_path / "own.docx")

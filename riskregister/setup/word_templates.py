"""Makes the templates that Word documents begin from: python -m riskregister.setup.word_templates.

They are kept in the repository; this says how they came to be.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as Made
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FOLDER = Path("registers/exchange/word")
INK = RGBColor(0x1B, 0x24, 0x30)
TYPEFACE = "Arial"
#: Name, what it is based on, points, bold, points before and after, whether the next one follows.
STYLES = (
    ("Risk", "Heading 2", 11, True, 16, 6, True),
    ("Risk Description", "Normal", 11, False, 0, 6, True),
    ("Risk Note", "Normal", 10, False, 4, 4, False),
    ("Control", "Normal", 10.5, False, 4, 4, False),
    ("Action", "Normal", 10.5, False, 4, 4, False),
    ("Score Name", "Normal", 10, True, 3, 3, True),
    ("Score", "Normal", 10, False, 3, 3, False),
    ("Map Cell", "Normal", 9, False, 3, 3, False),
)
#: A committee report's headings, each with what it is followed by.
REPORT = (
    ("Purpose of the report", "To present the strategic risk register of [[owners]] as it stood on "
     "[[day]], with what has changed and what is to be decided."),
    ("Recommendations", "[Write here what the meeting is asked to agree.]"),
    ("Summary", "[[summary]]"),
    ("Highest risks", "[[highest risks]]"),
    ("Risks above appetite", "[[above appetite]]"),
    ("Map of the risks after controls", "[[map]]"),
    ("Financial implications", "[Write here, or say that there are none.]"),
    ("Legal implications", "[Write here, or say that there are none.]"),
    ("Equality implications", "[Write here, or say that there are none.]"),
    ("Background", "[[introduction]]"),
    ("Contact", "[Name of the author, post and telephone number.]"),
)  # fmt: skip


def main() -> None:
    register = based()
    register.save(str(FOLDER / "register.docx"))
    report = based()
    report.add_paragraph("[[title]]", "Title")
    report.add_paragraph("Report to: [Name of the committee]\nDate of the meeting: [Date]")
    for heading, text in REPORT:
        report.add_paragraph(heading, "Heading 1")
        report.add_paragraph(text)
    report.save(str(FOLDER / "report.docx"))


def based() -> Made:
    """An empty A4 document with our styles, in British English."""
    made = Document()
    for held in list(made.element.body)[:-1]:
        made.element.body.remove(held)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _language(made)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer"):
        _typeface(made.styles[name], TYPEFACE)
    made.styles["Normal"].font.size = Pt(11)
    made.styles["Title"].font.size = Pt(24)
    made.styles["Heading 1"].font.size = Pt(15)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        made.styles[name].font.color.rgb = INK
    for name, base, size, bold, before, after, together in STYLES:
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles[base]
        style.font.size, style.font.bold = Pt(size), bold
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        style.paragraph_format.keep_with_next = together
        style.quick_style = True
    made.styles["Header"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    own = made.styles["Footer"].element.get_or_add_pPr()
    for held in own.findall(qn("w:tabs")):
        own.remove(held)
    stops = made.styles["Footer"].paragraph_format.tab_stops
    stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    return made


def _language(made: Made) -> None:
    for held in made.styles.element.iter(qn("w:lang")):
        held.set(qn("w:val"), "en-GB")


def _typeface(style: object, name: str) -> None:
    own = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    for held in own.findall(qn("w:rFonts")):
        own.remove(held)
    fonts = OxmlElement("w:rFonts", {qn(f"w:{kind}"): name for kind in ("ascii", "hAnsi", "cs")})
    own.insert(0, fonts)


if __name__ == "__main__":
    main()

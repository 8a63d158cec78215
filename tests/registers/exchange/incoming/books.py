"""Workbooks of other shapes, made after published registers; their words are invented."""

import io
import re
import zipfile

from openpyxl import Workbook

#: After a council's register on a 5 × 5 matrix: levels in words and numbers, two heads in one.
COUNCIL = [
    ["Corporate risk register, quarter 2"],
    [],
    ["Risk Ref", "Risk Title", "Risk Description", "Directorate", "Risk Owner", "Inherent Likelihood",
     "Inherent Impact", "Inherent Score", "Existing Controls", "Residual Likelihood", "Residual Impact",
     "Residual Score", "Further actions", "Due date"],
    ["CR1", "Budget", "The budget is not balanced.", "Finance", "Head of Finance", "5 - Almost certain",
     "4 - Major", 20, "• Monthly reports\n• A reserve", "3 - Possible", "4 - Major", 12, "Review fees",
     "31/03/2027"],
    ["CR2", "Staff", "Too few staff are found.", "People", "Head of People", "4 - Likely", "3 - Moderate",
     12, "Pay is reviewed.", "3 - Possible", "3 - Moderate", 8, None, None],
    ["CR3", "Data", "Data are lost.", "Finance", "Head of Finance", "Likely", "Major", 16, None,
     "Possible", "Major", 12, None, None],
    [],
]  # fmt: skip
#: After an assurance framework: consequence × likelihood, sections as rows, C and L in short.
ASSURANCE = [
    ["Board Assurance Framework"],
    ["BAF Ref", "Principal risk", "Exec Lead", "Gross C", "Gross L", "Gross CxL", "Key controls", "Net C",
     "Net L", "Net CxL", "Target C", "Target L", "Target CxL", "Actions required"],
    ["Objective 1: Safe care"],
    ["BAF 1.1", "Care is not safe.", "Chief Nurse", 5, 4, 20, "Audits\nTraining", 4, 3, 12, 4, 2, 8,
     "1. Recruit\n2. Train"],
    ["BAF 1.2", "Beds are full.", "Chief Operating Officer", 4, 5, 20, "Daily calls", 4, 4, 16, 3, 3, 9,
     None],
    ["Objective 2: Money"],
    ["BAF 2.1", "Money runs out.", "Finance Director", 4, 4, 16, "Monthly reports", 3, 3, 9, 2, 2, 4,
     "Save more"],
]  # fmt: skip
#: One list whose heads stand in two rows, the upper ones over several columns; a risk may go on in
#: the row below.
MERGED = [
    ["No.", "Risk", None, "Before controls", None, None, "Controls", "Now", None, None, "Owner"],
    [None, "Name", "Description", "L", "I", "Total", None, "L", "I", "Total", None],
    [1, "Flood", "The site is flooded.", 3, 5, 15, "Pumps", 2, 5, 10, "Estates Manager"],
    [None, None, None, None, None, None, "Walls", None, None, None, None],
    [2, "Fire", "The site burns.", 2, 5, 10, "Alarms", 1, 5, 5, "Estates Manager"],
]
MERGED_CELLS = ("A1:A2", "B1:C1", "D1:F1", "G1:G2", "H1:J1", "K1:K2")
#: Two risks for the register of the tests.
SMALL = [
    ["Ref", "Risk", "Theme", "Gross L", "Gross I", "Controls"],
    ["R3.11", "The site is flooded.", "Workforce", 3, 4, "Pumps.\nWalls."],
    ["R3.12", "The site burns.", "Workforce", 2, 4, "Alarms.\nDoors."],
]


def book_of(rows, merged=(), name="Register"):
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


TYPES, STRINGS = "[Content_Types].xml", "xl/sharedStrings.xml"


def with_shared_texts(raw):
    """A workbook as Excel and LibreOffice save it: texts stand in a table of their own, and cells
    name their places there."""
    texts, held = [], io.BytesIO()

    def named(cell):
        texts.append(cell[1])
        return f't="s"><v>{len(texts) - 1}</v>'

    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w") as made:
        for part in old.namelist():
            xml = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                xml = re.sub(
                    r't="inlineStr"><is>(.*?)</is>', named, xml.decode(), flags=re.DOTALL
                ).encode()
            if part == TYPES:
                xml = xml.replace(b"</Types>", _SHARED + b"</Types>")
            made.writestr(part, xml)
        items = "".join(f"<si>{text}</si>" for text in texts)
        made.writestr(STRINGS, f'<sst xmlns="{_MAIN}">{items}</sst>')
    return held.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)

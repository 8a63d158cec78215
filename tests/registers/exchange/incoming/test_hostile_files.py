"""Files that are broken, not what they say, or traps: each is refused with one sentence."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from registers.exchange.incoming import container
from registers.exchange.incoming.gathering import gather
from registers.exchange.incoming.read import read_file
from registers.exchange.reading import BadFile
from registers.exchange.write_csv import write_csv
from registers.exchange.write_docx import write_docx
from registers.exchange.write_xlsx import write_xlsx
from registers.snapshot import snapshot
from tests.registers.exchange.incoming.books import COUNCIL, book_of

OLD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
ENCRYPTED = OLD + "EncryptedPackage".encode("utf-16-le")


def archive(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in parts.items():
            made.writestr(name.replace("__", "/"), raw)
    return held.getvalue()


def with_part(raw, name, change):
    """A workbook in which one part is another."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w") as made:
        for part in old.namelist():
            made.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return held.getvalue()


def with_doctype(raw):
    start = raw.index(b"?>") + 2 if raw.startswith(b"<?xml") else 0
    return raw[:start] + b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + raw[start:]


BOOK = book_of(COUNCIL)


@pytest.fixture(autouse=True)
def little_is_unpacked(monkeypatch):
    monkeypatch.setattr(container, "LARGEST_UNPACKED", 20_000_000)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"", "a.xlsx", "The file is empty."),
        (b"  \n ", "a.csv", "The file is empty."),
        (BOOK[:-200], "a.xlsx", "The file is broken."),
        (BOOK[:500] + b"\x00" * 80 + BOOK[580:], "a.xlsx", "The file is broken."),
        (archive(xl__workbook="x"), "a.xlsx", "The archive is no workbook"),
        (archive(**{"xl__workbook.xml": "<a>"}), "a.xlsx", "The file is broken."),
        (BOOK, "a.docx", "The name ends in “.docx”, but what is in the file is an Excel workbook."),
        (BOOK, "a.xlsm", "The file has macros"),
        (
            archive(**{"xl__workbook.xml": "", "xl__vbaProject.bin": "x"}),
            "a.xlsx",
            "The file has macros",
        ),
        (OLD, "a.xlsx", "in the form of Office before 2007"),
        (ENCRYPTED, "a.xlsx", "protected by a password"),
        (b"%PDF-1.7", "a.xlsx", "A PDF cannot be read."),
        (b"<html><table>", "a.csv", "a web page or XML"),
        (b"MZ\x00\x01", "a.csv", "none that can be read here"),
        (b"x", "a.exe", "A file whose name ends in “.exe” is not read."),
        (b"{", "a.json", "not JSON"),
        (b'a,b\n"1,2\n', "a.csv", "cannot be read as CSV"),
        (with_part(BOOK, SHEET, with_doctype), "a.xlsx", "a declaration that reaches outside it"),
        (
            archive(**{"xl__workbook.xml": b"0" * 25_000_000}),
            "a.xlsx",
            "far larger than a register",
        ),
    ],
)
def test_is_refused(raw, name, says):
    with pytest.raises(BadFile, match=".") as refused:
        read_file(raw, name)
    assert says in str(refused.value)


def test_what_the_archive_says_of_its_size_is_not_believed():
    raw = archive(**{"xl__workbook.xml": b"0" * 25_000_000})
    lying = raw.replace((25_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != raw
    with pytest.raises(BadFile):
        read_file(lying, "a.xlsx")


def test_formulas_give_what_they_had_come_to_and_errors_refuse_their_row():
    rows = [["Ref", "Risk", "L", "I"], ["R1", "A risk.", "=1+1", 2], ["R2", "B.", "#REF!", 2]]
    raw = book_of(rows)
    computed = with_part(raw, SHEET, lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
                         .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))  # fmt: skip
    given = gather(read_file(computed, "a.xlsx"))
    one, two = given.tables["risks"]
    assert one.values["after.likelihood"] == 2
    assert one.notices == ("Column C: This cell is a formula: what it had come to is taken.",)
    assert two.refusals == ("Column C: This cell holds the error #REF!: mend it in the file.",)


def test_a_file_without_a_table_of_risks_says_so():
    with pytest.raises(BadFile, match="No table of risks was found in the file"):
        gather(read_file(book_of([["Shopping"], ["Milk"]]), "a.xlsx"))


@pytest.mark.parametrize(
    ("write", "name"), [(write_xlsx, "a.xlsx"), (write_docx, "a.docx"), (write_csv, "a.zip")]
)
def test_a_file_for_the_public_is_no_whole_register(cast, write, name):
    with pytest.raises(BadFile, match="The file was made for the public"):
        gather(read_file(write(snapshot(cast.register).public()), name))


def test_a_sheet_that_nobody_sees_is_told_of():
    book = load_workbook(io.BytesIO(book_of(COUNCIL)))
    book.create_sheet("Empty").sheet_state = "hidden"
    sheet = book.create_sheet("Aside")
    sheet.append(["Ref", "Risk"])
    sheet.sheet_state = "veryHidden"
    held = io.BytesIO()
    book.save(held)
    assert read_file(book_of(COUNCIL), "Risks.xlsx").notices == ()
    assert read_file(held.getvalue(), "Risks.xlsx").notices == (
        "Sheet “Aside” is hidden in the file, and was read too: see whether what it says is meant.",
    )

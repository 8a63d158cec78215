"""Choosing a file of a register, and getting it."""

import io
import json
import logging
import time
import zipfile

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from registers.actions import revise_risk, withhold
from registers.exchange import files
from registers.exchange.document import document, fingerprint
from registers.exchange.write_csv import write_csv
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD

PAGE, FILE = "/registers/exampleshire/export/", "/registers/exampleshire/export/file/"
ENDINGS = {"xlsx": "xlsx", "docx": "docx", "report": "docx", "pptx": "pptx", "csv": "zip",
           "csv-marked": "zip", "json": "json"}  # fmt: skip


@pytest.fixture
def see(client, cast, settings, tmp_path):
    settings.PDF_STORE = tmp_path
    client.force_login(cast.editor)
    return client.get


@pytest.mark.parametrize("form", files.FORMATS)
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_format_is_given_to_every_audience(see, cast, form, audience):
    answer = see(FILE, {"format": form, "audience": audience})
    assert answer.status_code == 200
    assert answer["Content-Type"] == files.FORMATS[form].kind
    found = snapshot(cast.register)
    held = files.FORMATS[form]
    about = f"-{held.part}" if held.part else ""
    name = answer["Content-Disposition"]
    if audience == "public":
        assert f'"exampleshire{about}-public-' in name
        assert f"-{fingerprint(found.public())[:16]}.{ENDINGS[form]}" in name
        assert "Register-Revision" not in answer
    else:
        assert name == (
            f'attachment; filename="exampleshire{about}-revision-{found.number}-'
            f'{found.seal[:16]}.{ENDINGS[form]}"'
        )
        assert answer["Register-Revision"] == f"{found.number}:{found.seal}"


def test_a_file_is_of_the_day_that_is_asked_for(see, cast):
    then = snapshot(cast.register)
    revise_risk(cast.register, "R1.1", by=cast.editor, title="Anew", reason="So.")
    past = json.loads(see(FILE, {"format": "json", "at": then.number}).content)
    assert past == document(then)
    assert json.loads(see(FILE, {"format": "json"}).content) == document(snapshot(cast.register))


def test_one_organisation_gets_its_risks_and_the_joint_ones(see, cast):
    revise_risk(cast.register, "R3.9", by=cast.editor, lead="Constabulary", reason="So.")
    asked = {"format": "csv", "part": "owner", "owner": "Constabulary"}
    answer = see(FILE, asked)
    assert 'filename="exampleshire-csv-constabulary-revision-' in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        lines = archive.read("risks.csv").decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["Reference", "R1.2", "R3.9"]


def test_the_public_gets_nothing_of_what_is_withheld(see, cast):
    withhold(cast.register, "R1.1", by=cast.editor, reasoning="So.", **WITHHELD)
    answer = see(FILE, {"format": "docx", "audience": "public"})
    said = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert f"Withheld as a whole under {WITHHELD['ground']}: 1" in said
    assert "The public is not heard." not in " ".join(said)


def test_the_history_is_a_sheet_on_request_up_to_what_is_seen(see, cast):
    number = snapshot(cast.register).number
    revise_risk(cast.register, "R1.1", by=cast.editor, marking="SECRET", reason="So.")
    revise_risk(cast.register, "R1.1", by=cast.editor, marking="OFFICIAL", reason="So.")
    then = load_workbook(io.BytesIO(see(FILE, {"history": "1", "at": number}).content))
    assert then["History"]["A2"].value == number
    now = load_workbook(io.BytesIO(see(FILE, {"history": "1"}).content))
    assert now["History"]["A2"].value == number + 2
    # It was marked so once, and the history tells of it.
    assert now["Risks"].oddHeader.center.text == now["How to read this"]["B3"].value == "SECRET"
    assert "History" not in load_workbook(io.BytesIO(see(FILE).content)).sheetnames


def test_what_changed_is_a_sheet_on_request(see, cast):
    number = snapshot(cast.register).number
    revise_risk(cast.register, "R1.1", by=cast.editor, title="Anew", reason="Plainer.")
    asked = {"changes": "1", "since": number}
    page = load_workbook(io.BytesIO(see(FILE, asked).content))["Changes"]
    (row,) = page.iter_rows(min_row=2, values_only=True)
    assert (row[0], row[3], row[7]) == ("R1.1", "Anew", "Plainer.")
    file = load_workbook(io.BytesIO(see(FILE, {**asked, "at": number}).content))["Changes"]
    assert file.max_row == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"format": "odt"}, "“odt” is not in the list: choose again."),
        ({"audience": "friends"}, "“friends” is not in the list: choose again."),
        ({"part": "owner"}, "Choose the organisation."),
        ({"part": "owner", "owner": "Charity"}, "“Charity” is not in the list: choose again."),
        ({"changes": "1", "format": "docx"}, "What changed goes into an Excel workbook"),
        ({"changes": "1", "since": "6", "at": "5"}, "not after the day of the file."),
        ({"history": "1", "audience": "public"}, "The history goes into an Excel workbook"),
        ({"history": "1", "format": "docx"}, "The history goes into an Excel workbook"),
    ],
)
def test_what_there_is_not_is_said_and_the_choices_are_kept(see, asked, sentence):
    answer = see(FILE, asked)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Error: Take the register with you" in page
    if asked.get("audience") == "public":
        assert '<input type="radio" name="audience" value="public" checked>' in page


def test_the_page_says_how_much_there_is_and_what_the_public_does_not_get(see, cast):
    withhold(cast.register, "R1.1", by=cast.editor, reasoning="So.", **WITHHELD)
    page = see(PAGE).content.decode()
    assert "3 risks, 2 controls and 0 actions. Every file of it is ready at once." in page
    assert WITHHELD["ground"] in page
    assert page.count('name="format"') == len(files.FORMATS)


def test_a_template_that_cannot_be_read_is_said_on_the_page(see, settings, tmp_path):
    settings.REPORT_TEMPLATE = tmp_path / "ours.docx"
    settings.REPORT_TEMPLATE.write_text("Dear all")
    answer = see(FILE, {"format": "report"})
    assert answer.status_code == 422
    assert "The template ours.docx cannot be read as a Word document" in answer.content.decode()


def test_who_takes_a_file_is_in_the_security_log(see, cast, caplog):
    with caplog.at_level(logging.INFO, "registers.security"):
        see(FILE, {"format": "pptx", "audience": "public"})
    (line,) = [json.loads(r.getMessage()) for r in caplog.records if r.name == "registers.security"]
    told = {name: line[name] for name in ("event", "format", "for", "email", "path")}
    assert told == {
        "event": "exported", "format": "pptx", "for": "public", "email": "editor@example.org",
        "path": FILE,
    }  # fmt: skip


class TestLong:
    """What is long is written by a process of its own, from plain values and no database."""

    @pytest.fixture
    def long(self, see, settings):
        settings.FILE_AT_ONCE, settings.PDF_SOON = 1, 0
        return see

    def until_made(self, see, address):
        answer = see(address, follow=True)
        end = time.monotonic() + 120
        while answer.status_code == 202:
            assert time.monotonic() < end
            time.sleep(0.1)
            answer = see(answer.wsgi_request.get_full_path())
        return answer

    def test_it_is_the_same_file_as_one_written_at_once(self, long, cast):
        found = snapshot(cast.register)
        waiting = long(f"{FILE}?format=csv")
        assert waiting["Location"] == f"{FILE}?format=csv&at={found.number}"
        page = long(waiting["Location"])
        assert "Your file is being made" in page.content.decode()
        revise_risk(cast.register, "R1.1", by=cast.editor, title="Anew", reason="So.")
        answer = self.until_made(long, waiting["Location"])
        assert answer.content == write_csv(found)
        assert f"-revision-{found.number}-" in answer["Content-Disposition"]

    def test_it_has_the_history_and_the_marking_too(self, long, cast):
        revise_risk(cast.register, "R1.1", by=cast.editor, marking="SECRET", reason="So.")
        book = load_workbook(io.BytesIO(self.until_made(long, f"{FILE}?history=1").content))
        assert book["History"]["B2"].is_date
        assert book["Risks"].oddHeader.center.text == "SECRET"

    def test_the_page_says_so(self, long):
        assert "it is made while you do something else" in long(PAGE).content.decode()

    def test_the_address_for_the_public_tells_no_number(self, long):
        where = long(f"{FILE}?format=csv&audience=public")["Location"]
        today = timezone.localdate().isoformat()
        assert where == f"{FILE}?format=csv&audience=public&at={today}"
        answer = self.until_made(long, where)
        assert f"-public-{today}-" in answer["Content-Disposition"]

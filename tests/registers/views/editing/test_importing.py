"""A file is sent, read, shown as a plan, and brought in when that is confirmed."""

import io
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from registers.actions import revise_risk
from registers.exchange.incoming import limits, uploads
from registers.exchange.write_xlsx import write_xlsx
from registers.snapshot import snapshot
from tests.registers.deeds import last_number
from tests.registers.exchange.incoming.books import COUNCIL, book_of
from tests.registers.security_lines import events


@pytest.fixture(autouse=True)
def kept_with_the_test(settings, tmp_path, monkeypatch):
    settings.INCOMING_STORE = tmp_path
    monkeypatch.setattr(uploads, "SOON", 60)


def send(client, cast, raw, name="Risks.xlsx"):
    start = reverse("import_start", args=(cast.register.slug,))
    return client.post(start, {"file": SimpleUploadedFile(name, raw)})


def edited(cast):
    """The register's own workbook, in which R1.1 has got a title."""

    book = load_workbook(io.BytesIO(write_xlsx(snapshot(cast.register))))
    book["Risks"]["C2"] = "Voice"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.editor)
    return client


def test_a_workbook_is_shown_and_then_brought_in(signed_in, cast, caplog):
    caplog.set_level(logging.INFO, "registers.security")
    before = last_number(cast.register)
    sent = send(signed_in, cast, edited(cast))
    assert sent.status_code == 302
    page = signed_in.get(sent.url)
    assert page.status_code == 200
    assert '<ins class="as-typed">Voice</ins>' in page.content.decode()
    assert last_number(cast.register) == before
    agreed = page.context["plan"].digest
    done = signed_in.post(sent.url, {"agreed": agreed, "reason": "From the office."})
    assert (done.status_code, snapshot(cast.register).risk("R1.1").title) == (302, "Voice")
    assert last_number(cast.register) == before + 1
    assert events(caplog)[0] == "imported"
    history = signed_in.get(reverse("history", args=(cast.register.slug,))).content.decode()
    assert "File brought in: Risks.xlsx" in history


def test_who_confirms_twice_is_told_of_what_they_did(signed_in, cast, tmp_path):
    sent = send(signed_in, cast, edited(cast))
    said = {"agreed": signed_in.get(sent.url).context["plan"].digest, "reason": "From the office."}
    signed_in.post(sent.url, said)
    number = last_number(cast.register)
    for again in (
        signed_in.post(sent.url, said, follow=True),
        signed_in.get(sent.url, follow=True),
    ):
        assert f"Brought in as revision {number}." in again.content.decode()
    assert last_number(cast.register) == number
    assert [one.name for one in tmp_path.glob("*/*")] == ["about.json"]
    assert signed_in.get(f"{sent.url}columns/").status_code == 404


def test_who_loses_against_themselves_is_told_of_what_they_did(signed_in, cast):
    """The second of two requests that both had read the file before one of them was done."""
    sent = send(signed_in, cast, edited(cast))
    said = {"agreed": signed_in.get(sent.url).context["plan"].digest, "reason": "From the office."}
    folder = uploads.find(
        sent.url.split("/")[-2], person=cast.editor.pk, register=cast.register.pk
    ).folder
    held = {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "about.json"}
    signed_in.post(sent.url, said)
    for name, raw in held.items():
        (folder / name).write_bytes(raw)
    page = signed_in.post(sent.url, said, follow=True)
    assert f"Brought in as revision {last_number(cast.register)}." in page.content.decode()


def test_what_changed_meanwhile_is_shown_anew_and_nothing_brought_in(signed_in, cast, caplog):
    sent = send(signed_in, cast, edited(cast))
    agreed = signed_in.get(sent.url).context["plan"].digest
    revise_risk(cast.register, "R1.1", by=cast.approver, title="Noise", reason="So.")
    before = last_number(cast.register)
    page = signed_in.post(sent.url, {"agreed": agreed, "reason": "From the office."})
    assert page.status_code == 409
    assert '<del class="as-typed">Noise</del>' in page.content.decode()
    assert last_number(cast.register) == before
    assert events(caplog) == ["import refused"]
    again = signed_in.post(sent.url, {"agreed": page.context["plan"].digest, "reason": "Still."})
    assert (again.status_code, snapshot(cast.register).risk("R1.1").title) == (302, "Voice")


def test_a_reason_is_wanted(signed_in, cast):
    sent = send(signed_in, cast, edited(cast))
    agreed = signed_in.get(sent.url).context["plan"].digest
    page = signed_in.post(sent.url, {"agreed": agreed, "reason": " "})
    assert page.status_code == 422
    assert snapshot(cast.register).risk("R1.1").title == ""


def test_a_file_can_be_let_go(signed_in, cast, tmp_path):
    sent = send(signed_in, cast, edited(cast))
    signed_in.get(sent.url)
    assert signed_in.post(sent.url, {"discard": "1"}).status_code == 302
    assert signed_in.get(sent.url).status_code == 404


def test_a_file_is_nobody_elses(signed_in, client, cast):
    sent = send(signed_in, cast, edited(cast))
    client.force_login(cast.approver)
    assert client.get(sent.url).status_code == 404


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"PK\x03\x04broken", "Risks.xlsx", "The file is broken."),
        (b"a,b\n1,2\n", "Risks.xlsx", "what is in the file is plain text"),
        (b"x", "Risks.xls", "is not read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    signed_in, cast, caplog, tmp_path, raw, name, says
):
    sent = send(signed_in, cast, raw, name)
    page = signed_in.get(sent.url)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert events(caplog) == ["import refused"]
    assert [one for one in tmp_path.iterdir() if one.is_dir()] == []


def test_a_foreign_workbook_asks_what_its_columns_are(signed_in, cast):
    sent = send(signed_in, cast, book_of(COUNCIL))
    asked = signed_in.get(sent.url)
    assert asked.url == reverse(
        "import_columns", args=(cast.register.slug, sent.url.split("/")[-2])
    )
    page = signed_in.get(asked.url)
    for head in ("Columns", "Words that are no level of this register", "Risks without a theme"):
        assert f"<legend>{head}</legend>" in page.content.decode()
    said = {field.html_name: field.value() or "" for field in page.context["form"]}
    assert "after.likelihood" in said.values()
    assert {name for name in said if name.startswith("likelihood-")}
    said |= {name: "4" for name in said if name.startswith(("likelihood-", "impact-"))}
    answered = signed_in.post(asked.url, {**said, "theme": "1"})
    plan = signed_in.get(answered.url).context["plan"]
    assert plan.counts["raised"] > 2
    assert not plan.counts["refused"]


def test_the_templates_are_read_again(signed_in, cast):
    for ending, name in (("xlsx", "T.xlsx"), ("csv", "T.zip")):
        url = reverse("import_template", args=(cast.register.slug, ending))
        sent = send(signed_in, cast, signed_in.get(url).content, name)
        plan = signed_in.get(sent.url).context["plan"]
        assert (plan.is_empty, plan.counts["refused"], plan.absent) == (True, 0, ())


def test_more_rows_than_a_page_plans_are_for_the_command(signed_in, cast, monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS_ON_PAGE", 5)
    sent = send(signed_in, cast, edited(cast))
    page = signed_in.get(sent.url)
    assert page.status_code == 422
    assert "and a page takes 5 at most" in page.content.decode()
    assert "import_register" in page.content.decode()
    assert signed_in.get(sent.url).status_code == 404


def test_more_changes_than_a_page_writes_are_shown_and_for_the_command(
    signed_in, cast, monkeypatch
):
    """Also when they are posted: the register is not held for so long."""
    sent = send(signed_in, cast, edited(cast))
    monkeypatch.setattr(limits, "MOST_WRITES_ON_PAGE", 0)
    page = signed_in.get(sent.url)
    assert '<ins class="as-typed">Voice</ins>' in page.content.decode()
    assert "The file would write 1 rows" in page.content.decode()
    assert "Bring it in" not in page.content.decode()
    before = last_number(cast.register)
    agreed = page.context["plan"].digest
    refused = signed_in.post(sent.url, {"agreed": agreed, "reason": "From the office."})
    assert refused.status_code == 422
    assert "import_register" in refused.content.decode()
    assert last_number(cast.register) == before


def test_two_columns_are_not_taken_as_the_same(signed_in, cast):
    sent = send(signed_in, cast, book_of([["Ref", "Risk", "Notes"], ["R3.11", "Flood.", "Wet."]]))
    columns = signed_in.get(sent.url).url
    asked = signed_in.get(columns).context["form"]
    said = {field.html_name: field.value() or "" for field in asked}
    notes = next(field.html_name for field in asked if "Notes" in field.label)
    page = signed_in.post(columns, {**said, notes: "description"})
    assert page.status_code == 422
    assert "Column B Risk is taken as this already: leave one of them out." in page.content.decode()


def test_what_is_refused_with_its_risk_is_one_sentence(signed_in, cast):
    """Rows of a risk without a reference are each said: nothing tells whose they are."""
    heads = ["Ref", "Risk", "Theme", "Gross L", "Gross I", "Controls"]
    rows = [
        ["R3.11", "Flood.", "Workforce", 9, 1, "Pumps.\nWalls."],
        [None, "Fire.", None, 9, 1, "Alarms."],
    ]
    sent = send(signed_in, cast, book_of([heads, *rows]))
    columns = signed_in.get(sent.url).url
    asked = signed_in.get(columns).context["form"]
    said = {field.html_name: field.value() or "" for field in asked}
    page = signed_in.get(signed_in.post(columns, said).url)
    refused = {
        line.about: [sentence for sentence in line.refusals if "level" not in sentence]
        for group in page.context["groups"]
        for line in group.lines
        if group.outcome == "refused"
    }
    assert refused["R3.11"] == ["2 rows that belong to it are refused with it."]
    assert "The risk that it belongs to is refused." in page.content.decode()
    assert page.context["plan"].counts["refused"] == 5

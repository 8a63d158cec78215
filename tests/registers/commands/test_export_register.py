"""Writing a register to a file, now or as at the end of a day."""

import json
import logging
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from registers.actions import create_register, revise_register
from registers.exchange import files
from registers.exchange.document import fingerprint
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.actions.test_load_register import loaded
from tests.registers.cast import scheme_of
from tests.registers.exchange.test_reading import RAW


@pytest.fixture
def export(db, capsys, tmp_path):
    """Write a register; gives the file and what was said, with {file} for its path."""

    def call(slug, *arguments, file=None):
        file = file or tmp_path / "out.json"
        call_command("export_register", slug, "--format", "json", "--output", str(file), *arguments)
        return file, capsys.readouterr().out.replace(str(file), "{file}")

    return call


def test_writes_byte_for_byte_what_was_loaded(export):
    found = snapshot(loaded())
    file, said = export("cambridgeshire-strategic")
    assert file.read_bytes() == RAW
    assert said == (
        f"Wrote {{file}} ({len(RAW):,} bytes): cambridgeshire-strategic, revision 1, "
        f"seal {found.seal[:16]}.\n"
    )


def test_a_day_means_its_end_in_london(cast, export):
    owners = [(cast.opcc, "OPCC", "OPCC"), (cast.constabulary, "Force", "Force")]
    register = create_register(
        by=SYSTEM, slug="past", title="First", owners=owners, scheme=scheme_of(2, 2), reason="So.",
        moment=datetime(2026, 6, 1, 12, tzinfo=UTC),
    )  # fmt: skip
    # British summer time: one minute to midnight, and midnight.
    for title, moment in (("Second", (2026, 6, 2, 22, 59)), ("Third", (2026, 6, 2, 23, 0))):
        revise_register(
            register, by=SYSTEM, title=title, reason="So.", moment=datetime(*moment, tzinfo=UTC)
        )
    days = {"2026-06-01": "First", "2026-06-02": "Second", "2026-06-03": "Third"}
    found = {day: json.loads(export("past", "--at", day)[0].read_bytes())["title"] for day in days}
    assert found == days
    with pytest.raises(CommandError) as failure:
        export("past", "--at", "2026-05-31")
    assert str(failure.value) == (
        "past: The register had not begun on 31 May 2026. Its revisions are 1 to 3."
    )
    assert json.loads(export("past", "--at", "2")[0].read_bytes())["title"] == "Second"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere",), "There is no register nowhere; there is exampleshire."),
        *(
            (
                ("exampleshire", "--at", asked),
                f"exampleshire: “{asked}” is no day, moment, version or revision. Write a day as "
                "2026-11-20, a moment as 2026-11-20T14:30, an agreed version as version-3, or the number of a revision. "
                "Its revisions are 1 to 8.",
            )
            for asked in ("soon", "2026-02-30")
        ),
    ],
)
def test_fails_in_one_sentence_and_writes_nothing(cast, export, tmp_path, arguments, sentence):
    with pytest.raises(CommandError) as failure:
        export(*arguments)
    assert str(failure.value) == sentence
    assert list(tmp_path.iterdir()) == []


def test_says_that_a_file_cannot_be_written_and_leaves_the_old_one(cast, export, tmp_path):
    missing = tmp_path / "none" / "out.json"
    with pytest.raises(CommandError) as failure:
        export("exampleshire", file=missing)
    assert str(failure.value) == f"{missing} cannot be written: No such file or directory."
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError) as failure:
        export("exampleshire", file=tmp_path / "folder")
    assert str(failure.value) == f"{tmp_path / 'folder'} cannot be written: Is a directory."
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_paper_for_the_public_names_no_revision(cast, export, tmp_path, settings):
    settings.PDF_STORE = tmp_path / "pdf"
    found = snapshot(cast.register)
    file, said = export("exampleshire", "--audience", "public")
    assert json.loads(file.read_bytes())["slug"] == "exampleshire"
    print_ = fingerprint(found.public())[:16]
    assert said.endswith(f"exampleshire, for the public, fingerprint {print_}.\n")
    file, said = export(
        "exampleshire", "--format", "pdf", "--part", "risk", "--of", "R1.1", "--annexes", "",
        "--audience", "public", file=tmp_path / "out.pdf",
    )  # fmt: skip
    assert file.read_bytes().startswith(b"%PDF")
    assert found.seal[:16] not in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--part", "risk", "--of", "R9.9"), "There is no risk R9.9 here."),
        (("--part", "owner", "--of", "X"), "“X” is not an owner of this register."),
        (("--themes", "1,7"), "There is no theme 7 here."),
        (("--themes", "one"), "--themes is 'one': write numbers with commas, such as 1,3."),
        (("--annexes", "all"), "There is no annex all; there is closed, changes, scheme."),
        (
            ("--at", "2", "--since", "5"),
            "Choose a day to compare with that is not after the day of the paper.",
        ),
    ],
)
def test_a_paper_that_cannot_be_is_refused_in_one_sentence(
    cast, export, tmp_path, arguments, sentence
):
    with pytest.raises(CommandError) as failure:
        export("exampleshire", "--format", "pdf", *arguments)
    assert str(failure.value) == sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", files.FORMATS)
def test_every_format_is_written_as_the_page_gives_it(cast, tmp_path, capsys, form):
    file = tmp_path / "out"
    found = snapshot(cast.register)
    call_command("export_register", "exampleshire", "--format", form, "--output", str(file))
    raw = file.read_bytes()
    assert raw[:2] == (b"{\n" if form == "json" else b"PK")
    assert capsys.readouterr().out == (
        f"Wrote {file} ({len(raw):,} bytes): exampleshire, revision {found.number}, "
        f"seal {found.seal[:16]}.\n"
    )


def test_an_organisation_gets_its_own(cast, tmp_path):
    file = tmp_path / "out.json"
    call = ("export_register", "exampleshire", "--format", "json", "--output", str(file))
    call_command(*call, "--part", "owner", "--of", "Constabulary", "--audience", "public")
    themes = json.loads(file.read_bytes())["themes"]
    assert [r["reference"] for theme in themes for r in theme["risks"]] == ["R1.2", "R3.9"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--part", "owner"], "--part owner needs --of with an organisation: OPCC, Constabulary."),
        (["--part", "owner", "--of", "No"], "“No” is not an owner of this register."),
        (["--part", "map"], "--part map is a page of its own: it comes as a PDF only."),
    ],
)
def test_what_there_is_not_is_said(cast, tmp_path, more, sentence):
    file = tmp_path / "out.xlsx"
    with pytest.raises(CommandError) as failure:
        call_command(
            "export_register", "exampleshire", "--format", "xlsx", "--output", str(file), *more
        )
    assert str(failure.value) == sentence
    assert not file.exists()


def test_a_workbook_has_what_changed_and_the_history_on_request(cast, tmp_path):
    file = tmp_path / "out.xlsx"
    call = ("export_register", "exampleshire", "--format", "xlsx", "--output", str(file))
    call_command(*call, "--with", "history,changes", "--since", "1")
    assert load_workbook(file).sheetnames[-2:] == ["Changes", "History"]
    for more, sentence in (
        (("--with", "maps"), "There is no sheet maps; there is changes, history."),
        (
            ("--with", "history", "--audience", "public"),
            "--with goes with --format xlsx, the whole register and its owners.",
        ),
    ):
        with pytest.raises(CommandError) as failure:
            call_command(*call, *more)
        assert str(failure.value) == sentence


def test_a_file_that_is_taken_is_a_line_of_the_security_log(export, caplog):
    loaded()
    caplog.set_level(logging.INFO, "registers.security")
    export("cambridgeshire-strategic", "--audience", "public")
    (line,) = [json.loads(record.message) for record in caplog.records]
    assert line["account"]
    assert line == line | {
        "event": "exported", "command": "export_register", "format": "json", "for": "public",
        "register": "cambridgeshire-strategic", "person": None,
    }  # fmt: skip

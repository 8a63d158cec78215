"""The record as a file: who gets it, that it is the same for the same record, and its script."""

import ast
import io
import json
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from registers.actions import revise_risk
from registers.exchange import record_file
from registers.models import Revision
from tests.registers.exchange.offline import check, unpack


def written(register):
    file = io.BytesIO()
    reached = record_file.write_record(register, file)
    return file.getvalue(), reached


def test_the_same_record_gives_the_same_bytes(cast):
    raw, reached = written(cast.register)
    assert written(cast.register) == (raw, reached)
    last = cast.register.journal.revisions.order_by("-number")[0]
    assert reached == (last.number, last.seal.value)


def test_a_line_is_a_revision_and_the_last_is_what_stands(cast):
    raw, (number, seal) = written(cast.register)
    with ZipFile(io.BytesIO(raw)) as archive:
        assert archive.namelist() == ["record.jsonl", "check_record.py", "README.txt"]
        lines = [json.loads(line) for line in archive.read("record.jsonl").splitlines()]
        told = archive.read("README.txt").decode()
    *revisions, end = lines
    assert [line["number"] for line in revisions] == list(range(1, number + 1))
    assert revisions[0]["rows"][0][0] == "registers_revision"
    assert (end["register"], end["number"], end["seal"]) == ("exampleshire", number, seal)
    live = {table: len(rows) for table, _past, rows in end["live"]}
    assert (live["registers_risk"], live["registers_control"], live["registers_user"]) == (3, 2, 0)
    assert told.startswith("OFFICIAL\n\nThe record of “Strategic risks” (exampleshire) up to")


def test_no_password_is_in_it(cast):
    raw, _reached = written(cast.register)
    with ZipFile(io.BytesIO(raw)) as archive:
        assert b"password" not in archive.read("record.jsonl")


def test_the_script_is_short_and_is_python_3_8():
    text = record_file.SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 100
    tree = ast.parse(text, feature_version=(3, 8))
    modules = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    modules |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules == {"argparse", "hashlib", "json"}


def test_a_file_that_was_shortened_is_noticed(cast, tmp_path):
    unpack(cast.register, tmp_path)
    record = tmp_path / "record.jsonl"
    *lines, before_last, last = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text("".join([*lines, last]), encoding="utf-8")
    code, said = check(tmp_path)
    number = json.loads(before_last)["number"] - 1
    assert code == 1
    assert f"The chain ends at {number}: later revisions were cut off." in said


@pytest.mark.parametrize(
    ("key", "value"),
    [("renamed", {"registers_historicalrisk": {"title": "causes", "causes": "title"}})],
)
def test_a_false_table_of_renamed_columns_hides_nothing(cast, tmp_path, key, value):
    """A name that the sealed text has itself is nobody's new name."""
    revise_risk(cast.register, "R1.1", by=cast.editor, title="Title", causes="Causes", reason="So.")
    unpack(cast.register, tmp_path)
    record = tmp_path / "record.jsonl"
    *lines, last, end = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    row = last["rows"][1][3]
    row["title"], row["causes"] = row["causes"], row["title"]
    end[key] = value
    record.write_text("\n".join(map(json.dumps, [*lines, last, end])), encoding="utf-8")
    code, said = check(tmp_path)
    assert code == 1
    assert (
        f"Revision {last['number']}: a row was changed: registers_historicalrisk {row['id']}."
        in said
    )


def test_owners_get_it_and_others_do_not(cast, client):
    address = reverse("export_record", args=["exampleshire"])
    expected = {
        "editor": 200, "approver": 200, "contributor": 200, "board_reader": 200,
        "council_reader": 403, "stranger": 404, "administrator": 404,
    }  # fmt: skip
    found = {}
    for name, person in cast.people.items():
        client.force_login(person)
        found[name] = client.get(address).status_code
    assert found == expected


def test_the_file_bears_number_and_seal_in_its_name(cast, client):
    client.force_login(cast.editor)
    answer = client.get(reverse("export_record", args=["exampleshire"]))
    raw, (number, seal) = written(cast.register)
    assert b"".join(answer.streaming_content) == raw
    name = f"exampleshire-record-revision-{number}-{seal[:16]}.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Register-Revision"] == f"{number}:{seal}"
    assert answer["Cache-Control"] == "private, no-store"


def test_reading_it_writes_nothing(cast, client):
    client.force_login(cast.editor)
    count = Revision.objects.count()
    client.get(reverse("export_record", args=["exampleshire"]))
    assert Revision.objects.count() == count


def test_the_command_writes_the_same_file(cast, capsys, tmp_path, monkeypatch):
    raw, (number, seal) = written(cast.register)
    monkeypatch.chdir(tmp_path)
    call_command("export_record", "exampleshire")
    name = f"exampleshire-record-revision-{number}-{seal[:16]}.zip"
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == raw
    assert capsys.readouterr().out == (
        f"Wrote {name} ({len(raw):,} bytes): the record of exampleshire, revision {number}, "
        f"seal {seal[:16]}.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is no register nowhere; there is exampleshire."),
        (
            ["exampleshire", "--to", "/no/such/folder/record.zip"],
            "/no/such/folder/record.zip cannot be written: No such file or directory.",
        ),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence(cast, arguments, sentence):
    with pytest.raises(CommandError) as failure:
        call_command("export_record", *arguments)
    assert str(failure.value) == sentence

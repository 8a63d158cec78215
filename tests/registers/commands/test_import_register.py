"""`import_register`: what it says, what it does, what it refuses."""

import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command

from registers.snapshot import snapshot
from tests.registers.deeds import last_number
from tests.registers.exchange.incoming.books import book_of

ROWS = [
    ["Ref", "Risk", "L", "I"],
    ["R1.1", "The public is not heard.", 1, 1],
    ["R1.3", "New.", 9, 1],
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Risks.xlsx"
    path.write_bytes(book_of(ROWS))
    return path


def said(file, cast, **options):
    out = io.StringIO()
    named = {"register": cast.register.slug, "by": cast.editor.email, **options}
    call_command("import_register", file, stdout=out, **named)
    return out.getvalue()


def test_a_dry_run_says_what_it_would_do_and_does_nothing(cast, file):
    before = last_number(cast.register)
    text = said(file, cast, dry_run=True)
    assert "0 new; 1 risk changed; 0 left alone; 1 risk refused." in text
    assert "Register 3: refused. Column C, Likelihood after controls: “9” is no level" in text
    assert text.endswith("Nothing was brought in: this was a dry run.\n")
    assert last_number(cast.register) == before


def test_brings_in_what_is_not_refused(cast, file):
    before = last_number(cast.register)
    assert said(file, cast).endswith(f"Brought in as revision {before + 1}.\n")
    assert snapshot(cast.register).risk("R1.1").after.total == 1
    assert said(file, cast).endswith("Nothing was changed.\n")


def test_takes_columns_as_it_is_told(cast, file):
    said(file, cast, map="C=before.likelihood,D=before.impact")
    found = snapshot(cast.register).risk("R1.1")
    assert (found.before.total, found.after.total) == (1, 6)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"register": "none"}, "There is no register none."),
        ({"by": "nobody@example.org"}, "There is no person with the address nobody@example.org."),
        ({"map": "C=hope"}, "write a column and what it is"),
    ],
)
def test_refuses(cast, file, options, says):
    with pytest.raises(CommandError, match=says):
        said(file, cast, **options)


def test_who_may_not_edit_brings_nothing_in(cast, file):
    before = last_number(cast.register)
    with pytest.raises(CommandError, match="You may not do this. Nothing was changed."):
        said(file, cast, by=cast.board_reader.email)
    assert last_number(cast.register) == before


def test_what_it_does_and_what_is_refused_are_lines_of_the_security_log(cast, file, caplog):
    caplog.set_level(logging.INFO, "registers.security")
    said(file, cast, dry_run=True)
    said(file, cast)
    with pytest.raises(CommandError):
        said(file, cast, by=cast.board_reader.email)
    done, refused = [json.loads(record.message) for record in caplog.records]
    same = {"command": "import_register", "register": cast.register.slug, "file": done["file"]}
    assert len(done["file"]) == 64
    assert done | same == done
    assert (done["event"], done["email"]) == ("imported", cast.editor.email)
    assert done["revision"] == last_number(cast.register)
    assert refused | same == refused
    assert (refused["event"], refused["email"]) == ("import refused", cast.board_reader.email)

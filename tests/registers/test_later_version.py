"""A database that a later version has migrated still verifies, in the system and offline: what was
sealed under the old name of a column is held to the new one."""

import json
import os
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.registers import later_version
from tests.registers.exchange.offline import check
from tests.registers.processes import ROOT, database_url

pytestmark = pytest.mark.slow
POSTGRESQL = connection.vendor == "postgresql"
FIRST = """
from registers.actions import revise_risk
from tests.registers.cast import make_cast
cast = make_cast()
for causes in ("Few meetings.", "Few and far."):
    revise_risk(cast.register, "R1.1", by=cast.editor, causes=causes, reason="So.")
"""
THEN = """
from registers.actions import revise_risk
from registers.models import Register, User
person = User.objects.get(email="editor@example.org")
revise_risk(Register.objects.get(), "R1.1", by=person, origins="Later.", reason="So.")
"""
ERASE = """
from registers.actions import add_person, ask_erasure, confirm_erasure
from registers.models import Organisation, Register, SealedText, User
from registers.permissions import SYSTEM
register, opcc = Register.objects.get(), Organisation.objects.get(short_name="OPCC")
first = add_person(by=SYSTEM, email="signer@example.org", name="Olive Signer", title="Chief",
                   organisation=opcc, role="approver")
second = User.objects.get(email="approver@example.org")
asked = ask_erasure(register, by=first, words="Few and far", ground="A law", why="It must go.")
confirm_erasure(register, asked.pk, by=second)
assert not SealedText.objects.filter(text__contains="Few and far").exists()
"""
# The first of the two revisions before the migration, under the name that came later.
ALTER = """
from registers import triggers
from registers.models import Risk
from tests.registers.tampering import alter, take_guards_away
take_guards_away()
row = Risk.history.get({of})
alter(row, {change})
triggers.install()
"""


@contextmanager
def database(folder: Path):
    """The DATABASE_URL of an empty database of its own."""
    if not POSTGRESQL:
        yield f"sqlite:///{folder / 'later.sqlite3'}"
        return
    url = database_url()
    server, name = url.rpartition("/")[0], f"later_version_{os.getpid()}"
    with psycopg.connect(
        f"{server}/postgres".replace("postgres://", "postgresql://", 1), autocommit=True
    ) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server}/{name}"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Version:
    """A version of the product on a database."""

    def __init__(self, root: Path, url: str) -> None:
        self.root, self.url = root, url

    def manage(self, *arguments: str) -> tuple[int, str]:
        """A command: its exit code and what it said."""
        kept = {
            name: text for name, text in os.environ.items() if name not in {"DEMO", "SECRET_KEY"}
        }
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.root,
            env={**kept, "DATABASE_URL": self.url, "DATA_DIR": str(self.root / "var")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def run(self, program: str) -> None:
        code, said = self.manage("shell", "--no-imports", "-c", program)
        assert code == 0, said

    def faults(self) -> list[str]:
        code, said = self.manage("verify_register", "exampleshire", "--json")
        (told,) = json.loads(said[: said.rindex("]") + 1])
        assert code == bool(told["faults"]), said
        return [fault["what"] for fault in told["faults"]]

    def offline(self, folder: Path) -> tuple[int, list[str]]:
        code, said = self.manage(
            "export_record", "exampleshire", "--to", str(folder / "record.zip")
        )
        assert code == 0, said
        with zipfile.ZipFile(folder / "record.zip") as archive:
            archive.extractall(folder)
        return check(folder)


@pytest.fixture(scope="module")
def url(tmp_path_factory, django_db_setup):
    """A database that this version filled."""
    with database(tmp_path_factory.mktemp("database")) as url:
        now = Version(ROOT, url)
        code, said = now.manage("migrate", "--verbosity=0")
        assert code == 0, said
        now.run(FIRST)
        yield url


@pytest.fixture(scope="module")
def later(url, tmp_path_factory):
    """The later version, which has migrated the database."""
    folder = tmp_path_factory.mktemp("later")
    later_version.make(folder)
    version = Version(folder, url)
    assert version.manage("makemigrations", "--check", "--dry-run") == (0, "No changes detected\n")
    code, said = version.manage("migrate", "--verbosity=1")
    assert code == 0, said
    return version


def test_it_is_whole_and_goes_on(later, tmp_path):
    assert later.faults() == []
    later.run(THEN)
    assert later.faults() == []
    code, lines = later.offline(tmp_path)
    assert (code, len(lines)) == (0, 1), lines


@pytest.mark.parametrize("column", ["origins", "grounds"])
def test_a_value_that_is_altered_under_its_new_name_is_found(later, tmp_path, column):
    of = 'origins="Few meetings."'
    later.run(ALTER.format(of=of, change=f'{column}="Never said."'))
    (what,) = later.faults()
    assert what.startswith("a row was changed: registers_historicalrisk ")
    code, lines = later.offline(tmp_path)
    assert code == 1
    assert lines[0].endswith(what)
    back = {"origins": "Few meetings.", "grounds": "none stated"}[column]
    later.run(ALTER.format(of=f'{column}="Never said."', change=f'{column}="{back}"'))
    assert later.faults() == []


def test_words_that_were_sealed_under_the_old_name_are_erased(later, tmp_path):
    later.run(ERASE)
    assert later.faults() == []
    code, lines = later.offline(tmp_path)
    assert code == 0, lines


def test_a_version_that_does_not_tell_of_its_renaming_finds_faults(later, url, tmp_path):
    later_version.make(tmp_path / "silent", tells_of_the_renaming=False)
    assert any("a row was changed" in what for what in Version(tmp_path / "silent", url).faults())

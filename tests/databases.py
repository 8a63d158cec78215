"""The test database: in a file on SQLite, and made by the migrations once for each state of them.

What they make is kept in pytest's cache under a fingerprint of all that has a say in it, since
running them all takes a hundred times as long as copying; `--create-db` makes it anew. Guards are
put in again each time, as after any migrate.
"""

import hashlib
import os
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).parents[1]
HAVE_A_SAY = (
    "registers/apps.py",
    "registers/migrations/*.py",
    "registers/models/*.py",
    "registers/text.py",
    "registers/triggers.py",
    "scoring/migrations/*.py",
    "scoring/models.py",
)


@dataclass(frozen=True)
class Made:
    """The file that keeps what the migrations make, and whether it was there at the beginning;
    no file where nothing is kept."""

    file: Path | None
    is_there: bool


@pytest.fixture(scope="session")
def tables_made(request, django_db_createdb):
    if connection.vendor != "sqlite" or not hasattr(request.config, "cache"):
        return Made(None, is_there=False)
    versions = version("Django"), version("django-simple-history"), sqlite3.sqlite_version
    state = hashlib.sha256(repr(versions).encode())
    for pattern in HAVE_A_SAY:
        for file in sorted(PROJECT.glob(pattern)):
            text = file.read_bytes()
            state.update(f"{file.relative_to(PROJECT)} {len(text)} ".encode() + text)
    file = request.config.cache.mkdir("databases") / f"{state.hexdigest()}.sqlite3"
    return Made(file, is_there=file.exists() and not django_db_createdb)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory, tables_made
):
    """Keep SQLite's test database in a file, as in use: several connections can have it.

    No connection outlives its request, or PostgreSQL's could not be dropped at the end.
    """
    connection.settings_dict["CONN_MAX_AGE"] = 0
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)
        if tables_made.is_there:
            name.write_bytes(tables_made.file.read_bytes())


@pytest.fixture(scope="session")
def django_db_keepdb(tables_made):
    """Whether the tables are there already, so that migrate has only to look."""
    return tables_made.is_there


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tables_made):
    """Keep what was made now, in place of what was kept before."""
    if tables_made.file is None or tables_made.is_there:
        return
    whole = tables_made.file.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        kept = sqlite3.connect(whole)
        connection.connection.backup(kept)
        kept.close()
        connection.close()
    for old in tables_made.file.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    whole.replace(tables_made.file)

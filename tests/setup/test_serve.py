"""The demonstration, started as `make run` starts it, in a process and with data of its own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow
SERVE = [sys.executable, "-m", "riskregister.setup.serve"]


@pytest.fixture
def surroundings(tmp_path):
    """An environment with a data folder and a port that nobody else has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), "PORT": str(port)}


@contextmanager
def served(surroundings):
    """Start; gives the lines up to the one that says where to go, its address last."""
    server = subprocess.Popen(
        SERVE,
        cwd=settings.BASE_DIR,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = []
        for line in server.stdout:
            lines.append(line.strip())
            if "http://" in line:
                break
        yield lines
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)


def get(surroundings, path):
    address = f"http://127.0.0.1:{surroundings['PORT']}{path}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.read().decode()


def test_it_loads_the_demonstration_once_and_says_where_to_go(surroundings):
    where = f"The risk register is at http://127.0.0.1:{surroundings['PORT']}/ (Ctrl-C ends it)"
    with served(surroundings) as lines:
        assert lines[:2] == ["Preparing the database …", "Loading the demonstration …"]
        assert lines[-1] == where
        assert get(surroundings, "/readyz")[0] == 200
        assert "<h1" in get(surroundings, "/")[1]
    with served(surroundings) as lines:
        assert lines == ["The record is whole (3 journals verified).", where]
        assert get(surroundings, "/readyz")[0] == 200


def refusal(surroundings):
    done = subprocess.run(
        SERVE,
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr.strip()


def test_a_port_in_use_is_named_and_another_proposed(surroundings):
    port = int(surroundings["PORT"])
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert refusal(surroundings) == (
            f"Not started: port {port} cannot be had (Address already in use); "
            f"try another: PORT={port + 1} make run"
        )


def test_a_database_that_cannot_be_reached_is_said_in_one_sentence(surroundings):
    surroundings["DATABASE_URL"] = "postgres://nobody@127.0.0.1:9/nothing"
    said = refusal(surroundings)
    assert said.startswith("Not started: the database cannot be used (")
    assert "\n" not in said


def test_a_file_that_is_no_database_is_said_in_one_sentence(surroundings, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("These are notes and no database. " * 100, encoding="utf-8")
    surroundings["DATABASE_URL"] = f"sqlite:///{other}"
    assert refusal(surroundings) == (
        "Not started: the database cannot be used (file is not a database)."
    )


def test_it_does_not_start_as_an_installation_for_others(surroundings):
    surroundings["SECRET_KEY"] = "x" * 60
    assert refusal(surroundings).startswith("Not started: ")

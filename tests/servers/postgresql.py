"""A private PostgreSQL server: on a socket of its own, for one test run, then gone."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PROGRAMS = ("initdb", "postgres", "pg_isready")
PERSON = "riskregister"
# Nothing of it needs to outlive the power.
IN_A_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
STARTS_WITHIN = 60


def find() -> Path | None:
    """The folder that holds the server's programs, the newest where there are several."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version_in, reverse=True)
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        places.append(Path(asked.stdout.strip()))
    places += [Path(path) for path in os.environ.get("PATH", "").split(os.pathsep)]
    return next((p for p in places if all((p / name).exists() for name in PROGRAMS)), None)


def _version_in(path: Path) -> int:
    return int(path.parent.name) if path.parent.name.isdigit() else 0


def version(programs: Path) -> str:
    """The server's version, as in `PostgreSQL 15.18`."""
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    return "PostgreSQL " + re.search(r"\d+(\.\d+)+|\d+\S*", said.stdout).group()


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Start a server in a new, short folder; gives its DATABASE_URL; ends and removes it after.

    Raises RuntimeError, with what the server said, when it does not start.
    """
    # A socket's path ends at 107 bytes, so the usual folder may be too long.
    home = Path(tempfile.mkdtemp(prefix="rr-", dir="/tmp"))
    as_somebody = _unprivileged()
    if as_somebody:
        os.chown(home, as_somebody["user"], as_somebody["group"])
    try:
        _create(programs, home, as_somebody)
        with (home / "log").open("wb") as log:
            settings = [f"-c{setting}" for setting in (*IN_A_HURRY, "listen_addresses=")]
            server = subprocess.Popen(
                [programs / "postgres", "-D", home / "data", "-k", home, *settings],
                stdout=log,
                stderr=log,
                cwd=home,
                # Ctrl-C is for the tests; the server is told to stop when they have.
                start_new_session=True,
                **as_somebody,
            )
        try:
            _wait(server, programs, home)
            yield f"postgres://{PERSON}@{quote(str(home), safe='')}/postgres"
        finally:
            _end(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged() -> dict:
    """As whom to run: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {person.pw_name: person for person in pwd.getpwall()}
    person = names.get("postgres") or names["nobody"]
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _create(programs: Path, home: Path, as_somebody: dict) -> None:
    command = [programs / "initdb", "-D", home / "data", "-U", PERSON, "-A", "trust"]
    command += ["-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=home, check=False, **as_somebody
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")


def _wait(server: subprocess.Popen, programs: Path, home: Path) -> None:
    ready = [programs / "pg_isready", "-q", "-h", home, "-U", PERSON, "-d", "postgres"]
    until = time.monotonic() + STARTS_WITHIN
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            said = (home / "log").read_text(errors="replace")
            raise RuntimeError(f"PostgreSQL did not start: {said[-2000:]}")
        time.sleep(0.05)


def _end(server: subprocess.Popen) -> None:
    # An interrupt is "fast": whoever is still connected is sent away.
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

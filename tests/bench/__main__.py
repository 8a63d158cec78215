"""What pages, saves and files cost, as ratios to a floor measured in the same run.

usage: python -m tests.bench [--quick] [--full] [--postgresql]
`--quick` measures 19 risks only, in seconds; `--full` adds saves on a long history and takes a much
deeper past; `--postgresql` starts a private server instead of using SQLite. Snapshots of the past
are measured on both, where there is a server. Nothing touches the developer's own database.
Timings never fail the run; queries that are too many, or that grow with the risks, do.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import postgresql

PROJECT = Path(__file__).resolve().parents[2]
#: Risks and versions of each, in one database: thirty thousand history rows, and two million.
SHALLOW = ("200x50",)
DEEP = ("200x50", "200x500", "1000x50", "1000x500")
# What an installation sets would change what is measured.
NOT_PASSED_ON = (
    "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DEMO", "HTTPS", "PORT", "BEHIND_PROXY",
    "CSRF_TRUSTED_ORIGINS", "HSTS_SECONDS", "EMAIL_HOST",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measure what was asked for; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--quick", action="store_true", help="19 risks only, in seconds")
    parser.add_argument("--full", action="store_true", help="saves on a long history, too")
    parser.add_argument("--rows", type=int, default=100_000, help="how long, in history rows")
    parser.add_argument("--deep", nargs="+", help="risks and versions: 200x50 …")
    parser.add_argument("--postgresql", action="store_true", help="on a private server")
    asked = parser.parse_args(arguments)
    if asked.postgresql and postgresql.find() is None:
        print("There is no PostgreSQL server on this machine to start.", file=sys.stderr)
        return 1
    codes = []
    if asked.full:
        codes.append(run(asked.postgresql, "measure_history", f"--rows={asked.rows}"))
    if not asked.quick:
        deep = asked.deep or (DEEP if asked.full else SHALLOW)
        codes += [run(place, "measure_past", *deep) for place in places(asked.postgresql)]
    codes.append(run(asked.postgresql, "measure", *(["--quick"] if asked.quick else [])))
    return max(codes)


def places(on_postgresql: bool) -> list[bool]:
    """Whether on PostgreSQL, for each database on which the past is measured."""
    if on_postgresql or postgresql.find() is None:
        return [on_postgresql]
    return [False, True]


def run(on_postgresql: bool, *command: str) -> int:
    """Run a command of the bench on a database of its own; its exit code."""
    kept = {name: text for name, text in os.environ.items() if name not in NOT_PASSED_ON}
    with tempfile.TemporaryDirectory() as folder, database(on_postgresql, Path(folder)) as url:
        return subprocess.run(
            [sys.executable, "-m", "django", *command, "--settings=tests.bench.settings"],
            env={**kept, "DATA_DIR": folder, "DATABASE_URL": url},
            cwd=PROJECT,
            check=False,
        ).returncode


@contextmanager
def database(on_postgresql: bool, folder: Path) -> Iterator[str]:
    """The DATABASE_URL of an empty database that is thrown away afterwards."""
    if on_postgresql:
        with postgresql.running(postgresql.find()) as url:
            yield url
    else:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

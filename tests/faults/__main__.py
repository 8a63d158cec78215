"""Plants faults in a copy of the project, one at a time: each must turn its test red.

A check that cannot fail is worth nothing. First every named test is run as it is, and must be
green; then each fault is planted and taken out again. The working tree is never touched.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.faults.planted import FAULTS
from tests.servers import postgresql

GREEN, RED = 0, 1
PROJECT = Path(__file__).resolve().parents[2]


def main():
    """Plant all; the exit code says whether each was noticed."""
    with tempfile.TemporaryDirectory(prefix="riskregister-faults-") as folder, server() as url:
        copy = Path(folder) / "project"
        copy_project(copy)
        problems = [
            f"{text} is not green before anything is planted"
            for on_server in (False, True)
            for text in unplanted(copy, on_server, url)
        ]
        problems += [said for fault in FAULTS if (said := planted(copy, fault, url))]
    for problem in problems:
        print(f"NOT NOTICED: {problem}")
    print(f"{len(FAULTS) - len(problems)} passed, {len(problems)} failed")
    return 1 if problems else 0


@contextmanager
def server():
    """A PostgreSQL server for the faults that only it shows."""
    programs = postgresql.find()
    if programs is None:
        sys.exit("Not run: no PostgreSQL on this machine, and one fault shows on it alone.")
    with postgresql.running(programs) as url:
        yield url


def copy_project(copy):
    """Copy what git keeps or would keep, as it is in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, copy / name)


def unplanted(copy, on_server, url):
    """The tests that are red as they are."""
    tests = sorted({fault.test for fault in FAULTS if fault.on_postgresql == on_server})
    return [] if run(copy, tests, url if on_server else "") == GREEN else [", ".join(tests)]


def planted(copy, fault, url):
    """Plant one fault and take it out again; gives what is wrong, or nothing."""
    file = copy / fault.file
    whole = file.read_text(encoding="utf-8")
    if whole.count(fault.old) != 1:
        return f"{fault.name}: its text stands {whole.count(fault.old)} times in {fault.file}"
    file.write_text(whole.replace(fault.old, fault.new), encoding="utf-8")
    try:
        code = run(copy, [fault.test], url if fault.on_postgresql else "")
    finally:
        file.write_text(whole, encoding="utf-8")
    if code != RED:
        return f"{fault.name}: {fault.test} ended with {code}"
    print(f"noticed: {fault.name}", flush=True)
    return ""


def run(copy, tests, url):
    """Run tests in the copy; gives pytest's exit code."""
    surroundings = {**os.environ, "DATA_DIR": str(copy / "var"), "PYTHONDONTWRITEBYTECODE": "1"}
    surroundings.pop("DATABASE_URL", None)
    if url:
        surroundings["DATABASE_URL"] = url
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {GREEN, RED}:
        print(done.stdout[-3000:], done.stderr[-3000:], sep="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

"""Plants faults in copies of the project, one at a time: each must turn its test red.

A check that cannot fail is worth nothing. First every named test is run as it is, and must be
green; then each fault is planted and taken out again, in two copies side by side. The working tree
is never touched.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from tests.faults.planted import FAULTS
from tests.servers import postgresql

GREEN, RED = 0, 1
PROJECT = Path(__file__).resolve().parents[2]


def main():
    """Plant all; the exit code says whether each was noticed."""
    with tempfile.TemporaryDirectory(prefix="riskregister-faults-") as folder, server() as url:
        copy, other = Path(folder) / "project", Path(folder) / "other"
        copy_project(copy)
        problems = [
            f"not green before anything is planted: {text}"
            for on_server in (False, True)
            for text in unplanted(copy, on_server, url)
        ]
        # With what pytest keeps, so that the tables are made once.
        shutil.copytree(copy, other, symlinks=True)
        problems += planted_side_by_side((copy, other), url)
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
    """Copy what git keeps or would keep, as it is in the working tree, into a repository of its
    own: tests that copy the project again ask git what there is."""
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
    subprocess.run(["git", "init", "-q", str(copy)], check=True)


def unplanted(copy, on_server, url):
    """The tests that are red as they are: pytest's own line on the first of them."""
    tests = sorted({fault.test for fault in FAULTS if fault.on_postgresql == on_server})
    done = run(copy, tests, url if on_server else "")
    if done.returncode == GREEN:
        return []
    named = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return named or [", ".join(tests)]


def planted_side_by_side(copies, url):
    """Plant each fault in whichever copy is free; gives what is wrong. Those that need the server follow one another: its test database is one."""
    free = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def plant(fault):
        copy = free.get()
        try:
            return planted(copy, fault, url)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as side_by_side:
        said = list(side_by_side.map(plant, [one for one in FAULTS if not one.on_postgresql]))
    said += [plant(one) for one in FAULTS if one.on_postgresql]
    return [what for what in said if what]


def planted(copy, fault, url):
    """Plant one fault and take it out again; gives what is wrong, or nothing."""
    file = copy / fault.file
    whole = file.read_text(encoding="utf-8")
    if whole.count(fault.old) != 1:
        return f"{fault.name}: its text stands {whole.count(fault.old)} times in {fault.file}"
    file.write_text(whole.replace(fault.old, fault.new), encoding="utf-8")
    try:
        code = run(copy, [fault.test], url if fault.on_postgresql else "").returncode
    finally:
        file.write_text(whole, encoding="utf-8")
    if code != RED:
        return f"{fault.name}: {fault.test} ended with {code}"
    print(f"noticed: {fault.name}", flush=True)
    return ""


def run(copy, tests, url):
    """Run tests in the copy; gives the process when it has ended."""
    surroundings = {**os.environ, "DATA_DIR": str(copy / "var"), "PYTHONDONTWRITEBYTECODE": "1"}
    surroundings.pop("DATABASE_URL", None)
    if url:
        surroundings["DATABASE_URL"] = url
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", *tests],
        cwd=copy,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {GREEN, RED}:
        print(done.stdout[-3000:], done.stderr[-3000:], sep="\n")
    return done


if __name__ == "__main__":
    sys.exit(main())

"""All tests: on SQLite, then on a PostgreSQL server of their own, with a browser, veraPDF
and LibreOffice.

usage: python -m tests [--fast | --deep] [arguments of pytest]
`--fast` leaves out PostgreSQL, browser, veraPDF, LibreOffice and whatever is marked slow; `--deep`
draws many more random sequences. What cannot be had is named at the end; under CI=true it is a
failure.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from riskregister.setup import system
from tests.servers import chromium, libreoffice, postgresql, verapdf

TOOLS = (
    (system.POSTGRESQL, postgresql.find),
    (system.CHROMIUM, chromium.find),
    (system.VERAPDF, verapdf.find),
    (system.LIBREOFFICE, libreoffice.find),
)
# Browser, veraPDF and LibreOffice run once, on PostgreSQL; what knows no database runs once, on
# SQLite.
ON_SQLITE = "not browser and not verapdf and not libreoffice"
ON_POSTGRESQL = "not once"
FAST = f"{ON_SQLITE} and not slow"
# What an installation sets would change what is tested.
NOT_PASSED_ON = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DEMO", "HTTPS", "PORT")
FAILED = ("failed", "error")


def main(arguments):
    """Run what was asked for; the exit code says whether all of it ran and passed."""
    mode = arguments[0] if arguments[:1] in (["--fast"], ["--deep"]) else ""
    arguments = arguments[1:] if mode else arguments
    if mode == "--deep":
        arguments = ["--hypothesis-profile=large", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        if mode == "--fast":
            reports = [run(Path(folder), ["-m", FAST, *arguments])]
            code = summarise(reports, [], [])
            print("These were the quick tests; 'make test' runs all.")
            return code
        missing = [part for part, find in TOOLS if not system.provide(part, find)]
        reports = [run(Path(folder), ["-m", ON_SQLITE, *arguments])]
        if programs := postgresql.find():
            with postgresql.running(programs) as url:
                version = postgresql.version(programs)
                reports.append(
                    run(Path(folder), arguments, DATABASE_URL=url, SUITE_DATABASE=version)
                )
        return summarise(reports, missing, versions())


def run(folder, arguments, **surroundings):
    """Run pytest once; gives its report, with its exit code."""
    report = folder / f"report-{len(list(folder.iterdir()))}.json"
    kept = {name: text for name, text in os.environ.items() if name not in NOT_PASSED_ON}
    code = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *arguments],
        env={**kept, "DATA_DIR": str(folder / "data"), "SUITE_REPORT": str(report), **surroundings},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode
    found = {"database": "A run that broke off", "counts": {}, "left_out": {}}
    if report.exists():
        found = json.loads(report.read_text(encoding="utf-8"))
    return {**found, "code": code}


def versions():
    """The versions of what the tests ran against, besides the databases."""
    found = [chromium.version(program)] if (program := chromium.find()) else []
    found += [verapdf.version()] if verapdf.find() else []
    return [*found, libreoffice.version()] if libreoffice.find() else found


def summarise(reports, missing, versions):
    """Print the end of the story; gives the exit code."""
    print("\n" + " The suite ".center(80, "="))
    total = Counter()
    for report in reports:
        counts = Counter(report["counts"])
        total += counts
        failed = sum(counts[kind] for kind in FAILED)
        print(f"{report['database']}: {counts['passed']} passed, {failed} failed")
    for version in versions:
        print(version)
    left_out = Counter()
    for report in reports:
        left_out.update(report["left_out"])
    for reason, count in left_out.items():
        print(f"DID NOT RUN: {count} tests ({reason})")
    for part in missing:
        print(f"DID NOT RUN: {part.what_for}. To have them, type: {system.line_to_type(part)}")
    print(f"Tests that did not run: {'see above' if missing or left_out else 0}")
    broken = any(report["code"] for report in reports) or not total["passed"]
    incomplete = bool(missing or left_out) and os.environ.get("CI") == "true"
    print(f"{total['passed']} passed, {sum(total[kind] for kind in FAILED)} failed", flush=True)
    return 1 if broken or incomplete else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

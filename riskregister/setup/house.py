"""Rules of the house that no library checks: what may stand in no file, or only in some.

`python -m riskregister.setup.house` lists every breach as FILE:LINE and a sentence,
and exits 1 if there is one.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_OURS = {".venv", ".git", "var", "node_modules"}
BAD_NAMES = {"utils.py", "helpers.py", "common.py", "services.py"}


@dataclass(frozen=True)
class Rule:
    """A pattern that may stand in no file whose path fits `where`, unless it fits `but`."""

    pattern: str
    sentence: str
    where: str = r"."
    but: str = r"^$"

    def breaches(self, name: str, text: str) -> Iterator[str]:
        """FILE:LINE and the sentence, for each place where the rule is broken."""
        if not re.search(self.where, name) or re.search(self.but, name):
            return
        for found in re.finditer(self.pattern, text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{name}:{line}: {self.sentence} ({found[0].strip()[:40]})"


PAGES = r"^templates/.*\.html$"
OURS = r"^(registers|scoring|riskregister)/.*\.py$"
# Where SQL or an unguarded queryset is the matter itself.
CLOSE_TO_THE_DATABASE = r"^registers/(triggers|rows|record|verifying|models/kept)\.py$"

RULES = (
    Rule(r"(?<![\w./~-])/(?:work|farm|opt)/\w+", "A path of one machine."),
    Rule(r"\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b", "A registry's address."),
    Rule(r"\bfarm-\w+", "A tool of one workplace."),
    Rule(r"\|\s*safe\b", "What people typed is always escaped.", PAGES),
    Rule(r"\{%\s*autoescape\s+off", "What people typed is always escaped.", PAGES),
    Rule(r"<style\b|\sstyle\s*=", "Style lives in style sheets.", PAGES),
    Rule(r"<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']", "Scripts live in files.", PAGES),
    Rule(r"\bmark_safe\b|[\"']<[a-z]+[ >]", "HTML lives in templates.", OURS),
    Rule(
        r"\bcursor\(|\.raw\(|\bRawSQL\(|\bmodels\.QuerySet\(",
        "SQL lives close to the database only.",
        OURS,
        CLOSE_TO_THE_DATABASE,
    ),
)


def files() -> list[str]:
    """The names of the project's own files: git's where this is a clone, else all there are."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [name for name in listed.stdout.splitlines() if Path(name).is_file()]
    return [str(p) for p in Path().rglob("*") if p.is_file() and not NOT_OURS & set(p.parts)]


def breaches() -> Iterator[str]:
    """Every breach of a rule in every file that is text."""
    for name in files():
        if Path(name).name in BAD_NAMES:
            yield f"{name}: A file's name says what it is about."
        try:
            text = Path(name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for rule in RULES:
            yield from rule.breaches(name, text)


def main() -> int:
    """Print all breaches; the exit code."""
    found = list(breaches())
    print("\n".join(found) or "Rules of the house: kept.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

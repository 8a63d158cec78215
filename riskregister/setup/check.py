"""`make check`: everything that can be said of the code without running it."""

import os
import subprocess
import sys
from pathlib import Path

PYTHON = (sys.executable, "-m")
MANAGE = (sys.executable, "manage.py")

# As an installation for others would set them.
PRODUCTION = {
    "SECRET_KEY": "not-secret-but-long-enough-for-the-checks-0123456789-abcdefghij",
    "ALLOWED_HOSTS": "register.example.org",
    "DATABASE_URL": "postgres://register@db.example.org/register",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "register@example.org",
}
# What would make it something else.
NOT_IN_PRODUCTION = ("DEMO", "DEBUG", "HTTPS")

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("style", (*PYTHON, "ruff", "check", "--quiet")),
    ("layout", (*PYTHON, "ruff", "format", "--check", "--quiet")),
    ("types", (*PYTHON, "mypy", "--no-error-summary")),
    ("templates", (*PYTHON, "djlint", "--lint", "--quiet", "templates")),
    ("layers", (str(Path(sys.executable).with_name("lint-imports")), "--no-cache")),
    ("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    ("rules of the house", (*PYTHON, "riskregister.setup.house")),
    ("packages", (*PYTHON, "pip", "check")),
)
DEPLOYMENT = (*MANAGE, "check", "--deploy", "--fail-level", "WARNING")


def run(name: str, command: tuple[str, ...], surroundings: dict[str, str]) -> bool:
    """Run one check; its words are shown when it fails. Whether it passed."""
    try:
        done = subprocess.run(
            command, env=surroundings, capture_output=True, text=True, check=False
        )
        code, said = done.returncode, done.stdout + done.stderr
    except OSError as problem:
        code, said = 1, str(problem)
    print(f"{name}: {'ok' if code == 0 else 'FAILED'}", flush=True)
    if code:
        print(said, flush=True)
    return code == 0


def main() -> int:
    """Run all checks, whatever fails; the exit code."""
    plain = {name: text for name, text in os.environ.items() if name not in PRODUCTION}
    plain = {name: text for name, text in plain.items() if name not in NOT_IN_PRODUCTION}
    passed = [run(name, command, plain) for name, command in CHECKS]
    passed.append(run("deployment", DEPLOYMENT, {**plain, **PRODUCTION}))
    failed = passed.count(False)
    print("All checks passed." if not failed else f"{failed} checks failed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

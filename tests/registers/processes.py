"""Starting a process of our own on the database that the test runs on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The DATABASE_URL of the test's database."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    host = quote(held["HOST"], safe="")
    return f"postgres://{held['USER']}:{held['PASSWORD']}@{host}:{held['PORT']}/{held['NAME']}"


def run(*command: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments beside the test; its words and its exit code."""
    kept = {name: text for name, text in os.environ.items() if name not in {"DEMO", "SECRET_KEY"}}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "riskregister.settings",
            "DATABASE_URL": database_url(),
            **surroundings,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

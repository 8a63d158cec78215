import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_quick_run_measures_everything_once_and_names_no_place(tmp_path):
    mine = tmp_path / "mine.sqlite3"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{mine}"},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for what in (
        "register page",
        "risk page",
        "heat map",
        "one assessment",
        "snapshot as at",
        "verifying",
        "review pack",
        "poll that finds nothing new",
        "XLSX, processor",
        "DOCX, peak memory",
        "CSV, processor",
        "JSON, processor",
        "import plan, peak memory",
    ):
        assert f"\n{what}" in done.stdout
    assert "\nPDF, " in done.stdout or "\nNOT MEASURED at 19 risks: PDFs need" in done.stdout
    last = done.stdout.strip().splitlines()[-1]
    assert "Python 3." in last
    assert "Django 5." in last
    assert "cores" in last
    assert str(Path.home()) not in done.stdout
    assert str(PROJECT) not in done.stdout
    assert not mine.exists()

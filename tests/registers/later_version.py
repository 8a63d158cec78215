"""A later version of the product, made from this one: a field of risks renamed, one added."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.__main__ import copy_project

MIGRATION = '''"""The later version: causes are called origins, and a risk says on what grounds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "{last}")]
    operations = [
        migrations.RenameField(model, "causes", "origins") for model in ("risk", "historicalrisk")
    ] + [
        migrations.AddField(model, "grounds", models.TextField(default="none stated"))
        for model in ("risk", "historicalrisk")
    ]
'''
FIELD = '    causes = models.TextField(_("causes"), blank=True, validators=[check_text])\n'
ADDED = '    grounds = models.TextField(default="none stated")\n'
RENAMED = "RENAMED: dict[tuple[str, str], str] = {}"
RENAMING = RENAMED.replace("{}", '{("registers_historicalrisk", "causes"): "origins"}')


def make(folder: Path, *, tells_of_the_renaming: bool = True) -> None:
    """Write the later version into a folder."""
    copy_project(folder)
    models, chain = folder / "registers/models/risks.py", folder / "registers/chain.py"
    # What a part of a risk is called there is a value and not the name of a column.
    left = {chain, *(folder / f"registers/models/{of}.py" for of in ("proposals", "withholdings"))}
    replace(models, FIELD, FIELD + ADDED)
    if tells_of_the_renaming:
        replace(chain, RENAMED, RENAMING)
    for file in (folder / "registers").rglob("*.py"):
        if file not in left and "migrations" not in file.parts:
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(r"(?<!_\(\")\bcauses\b", "origins", text), encoding="utf-8")
    migrations = folder / "registers/migrations"
    last = max(file.stem for file in migrations.glob("0*.py"))
    (migrations / "9999_later.py").write_text(MIGRATION.format(last=last), encoding="utf-8")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old} in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")

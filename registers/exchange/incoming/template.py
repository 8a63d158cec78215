"""The template: the tables that are brought in most, empty, under their headings."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from registers.content import Snapshot
from registers.exchange import sheets
from registers.exchange.columns import ACTIONS, CONTROLS, POSTS, RISKS, THEMES, Table, Value
from registers.exchange.sheets import Column, Sheet, write_book
from registers.exchange.write_csv import ANY_DAY

TABLES = (RISKS, CONTROLS, ACTIONS, THEMES, POSTS)


def template_xlsx(snapshot: Snapshot) -> bytes:
    """A workbook with how it is filled in, the register's themes and posts, and empty tables."""
    about = Sheet(
        _("How to fill this in"), (Column(_("Sheet"), 22), Column(snapshot.title, 110)),
        [*_about(snapshot)], is_list=False,
    )  # fmt: skip
    pages = [Sheet(t.name, _columns(t), _rows(snapshot, t)) for t in TABLES]
    return write_book((about, *pages), title=snapshot.title)


def template_csv(snapshot: Snapshot) -> bytes:
    """The same tables as CSV, together in an archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            raw = sheets.write_csv(_columns(table), _rows(snapshot, table))
            archive.writestr(zipfile.ZipInfo(f"{table.key}.csv", ANY_DAY), raw)
    return held.getvalue()


def _columns(table: Table) -> list[Column]:
    return [Column(c.heading, c.width, tuple(c.words.values())) for c in table.columns]


def _rows(snapshot: Snapshot, table: Table) -> list[tuple[Value, ...]]:
    return list(table.values(snapshot)) if table in (THEMES, POSTS) else []


def _about(snapshot: Snapshot) -> list[tuple[str, str]]:
    matrix = snapshot.scheme.matrix
    levels = [
        (axis, ", ".join(f"{level.value} {level.name}" for level in held))
        for axis, held in ((_("Likelihood"), matrix.likelihood), (_("Impact"), matrix.impact))
    ]
    owners = ", ".join(owner.short_name for owner in snapshot.owners)
    return [
        *((table.name, table.about) for table in TABLES),
        *levels,
        (_("Lead organisation"), owners),
        (_("Totals and ratings"), _("are computed and can stay empty.")),
    ]

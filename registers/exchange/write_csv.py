"""The tables of a register as CSV: one file for each, together in a ZIP archive."""

from __future__ import annotations

import io
import zipfile

from registers.content import Snapshot
from registers.exchange import sheets
from registers.exchange.columns import Table, tables_of
from registers.exchange.edges import head

#: The day that archives bear: the same content is the same file.
ANY_DAY = (1980, 1, 1, 0, 0, 0)


def write_csv(snapshot: Snapshot, *, marked: bool = False) -> bytes:
    """Every table of a register, as `KEY.csv` in UTF-8; where it is `marked` with a byte-order
    mark, by which Excel knows it. The archive's comment is the marking of what is in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables_of(snapshot):
            file = zipfile.ZipInfo(f"{table.key}.csv", ANY_DAY)
            file.external_attr = 0o644 << 16
            raw = write_table(snapshot, table, marked=marked)
            archive.writestr(file, raw, zipfile.ZIP_DEFLATED)
        archive.comment = head(snapshot).encode()
    return held.getvalue()


def write_table(snapshot: Snapshot, table: Table, *, marked: bool = False) -> bytes:
    """One table of a register as CSV."""
    columns = [sheets.Column(column.heading) for column in table.columns]
    return sheets.write_csv(columns, table.values(snapshot), marked=marked)

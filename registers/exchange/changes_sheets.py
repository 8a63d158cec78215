"""What changed between two points as a workbook: one line for each change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from registers.chain import shown
from registers.content import Snapshot
from registers.exchange.history_sheets import about
from registers.exchange.markings import marking_of_risks
from registers.exchange.sheets import Column, Sheet, write_xlsx
from registers.presentation.changes_page import ChangesPage, rows


def write_changes_xlsx(before: Snapshot, after: Snapshot, page: ChangesPage) -> bytes:
    """The changes that the page shows; the first sheet says in words how many there are."""
    lines = rows(page)
    told = [
        *about(
            after,
            _("Changes"),
            marking_of_risks([before, after], {line.reference for line in lines}),
        ),
        (_("Since revision"), before.number),
        (_("Since seal"), shown(before.seal)),
        (_("Since"), before.moment),
        (_("In short"), " ".join(filter(None, (page.sentence, page.rest)))),
    ]
    return write_xlsx([changes_sheet(page)], title=after.title, about=told)


def changes_sheet(page: ChangesPage) -> Sheet:
    columns = (
        Column(_("Risk"), 10), Column(_("What"), 24), Column(_("Before"), 50),
        Column(_("After"), 50), Column(_("Who"), 28), Column(_("For"), 24),
        Column(_("When"), 20), Column(_("Why"), 50), Column(_("Revision"), 10),
    )  # fmt: skip
    return Sheet(_("Changes"), columns, rows(page))

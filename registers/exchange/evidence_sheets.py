"""Evidence and a year in review as workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from registers.evidence import Evidence
from registers.exchange.evidence_pdf import marking_of
from registers.exchange.history_sheets import about, history_sheet
from registers.exchange.markings import marking_of_risks
from registers.exchange.sheets import Column, Sheet, Value, write_xlsx
from registers.presentation.evidence_page import EvidencePage, evidence_page
from registers.presentation.year_page import Place, YearPage, year_page
from registers.record import Entry
from registers.year import Year


def write_evidence_xlsx(evidence: Evidence) -> bytes:
    page = evidence_page(evidence)
    told = [
        *about(evidence.after, _("Evidence"), marking_of(evidence)),
        (_("About"), page.about),
        (_("Period"), page.period),
        (_("How much"), page.counts),
        *((_("Revision and seal"), end) for end in page.ends),
        *((_("Withheld"), line) for line in page.withheld or (_("Nothing is withheld."),)),
        (_("Not kept"), page.missing),
    ]
    risks = Sheet(
        _("Risks"),
        (
            Column(_("Risk"), 10), Column(_("Field"), 22), Column(page.labels[0], 60),
            Column(page.labels[1], 60),
        ),
        list(_facts(page)),
    )  # fmt: skip
    history = history_sheet(_in_order(evidence), evidence.after)
    return write_xlsx([risks, history], title=page.title, about=told)


def _facts(page: EvidencePage) -> Iterator[tuple[Value, ...]]:
    for item in page.items:
        if item.state:
            yield item.reference, _("Note"), item.state, ""
        for fact in item.facts:
            yield item.reference, fact.label, fact.before, fact.after


def _in_order(evidence: Evidence) -> list[Entry]:
    """Every entry of the bundle, the oldest first; one that touched two risks stands twice, each
    time with what it did to one."""
    found = [entry for item in evidence.items for entry in item.entries]
    return sorted([*found, *evidence.general], key=lambda entry: entry.number)


def write_year_xlsx(year: Year) -> bytes:
    page = year_page(year)
    known = [found for found in year.snapshots if found]
    last, marking = known[-1], marking_of_risks(known, {rated.reference for rated in year.risks})
    told = [
        *about(last, _("Year in review %(name)s") % {"name": page.name}, marking),
        (_("In short"), " ".join((page.opening, page.raised, page.closed, page.moved))),
        (_("Not kept"), page.missing),
    ]
    return write_xlsx([_ratings(page), _tallies(page), _checks(page)], title=last.title, about=told)


def _ratings(page: YearPage) -> Sheet:
    columns = (
        Column(_("Risk"), 10), Column(_("Title or description"), 60), Column(_("Lead"), 16),
        *(Column(day, 18) for day in page.days), Column(_("Over the year"), 16),
    )  # fmt: skip
    rows = [
        (row.reference, row.label, row.lead, *map(_rating, row.places), row.course)
        for row in page.rows
    ]
    return Sheet(_("Ratings by quarter"), columns, rows)


def _rating(place: Place) -> str:
    return f"{place.score.total} {place.score.word}" if place.score else place.word


def _checks(page: YearPage) -> Sheet:
    columns = (Column(_("Risk"), 10), Column(_("Lead"), 16), Column(_("What was found"), 80))
    return Sheet(_("Checks of controls"), columns, page.checks)


def _tallies(page: YearPage) -> Sheet:
    columns = (
        Column(_("Lead"), 40), Column(_("Open as the year began"), 24), Column(_("Raised"), 10),
        Column(_("Reopened"), 10), Column(_("Closed"), 10), Column(_("Open at its end"), 18),
    )  # fmt: skip
    rows = [
        (name, tally.opening, tally.raised, tally.reopened, tally.closed, tally.closing)
        for name, tally in page.tallies
    ]
    return Sheet(_("By organisation"), columns, rows)

"""A register's year in words and rows: ratings by quarter, and the counts of each organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.content import Assessment, Risk, Snapshot
from registers.presentation.scores import Score, scorer
from registers.presentation.words import day, listed
from registers.presentation.work_words import check
from registers.year import Rated, Tally, Year


@dataclass(frozen=True, slots=True)
class Place:
    """Where a risk stood at one day: a score, or `word` for what it was instead."""

    score: Score | None
    word: str


@dataclass(frozen=True, slots=True)
class YearRow:
    reference: str
    label: str
    lead: str
    places: tuple[Place, ...]
    course: str
    way: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """`opening` is the sentence of the counts; `ends` says revision and seal of each day; `checks`
    are a risk, its lead and what was found."""

    name: str
    days: tuple[str, ...]
    ends: tuple[str, ...]
    opening: str
    raised: str
    closed: str
    moved: str
    missing: str
    tallies: tuple[tuple[str, Tally], ...]
    checks: tuple[tuple[str, str, str], ...]
    rows: tuple[YearRow, ...]


def name_of(starts: int) -> str:
    """A financial year as it is called: `2026–27`."""
    return f"{starts}–{(starts + 1) % 100:02d}"


def year_page(year: Year) -> YearPage:
    score = [scorer(s.scheme.matrix) if s else None for s in year.snapshots]
    rows = tuple(_row(rated, year, score) for rated in year.risks)
    return YearPage(
        name=name_of(year.starts),
        days=tuple(day(at) for at in year.days),
        ends=tuple(_end(s) for s in year.snapshots),
        opening=_opening(year),
        raised=_named(year.raised, _("Raised: %(risks)s."), _("None was raised.")),
        closed=_named(year.closed, _("Closed: %(risks)s."), _("None was closed.")),
        moved=_moved(rows),
        missing=_("The register keeps no reviews yet, so none are listed."),
        checks=tuple(_checks(year)),
        tallies=(
            *((t.owner.name if t.owner else _("Joint"), t) for t in year.tallies),
            (_("All"), year.whole),
        ),
        rows=rows,
    )


def _checks(year: Year) -> Iterator[tuple[str, str, str]]:
    """Every check of a control in the year, as the register has it at its end: the risk, who
    leads on it, and what was found."""
    for rated in year.risks:
        lead = rated.lead.short_name if rated.lead else _("Joint")
        for control in rated.last.controls:
            for one in control.assurances:
                if year.days[0] < one.checked_on <= year.days[-1]:
                    yield rated.reference, lead, check(one)


def _opening(year: Year) -> str:
    if year.snapshots[0] is None:
        return _begun(year)
    first = sum(tally.opening for tally in year.tallies)
    last = sum(tally.closing for tally in year.tallies)
    begun = ngettext(
        "The year began with %(count)s open risk", "The year began with %(count)s open risks", first
    ) % {"count": first}
    ended = ngettext(
        "on %(day)s there was %(count)s.", "on %(day)s there were %(count)s.", last
    ) % {"day": day(year.days[-1]), "count": last}
    return f"{begun}; {ended}"


def _begun(year: Year) -> str:
    last = sum(tally.closing for tally in year.tallies)
    return ngettext(
        "The register began in this year; on %(day)s there was %(count)s open risk.",
        "The register began in this year; on %(day)s there were %(count)s open risks.",
        last,
    ) % {"day": day(year.days[-1]), "count": last}


def _named(risks: Iterable[Rated], some: str, none: str) -> str:
    references = [rated.reference for rated in risks]
    return some % {"risks": listed(references)} if references else none


def _moved(rows: Iterable[YearRow]) -> str:
    ways = [row.way for row in rows]
    return _(
        "Of the risks that were scored at both ends of the year, %(worse)s stand worse, "
        "%(better)s better, and %(same)s the same."
    ) % {way: ways.count(way) for way in ("worse", "better", "same")}


def _end(found: Snapshot | None) -> str:
    if found is None:
        return _("not begun")
    return _("revision %(number)s") % {"number": found.number}


def _row(rated: Rated, year: Year, score: list) -> YearRow:
    places = tuple(_place(risk, of) for risk, of in zip(rated.risks, score, strict=True))
    course, way = _course(rated, year)
    return YearRow(
        reference=rated.reference,
        label=rated.last.title or rated.last.description,
        lead=rated.lead.short_name if rated.lead else _("Joint"),
        places=places,
        course=course,
        way=way,
    )


def _place(risk: Risk | None, score) -> Place:  # type: ignore[no-untyped-def]
    if risk is None:
        return Place(None, _("not raised yet"))
    if not risk.is_open:
        return Place(None, _("closed"))
    found = score(risk.after)
    return Place(found, "" if found else _("not scored"))


def _course(rated: Rated, year: Year) -> tuple[str, str]:
    """What became of the score over the year, in words, and whether that is worse or better."""
    if not rated.last.is_open:
        return _("closed"), ""
    if rated.risks[0] is None:
        return _("raised"), ""
    first, last = rated.scores[0], rated.scores[-1]
    if first is None or last is None:
        return "", ""
    ends = (year.snapshots[0], year.snapshots[-1])
    if all(ends) and ends[0].scheme.matrix != ends[1].scheme.matrix:  # type: ignore[union-attr]
        return _("another scheme"), ""
    return _turned(first, last)


def _turned(first: Assessment, last: Assessment) -> tuple[str, str]:
    if last.total > first.total:
        return _("up %(by)s") % {"by": last.total - first.total}, "worse"
    if last.total < first.total:
        return _("down %(by)s") % {"by": first.total - last.total}, "better"
    return _("the same"), "same"

"""What can be chosen on the page of changes: the two points, the organisation, the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registers import moments
from registers.content import Owner, Snapshot, Theme
from registers.periods import QUARTER, Period, as_written, months_before
from registers.presentation.addresses import query
from registers.presentation.register_page import Choice, Filter
from registers.snapshot import Point

#: The periods that are offered, in months.
_OFFERED = (1, QUARTER, 12)


@dataclass(frozen=True, slots=True)
class ChangesForm:
    """`start` and `end` are what stands in the two inputs, `settings` what goes with any link.

    `since` and `until` say the two points in words, and `said` what was chosen for the reader.
    """

    start: str
    end: str
    since: str
    until: str
    said: str
    presets: tuple[Choice, ...]
    filters: tuple[Filter, ...]
    by: Owner | None
    theme: Theme | None
    everything: str


def changes_form(
    period: Period, after: Snapshot, asked: Mapping[str, str], today: date
) -> ChangesForm:
    """The form as it stands in an address; unknown organisations and themes are left out."""
    by = next((o for o in after.owners if o.short_name == asked.get("by")), None)
    theme = next((t for t in after.themes if str(t.number) == asked.get("theme")), None)
    settings = {
        "from": period.asked_start if period.chosen or period.swapped else "",
        "to": period.asked_end,
        "by": by.short_name if by else "",
        "theme": str(theme.number) if theme else "",
    }
    return ChangesForm(
        start=as_written(period.asked_start),
        end=as_written(period.asked_end),
        since=_point(period.asked_start, period.start),
        until=_point(period.asked_end, period.end),
        said=_said(period),
        presets=presets(period, settings, today),
        filters=(
            _filter(settings, "by", _("By"), {o.short_name: o.short_name for o in after.owners}),
            _filter(
                settings,
                "theme",
                _("Theme"),
                {str(t.number): f"{t.number}. {t.name}" for t in after.themes},
            ),
        ),
        by=by,
        theme=theme,
        everything=query(settings, by="", theme=""),
    )


def _point(asked: str, point: Point) -> str:
    """`revision 12, at the end of 14 June 2026`, or `revision 61, now`."""
    when = moments.in_words(asked, point.moment) if asked else _("now")
    return _("revision %(number)s, %(when)s") % {"number": point.number, "when": when}


def _said(period: Period) -> str:
    if period.start == period.end:
        return _("Both points are the same revision.")
    if period.swapped:
        return _("You gave the later point first, so the two are swapped here.")
    if period.chosen:
        return ""
    if period.agreed:
        return _("Shown is what changed since the last agreed version. Choose another point.")
    if period.is_from_the_beginning:
        return _("This is all of it: the register is younger than three months.")
    return _("Three months are shown. Choose another day or revision to go further back.")


def presets(period: Period, settings: Mapping[str, str], today: date) -> tuple[Choice, ...]:
    """The periods that end now and begin after the register did, and its whole time, as
    addresses that keep the settings."""
    words = {1: _("Last month"), QUARTER: _("Quarter"), 12: _("Year")}
    began = moments.day_of(period.first)
    days = {months: months_before(today, months) for months in _OFFERED}
    offered = {words[months]: day.isoformat() for months, day in days.items() if day >= began}
    if period.agreed:
        version = {_("Last agreed version"): f"version-{period.agreed}"}
        if period.agreed > 1:
            earlier = period.agreed - 1
            version[_("Version %(number)s") % {"number": earlier}] = f"version-{earlier}"
        offered = version | offered
    offered[_("All")] = "1"
    return tuple(
        Choice(
            word,
            query(settings, **{"from": start, "to": ""}),
            start == period.asked_start and not period.asked_end,
        )
        for word, start in offered.items()
    )


def _filter(settings: Mapping[str, str], name: str, word: str, values: dict[str, str]) -> Filter:
    now = settings[name]
    offered = {"": _("All"), **values}
    choices = tuple(
        Choice(text, query(settings, **{name: value}), value == now)
        for value, text in offered.items()
    )
    return Filter(word, offered[now], bool(now), choices)

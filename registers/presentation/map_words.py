"""What the heat map says in words above itself and above its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers import moments
from registers.changes import Changes
from registers.content import Risk, Snapshot
from registers.periods import Period
from registers.presentation import change_words, words
from registers.presentation.following import Following
from registers.presentation.heat_map import Place
from registers.presentation.movement.moves import crossings
from scoring.matrix import Band

#: A sentence names no more risks than this; each of them is listed on the page in any case.
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class ListTitle:
    title: str
    about: str


def named_above(snapshot: Snapshot) -> str:
    """The references above appetite, the worst first, while they are few enough to be read."""
    above = snapshot.above_appetite
    return words.references(above) if len(above) <= MOST_NAMED else ""


def above_appetite(snapshot: Snapshot) -> str:
    """`3 are above appetite`, or the nil return; the empty string where no appetite is set."""
    if snapshot.appetite is None and all(theme.appetite is None for theme in snapshot.themes):
        return ""
    count = len(snapshot.above_appetite)
    if not count:
        return _("none is above appetite")
    return ngettext("%(count)s is above appetite", "%(count)s are above appetite", count) % {
        "count": count
    }


def sides(snapshot: Snapshot) -> str:
    """What controls do, before and after in one sentence."""
    pairs = [(r, r.before, r.after) for r in snapshot.risks if r.before and r.after]
    lower = sum(1 for _r, before, after in pairs if after.total < before.total)
    higher = [risk for risk, before, after in pairs if after.total > before.total]
    same = [risk for risk, before, after in pairs if after.total == before.total]
    return _(
        "Controls take %(lower)s of %(scored)s risks lower: %(before)s before; %(after)s after. "
        "%(same)s; %(higher)s."
    ) % {
        "lower": lower,
        "scored": len(pairs),
        "before": words.short_spread(snapshot.counts("before"), zeros=True),
        "after": words.short_spread(snapshot.counts("after"), zeros=True),
        "same": _same(same),
        "higher": _higher(higher),
    }


def _same(risks: list[Risk]) -> str:
    if not risks:
        return _("None is unchanged")
    if len(risks) > MOST_NAMED:
        return _("%(count)s are unchanged") % {"count": len(risks)}
    named = words.listed([risk.reference for risk in risks])
    return ngettext("%(risks)s is unchanged", "%(risks)s are unchanged", len(risks)) % {
        "risks": named
    }


def _higher(risks: list[Risk]) -> str:
    if not risks:
        return _("none is higher")
    count = len(risks)
    if count > MOST_NAMED:
        return _("%(count)s are higher") % {"count": count}
    return ngettext(
        "%(count)s is higher (%(risks)s)", "%(count)s are higher (%(risks)s)", count
    ) % {
        "count": count,
        "risks": words.references(risks),
    }


def since(period: Period) -> str:
    """The day or moment from which on movement is told: `24 August 2026`."""
    if period.is_from_the_beginning:
        return _("the beginning, %(day)s") % {"day": words.day(moments.day_of(period.start))}
    if (version := moments.version_asked(period.asked_start)) is not None:
        day = words.day(moments.day_of(period.start))
        return _("version %(number)s (%(day)s)") % {"number": version, "day": day}
    if period.asked_start.isdecimal():
        return _("revision %(number)s") % {"number": period.start.number}
    return words.day(moments.day_asked(period.asked_start, period.start.moment))


def travel(changed: Changes, period: Period) -> str:
    """`Since 24 August 2026, 19 risks: 1 worse, 3 better …`."""
    if period.start == period.end and period.is_from_the_beginning:
        return _("There is no earlier day to compare with.")
    said = {"day": since(period), "counts": change_words.counted(changed.counts)}
    return _("Since %(day)s, %(counts)s.") % said


def crossed(changed: Changes) -> str:
    """Who went above appetite and who came back within it, in a sentence, or the nil return; empty
    where no appetite is set."""
    if not above_appetite(changed.after):
        return ""
    went, came = crossings(changed)
    return " ".join(
        (
            _("%(risks)s went above appetite.") % {"risks": _some(went)}
            if went
            else _("None went above appetite."),
            _("%(risks)s came back within it.") % {"risks": _some(came)}
            if came
            else _("None came back within it."),
        )
    )


def _some(risks: Sequence[Risk]) -> str:
    """References while they are few enough to be read, else how many."""
    if len(risks) > MOST_NAMED:
        return words.risks(len(risks))
    return words.listed([risk.reference for risk in risks])


def list_title(
    snapshot: Snapshot,
    count: int,
    place: Place | None,
    band: Band | None,
    followed: Following | None = None,
) -> ListTitle:
    """The title of the list beside the map, with the same count as the map."""
    number = words.risks(count) if count else _("No risk")
    if place is not None:
        cell = snapshot.scheme.matrix.cell(*place)
        about = _("Impact %(impact)s, likelihood %(likelihood)s · %(band)s") % {
            "impact": snapshot.scheme.matrix.impact[cell.impact - 1].name,
            "likelihood": snapshot.scheme.matrix.likelihood[cell.likelihood - 1].name,
            "band": cell.band.word,
        }
        title = ngettext("%(risks)s scores %(total)s", "%(risks)s score %(total)s", count or 1)
        return ListTitle(title % {"risks": number, "total": cell.total}, about)
    if band is not None:
        title = ngettext("%(risks)s is %(band)s", "%(risks)s are %(band)s", count or 1)
        return ListTitle(title % {"risks": number, "band": band.word}, _("In order of reference"))
    if followed and followed.name:
        return ListTitle(number, _("Followed: %(what)s, worst first") % {"what": followed.word})
    return ListTitle(number, _("The whole map, worst first"))

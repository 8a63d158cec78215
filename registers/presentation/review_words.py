"""The words of reviews: their states, grounds and outcomes, and what they came to in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers import agenda
from registers.agenda import Item
from registers.agreements import Agreed
from registers.content import Owner
from registers.meetings import INTERNAL, PUBLIC, Decided
from registers.presentation.words import day, listed

#: Why a risk stands on the agenda.
GROUNDS = {
    agenda.ABOVE: gettext_lazy("Above appetite"),
    agenda.CHANGED: gettext_lazy("Changed since the last agreed version"),
    agenda.NEW: gettext_lazy("New since the last agreed version"),
    agenda.CHALLENGED: gettext_lazy("The owners differ"),
    agenda.OVERDUE: gettext_lazy("Overdue"),
    agenda.CLOSING: gettext_lazy("For closing"),
    agenda.REST: gettext_lazy("The rest"),
}
#: The same beside a risk, in a word or two.
BRIEF = {
    agenda.ABOVE: gettext_lazy("above appetite"),
    agenda.CHANGED: gettext_lazy("changed"),
    agenda.NEW: gettext_lazy("new"),
    agenda.CHALLENGED: gettext_lazy("challenged"),
    agenda.OVERDUE: gettext_lazy("overdue"),
    agenda.CLOSING: gettext_lazy("for closing"),
}
RESULTS = {
    agenda.UNCHANGED: gettext_lazy("Confirmed unchanged"),
    agenda.REASSESSED: gettext_lazy("Re-assessed"),
    agenda.REWORDED: gettext_lazy("Reworded"),
    agenda.RAISED: gettext_lazy("Raised"),
    agenda.CLOSED: gettext_lazy("Closed"),
    agenda.DEFERRED: gettext_lazy("Deferred"),
}


def grounds_of(item: Item) -> str:
    """All grounds of a risk: `above appetite, changed and overdue`; empty for the rest."""
    return listed([str(BRIEF[ground]) for ground in item.grounds if ground in BRIEF])


def audience(of: str, owners: Iterable[Owner]) -> str:
    """For whom a paper is, in words."""
    if of == INTERNAL:
        return _("the owners")
    if of == PUBLIC:
        return _("the public")
    named = next((owner.name for owner in owners if owner.short_name == of), of)
    return _("the risks of %(owner)s and the joint ones") % {"owner": named}


def compared_with(agreed: Agreed | None) -> str:
    """The last agreed version, as what stands is compared with it."""
    if agreed is None:
        return _("Nothing was agreed yet, so there is nothing to compare with.")
    return _("Compared with version %(version)s, agreed on %(day)s.") % {
        "version": agreed.version,
        "day": day(agreed.agreed_on),
    }


def progress(items: Iterable[Item], decided: Mapping[str, Decided]) -> str:
    """`7 of 19 risks gone through`."""
    places = [item.risk.reference for item in items]
    done = sum(reference in decided for reference in places)
    said = ngettext(
        "%(done)s of %(count)s risk gone through",
        "%(done)s of %(count)s risks gone through",
        len(places),
    )
    return said % {"done": done, "count": len(places)}


def counted(decided: Iterable[Decided]) -> str:
    """`12 confirmed unchanged, 3 re-assessed and 1 closed`; empty where nothing was decided."""
    found = Counter(one.result for one in decided)
    said = [
        f"{found[result]} {str(word)[0].lower()}{str(word)[1:]}"
        for result, word in RESULTS.items()
        if found[result]
    ]
    return listed(said)


def nil_returns(decided: Iterable[Decided]) -> str:
    """What did not happen, said out loud: `No risk was raised. None was closed.`"""
    found = {one.result for one in decided}
    said = (
        (agenda.REASSESSED, _("No score was changed.")),
        (agenda.RAISED, _("No risk was raised.")),
        (agenda.CLOSED, _("No risk was closed.")),
        (agenda.DEFERRED, _("Nothing was deferred.")),
    )
    return " ".join(sentence for result, sentence in said if result not in found)

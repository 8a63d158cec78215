"""One risk as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Risk, Snapshot, Theme, Withholding
from registers.models import Withholdable
from registers.presentation.addresses import risk_addresses
from registers.presentation.register_page import JOINT, overdue
from registers.presentation.scores import Score, change, scorer

TREATMENTS = {
    "tolerate": gettext_lazy("Tolerate"),
    "treat": gettext_lazy("Treat"),
    "transfer": gettext_lazy("Transfer"),
    "terminate": gettext_lazy("Terminate"),
}
MEANINGS = {
    "lower": gettext_lazy("Controls lower the score from %(before)s to %(after)s."),
    "same": gettext_lazy("The score is %(after)s before and after controls."),
    "higher": gettext_lazy(
        "The score is higher after controls: %(before)s before, %(after)s after."
    ),
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    reference: str
    address: str


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is withheld from the public: the name of the part, and what is said of it;
    `overdue` where the day to look at it again has passed."""

    name: str
    held: Withholding
    overdue: str


@dataclass(frozen=True, slots=True)
class RiskPage:
    """`standing` says where the risk is against appetite; `effect` what its controls do."""

    theme: Theme
    before: Score | None
    after: Score | None
    target: Score | None
    above: bool
    standing: str
    effect: str
    lead: str
    mark: str
    treatment: str
    overdue: str
    previous: Neighbour | None
    next: Neighbour | None
    withheld: tuple[Held, ...]


def risk_page(snapshot: Snapshot, risk: Risk, today: date, at: str = "") -> RiskPage:
    score = scorer(snapshot.scheme.matrix)
    before, after = _neighbours(snapshot, risk, at)
    return RiskPage(
        theme=snapshot.theme(risk.theme_number),
        before=score(risk.before),
        after=score(risk.after),
        target=score(risk.target),
        above=snapshot.is_above_appetite(risk),
        standing=_standing(snapshot, risk),
        effect=_effect(risk),
        lead=risk.lead.name if risk.lead else _("Joint"),
        mark=str(risk.lead.position) if risk.lead else JOINT,
        treatment=str(TREATMENTS.get(risk.treatment, risk.treatment)),
        overdue=overdue(risk.next_review, today) if risk.is_open else "",
        previous=before,
        next=after,
        withheld=tuple(
            Held(str(Withholdable(one.part).label), one, overdue(one.look_again, today))
            for one in risk.withholdings
        ),
    )


def _standing(snapshot: Snapshot, risk: Risk) -> str:
    limit = snapshot.appetite_of(risk)
    if limit is None or risk.after is None or not risk.is_open:
        return ""
    text = (
        _("Above appetite (%(limit)s)")
        if risk.after.total > limit
        else _("Within appetite (%(limit)s)")
    )
    return text % {"limit": limit}


def _effect(risk: Risk) -> str:
    found = change(risk.before, risk.after)
    if not found or risk.before is None or risk.after is None:
        return ""
    return MEANINGS[found] % {"before": risk.before.total, "after": risk.after.total}


def _neighbours(
    snapshot: Snapshot, risk: Risk, at: str
) -> tuple[Neighbour | None, Neighbour | None]:
    """The risks before and after this one as printed, open or closed as it is."""
    beside = snapshot.risks if risk.is_open else snapshot.closed
    # By key: to compare whole risks for each risk of a review pack takes longer than to print them.
    place = next(place for place, one in enumerate(beside) if one.key == risk.key)
    address = risk_addresses(snapshot.slug, at)

    def neighbour(at: int) -> Neighbour | None:
        if not 0 <= at < len(beside):
            return None
        return Neighbour(beside[at].reference, address(beside[at].reference))

    return neighbour(place - 1), neighbour(place + 1)

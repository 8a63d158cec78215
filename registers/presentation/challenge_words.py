"""What an owner holds against a risk, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import STAGES, Assessment, Challenge, Owner, Risk, Snapshot
from registers.presentation import words
from registers.presentation.scores import Score, scorer
from scoring.matrix import Cell

#: What a challenge is of.
OF = {
    "before": gettext_lazy("the score before controls"),
    "after": gettext_lazy("the score after controls"),
    "target": gettext_lazy("the target"),
    "wording": gettext_lazy("the wording"),
    "closing": gettext_lazy("whether it is closed"),
    "lead": gettext_lazy("the lead"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A challenge as it is shown. `score` is the owner's own rating where it is one, `position`
    its position in words; `register` is what the register says. `mine` says that it is that of
    the organisation of whoever looks, `agreed` that this has agreed that the public reads it, and
    `agreed_by` who has."""

    challenge: Challenge
    of: str
    score: Score | None
    position: str
    register: str
    mine: bool
    agreed: bool = False
    agreed_by: str = ""

    @property
    def is_wording(self) -> bool:
        return self.challenge.about == "wording"


def held_against(snapshot: Snapshot, risk: Risk, organisation: int | None) -> tuple[Held, ...]:
    """The challenges of a risk, in order, as somebody of an organisation sees them."""
    score = scorer(snapshot.scheme.matrix)

    def held(one: Challenge) -> Held:
        return Held(
            challenge=one,
            of=str(OF[one.about]),
            score=score(_as_assessment(one)),
            position=position(one, snapshot.owners),
            register=registers_position(risk, one.about),
            mine=one.owner.organisation == organisation,
            agreed=any(owner.organisation == organisation for owner in one.public_for),
            agreed_by=words.listed([owner.short_name for owner in one.public_for]),
        )

    return tuple(map(held, risk.challenges))


#: A rating of another owner, beside the one after controls.
RATES = {
    "before": gettext_lazy("%(owner)s says %(total)s %(band)s before controls"),
    "after": gettext_lazy("%(owner)s says %(total)s %(band)s"),
    "target": gettext_lazy("%(owner)s says %(total)s %(band)s as target"),
}


def in_brief(risk: Risk) -> tuple[str, ...]:
    """`Constabulary says 12 High` or `OPCC challenges the wording`, for each challenge."""
    return tuple(map(brief, risk.challenges))


def brief(challenge: Challenge) -> str:
    owner = challenge.owner.short_name
    if challenge.cell is None:
        words = _("%(owner)s challenges %(what)s")
        return words % {"owner": owner, "what": OF[challenge.about]}
    cell = challenge.cell
    rated = {"owner": owner, "total": cell.total, "band": cell.band.word}
    return str(RATES[challenge.about]) % rated


#: What can be challenged of a risk, as it is said on its page.
WAYS = {
    "before": gettext_lazy("The score before controls"),
    "after": gettext_lazy("The score after controls"),
    "target": gettext_lazy("The target"),
    "wording": gettext_lazy("The wording"),
    "lead": gettext_lazy("Who leads"),
    "closing": gettext_lazy("That it is open"),
}
REOPENING = gettext_lazy("That it is closed")


@dataclass(frozen=True, slots=True)
class Way:
    word: str
    address: str


def ways(snapshot: Snapshot, risk: Risk) -> tuple[Way, ...]:
    """What somebody can challenge of a risk: of a closed one only that it is closed."""

    def way(about: str, word: object) -> Way:
        return Way(
            str(word), reverse("risk_challenge", args=(snapshot.slug, risk.reference, about))
        )

    if not risk.is_open:
        return (way("closing", REOPENING),)
    return tuple(way(about, word) for about, word in WAYS.items())


def position(challenge: Challenge, owners: tuple[Owner, ...] = ()) -> str:
    """`12 High: likelihood 4 × impact 3`, or what else an owner holds."""
    if challenge.cell:
        return _rating(challenge.cell)
    if challenge.about == "closing":
        is_closed = challenge.position == "closed"
        return _("it should be closed") if is_closed else _("it should be open")
    if challenge.about == "lead":
        named = {owner.short_name: owner for owner in owners}
        if challenge.position and challenge.position not in named:
            return _("%(owner)s leads") % {"owner": challenge.position}
        return words.lead_of(named.get(challenge.position))
    return challenge.position


def registers_position(risk: Risk, about: str) -> str:
    """What the register says of the same."""
    if about in STAGES:
        now = risk.assessment(about)
        return _rating(now.cell) if now else _("not scored")
    if about == "closing":
        return _("it is open") if risk.is_open else _("it is closed")
    return words.lead_of(risk.lead) if about == "lead" else risk.description


def _rating(cell: Cell) -> str:
    return _("%(total)s %(band)s: likelihood %(likelihood)s × impact %(impact)s") % {
        "total": cell.total,
        "band": cell.band.word,
        "likelihood": cell.likelihood,
        "impact": cell.impact,
    }


def _as_assessment(challenge: Challenge) -> Assessment | None:
    cell = challenge.cell
    if cell is None:
        return None
    return Assessment(challenge.about, cell.likelihood, cell.impact, challenge.why, cell)

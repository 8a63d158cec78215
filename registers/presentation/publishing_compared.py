"""A version as the owners read it beside the same as the public does: what differs, and totals.

Both are snapshots, and what differs is found by comparing them: nothing is taken on trust from what
is said to be withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers.content import (
    PARTS,
    STAGES,
    WHOLE,
    Assessment,
    Challenge,
    Risk,
    Snapshot,
    Withholding,
)
from registers.models import Withholdable
from registers.presentation import challenge_words, words
from registers.presentation.risk_page import TREATMENTS
from registers.presentation.scores import Score, scorer

#: What is told of a risk that is withheld whole, in the order of the document.
_IN_ORDER = (
    "description", "causes", "consequences", "before", "controls", "after", "target", "reasons",
    "lead", "risk_owner", "treatment", "next_review", "target_date", "closed_why",
)  # fmt: skip
Scorer = Callable[[Assessment | None], Score | None]
#: What is counted of every risk; the public reads nothing of the last two.
COUNTED: dict[object, Callable[[Risk], int]] = {
    gettext_lazy("Controls"): lambda risk: len(risk.controls),
    gettext_lazy("Challenges on the record"): lambda risk: len(risk.challenges),
    gettext_lazy("Planned actions"): lambda risk: len(risk.actions),
    gettext_lazy("Checks of controls"): lambda risk: sum(len(c.assurances) for c in risk.controls),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a risk: as the owners read it, a score, a list or a text; and what stands in its
    place for the public, empty where the risk as a whole is withheld."""

    name: str
    score: Score | None
    listed: tuple[str, ...]
    text: str
    outside: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A risk of which the public reads less, in which parts and why; `is_whole` where it reads
    nothing."""

    risk: Risk
    score: Score | None
    is_whole: bool
    parts: tuple[Part, ...]
    why: tuple[Withholding, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """How many there are for the owners and for the public."""

    name: str
    inside: int
    outside: int

    @property
    def kept(self) -> int:
        return self.inside - self.outside


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` says of how many risks the public reads everything that is ever published."""

    sentence: str
    risks: tuple[Compared, ...]
    same: str
    totals: tuple[Total, ...]


def compare(inside: Snapshot, outside: Snapshot) -> Comparison:
    """What the owners read of a version beside what the public reads of it."""
    shown = {risk.key: risk for risk in outside.all_risks}
    score = scorer(inside.scheme.matrix)
    found = [_risk(inside, risk, shown.get(risk.key), score) for risk in inside.all_risks]
    risks = tuple(one for one in found if one.is_whole or one.parts)
    same = len(found) - len(risks)
    return Comparison(
        sentence=_sentence(len(found), risks),
        risks=risks,
        same=ngettext(
            "Of %(count)s risk the public reads the same words and scores as the owners.",
            "Of %(count)s risks the public reads the same words and scores as the owners.",
            same,
        )
        % {"count": same},
        totals=tuple(_totals(inside, outside)),
    )


def _sentence(count: int, risks: Sequence[Compared]) -> str:
    whole = sum(one.is_whole for one in risks)
    said = _(
        "The owners read %(all)s, the public %(shown)s: %(whole)s withheld whole, and of %(part)s "
        "the public reads less."
    )
    return said % {
        "all": words.risks(count),
        "shown": count - whole,
        "whole": words.risks(whole),
        "part": words.risks(len(risks) - whole),
    }


def _risk(inside: Snapshot, risk: Risk, shown: Risk | None, score: Scorer) -> Compared:
    parts = _whole(risk, score) if shown is None else _differing(inside, risk, shown, score)
    return Compared(risk, score(risk.after), shown is None, tuple(parts), risk.withholdings)


def _whole(risk: Risk, score: Scorer) -> Iterator[Part]:
    """Everything that a risk says."""
    for name in _IN_ORDER:
        if _value(risk, name) or name == "lead":
            yield _part(risk, name, score)


def _differing(inside: Snapshot, risk: Risk, shown: Risk, score: Scorer) -> Iterator[Part]:
    """The parts that the public does not read as they are, and the challenges that it does not."""
    for name in PARTS:
        mark = shown.ground(name)
        if name != WHOLE and (mark or _value(risk, name) != _value(shown, name)):
            outside = _("Withheld: %(ground)s") % {"ground": mark} if mark else _("Nothing")
            yield _part(risk, name, score, outside)
    told = {(held.owner.key, held.about) for held in shown.challenges}
    for held in risk.challenges:
        if (held.owner.key, held.about) not in told:
            yield _challenge(inside, held)


def _challenge(inside: Snapshot, held: Challenge) -> Part:
    name = _("challenge of %(what)s") % {"what": challenge_words.OF[held.about]}
    said = f"{held.owner.short_name}: {challenge_words.position(held, inside.owners)}. {held.why}"
    outside = _("Nothing: it is public once an approver of every owner agrees to that.")
    return Part(name, None, (), said, _("Nothing") if held.is_public else outside)


def _part(risk: Risk, name: str, score: Scorer, outside: str = "") -> Part:
    held = _value(risk, name)
    return Part(
        name=str(Withholdable(name).label),
        score=score(risk.assessment(name)) if name in STAGES else None,
        listed=held if isinstance(held, tuple) and name not in STAGES else (),
        text=held if isinstance(held, str) else "",
        outside=outside,
    )


def _value(risk: Risk, name: str) -> str | tuple[object, ...] | None:
    """What a risk says in a part, so that it can be compared and read."""
    if name in STAGES:
        found: Assessment | None = risk.assessment(name)
        return (found.likelihood, found.impact) if found else None
    if name == "reasons":
        held = (risk.assessment(stage) for stage in STAGES)
        return tuple(one.why for one in held if one and one.why)
    if name == "controls":
        return tuple(control.text for control in risk.controls)
    if name == "lead":
        return words.lead_of(risk.lead)
    if name == "risk_owner":
        return risk.risk_owner.title if risk.risk_owner else ""
    if name == "treatment":
        return str(TREATMENTS.get(risk.treatment, risk.treatment))
    if name in {"next_review", "target_date"}:
        return words.day(getattr(risk, name))
    return str(getattr(risk, name))


def _totals(inside: Snapshot, outside: Snapshot) -> Iterator[Total]:
    yield Total(_("Open risks"), len(inside.risks), len(outside.risks))
    shown = dict(outside.counts("after"))
    for band, count in inside.counts("after"):
        yield Total(_("%(band)s after controls") % {"band": band.word}, count, shown[band])
    unscored = [risk for risk in outside.unscored("after") if not risk.ground("after")]
    yield Total(_("Not scored after controls"), len(inside.unscored("after")), len(unscored))
    yield Total(_("Above appetite"), len(inside.above_appetite), len(outside.above_appetite))
    yield Total(_("Closed risks"), len(inside.closed), len(outside.closed))
    for name, counted in COUNTED.items():
        told = [sum(map(counted, held.all_risks)) for held in (inside, outside)]
        yield Total(str(name), *told)

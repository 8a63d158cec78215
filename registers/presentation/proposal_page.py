"""A proposal in words: what it would do, beside what the register says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Assessment, Risk, Snapshot
from registers.models import ByProposal, ProposedField
from registers.presentation import words
from registers.presentation.risk_page import TREATMENTS
from registers.presentation.scores import Score, scorer
from registers.presentation.words_apart import SAME, Comparer, Piece
from registers.proposals import Proposed

#: What each act is called as a heading, with the reference of its risk.
HEADINGS = {
    "raise": gettext_lazy("Raise a risk"),
    "revise": gettext_lazy("Change %(risk)s"),
    "assess before": gettext_lazy("Score %(risk)s before controls"),
    "assess after": gettext_lazy("Score %(risk)s after controls"),
    "assess target": gettext_lazy("Set the target of %(risk)s"),
    "correct before": gettext_lazy("Correct the score of %(risk)s before controls"),
    "correct after": gettext_lazy("Correct the score of %(risk)s after controls"),
    "correct target": gettext_lazy("Correct the target of %(risk)s"),
    "close": gettext_lazy("Close %(risk)s"),
    "reopen": gettext_lazy("Reopen %(risk)s"),
    "move": gettext_lazy("Move %(risk)s to another theme"),
    "choose proposals": gettext_lazy("Change what is changed by proposal"),
}
_TEXTS = ("title", "description", "causes", "consequences", "controls")
_SCORES = ("place", "before", "after", "target")


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a proposal: what the register says and what it would say, in words. Texts have
    `pieces`, scores `was` and `will`. `then` is what the register said when it was proposed, where
    somebody has changed it to something else since; else None."""

    name: str
    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()
    was: Score | None = None
    will: Score | None = None
    then: str | None = None

    @property
    def is_blanks_only(self) -> bool:
        return bool(self.pieces) and all(piece.kind == SAME for piece in self.pieces)


def heading(act: str, reference: str) -> str:
    """What a proposal would do, as a heading."""
    return str(HEADINGS[act]) % {"risk": reference}


def lines(proposal: Proposed, base: Snapshot, then: Snapshot | None = None) -> tuple[Line, ...]:
    """The fields of a proposal beside what `base` says; `then` is the register as it was when a
    proposal that still waits was made."""
    comparer, order = Comparer(), list(ProposedField.Name.values)
    names = sorted(proposal.fields, key=order.index)
    return tuple(_line(proposal, name, base, then, comparer) for name in names)


def _line(
    proposal: Proposed, name: str, base: Snapshot, then: Snapshot | None, comparer: Comparer
) -> Line:
    text = proposal.fields[name]
    old, new = _stands(proposal, name, base), _in_words(name, text, base)
    past = _stands(proposal, name, then) if then else old
    collides = old not in {past, new}
    score, is_score = scorer(base.scheme.matrix), name in _SCORES
    return Line(
        name=name,
        label=capfirst(str(ProposedField.Name(name).label)),
        old=old,
        new=new,
        pieces=comparer.pieces(old, new, fold=False) if name in _TEXTS else (),
        was=score(_assessed(proposal, name, base)) if is_score else None,
        will=score(_proposed_score(text, base)) if is_score else None,
        then=past if collides else None,
    )


def _risk(proposal: Proposed, snapshot: Snapshot) -> Risk | None:
    if not proposal.reference or proposal.act == "raise":
        return None
    return next((r for r in snapshot.all_risks if r.reference == proposal.reference), None)


def _stands(proposal: Proposed, name: str, snapshot: Snapshot) -> str:
    """What a register says of a field, in words; empty for nothing."""
    if name == "acts":
        return _rules(" ".join(snapshot.by_proposal))
    risk = _risk(proposal, snapshot)
    if risk is None:
        return ""
    if name in _SCORES:
        found = _assessed(proposal, name, snapshot)
        return _score_words(found) if found else _("Not scored")
    if name == "lead":
        return risk.lead.name if risk.lead else _("Joint")
    if name == "theme":
        theme = snapshot.theme(risk.theme_number)
        return f"{theme.number}. {theme.name}"
    value: Any = {
        "risk_owner": risk.risk_owner.title if risk.risk_owner else "",
        "treatment": TREATMENTS.get(risk.treatment, ""),
        "on": risk.closed_on,
    }.get(name, getattr(risk, name, ""))
    return words.day(value) if isinstance(value, date) else str(value or "")


def _in_words(name: str, text: str, snapshot: Snapshot) -> str:
    """A proposed text in words."""
    if name in _SCORES:
        score = _proposed_score(text, snapshot)
        return _score_words(score) if score else text.replace("-", " × ")
    if name == "lead":
        found = (owner.name for owner in snapshot.owners if owner.short_name == text)
        return next(found, text) if text else _("Joint")
    if name == "theme":
        found = (f"{t.number}. {t.name}" for t in snapshot.themes if str(t.number) == text)
        return next(found, text)
    if name == "acts":
        return _rules(text)
    if name in {"next_review", "target_date", "on"}:
        is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
        return words.day(date.fromisoformat(text)) if is_day else text
    return str(TREATMENTS.get(text, text)) if name == "treatment" else text


def _rules(acts: str) -> str:
    chosen = words.listed([str(ByProposal(act).label) for act in acts.split()])
    return chosen or _("nothing: everything is changed directly")


def _score_words(score: Assessment) -> str:
    return _("%(total)s %(band)s: likelihood %(likelihood)s × impact %(impact)s") % {
        "total": score.total,
        "band": score.band.word,
        "likelihood": score.likelihood,
        "impact": score.impact,
    }


def _assessed(proposal: Proposed, name: str, snapshot: Snapshot) -> Assessment | None:
    risk = _risk(proposal, snapshot)
    if risk is None:
        return None
    return risk.assessment(proposal.act.partition(" ")[2] if name == "place" else name)


def _proposed_score(text: str, snapshot: Snapshot) -> Assessment | None:
    """A proposed score; None where the scheme in force has no such cell, or it was erased."""
    if not re.fullmatch(r"\d-\d", text):
        return None
    likelihood, impact = map(int, text.split("-"))
    if not snapshot.scheme.matrix.holds(likelihood, impact):
        return None
    cell = snapshot.scheme.matrix.cell(likelihood, impact)
    return Assessment("", likelihood, impact, "", cell)


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal as a line of the list."""

    proposal: Proposed
    heading: str
    mine: bool


def listed(found: tuple[Proposed, ...], organisation: int | None) -> Iterator[Listed]:
    """Proposals as they are listed for somebody of an organisation."""
    for one in found:
        yield Listed(one, heading(one.act, one.reference), one.owner == organisation)

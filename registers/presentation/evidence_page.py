"""Evidence in words: what a bundle is about, and each risk as it stood at either end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.chain import shown
from registers.content import Assessment, Challenge, Risk, Snapshot
from registers.evidence import Evidence, Item
from registers.models import Withholdable
from registers.notes import Written
from registers.presentation.challenge_words import brief
from registers.presentation.history_page import Told, told
from registers.presentation.risk_page import TREATMENTS
from registers.presentation.words import day, listed
from registers.presentation.work_words import action, of_control
from registers.text import ended


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a risk as it stood at either end; `stays` where both say the same."""

    label: str
    before: str
    after: str

    @property
    def stays(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class ToldItem:
    """One risk of the bundle. `heading` is its reference and opening; `state` says why there is
    no text, or that it is withheld; `is_new` that nothing stood there as the first day began."""

    reference: str
    heading: str
    state: str
    is_new: bool
    facts: tuple[Fact, ...]
    entries: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """`about` is the scope, `period` the days, `counts` how much there is, `withheld` and
    `missing` what is not in it and why, `ends` the two revisions with their seals in sentences,
    `foot` the later one."""

    title: str
    about: str
    period: str
    counts: str
    withheld: tuple[str, ...]
    missing: str
    ends: tuple[str, ...]
    foot: str
    labels: tuple[str, str]
    items: tuple[ToldItem, ...]
    general: tuple[Told, ...]


def evidence_page(evidence: Evidence) -> EvidencePage:
    labels = (
        _("As %(day)s began") % {"day": day(evidence.first)},
        _("At the end of %(day)s") % {"day": day(evidence.last)},
    )
    return EvidencePage(
        title=evidence.after.title,
        about=_about(evidence),
        period=_("%(first)s to %(last)s")
        % {"first": day(evidence.first), "last": day(evidence.last)},
        counts=_counts(evidence),
        withheld=tuple(
            _("%(risk)s is withheld: it is marked %(marking)s.")
            % {"risk": item.reference, "marking": item.withheld}
            for item in evidence.withheld
        ),
        missing=_(
            "Papers of meetings are the register as at a revision, so none are repeated here: the "
            "reviews say which body was given which."
        ),
        ends=tuple(
            _end(*end) for end in zip(labels, (evidence.before, evidence.after), strict=True)
        ),
        foot=_revision(evidence.after),
        labels=labels,
        items=tuple(_item(item) for item in evidence.items),
        general=told(evidence.general),
    )


def _about(evidence: Evidence) -> str:
    scope = evidence.scope
    if scope.risk:
        return _("Risk %(reference)s") % {"reference": scope.risk}
    if scope.theme is None:
        return _("The whole register")
    ends = (end for end in (evidence.after, evidence.before) if end)
    named = (theme for end in ends for theme in end.themes if theme.number == scope.theme)
    theme = next(named)
    return _("Theme %(number)s, %(name)s") % {"number": theme.number, "name": theme.name}


def _counts(evidence: Evidence) -> str:
    risks = ngettext("%(count)s risk", "%(count)s risks", len(evidence.items))
    revisions = ngettext("%(count)s revision", "%(count)s revisions", evidence.revisions)
    return listed(
        [risks % {"count": len(evidence.items)}, revisions % {"count": evidence.revisions}]
    )


def _end(label: str, end: Snapshot | None) -> str:
    if end is None:
        return _("%(when)s: the register had not begun.") % {"when": label}
    return _("%(when)s: %(revision)s.") % {"when": label, "revision": _revision(end)}


def _revision(end: Snapshot) -> str:
    return _("Revision %(number)s, seal %(seal)s") % {
        "number": end.number,
        "seal": shown(end.seal),
    }


def _item(item: Item) -> ToldItem:
    known = item.after or item.before
    return ToldItem(
        reference=item.reference,
        heading=known.heading if known else "",
        state=_state(item),
        is_new=item.before is None,
        facts=tuple(_facts(item)) if known else (),
        entries=told(item.entries, item.reference),
    )


def _state(item: Item) -> str:
    if item.withheld:
        return _(
            "Withheld: this risk is marked %(marking)s. The days on which it was changed, and "
            "by whom, stay."
        ) % {"marking": item.withheld}
    if item.before is None:
        return _("It was raised in this time.")
    return "" if item.entries else _("It was not changed in this time.")


def _facts(item: Item) -> list[Fact]:
    before, after = (dict(_said(risk)) if risk else {} for risk in (item.before, item.after))
    labels = list(dict.fromkeys([*after, *before]))
    found = [Fact(label, before.get(label, ""), after.get(label, "")) for label in labels]
    if item.notes:
        found.append(Fact(_("Notes of this time"), "", "\n".join(map(_note, item.notes))))
    return found


def _note(note: Written) -> str:
    when = date_format(timezone.localtime(note.moment), "j F Y, H:i")
    who = ", ".join(part for part in (note.who, note.title, note.whom) if part)
    return f"{when}, {who}: {note.text}"


def _said(risk: Risk) -> Sequence[tuple[str, str]]:
    """The fields of a risk that say anything, with their labels, in the order of its page."""
    controls = "\n".join(
        f"{number}. {control.text}" + (f" ({said})" if (said := of_control(control)) else "")
        for number, control in enumerate(risk.controls, start=1)
    )
    said = (
        (_("Title"), risk.title),
        (_("Description"), risk.description),
        (_("Causes"), risk.causes),
        (_("Consequences"), risk.consequences),
        (_("Lead"), risk.lead.name if risk.lead else _("Joint")),
        (_("Risk owner"), risk.risk_owner.title if risk.risk_owner else ""),
        (_("Marking"), risk.marking),
        (_("Score before controls"), _score(risk.before)),
        (_("Controls"), controls),
        (_("Score after controls"), _score(risk.after)),
        (_("Target"), _score(risk.target)),
        (_("Treatment"), str(TREATMENTS.get(risk.treatment, risk.treatment))),
        (_("Next review"), day(risk.next_review)),
        (_("Target to be reached by"), day(risk.target_date)),
        (_("Actions"), "\n".join(map(action, risk.actions))),
        (_("Challenges"), "\n".join(map(_challenge, risk.challenges))),
        (_("Closed"), _closed(risk)),
        (_("Withheld from the public"), _withheld(risk)),
    )
    return [(label, text) for label, text in said if text]


def _challenge(found: Challenge) -> str:
    said = f"{brief(found)}. {found.why}"
    if found.stands:
        return f"{ended(said)} " + _("Recorded as standing: %(why)s") % {"why": found.ended_why}
    return said


def _closed(risk: Risk) -> str:
    return " – ".join(part for part in (day(risk.closed_on), risk.closed_why) if part)


def _withheld(risk: Risk) -> str:
    return "\n".join(
        _(
            "%(part)s: %(ground)s. %(reasoning)s Decided by %(who)s; to be looked at again by "
            "%(day)s."
        )
        % {
            "part": capfirst(Withholdable(one.part).label),
            "ground": one.ground,
            "reasoning": one.reasoning,
            "who": one.decided_by,
            "day": day(one.look_again),
        }
        for one in risk.withholdings
    )


def _score(assessment: Assessment | None) -> str:
    if assessment is None:
        return ""
    score = _("%(total)s %(band)s: likelihood %(likelihood)s × impact %(impact)s") % {
        "total": assessment.total,
        "band": assessment.band.word,
        "likelihood": assessment.likelihood,
        "impact": assessment.impact,
    }
    return f"{score}. {assessment.why}" if assessment.why else score

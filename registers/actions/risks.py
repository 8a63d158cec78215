"""Raising, revising, closing, reopening and moving risks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.agreement import need_agreement
from registers.actions.change import Beginning, Change, changing, cleaned_text, need_reason
from registers.actions.finding import (
    find_open_risk,
    find_owner,
    find_post,
    find_risk,
    find_theme,
)
from registers.actions.refusals import Invalid
from registers.models import (
    Assessment,
    ByProposal,
    Control,
    Register,
    Revision,
    Risk,
    Stage,
)
from registers.permissions import EDIT, Actor

#: The fields of a risk that `revise_risk` takes.
REVISABLE = (
    "title",
    "description",
    "causes",
    "consequences",
    "lead",
    "risk_owner",
    "treatment",
    "marking",
    "next_review",
    "target_date",
)
#: Of these, the ones that are wording: changing them needs a reason.
WORDING = ("title", "description", "causes", "consequences")


def raise_risk(
    register: Register,
    *,
    by: Actor,
    reason: str,
    theme: int,
    description: str,
    reference: str = "",
    before: tuple[int, int] | None = None,
    after: tuple[int, int] | None = None,
    target: tuple[int, int] | None = None,
    controls: Sequence[str] = (),
    moment: datetime | None = None,
    **details: Any,
) -> Revision | None:
    """Raise a risk under a theme's number; its reference is the revision's subject.

    Without a reference it gets the theme's next free one. `before`, `after` and `target`
    are (likelihood, impact). `details` are fields of `revise_risk`. Raises Refused.
    """
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="raise",
        register=register,
        reason=reason,
        moment=moment,
    ) as change:
        place = find_theme(register, theme)
        wanted = cleaned_text("reference", reference.strip())
        name = wanted or next_reference(register, place.number)
        if Risk.objects.filter(register=register, reference=name).exists():
            raise Invalid({"reference": taken(name)})
        change.about(name)
        risk = Risk(register=register, theme=place, reference=name, description=description)
        set_details(risk, details)
        need_agreement(change, place.register, [ByProposal.RAISING], risk.lead_id)
        change.save(risk)
        if change.together and change.together.proposal:
            change.together.proposal.risk = risk
        write_controls(change, risk, controls)
        for stage, placed in ((Stage.BEFORE, before), (Stage.AFTER, after), (Stage.TARGET, target)):
            if placed is not None:
                write_assessment(change, risk, stage, placed, "")
    return change.made


def revise_risk(
    register: Register,
    reference: str,
    *,
    by: Actor,
    reason: str = "",
    began: Beginning | None = None,
    moment: datetime | None = None,
    **fields: Any,
) -> Revision | None:
    """Change fields of an open risk (`REVISABLE`); a change of wording needs a reason.

    `lead` is an owner's short name and `risk_owner` a post's title, "" or None for none.
    """
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="revise",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        risk = find_open_risk(register, reference)
        before, lead = _wording(risk), risk.lead_id
        set_details(risk, fields)
        if change.save(risk, began=began, merges=True):
            rules = []
            if _wording(risk) != before:
                need_reason(reason)
                rules.append(ByProposal.WORDING)
            if risk.lead_id != lead:
                rules.append(ByProposal.LEAD)
            need_agreement(change, risk.register, rules, lead)
    return change.made


def close_risk(
    register: Register,
    reference: str,
    *,
    by: Actor,
    why: str,
    on: date | None = None,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Close an open risk on a day (today unless told), which is not after today."""
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="close",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        risk = find_open_risk(register, reference)
        need_agreement(change, risk.register, [ByProposal.CLOSING], risk.lead_id)
        today = timezone.localdate(change.draft.moment)
        risk.closed_on = on or today
        if risk.closed_on > today:
            raise Invalid({"on": _("This day is still to come: close the risk on it or after it.")})
        risk.closed_why = why
        change.save(risk, began=began)
    return change.made


def reopen_risk(
    register: Register,
    reference: str,
    *,
    by: Actor,
    why: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Reopen a closed risk under its old reference."""
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="reopen",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        risk = find_risk(register, reference)
        if risk.closed_on is None:
            raise Invalid({"": _("%(risk)s is open already.") % {"risk": reference}})
        need_agreement(change, risk.register, [ByProposal.CLOSING], risk.lead_id)
        risk.closed_on, risk.closed_why = None, ""
        change.save(risk, began=began)
    return change.made


def move_risk(
    register: Register,
    reference: str,
    *,
    by: Actor,
    theme: int,
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Move a risk, open or closed, under another theme; it keeps its reference."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="move",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        risk = find_risk(register, reference)
        risk.theme = find_theme(register, theme)
        if change.save(risk, began=began, merges=True):
            need_agreement(change, risk.register, [], risk.lead_id)
    return change.made


def next_reference(register: Register, theme: int) -> str:
    """The next reference of a theme's number that was never used: after R3.7 comes R3.8."""
    start = f"R{theme}."
    used = Risk.objects.filter(register=register, reference__startswith=start)
    ends = [
        int(match.group(1))
        for name in used.values_list("reference", flat=True)
        if (match := re.fullmatch(re.escape(start) + r"(\d+)", name))
    ]
    return f"{start}{max(ends, default=0) + 1}"


def _wording(risk: Risk) -> list[str]:
    return [getattr(risk, name) for name in WORDING]


def taken(reference: str) -> str:
    return _("%(name)s has been used in this register: a reference is never used twice.") % {
        "name": reference
    }


def set_details(risk: Risk, details: dict[str, Any]) -> None:
    """Set fields by the names of `REVISABLE`. Raises TypeError for another name."""
    if unknown := details.keys() - set(REVISABLE):
        raise TypeError(f"A risk has no field {min(unknown)} to revise.")
    for name, value in details.items():
        if name == "lead":
            value = find_owner(risk.register, value, "lead")
        elif name == "risk_owner":
            value = find_post(risk.register, value, "risk_owner")
        setattr(risk, name, value)


def write_controls(change: Change, risk: Risk, texts: Sequence[str]) -> None:
    """Add controls after one another, from position 1."""
    for position, text in enumerate(texts, start=1):
        change.save(Control(register=risk.register, risk=risk, position=position, text=text))


def write_assessment(
    change: Change, risk: Risk, stage: str, placed: tuple[int, int], why: str
) -> None:
    """Add the first assessment of a risk at a stage."""
    need_within(risk.register, *placed)
    likelihood, impact = placed
    change.save(
        Assessment(
            register=risk.register,
            risk=risk,
            stage=stage,
            likelihood=likelihood,
            impact=impact,
            why=why,
        )
    )


def need_within(register: Register, likelihood: int, impact: int) -> None:
    """Raise Invalid for a place outside the register's scheme."""
    scheme = register.scheme
    if not scheme.holds(likelihood, impact):
        raise Invalid(
            {
                "place": _(
                    "Likelihood %(likelihood)s × impact %(impact)s is not on the "
                    "%(across)s × %(up)s matrix of this register."
                )
                % {
                    "likelihood": likelihood,
                    "impact": impact,
                    "across": scheme.likelihood_levels,
                    "up": scheme.impact_levels,
                }
            }
        )

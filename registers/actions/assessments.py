"""Scoring a risk."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from registers.actions.agreement import need_agreement
from registers.actions.change import Beginning, changing, need_reason
from registers.actions.finding import find_assessment, find_open_risk, need_open
from registers.actions.refusals import Invalid
from registers.actions.risks import need_within, write_assessment
from registers.models import ByProposal, Register, Revision, Stage
from registers.permissions import EDIT, Actor


def assess(
    register: Register,
    reference: str,
    stage: str,
    *,
    by: Actor,
    likelihood: int,
    impact: int,
    why: str = "",
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Score an open risk at `before`, `after` or `target`; a new place needs a reason.

    None when likelihood and impact are what they were. Raises Refused.
    """
    if stage not in Stage.values:
        raise Invalid({"stage": _("There is no stage “%(stage)s”.") % {"stage": stage}})
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb=f"assess {stage}",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        found = find_assessment(register, reference, stage)
        if found is None:
            risk = find_open_risk(register, reference)
            need_reason(why, "why")
            need_agreement(change, risk.register, [ByProposal.SCORES], risk.lead_id)
            write_assessment(change, risk, stage, (likelihood, impact), why)
        elif (found.likelihood, found.impact) != (likelihood, impact):
            need_open(found.risk)
            need_within(found.register, likelihood, impact)
            need_agreement(change, found.register, [ByProposal.SCORES], found.risk.lead_id)
            found.likelihood, found.impact, found.why = likelihood, impact, why
            change.save(found, began=began)
            need_reason(why, "why")
    return change.made

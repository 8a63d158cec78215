"""Correcting a score that was recorded wrongly."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from registers.actions.agreement import need_agreement
from registers.actions.change import changing, need_reason
from registers.actions.finding import find_risk
from registers.actions.refusals import Invalid
from registers.actions.risks import need_within
from registers.models import (
    Assessment,
    ByProposal,
    Correction,
    Register,
    Revision,
    Risk,
    Stage,
)
from registers.permissions import EDIT, Actor


def correct_score(
    register: Register,
    reference: str,
    stage: str,
    *,
    by: Actor,
    corrects: int,
    likelihood: int,
    impact: int,
    why: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Say what revision number `corrects` should have recorded as a risk's score at a stage.

    What was recorded stays. Where that score is still in force, the register's score becomes
    the right one in the same revision. Raises Refused.
    """
    if stage not in Stage.values:
        raise Invalid({"stage": _("There is no stage “%(stage)s”.") % {"stage": stage}})
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb=f"correct {stage}",
        register=register,
        subject=reference,
        reason=why,
        moment=moment,
    ) as change:
        need_reason(why, "why")
        risk = find_risk(register, reference)
        need_within(_register_then(register, corrects), likelihood, impact)
        if (likelihood, impact) == recorded_score(risk, stage, corrects):
            raise Invalid({"place": _("This is the score that was recorded.")})
        in_force = _in_force(risk, stage, corrects)
        if in_force:
            need_agreement(change, risk.register, [ByProposal.SCORES], risk.lead_id)
        change.save(
            Correction(
                register=register,
                risk=risk,
                stage=stage,
                corrects=corrects,
                likelihood=likelihood,
                impact=impact,
                why=why,
            )
        )
        if in_force:
            in_force.likelihood, in_force.impact, in_force.why = likelihood, impact, why
            change.save(in_force)
    return change.made


def recorded_score(risk: Risk, stage: str, number: int) -> tuple[int, int]:
    """The likelihood and impact that a revision recorded, or was last corrected to.

    Raises Invalid where that revision did not score the risk at the stage.
    """
    past = Assessment.history.filter(risk_id=risk.pk, stage=stage, revision__number=number)
    recorded = past.values_list("likelihood", "impact").first()
    if recorded is None:
        raise Invalid(
            {
                "corrects": _("Revision %(number)s did not score %(risk)s at this stage.")
                % {"number": number, "risk": risk.reference}
            }
        )
    corrected = Correction.objects.filter(risk=risk, stage=stage, corrects=number)
    last: tuple[int, int] | None = (
        corrected.order_by("-revision_id").values_list("likelihood", "impact").first()
    )
    return last or recorded


def _in_force(risk: Risk, stage: str, number: int) -> Assessment | None:
    """The live assessment, where it still says what the revision recorded or its correction."""
    live = Assessment.objects.filter(risk=risk, stage=stage).select_related("revision").first()
    if live is None:
        return None
    own = Correction.objects.filter(risk=risk, stage=stage, corrects=number, revision=live.revision)
    return live if live.revision.number == number or own.exists() else None


def _register_then(register: Register, number: int) -> Register:
    """The register with the scheme that was in force at a revision."""
    past = Register.history.filter(id=register.pk, revision__number__lte=number)
    row = past.select_related("scheme").order_by("-revision_id").first()
    if row is None:
        raise Invalid({"corrects": _("There is no revision %(number)s here.") % {"number": number}})
    return row

"""Keeping a risk, or one part of it, from the public; and no longer doing so."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from registers.actions.change import Beginning, Change, changing, need_reason
from registers.actions.finding import find_risk
from registers.actions.refusals import Invalid
from registers.models import Register, Revision, Risk, Withholdable, Withholding
from registers.permissions import EDIT, Actor


def withhold(
    register: Register,
    reference: str,
    *,
    by: Actor,
    part: str = Withholdable.WHOLE,
    ground: str,
    reasoning: str,
    decided_by: str,
    look_again: date | None,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Keep a risk, open or closed, or one part of it from the public; or change why it is kept.

    `part` is a value of Withholdable, `ground` a line of the installation's list, or what it was
    before. The reasoning is the revision's reason. Raises Refused.
    """
    need_reason(reasoning, "reasoning")
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="withhold",
        register=register,
        subject=reference,
        reason=reasoning,
        moment=moment,
    ) as change:
        risk = find_risk(register, reference)
        found = _find(risk, part)
        if ground not in {*settings.WITHHOLDING_GROUNDS, found.ground if found else None}:
            raise Invalid({"ground": _("Choose one of the grounds of the list.")})
        if found is None:
            write_withholding(
                change,
                risk,
                part,
                ground=ground,
                reasoning=reasoning,
                decided_by=decided_by,
                look_again=look_again,
            )
        else:
            found.ground, found.reasoning = ground, reasoning
            found.decided_by, found.look_again = decided_by, _needed(look_again)
            change.save(found, began=began)
    return change.made


def release(
    register: Register,
    reference: str,
    *,
    by: Actor,
    part: str = Withholdable.WHOLE,
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """No longer keep a risk, or a part of it, from the public. Raises Refused."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="release",
        register=register,
        subject=reference,
        reason=reason,
        moment=moment,
    ) as change:
        found = _find(find_risk(register, reference), part)
        if found is None:
            raise Invalid({"": _("This is not withheld any more.")})
        found.removed = True
        change.save(found, began=began)
    return change.made


def write_withholding(
    change: Change,
    risk: Risk,
    part: str,
    *,
    ground: str,
    reasoning: str,
    decided_by: str,
    look_again: date | str | None,
) -> None:
    """Add what is kept from the public; a day may be in ISO form. Raises Invalid."""
    if part not in Withholdable.values:
        raise Invalid({"part": _("A risk has no part “%(part)s”.") % {"part": part[:40]}})
    change.save(
        Withholding(
            register=risk.register,
            risk=risk,
            part=part,
            ground=ground,
            reasoning=reasoning,
            decided_by=decided_by,
            look_again=_needed(look_again),
        )
    )


def _needed(day: date | str | None) -> date | str:
    if not day:
        raise Invalid({"look_again": _("Say by which day it is to be looked at again.")})
    return day


def _find(risk: Risk, part: str) -> Withholding | None:
    found = Withholding.objects.filter(risk=risk, part=part, removed=False)
    return found.select_related("revision").first()

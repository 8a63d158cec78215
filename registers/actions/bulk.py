"""The same for several risks at once: all of it or nothing, and a revision for each."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.refusals import Invalid
from registers.actions.risks import revise_risk
from registers.actions.work import confirm_risk
from registers.models import Register, Revision
from registers.permissions import Actor


def confirm_risks(
    register: Register,
    references: Sequence[str],
    *,
    by: Actor,
    reason: str = "",
) -> tuple[Revision, ...]:
    """Record of several risks that they were reviewed and nothing changes."""
    with transaction.atomic():
        _need_some(references)
        made = [confirm_risk(register, reference, by=by, reason=reason) for reference in references]
    return tuple(filter(None, made))


def give_risks(
    register: Register,
    references: Sequence[str],
    *,
    by: Actor,
    risk_owner: str,
    reason: str,
) -> tuple[Revision, ...]:
    """Make a post, given by its title, the owner of several risks; of those that it owns already
    nothing is recorded."""
    with transaction.atomic():
        _need_some(references)
        made = [
            revise_risk(register, reference, by=by, reason=reason, risk_owner=risk_owner)
            for reference in references
        ]
    return tuple(filter(None, made))


def _need_some(references: Sequence[str]) -> None:
    if not references:
        raise Invalid({"risks": _("Choose the risks first.")})

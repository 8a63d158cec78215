"""What a register's owners change by proposal only."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from registers.actions.change import Change
from registers.actions.refusals import ByProposal
from registers.by_proposal import sentence_of
from registers.models import ByProposal as Rule
from registers.models import Ownership, Register


def need_agreement(
    change: Change, register: Register, rules: Iterable[str], lead: int | None = None
) -> None:
    """Raise ByProposal where one of the rules holds in a register and this change is no act of two
    owners. `lead` is the key of the owner that leads on the risk, None for none.

    `register` was read under the lock.
    """
    if change.together is not None:
        return
    held = register.by_proposal.split()
    anothers = Rule.THEIRS in held and lead is not None and _is_anothers(change, lead)
    if why := sentence_of(held, rules, is_anothers=anothers):
        raise ByProposal(f"{why} " + _("Propose it to the other owner. Nothing was changed."))


def _is_anothers(change: Change, lead: int) -> bool:
    organisation = change.draft.organisation
    mine = Ownership.objects.filter(pk=lead, organisation=organisation, removed=False)
    return organisation is None or not mine.exists()

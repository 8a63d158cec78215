"""What a register's owners change by proposal only."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.change import Change
from registers.actions.refusals import ByProposal
from registers.models import ByProposal as Rule
from registers.models import Ownership, Register

_SENTENCES = {
    Rule.RAISING: gettext_lazy("A risk is raised by proposal in this register."),
    Rule.CLOSING: gettext_lazy("A risk is closed and reopened by proposal in this register."),
    Rule.SCORES: gettext_lazy("A risk is scored by proposal in this register."),
    Rule.WORDING: gettext_lazy("A risk is reworded by proposal in this register."),
    Rule.LEAD: gettext_lazy("The lead on a risk is changed by proposal in this register."),
    Rule.THEIRS: gettext_lazy("A risk that another owner leads is changed by proposal here."),
}


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
    found = [rule for rule in rules if rule in held]
    if not found and Rule.THEIRS in held and lead and _is_anothers(change, lead):
        found = [Rule.THEIRS]
    if found:
        raise ByProposal(
            f"{_SENTENCES[Rule(found[0])]} "
            + _("Propose it to the other owner. Nothing was changed.")
        )


def _is_anothers(change: Change, lead: int) -> bool:
    organisation = change.draft.organisation
    mine = Ownership.objects.filter(pk=lead, organisation=organisation, removed=False)
    return organisation is None or not mine.exists()

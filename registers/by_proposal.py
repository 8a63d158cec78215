"""Which changes of a risk the owners of a register may have chosen to make by proposal only."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from registers.models import ByProposal as Rule

SENTENCES = {
    Rule.RAISING: gettext_lazy("A risk is raised by proposal in this register."),
    Rule.CLOSING: gettext_lazy("A risk is closed and reopened by proposal in this register."),
    Rule.SCORES: gettext_lazy("A risk is scored by proposal in this register."),
    Rule.WORDING: gettext_lazy("A risk is reworded by proposal in this register."),
    Rule.LEAD: gettext_lazy("The lead on a risk is changed by proposal in this register."),
    Rule.THEIRS: gettext_lazy("A risk that another owner leads is changed by proposal here."),
}
_RULES = {
    "title": Rule.WORDING,
    "description": Rule.WORDING,
    "causes": Rule.WORDING,
    "consequences": Rule.WORDING,
    "lead": Rule.LEAD,
    "closed_on": Rule.CLOSING,
    "closed_why": Rule.CLOSING,
}


def rules_of(columns: Iterable[str], *, is_new: bool) -> list[Rule]:
    """The rules under which a change of these columns of a risk falls, each once; a new risk is
    raised, whatever it says."""
    if is_new:
        return [Rule.RAISING]
    scored = (Rule.SCORES if "." in key else _RULES.get(key) for key in columns)
    return list(dict.fromkeys(rule for rule in scored if rule))


def sentence_of(held: Iterable[str], rules: Iterable[str], *, is_anothers: bool) -> str:
    """Why a change is made by proposal in a register that holds some rules; empty where it is not.

    `is_anothers` says that another owner leads on the risk.
    """
    chosen = set(held)
    found = [rule for rule in rules if rule in chosen]
    if not found and Rule.THEIRS in chosen and is_anothers:
        found = [Rule.THEIRS]
    return str(SENTENCES[Rule(found[0])]) if found else ""

"""Answering a proposal, and choosing what is changed by proposal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from registers.content import Snapshot
from registers.forms.base import EditForm
from registers.forms.fields import Reason
from registers.models import ByProposal


class AnswerForm(EditForm):
    why = Reason(gettext_lazy("Why?"))


class ChoiceForm(EditForm):
    acts = forms.MultipleChoiceField(
        label=gettext_lazy("What does the other owner have to agree to?"),
        widget=forms.CheckboxSelectMultiple,
        choices=ByProposal.choices,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("%(value)s cannot be chosen here.")},
        help_text=gettext_lazy(
            "With nothing chosen everything is changed directly. Controls, actions, checks, notes "
            "and reviews without a change are always recorded directly."
        ),
    )
    reason = Reason(gettext_lazy("Why is it so chosen?"))

    @staticmethod
    def values(snapshot: Snapshot) -> dict[str, list[str]]:
        """What stands in the register."""
        return {"acts": list(snapshot.by_proposal)}

"""Doing the same to several risks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.forms.base import EditForm
from registers.forms.fields import Pick, Reason
from registers.forms.posts import offer_posts, post_field

CONFIRM, GIVE = "confirm", "give"


class BulkForm(EditForm):
    risks = forms.MultipleChoiceField(
        label=gettext_lazy("Which risks?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose the risks first."),
            "invalid_choice": gettext_lazy("%(value)s is no open risk here any more."),
        },
    )
    act = Pick(label=gettext_lazy("What is done to each?"))
    risk_owner = post_field(gettext_lazy("The new risk owner"))
    reason = Reason(gettext_lazy("Why?"))

    def prepare(self) -> None:
        risks = [(r.reference, f"{r.reference} {r.heading}") for r in self.snapshot.risks]
        self.fields["risks"].choices = risks
        self.fields["act"].offer(
            [
                ("", _("Choose")),
                (CONFIRM, _("Confirm: reviewed, no change")),
                (GIVE, _("Give it to another risk owner")),
            ]
        )
        offer_posts(self.fields["risk_owner"], self.snapshot, "")

    def clean(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("act") == GIVE and not self.cleaned_data.get("risk_owner"):
            self.add_error("risk_owner", _("Choose the new risk owner."))
        return super().clean()

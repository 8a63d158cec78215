"""Withdrawing a version, holding publication, and the rules of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from registers.forms.base import EditForm
from registers.forms.fields import Day, Reason


class WithdrawForm(EditForm):
    """Why a version is withdrawn; or given up, where `is_public` says that the public has not
    read it."""

    why = Reason(
        gettext_lazy("Why is it withdrawn?"),
        hint=gettext_lazy("The public will read this in its place. Name nothing that is withheld."),
        public=True,
    )

    def prepare(self, *, is_public: bool = True, **about: Any) -> None:
        if not is_public:
            self.fields["why"] = Reason(gettext_lazy("Why is it given up?"))


class HoldForm(EditForm):
    since = Day(label=gettext_lazy("First day"))
    until = Day(label=gettext_lazy("Last day"))
    why = Reason(
        gettext_lazy("Why is nothing published then?"),
        hint=gettext_lazy("For example: the period before an election."),
    )

    def prepare(self) -> None:
        for name in ("since", "until"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = gettext_lazy(
                "Write a day, such as 14 June 2027."
            )


class LiftForm(EditForm):
    reason = Reason(gettext_lazy("Why does the hold end early?"))


class RulesForm(EditForm):
    is_public = forms.BooleanField(
        label=gettext_lazy("This register may be published"),
        required=False,
        help_text=gettext_lazy(
            "It is part of what the owners sign: it holds from the next version on."
        ),
    )
    one_publishes = forms.BooleanField(
        label=gettext_lazy("The consent of one owner is enough to publish"),
        required=False,
        help_text=gettext_lazy(
            "Whoever signs is told of it: it holds from the next version on, and no longer than it "
            "stands here."
        ),
    )
    reason = Reason(gettext_lazy("Why is it changed?"))

    @property
    def boxes(self) -> list[forms.BoundField]:
        """What is ticked, which stands before its words."""
        return [self["is_public"], self["one_publishes"]]

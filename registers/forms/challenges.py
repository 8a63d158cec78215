"""Disagreeing with what a risk says, and ending a disagreement."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Risk
from registers.forms.base import EditForm
from registers.forms.fields import Pick, Prose, Reason
from registers.forms.places import Matrixed, PlaceField

WHY = gettext_lazy("Why do you see it otherwise?")


class ChallengeForm(EditForm):
    """Of a closing: the position is the other state."""

    why = Reason(WHY)

    def prepare(self, risk: Risk, about: str) -> None:
        """`risk` is what is challenged, `about` what of it."""

    @property
    def position(self) -> dict[str, Any]:
        """The owner's position, as the action takes it."""
        return {}


class RatingForm(ChallengeForm):
    place = PlaceField(label=gettext_lazy("Your rating"))
    why = Reason(WHY, hint=gettext_lazy("Both organisations and the board will read this."))

    def prepare(self, risk: Risk, about: str) -> None:
        limit = None if about == "before" else self.snapshot.appetite_of(risk)
        matrix = self.snapshot.scheme.matrix
        self.fields["place"].place_on(matrix, risk.assessment(about), limit)

    @property
    def position(self) -> dict[str, Any]:
        likelihood, impact = self.cleaned_data["place"]
        return {"likelihood": likelihood, "impact": impact}

    def parts(self) -> list[Any]:
        heading = gettext_lazy("Where does your organisation see the risk?")
        return [Matrixed("place", "why", heading=heading)]


class WordingForm(ChallengeForm):
    position_text = Prose(
        label=gettext_lazy("What should the risk say?"),
        error_messages={"required": gettext_lazy("Write what the risk should say.")},
    )
    told_as = {"position": "position_text"}

    field_order = ("position_text", "why")

    @property
    def position(self) -> dict[str, Any]:
        return {"position": self.cleaned_data["position_text"]}


class LeadForm(ChallengeForm):
    position_text = Pick(label=gettext_lazy("Who should lead?"), required=False)
    told_as = {"position": "position_text"}

    field_order = ("position_text", "why")

    def prepare(self, risk: Risk, about: str) -> None:
        owners = [(owner.short_name, owner.name) for owner in self.snapshot.owners]
        self.fields["position_text"].offer([("", _("Joint: no one leads")), *owners])

    @property
    def position(self) -> dict[str, Any]:
        return {"position": self.cleaned_data["position_text"]}


FORMS: dict[str, type[ChallengeForm]] = {
    **dict.fromkeys(("before", "after", "target"), RatingForm),
    "wording": WordingForm,
    "closing": ChallengeForm,
    "lead": LeadForm,
}


class AcceptForm(EditForm):
    why = Reason(gettext_lazy("Why is it accepted?"))


class WithdrawForm(EditForm):
    why = Reason(gettext_lazy("Why is it withdrawn?"))


class PublicForm(EditForm):
    why = Reason(gettext_lazy("Why may the public read it?"))


class PrivateForm(EditForm):
    why = Reason(gettext_lazy("Why may the public not read it?"))


class LetStandForm(EditForm):
    why = Reason(gettext_lazy("Why does it stand?"))

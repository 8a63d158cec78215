"""Keeping a risk, or a part of it, from the public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from registers.content import Withholding
from registers.forms.base import EditForm
from registers.forms.fields import Day, Line, Pick, Reason
from registers.models import Withholdable


class WithholdForm(EditForm):
    """What is kept from the public, and why. Of which part, is not asked where it is `fixed`."""

    part = Pick(
        label=gettext_lazy("What is withheld"),
        help_text=gettext_lazy(
            "The public reads a mark with the ground in its place. Of a risk that is withheld "
            "whole they read only that there is one, under which ground."
        ),
    )
    ground = Pick(label=gettext_lazy("Ground"))
    reasoning = Reason(
        gettext_lazy("Why does the ground hold?"),
        hint=gettext_lazy("Say what harm publishing would do. Both organisations will read this."),
    )
    decided_by = Line(
        label=gettext_lazy("Who decided"),
        longest=200,
        help_text=gettext_lazy("The post, such as Monitoring Officer, and not a person’s name."),
        error_messages={"required": gettext_lazy("Write which post decided it.")},
    )
    look_again = Day(label=gettext_lazy("To be looked at again by"))

    def prepare(self, fixed: bool) -> None:
        grounds = [(line, line) for line in settings.WITHHOLDING_GROUNDS]
        self.fields["ground"].offer(
            [("", gettext_lazy("Choose one")), *grounds], self.initial.get("ground")
        )
        self.fields["part"].offer(Withholdable.choices)
        self.fields["look_again"].required = True
        self.fields["look_again"].error_messages["required"] = gettext_lazy(
            "Write a day by which it is looked at again, such as 14 June 2027."
        )
        if fixed:
            del self.fields["part"]
            self.content = ("ground", "decided_by", "look_again", "reasoning")

    @staticmethod
    def values(withholding: Withholding) -> dict[str, Any]:
        """What stands in the register."""
        return {
            "ground": withholding.ground,
            "reasoning": withholding.reasoning,
            "decided_by": withholding.decided_by,
            "look_again": withholding.look_again,
        }


class ReleaseForm(EditForm):
    reason = Reason(gettext_lazy("Why may the public read it now?"))

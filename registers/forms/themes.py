"""Adding, revising and retiring themes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from registers.content import Theme
from registers.forms.base import EditForm
from registers.forms.fields import Line, Reason, Whole
from registers.models.registers import HIGHEST_TOTAL


class Headed(forms.Form):
    """The fields of a theme."""

    number = Whole(1, 999, label=gettext_lazy("Number"))
    name = Line(
        label=gettext_lazy("Name"),
        longest=200,
        error_messages={"required": gettext_lazy("Write the theme's name.")},
    )
    appetite = Whole(
        1,
        HIGHEST_TOTAL,
        required=False,
        label=gettext_lazy("Appetite (optional)"),
        help_text=gettext_lazy(
            "The highest total that the owners accept here. Without one the register's counts."
        ),
    )


class NewThemeForm(Headed, EditForm):
    reason = Reason(gettext_lazy("Why is it added? (optional)"), needed=False)


class ThemeForm(Headed, EditForm):
    content = ("number", "name", "appetite")
    told_as = {"new_number": "number"}

    reason = Reason(gettext_lazy("Why is it changed?"))

    @staticmethod
    def values(theme: Theme) -> dict[str, Any]:
        """What stands in the register."""
        return {"number": theme.number, "name": theme.name, "appetite": theme.appetite}


class RetireThemeForm(EditForm):
    reason = Reason(gettext_lazy("Why is it retired?"))

"""What another program is let read for, and until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registers.forms.fields import Day


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        help_text=_("Such as: Power BI, report for the board"),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Say which program or report it is for.")},
    )
    until = Day(label=_("The last day on which it works"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["until"].required = True
        self.fields["until"].error_messages["required"] = _("Write a day, such as 14 June 2027.")

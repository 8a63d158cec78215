"""What another program is let read for, and until when."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        error_messages={"required": _("Say which program or report it is for.")},
    )
    until = forms.DateField(
        label=_("The last day on which it works"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write a day such as 2026-11-20."),
        },
    )

"""Putting a revision forward, recalling it, and signing it."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions import OnBehalf
from registers.forms.base import EditForm
from registers.forms.fields import Day, Line, Reason

#: A scan larger than this is not taken for a signed paper.
LARGEST_SCAN = 25 * 1024 * 1024
#: What a decision elsewhere cannot do without, and what is said where it is missing.
DECISION = {
    "on_behalf_of": gettext_lazy("Write who decided, or leave the whole decision empty."),
    "capacity": gettext_lazy(
        "Write in which capacity they decided, or leave the whole decision empty."
    ),
    "decision": gettext_lazy(
        "Write the reference of the decision, or leave the whole decision empty."
    ),
    "decided_on": gettext_lazy("Write the day of the decision, or leave the whole decision empty."),
}


class RecallForm(EditForm):
    why = Reason(gettext_lazy("Why is it recalled?"))


class SignForm(EditForm):
    """The password where the person has one, and the decision of an office-holder, or nothing.

    `needs_password` says whether they have. `seen` is the fingerprint that the page showed.
    """

    told_as = {"paper": "scan"}

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(
            attrs={
                "class": "form-control form-control-short",
                "autocomplete": "current-password",
            }
        ),
    )
    on_behalf_of = Line(
        label=gettext_lazy("Who decided"),
        longest=200,
        required=False,
        help_text=gettext_lazy("The name of the office-holder."),
    )
    capacity = Line(
        label=gettext_lazy("In which capacity"),
        longest=200,
        required=False,
        help_text=gettext_lazy("For example Police and Crime Commissioner."),
    )
    decision = Line(
        label=gettext_lazy("Reference of the decision"),
        longest=200,
        required=False,
        help_text=gettext_lazy("For example Decision notice 12 of 2026."),
    )
    decided_on = Day(label=gettext_lazy("Day of the decision"))
    scan = forms.FileField(
        label=gettext_lazy("The signed paper, scanned"),
        required=False,
        help_text=gettext_lazy(
            "It may be left out. Only its fingerprint is kept, not the file: keep the paper where "
            "you keep such papers."
        ),
    )

    def __init__(self, *args: Any, scan: Any = None, **options: Any) -> None:
        self._scan = scan
        super().__init__(*args, **options)

    def prepare(self, *, needs_password: bool, **about: Any) -> None:
        if not needs_password:
            del self.fields["password"]

    def parts(self) -> list[Any]:
        return ["password", "seen"] if "password" in self.fields else ["seen"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self._scan or any(cleaned.get(name) or name in self.errors for name in DECISION):
            for name, missing in DECISION.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        if self._scan and not self._scan.size:
            raise ValidationError(_("The scanned paper is an empty file. Choose it again."))
        if self._scan and self._scan.size > LARGEST_SCAN:
            raise ValidationError(_("The scanned paper is larger than 25 MB. Nothing was signed."))
        return cleaned

    def on_behalf(self) -> OnBehalf | None:
        """The decision of an office-holder, or None where the person signs for themselves."""
        if not self.cleaned_data["on_behalf_of"]:
            return None
        told = {name: self.cleaned_data[name] for name in ("capacity", "decision", "decided_on")}
        return OnBehalf(self.cleaned_data["on_behalf_of"], paper=self._code(), **told)

    def _code(self) -> str:
        if not self._scan:
            return ""
        digest = hashlib.sha256()
        for chunk in self._scan.chunks():
            digest.update(chunk)
        return digest.hexdigest()

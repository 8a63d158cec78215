"""Which file of a register somebody wants, out of an address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Snapshot
from registers.exchange.besides import BESIDES, CHANGES, HISTORY
from registers.exchange.files import FORMATS
from registers.forms.paper import AUDIENCES, INTERNAL, PUBLIC, Chosen

WHOLE, OWNER = "whole", "owner"
PARTS = (
    (WHOLE, gettext_lazy("The register")),
    (OWNER, gettext_lazy("One organisation’s risks and the joint ones")),
)
FIRST = "xlsx"
ONLY_THERE = {
    CHANGES: gettext_lazy(
        "What changed goes into an Excel workbook of the whole register, for its owners."
    ),
    HISTORY: gettext_lazy(
        "The history goes into an Excel workbook of the whole register, for its owners."
    ),
}


class ExportForm(forms.Form):
    """An address without any choice asks for the whole register as a workbook, for its owners."""

    format = Chosen([(key, form.name) for key, form in FORMATS.items()])
    audience = Chosen(AUDIENCES)
    part = Chosen(PARTS)
    owner = Chosen()
    changes = forms.BooleanField(required=False)
    since = forms.CharField(required=False, max_length=60)
    history = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, *, snapshot: Snapshot) -> None:
        filled = data.copy()
        for name, value in (("format", FIRST), ("audience", INTERNAL), ("part", WHOLE)):
            filled.setdefault(name, value)
        super().__init__(filled)
        self.fields["owner"].choices = [(o.short_name, o.name) for o in snapshot.owners]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("part") == OWNER and not cleaned.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("Choose the organisation."))
        asked = [cleaned.get(name) for name in ("format", "audience", "part")]
        if asked != [FIRST, INTERNAL, WHOLE]:
            for name in filter(cleaned.get, BESIDES):
                self.add_error(name, ONLY_THERE[name])
        return cleaned

    @property
    def is_public(self) -> bool:
        return self.cleaned_data["audience"] == PUBLIC

    @property
    def besides(self) -> tuple[str, ...]:
        return tuple(name for name in BESIDES if self.cleaned_data[name])

    @property
    def of(self) -> str:
        """The short name of the organisation whose part is asked for, empty for all of it."""
        cleaned = self.cleaned_data
        return cleaned["owner"] if cleaned["part"] == OWNER else ""

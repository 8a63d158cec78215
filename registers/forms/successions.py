"""Handing a register on to a successor body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.forms.base import EditForm
from registers.forms.fields import Day, Line, Pick, Reason


class SuccessionForm(EditForm):
    organisation = Pick(
        label=gettext_lazy("Successor"),
        help_text=gettext_lazy("An administrator adds an organisation that is not in the list."),
    )
    name = Line(
        label=gettext_lazy("Its name in this register"),
        longest=200,
        error_messages={"required": gettext_lazy("Write the successor's name.")},
    )
    short_name = Line(
        label=gettext_lazy("Its short name in this register"),
        longest=40,
        short=True,
        error_messages={"required": gettext_lazy("Write the successor's short name.")},
    )
    since = Day(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy(
            "A day to come is recorded and takes effect by itself on it. For example 14 June 2026"
        ),
    )
    reason = Reason(gettext_lazy("Why is it handed on?"))

    def prepare(self, organisations: Iterable[Any]) -> None:
        """`organisations` are those that do not own the register."""
        offered = [(str(one.pk), one.name) for one in organisations]
        self.fields["organisation"].offer([("", _("Choose")), *offered])

    def clean(self) -> dict[str, Any] | None:
        if "since" not in self.errors and not self.cleaned_data.get("since"):
            self.add_error("since", _("Write the day from which this holds."))
        return super().clean()

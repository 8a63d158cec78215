"""Calling a review, sending its papers, putting its agenda in order, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.agenda import Item
from registers.forms.base import EditForm
from registers.forms.fields import Day, Line, Pick, Prose, Reason
from registers.meetings import INTERNAL, PUBLIC, Meeting
from registers.presentation.review_words import RESULTS


class Arranged(forms.Form):
    """When and where a review is held, and who attends."""

    name = Line(
        label=gettext_lazy("Meeting"),
        longest=200,
        help_text=gettext_lazy("Such as Joint Governance Board."),
        error_messages={"required": gettext_lazy("Write which meeting it is.")},
    )
    held_on = Day(label=gettext_lazy("Day of the meeting"))
    place = Line(label=gettext_lazy("Place (optional)"), longest=200, required=False)
    attending = Prose(
        label=gettext_lazy("Who attends (optional)"),
        required=False,
        rows=4,
        help_text=gettext_lazy("One name or post a line."),
    )

    def clean(self) -> dict[str, Any] | None:
        if "held_on" not in self.errors and not self.cleaned_data.get("held_on"):
            self.add_error("held_on", _("Write the day of the meeting."))
        return super().clean()


class CallForm(Arranged, EditForm):
    pass


class ArrangeForm(Arranged, EditForm):
    content = ("name", "held_on", "place", "attending")

    @staticmethod
    def values(meeting: Meeting) -> dict[str, Any]:
        """What is arranged."""
        return {
            "name": meeting.name,
            "held_on": meeting.held_on,
            "place": meeting.place,
            "attending": "\n".join(meeting.attending),
        }


class CallOffForm(EditForm):
    reason = Reason(gettext_lazy("Why is it called off?"))


class SendForm(EditForm):
    body = Line(
        label=gettext_lazy("Sent to"),
        longest=200,
        help_text=gettext_lazy("The body that reads it, such as Joint Audit Committee."),
        error_messages={"required": gettext_lazy("Write to whom it is sent.")},
    )
    audience = Pick(label=gettext_lazy("For whom"))
    sent_on = Day(label=gettext_lazy("Sent on"))

    def prepare(self) -> None:
        owners = [
            (owner.short_name, _("The risks of %(owner)s, and the joint ones")
             % {"owner": owner.short_name})
            for owner in self.snapshot.owners
        ]  # fmt: skip
        self.fields["audience"].offer(
            [
                (INTERNAL, _("The owners: everything that is recorded")),
                (PUBLIC, _("The public: without what is withheld")),
                *owners,
            ]
        )


class AgendaForm(EditForm):
    """The order of the agenda, as references with commas between them."""

    told_as = {"agenda": "order"}

    order = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100_000)

    def prepare(self, items: Sequence[Item]) -> None:
        """`items` is the agenda as it stands."""
        self.items = {item.risk.reference: item for item in items}

    @property
    def listed(self) -> list[Item]:
        """The risks in the order that the form has; those that it does not name come last."""
        wanted = [one for one in references(self["order"].value()) if one in self.items]
        return [self.items[one] for one in dict.fromkeys([*wanted, *self.items])]

    @property
    def as_sent(self) -> str:
        """The order as the form sends it."""
        return ",".join(item.risk.reference for item in self.listed)

    @property
    def is_computed(self) -> bool:
        """Whether the computed order is asked for instead of one of the chair's own."""
        return "computed" in self.data


def references(order: str | None) -> list[str]:
    """The references of an order, each once."""
    return list(dict.fromkeys(filter(None, (order or "").split(","))))


def moved(order: Sequence[str], reference: str, by: int) -> list[str]:
    """The order with one reference so many places further down, or up, to the ends."""
    held = list(order)
    if reference in held:
        at = held.index(reference)
        held.insert(min(max(at + by, 0), len(held) - 1), held.pop(at))
    return held


class OutcomeForm(EditForm):
    result = forms.ChoiceField(
        label=gettext_lazy("What does the meeting come to?"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        choices=list(RESULTS.items()),
        error_messages={
            "required": gettext_lazy("Choose what the meeting comes to."),
            "invalid_choice": gettext_lazy("Choose what the meeting comes to."),
        },
    )
    note = Prose(
        label=gettext_lazy("Note for the minutes (optional)"),
        required=False,
        rows=3,
        help_text=gettext_lazy("It stands in the record of the meeting."),
    )


class EndForm(EditForm):
    pass

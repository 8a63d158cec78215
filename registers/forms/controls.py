"""Adding, revising, retiring and ordering the controls of a risk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Control
from registers.forms.base import EditForm
from registers.forms.fields import Pick, Prose, Reason
from registers.forms.posts import new_post_field, offer_posts, one_post_only, post_field
from registers.presentation.work_words import EFFECTIVENESS


class Controlled(forms.Form):
    """The fields of a control that people write."""

    text = Prose(
        label=gettext_lazy("Control"),
        help_text=gettext_lazy(
            "Something that is in place now and lowers the likelihood or the impact."
        ),
        error_messages={"required": gettext_lazy("Write what the control is.")},
    )
    owner = post_field(gettext_lazy("Who answers for it"))
    new_post = new_post_field()

    def prepare(self: Any) -> None:
        offer_posts(self.fields["owner"], self.snapshot, self.initial.get("owner", ""))

    def clean(self) -> dict[str, Any] | None:
        one_post_only(self, "owner")
        return super().clean()


class NewControlForm(Controlled, EditForm):
    reason = Reason(gettext_lazy("Why is it added? (optional)"), needed=False)


class ControlForm(Controlled, EditForm):
    content = ("text", "owner", "new_post", "effectiveness", "evidence")
    wording = ("text", "effectiveness")

    effectiveness = Pick(
        label=gettext_lazy("Does it work?"),
        required=False,
        help_text=gettext_lazy("The owners' own view; checks by others are recorded apart."),
    )
    evidence = Prose(
        label=gettext_lazy("Where is the evidence? (optional)"),
        required=False,
        rows=2,
        help_text=gettext_lazy("A document's name and where it lies, or an address."),
    )

    reason = Reason(
        gettext_lazy("Why is it changed?"),
        needed=False,
        hint=gettext_lazy(
            "Needed when the text or the view of it changes. Both organisations will read this."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["effectiveness"].offer([("", _("Nobody has said")), *EFFECTIVENESS.items()])

    @staticmethod
    def values(control: Control) -> dict[str, Any]:
        """What stands in the register."""
        owner = control.owner.title if control.owner else ""
        return {
            "text": control.text,
            "owner": owner,
            "new_post": "",
            "effectiveness": control.effectiveness,
            "evidence": control.evidence,
        }


class RetireForm(EditForm):
    reason = Reason(gettext_lazy("Why is it retired?"))


class OrderForm(EditForm):
    """The order as the controls' keys with commas between; buttons move one up or down."""

    content = ("order",)

    order = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = Reason(gettext_lazy("Why is the order changed? (optional)"), needed=False)

    @staticmethod
    def values(controls: Sequence[Control]) -> dict[str, Any]:
        """What stands in the register."""
        return {"order": ",".join(str(control.key) for control in controls)}

    def prepare(self, controls: Sequence[Control]) -> None:
        """`controls` are those in place now."""
        self.controls = {control.key: control for control in controls}

    @property
    def listed(self) -> list[Control]:
        """The controls in place, in the order that the form has; new ones come last."""
        wanted = [key for key in keys_of(self["order"].value()) if key in self.controls]
        return [self.controls[key] for key in dict.fromkeys([*wanted, *self.controls])]

    @property
    def keys(self) -> str:
        """The order as the form sends it."""
        return ",".join(str(control.key) for control in self.listed)

    def said(self, name: str, value: Any) -> str:
        keys = [key for key in keys_of(value) if key in self.controls]
        return "\n".join(f"{n}. {self.controls[key].text}" for n, key in enumerate(keys, 1))


def keys_of(order: str | None) -> list[int]:
    """The keys in an order; what is no key is left out."""
    return [int(part) for part in (order or "").split(",") if part.isdecimal() and len(part) < 19]


def moved(order: list[int], key: int, by: int) -> list[int]:
    """The order with one key moved by one place, as far as there is a place."""
    if key not in order:
        return order
    place = order.index(key)
    other = min(max(place + by, 0), len(order) - 1)
    swapped = list(order)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    return swapped

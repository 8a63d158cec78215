"""Wording and details of a risk; closing, reopening and moving it."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Risk
from registers.forms.base import EditForm
from registers.forms.fields import Day, Line, Pick, Prose, Reason
from registers.forms.posts import new_post_field, offer_posts, one_post_only, post_field
from registers.presentation.risk_page import TREATMENTS

#: The fields that are wording: changing them wants a reason.
WORDING = ("title", "description", "causes", "consequences")


class Described(forms.Form):
    """The fields of a risk that people write."""

    title = Line(
        label=gettext_lazy("Short title (optional)"),
        required=False,
        longest=200,
        help_text=gettext_lazy(
            "A few words. Without one, lists show the opening sentence of the description."
        ),
    )
    description = Prose(
        label=gettext_lazy("Description"),
        error_messages={"required": gettext_lazy("Write what the risk is.")},
    )
    causes = Prose(label=gettext_lazy("Causes (optional)"), required=False, rows=3)
    consequences = Prose(label=gettext_lazy("Consequences (optional)"), required=False, rows=3)
    lead = Pick(
        label=gettext_lazy("Lead organisation"),
        required=False,
        help_text=gettext_lazy("The owner that leads on this risk."),
    )
    risk_owner = post_field(gettext_lazy("Risk owner"))
    new_post = new_post_field()
    treatment = Pick(label=gettext_lazy("Treatment"), required=False)
    next_review = Day(label=gettext_lazy("Next review (optional)"))
    target_date = Day(label=gettext_lazy("Target to be reached by (optional)"))
    marking = Line(
        label=gettext_lazy("Marking of this risk (optional)"),
        required=False,
        longest=60,
        short=True,
        help_text=gettext_lazy(
            "Only where it differs from the register's, such as OFFICIAL-SENSITIVE."
        ),
    )

    def offer_lists(self: Any) -> None:
        """Fill the lists in with what this register has."""
        owners = [(owner.short_name, owner.name) for owner in self.snapshot.owners]
        self.fields["lead"].offer(
            [("", _("Joint: no one leads")), *owners], self.initial.get("lead")
        )
        offer_posts(self.fields["risk_owner"], self.snapshot, self.initial.get("risk_owner", ""))
        self.fields["treatment"].offer([("", _("None recorded")), *TREATMENTS.items()])

    def clean(self) -> dict[str, Any] | None:
        one_post_only(self, "risk_owner")
        return super().clean()


class RiskForm(Described, EditForm):
    """The wording and the details of a risk, on one page."""

    content = (
        *WORDING, "lead", "treatment", "risk_owner", "new_post", "next_review", "target_date",
        "marking",
    )  # fmt: skip
    wording = WORDING

    reason = Reason(
        gettext_lazy("Why is it changed?"),
        needed=False,
        hint=gettext_lazy("Needed when the wording changes. Both organisations will read this."),
    )

    @staticmethod
    def values(risk: Risk) -> dict[str, Any]:
        """What stands in the register."""
        return {
            "title": risk.title,
            "description": risk.description,
            "causes": risk.causes,
            "consequences": risk.consequences,
            "lead": risk.lead.short_name if risk.lead else "",
            "risk_owner": risk.risk_owner.title if risk.risk_owner else "",
            "new_post": "",
            "treatment": risk.treatment,
            "next_review": risk.next_review,
            "target_date": risk.target_date,
            "marking": risk.marking,
        }

    def prepare(self) -> None:
        self.offer_lists()

    def parts(self) -> list[Any]:
        details = [name for name in self.content if name not in WORDING]
        return [
            Fieldset(_("Wording"), *WORDING, css_id="wording"),
            Fieldset(_("Details"), *details, css_id="details", css_class="fields-paired"),
            "reason",
        ]


class CloseForm(EditForm):
    on = Day(
        label=gettext_lazy("Closed on (optional)"),
        help_text=gettext_lazy("Today, unless you write another day, such as 14 June 2026."),
    )
    why = Reason(gettext_lazy("Why is it closed?"))


class ReopenForm(EditForm):
    why = Reason(gettext_lazy("Why is it reopened?"))


class MoveForm(EditForm):
    """To another theme; the reference stays."""

    content = ("theme",)

    theme = Pick(label=gettext_lazy("Theme"))
    reason = Reason(gettext_lazy("Why is it moved?"))

    def prepare(self) -> None:
        self.fields["theme"].offer(
            (str(theme.number), f"{theme.number}. {theme.name}") for theme in self.snapshot.themes
        )

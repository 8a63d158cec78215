"""Raising a risk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Fieldset
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Theme
from registers.forms.base import EditForm
from registers.forms.fields import Line, Pick, Prose, Reason
from registers.forms.places import Matrixed, PlaceField
from registers.forms.risks import Described


class RaiseForm(Described, EditForm):
    """A new risk: where it belongs and what it is; everything else can follow later."""

    field_order = ("theme", "reference")
    told_as = {"text": "controls"}

    theme = Pick(
        label=gettext_lazy("Theme"),
        help_text=gettext_lazy("Each theme says which reference comes next in it."),
    )
    reference = Line(
        label=gettext_lazy("Another reference (optional)"),
        required=False,
        short=True,
        help_text=gettext_lazy(
            "Leave this empty for the next one. A reference stays for good and is never used twice."
        ),
    )
    before = PlaceField(required=False, label=gettext_lazy("Score before controls"))
    controls = Prose(
        label=gettext_lazy("Controls in place (optional)"),
        required=False,
        help_text=gettext_lazy(
            "One on each line. What is planned and not yet in place is no control."
        ),
    )
    after = PlaceField(required=False, label=gettext_lazy("Score after controls"))
    reason = Reason(gettext_lazy("Why is it raised now?"))

    def prepare(self, proposals: Iterable[tuple[Theme, str]]) -> None:
        """`proposals`: each theme with the reference that comes next in it."""
        choices = [
            (str(theme.number), _("%(number)s. %(name)s: %(reference)s comes next")
             % {"number": theme.number, "name": theme.name, "reference": reference})
            for theme, reference in proposals
        ]  # fmt: skip
        self.fields["theme"].offer([("", _("Choose a theme")), *choices])
        self.offer_lists()
        matrix = self.snapshot.scheme.matrix
        self.fields["before"].place_on(matrix)
        self.fields["after"].place_on(matrix, limit=self.snapshot.appetite)

    def parts(self) -> list[Any]:
        return [
            Fieldset(
                _("The risk"), "theme", "reference", "title", "description", "causes",
                "consequences",
            ),
            Matrixed("before", heading=_("Where does the risk stand before controls?")),
            Fieldset(_("Controls"), "controls"),
            Matrixed("after", heading=_("Where does the risk stand after controls?")),
            Fieldset(
                _("Details"), "lead", "treatment", "risk_owner", "new_post", "next_review",
                "target_date", "marking", css_class="fields-paired",
            ),
            "reason",
        ]  # fmt: skip

    @property
    def raised(self) -> dict[str, Any]:
        """The keywords of `raise_risk`, without the reason."""
        beside = {"began", "opened_by", "new_post", "reason"}
        found = {name: value for name, value in self.cleaned_data.items() if name not in beside}
        lines = found["controls"].split("\n")
        return {
            **found,
            "theme": int(found["theme"]),
            "controls": tuple(line for line in lines if line.strip()),
        }

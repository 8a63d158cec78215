"""What somebody wants printed, out of an address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Snapshot
from registers.exchange.paper import choices as asked
from registers.exchange.paper.choices import Choices

INTERNAL, PUBLIC = "internal", "public"
AUDIENCES = (
    (INTERNAL, gettext_lazy("The owners: everything that is recorded")),
    (PUBLIC, gettext_lazy("The public: without what is withheld")),
)
PARTS = (
    (asked.REGISTER, gettext_lazy("The register")),
    (asked.OWNER, gettext_lazy("One organisation’s risks and the joint ones")),
    (asked.RISK, gettext_lazy("One risk, on one page")),
    (asked.MAP, gettext_lazy("The map, on one page")),
)
ORDERS = (
    (asked.DOCUMENT, gettext_lazy("As in the register, theme by theme")),
    (asked.RATING, gettext_lazy("By rating, the worst first")),
)
ANNEXES = (
    (asked.CLOSED, gettext_lazy("Closed risks")),
    (asked.CHANGES, gettext_lazy("What changed")),
    (asked.SCHEME, gettext_lazy("The scheme")),
)


class Chosen(forms.ChoiceField):
    def __init__(self, choices: Any = (), **options: Any) -> None:
        super().__init__(
            choices=choices,
            required=False,
            error_messages={
                "invalid_choice": gettext_lazy("“%(value)s” is not in the list: choose again.")
            },
            **options,
        )


class Several(forms.MultipleChoiceField):
    def __init__(self, choices: Any = (), **options: Any) -> None:
        super().__init__(
            choices=choices,
            required=False,
            error_messages={
                "invalid_choice": gettext_lazy("“%(value)s” is not in the list: choose again.")
            },
            **options,
        )


class PaperForm(forms.Form):
    """An address without any choice asks for the whole register, for its owners."""

    audience = Chosen(AUDIENCES)
    part = Chosen(PARTS)
    owner = Chosen()
    risk = Chosen()
    themes = Several()
    order = Chosen(ORDERS)
    annexes = Several(ANNEXES)
    since = forms.CharField(required=False, max_length=60)

    def __init__(self, data: QueryDict, *, snapshot: Snapshot) -> None:
        filled = data.copy()
        if "part" not in filled:
            filled.setlist("annexes", filled.getlist("annexes") or list(asked.ANNEXES))
        for name, value in (("audience", INTERNAL), ("part", asked.REGISTER)):
            filled.setdefault(name, value)
        filled.setdefault("order", asked.DOCUMENT)
        super().__init__(filled)
        self.fields["owner"].choices = [(o.short_name, o.name) for o in snapshot.owners]
        self.fields["risk"].choices = [
            (risk.reference, f"{risk.reference} {risk.title}".strip())
            for risk in snapshot.all_risks
        ]
        self.fields["themes"].choices = [
            (str(theme.number), f"{theme.number} {theme.name}") for theme in snapshot.themes
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for part, name, sentence in (
            (asked.OWNER, "owner", _("Choose the organisation.")),
            (asked.RISK, "risk", _("Choose the risk.")),
        ):
            if cleaned.get("part") == part and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    @property
    def choices(self) -> Choices:
        """What is to be printed, of a form that is valid."""
        cleaned = self.cleaned_data
        part = cleaned["part"]
        document = part in {asked.REGISTER, asked.OWNER}
        return Choices(
            public=cleaned["audience"] == PUBLIC,
            part=part,
            of={asked.OWNER: cleaned["owner"], asked.RISK: cleaned["risk"]}.get(part, ""),
            themes=tuple(sorted(map(int, cleaned["themes"]))) if document else (),
            order=cleaned["order"] if document else asked.DOCUMENT,
            annexes=tuple(a for a in asked.ANNEXES if a in cleaned["annexes"]),
        )

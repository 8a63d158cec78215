"""Correcting a score that was recorded wrongly, on the matrix that was in force then."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from registers.content import Assessment, Scheme
from registers.forms.base import EditForm
from registers.forms.fields import Reason
from registers.forms.places import Matrixed, PlaceField


class CorrectForm(EditForm):
    content = ("place",)

    place = PlaceField(label=gettext_lazy("Score"))
    why = Reason(
        gettext_lazy("What was wrong?"),
        hint=gettext_lazy("What was recorded stays in the history, beside this correction."),
    )

    def prepare(self, recorded: Assessment, scheme: Scheme, limit: int | None) -> None:
        self.fields["place"].place_on(scheme.matrix, recorded, limit)

    def parts(self) -> list[Any]:
        heading = gettext_lazy("What should have been recorded?")
        return [Matrixed("place", "why", heading=heading)]

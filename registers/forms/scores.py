"""Scoring a risk by choosing a cell of the matrix."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Assessment
from registers.forms.base import EditForm
from registers.forms.fields import Reason
from registers.forms.places import Matrixed, PlaceField

QUESTIONS = {
    "before": gettext_lazy("Where does the risk stand before controls?"),
    "after": gettext_lazy("Where does the risk stand after controls?"),
    "target": gettext_lazy("Where is the risk to be brought to?"),
}


class AssessForm(EditForm):
    content = ("place",)

    place = PlaceField(label=gettext_lazy("Score"))
    why = Reason(
        gettext_lazy("Why does the score change?"),
        hint=gettext_lazy("Both organisations and the board will read this."),
    )

    @staticmethod
    def values(assessment: Assessment | None) -> dict[str, Any]:
        """What stands in the register."""
        place = (assessment.likelihood, assessment.impact) if assessment else None
        return {"place": place}

    def prepare(self, stage: str, now: Assessment | None, limit: int | None) -> None:
        """`limit` is the appetite that counts for this risk; a score before controls has none."""
        self.question = QUESTIONS[stage]
        self.fields["place"].place_on(
            self.snapshot.scheme.matrix, now, None if stage == "before" else limit
        )
        if now is None:
            self.fields["why"].label = _("Why this score?")

    @property
    def is_idle(self) -> bool:
        """Saving without a score where there is none is a slip, and is told so."""
        return super().is_idle and self.initial["place"] is not None

    def said(self, name: str, value: Any) -> str:
        if value is None:
            return _("Not scored")
        cell = self.snapshot.scheme.matrix.cell(*value)
        words = _("%(total)s %(band)s: likelihood %(likelihood)s × impact %(impact)s")
        return words % {
            "total": cell.total,
            "band": cell.band.word,
            "likelihood": cell.likelihood,
            "impact": cell.impact,
        }

    def parts(self) -> list[Any]:
        return [Matrixed("place", "why", heading=self.question)]

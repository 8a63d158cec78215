"""Corrections: what a past score should have been."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.registers import OfRegister
from registers.models.risks import LEVEL, PROSE, Risk, Stage
from scoring.matrix import MOST_LEVELS


class Correction(OfRegister):
    """The score that revision number `corrects` should have given a risk at a stage, and why.

    The wrong score stays where it was recorded. A correction is no content: what a register
    says now is changed only where the wrong score was still in force.
    """

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, editable=False)
    corrects = models.PositiveIntegerField(_("corrects revision"), editable=False)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), validators=LEVEL)
    impact = models.PositiveSmallIntegerField(_("impact"), validators=LEVEL)
    why = models.TextField(_("why"), validators=PROSE)

    class Meta(OfRegister.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=MOST_LEVELS)
                & Q(impact__gte=1, impact__lte=MOST_LEVELS),
                name="correction_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.corrects}: {self.likelihood} × {self.impact}"

"""What of a register is kept from the public, and under which ground."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.people import LINE
from registers.models.registers import OfRegister
from registers.models.risks import PROSE, Risk


class Withholdable(models.TextChoices):
    """The parts of a risk that can be withheld, the risk as a whole first."""

    WHOLE = "whole", _("the whole risk")
    TITLE = "title", _("short title")
    DESCRIPTION = "description", _("description")
    CAUSES = "causes", _("causes")
    CONSEQUENCES = "consequences", _("consequences")
    CONTROLS = "controls", _("controls")
    BEFORE = "before", _("score before controls")
    AFTER = "after", _("score after controls")
    TARGET = "target", _("target")
    REASONS = "reasons", _("reasons for the scores")
    LEAD = "lead", _("lead organisation")
    RISK_OWNER = "risk_owner", _("risk owner")
    TREATMENT = "treatment", _("treatment")
    NEXT_REVIEW = "next_review", _("next review")
    TARGET_DATE = "target_date", _("target to be reached by")
    CLOSED_WHY = "closed_why", _("why it was closed")


class Withholding(OfRegister):
    """A risk, whole or one part of it, that is kept from the public: the ground, why it holds, the
    post that decided, and the day by which to look at it again.

    The ground is copied, so that a list that changes later leaves what was decided as it was.
    """

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    part = models.CharField(_("part"), max_length=20, choices=Withholdable.choices, editable=False)
    ground = models.CharField(_("ground"), max_length=200, validators=LINE)
    reasoning = models.TextField(_("reasoning"), validators=PROSE)
    decided_by = models.CharField(_("decided by"), max_length=200, validators=LINE)
    look_again = models.DateField(_("to be looked at again by"))

    class Meta(OfRegister.Meta):
        verbose_name = _("withholding")
        verbose_name_plural = _("withholdings")
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "part"], condition=Q(removed=False), name="withheld_once"
            ),
            models.CheckConstraint(
                condition=Q(part__in=Withholdable.values), name="withholding_part_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(ground="") & ~Q(reasoning="") & ~Q(decided_by=""),
                name="withholding_says_why_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.ground}"

"""Risks, their controls and their assessments."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.registers import OfRegister, Ownership, Post, Theme
from registers.text import check_line, check_not_blank, check_text
from scoring.matrix import MOST_LEVELS

PROSE = [check_text, check_not_blank]
REFERENCE = RegexValidator(
    r"\A[A-Z]{1,6}[0-9]{1,4}(\.[0-9]{1,4}){0,2}\Z",
    _("A reference is capital letters and numbers with full stops between, such as R3.8."),
)


class Treatment(models.TextChoices):
    TOLERATE = "tolerate", _("tolerate")
    TREAT = "treat", _("treat")
    TRANSFER = "transfer", _("transfer")
    TERMINATE = "terminate", _("terminate")


class Risk(OfRegister):
    """An uncertain event, with a permanent reference that is never used twice."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    reference = models.CharField(
        _("reference"), max_length=20, validators=[REFERENCE], editable=False
    )
    title = models.CharField(
        _("short title"), max_length=200, blank=True, validators=[check_text, check_line]
    )
    description = models.TextField(_("description"), validators=PROSE)
    causes = models.TextField(_("causes"), blank=True, validators=[check_text])
    consequences = models.TextField(_("consequences"), blank=True, validators=[check_text])
    lead = models.ForeignKey(
        Ownership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead organisation"),
    )
    risk_owner = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("risk owner")
    )
    treatment = models.CharField(
        _("treatment"), max_length=20, choices=Treatment.choices, blank=True
    )
    marking = models.CharField(
        _("marking"), max_length=60, blank=True, validators=[check_text, check_line]
    )
    next_review = models.DateField(_("next review"), null=True, blank=True)
    target_date = models.DateField(_("target to be reached by"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_why = models.TextField(_("why it was closed"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = [
            models.UniqueConstraint(fields=["register", "reference"], name="reference_once"),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(description=""), name="risk_says_something"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_why="")
                | (Q(closed_on__isnull=False) & ~Q(closed_why="")),
                name="risk_closed_with_day_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(treatment__in=["", *Treatment.values]), name="risk_treatment_is_known"
            ),
            models.CheckConstraint(condition=Q(removed=False), name="risk_is_closed_not_removed"),
        ]

    def __str__(self) -> str:
        return self.reference


class Effectiveness(models.TextChoices):
    FULL = "full", _("effective")
    PARTLY = "partly", _("partly effective")
    NONE = "none", _("not effective")


class Control(OfRegister):
    """Something in place that lowers likelihood or impact, its text kept to the letter."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("control"), validators=PROSE)
    owner = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )

    effectiveness = models.CharField(
        _("effectiveness"), max_length=10, choices=Effectiveness.choices, blank=True, default=""
    )
    evidence = models.TextField(_("evidence"), blank=True, default="", validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("control")
        verbose_name_plural = _("controls")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="control_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Stage(models.TextChoices):
    BEFORE = "before", _("before controls")
    AFTER = "after", _("after controls")
    TARGET = "target", _("target")


LEVEL = [MinValueValidator(1), MaxValueValidator(MOST_LEVELS)]


class Assessment(OfRegister):
    """Likelihood × impact of a risk at one stage, and why. The total is computed."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, editable=False)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), validators=LEVEL)
    impact = models.PositiveSmallIntegerField(_("impact"), validators=LEVEL)
    why = models.TextField(_("why"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(fields=["risk", "stage"], name="assessment_once_a_stage"),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="assessment_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=MOST_LEVELS)
                & Q(impact__gte=1, impact__lte=MOST_LEVELS),
                name="assessment_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.likelihood} × {self.impact}"

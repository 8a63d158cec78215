"""Challenges: what one owner holds against what the register says."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.registers import OfRegister, Ownership
from registers.models.risks import LEVEL, PROSE, Risk
from registers.text import check_line, check_text
from scoring.matrix import MOST_LEVELS


class Challenge(OfRegister):
    """An owner's recorded disagreement with a rating, a wording, a closing or a lead.

    Its own position is `likelihood` and `impact` for a rating, and `position` for the rest: the
    wording that it wants, `open` or `closed`, or the short name of the owner that should lead,
    empty for a joint lead. `public_for` are the keys of the owners that have agreed that the public
    reads it, with a blank between: it does where all have. `made_by` is the title of whoever made
    it.
    """

    class About(models.TextChoices):
        BEFORE = "before", _("score before controls")
        AFTER = "after", _("score after controls")
        TARGET = "target", _("target")
        WORDING = "wording", _("wording")
        CLOSING = "closing", _("closing")
        LEAD = "lead", _("lead organisation")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        STANDING = "standing", _("recorded as standing")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    RATINGS = ("before", "after", "target")
    #: The states in which it stands beside what it is about.
    LIVE = ("open", "standing")

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    owner = models.ForeignKey(
        Ownership, models.PROTECT, related_name="+", verbose_name=_("challenged by"), editable=False
    )
    about = models.CharField(_("about"), max_length=10, choices=About.choices, editable=False)
    likelihood = models.PositiveSmallIntegerField(
        _("likelihood"), null=True, blank=True, validators=LEVEL
    )
    impact = models.PositiveSmallIntegerField(_("impact"), null=True, blank=True, validators=LEVEL)
    position = models.TextField(_("its own position"), blank=True, validators=[check_text])
    why = models.TextField(_("why"), validators=PROSE)
    made_on = models.DateField(_("made on"), editable=False)
    made_by = models.CharField(
        _("made by"),
        max_length=200,
        blank=True,
        validators=[check_text, check_line],
        editable=False,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False
    )
    ended_why = models.TextField(_("how it ended"), blank=True, validators=[check_text])
    public_for = models.CharField(
        _("public for"), max_length=200, blank=True, default="", editable=False
    )

    class Meta(OfRegister.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    about__in=("before", "after", "target"),
                    likelihood__isnull=False,
                    impact__isnull=False,
                    likelihood__gte=1,
                    likelihood__lte=MOST_LEVELS,
                    impact__gte=1,
                    impact__lte=MOST_LEVELS,
                    position="",
                )
                | Q(
                    about__in=("wording", "closing", "lead"),
                    likelihood__isnull=True,
                    impact__isnull=True,
                ),
                name="challenge_has_a_position",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_why="")
                | (Q(state__in=("standing", "accepted", "withdrawn")) & ~Q(ended_why="")),
                name="challenge_is_open_or_says_how_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.state}"

"""Meetings at which a register is reviewed: their papers, and what each risk came to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from registers.models.people import LINE
from registers.models.registers import OfRegister
from registers.models.risks import Risk
from registers.text import check_line, check_text

#: One line that may be empty.
MAYBE_LINE = [check_text, check_line]


class Review(OfRegister):
    """A meeting for which a review of the register was called. No content.

    `attending` has one name or post a line. `agenda` has the references that its chair has put
    in an order, one a line; empty for the computed one.
    """

    class State(models.TextChoices):
        CALLED = "called", _("called")
        HELD = "held", _("held")
        CALLED_OFF = "called off", _("called off")

    name = models.CharField(_("meeting"), max_length=200, validators=LINE)
    held_on = models.DateField(_("day of the meeting"))
    place = models.CharField(_("place"), max_length=200, blank=True, validators=MAYBE_LINE)
    attending = models.TextField(_("who attends"), blank=True, validators=[check_text])
    agenda = models.TextField(_("order of the agenda"), blank=True, validators=[check_text])
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.CALLED, editable=False
    )

    class Meta(OfRegister.Meta):
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & Q(state__in=("called", "held", "called off")),
                name="review_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {date_format(self.held_on, 'j F Y')}"


class Paper(OfRegister):
    """The register as it was sent to a meeting: revision `number`, for a body and an audience,
    on a day. `audience` is `internal`, `public`, or the short name of the owner whose cut it is.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="papers", editable=False)
    body = models.CharField(_("sent to"), max_length=200, validators=LINE)
    audience = models.CharField(_("audience"), max_length=40, validators=LINE)
    number = models.PositiveIntegerField(_("frozen at revision"), editable=False)
    sent_on = models.DateField(_("sent on"))

    class Meta(OfRegister.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="paper_was_sent_to_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.number}"


class Outcome(OfRegister):
    """What a review came to on a risk, with a note for the minutes."""

    class Result(models.TextChoices):
        UNCHANGED = "unchanged", _("confirmed unchanged")
        REASSESSED = "re-assessed", _("re-assessed")
        REWORDED = "reworded", _("reworded")
        RAISED = "raised", _("raised")
        CLOSED = "closed", _("closed")
        DEFERRED = "deferred", _("deferred")

    review = models.ForeignKey(Review, models.PROTECT, related_name="outcomes", editable=False)
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    result = models.CharField(_("outcome"), max_length=20, choices=Result.choices)
    note = models.TextField(_("note for the minutes"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.UniqueConstraint(fields=["review", "risk"], name="outcome_once"),
        ]

    def __str__(self) -> str:
        return self.result

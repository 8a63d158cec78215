"""Proposals: what one owner would change, and waits for the other's word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.models.people import Organisation
from registers.models.registers import OfRegister, Ownership, Register
from registers.models.risks import PROSE, Risk
from registers.text import check_text


class Proposal(OfRegister):
    """An act on a risk, or on the register, that waits for the word of another owner.

    `act` is the verb of the revision that it becomes. `owner` is the side whose word is given:
    whoever proposed it, or last amended it. The revision that the row carries while it waits is
    the one from which the act was written. It is no content.
    """

    class Act(models.TextChoices):
        RAISE = "raise", _("to raise a risk")
        REVISE = "revise", _("to change wording and details")
        ASSESS_BEFORE = "assess before", _("to score the risk before controls")
        ASSESS_AFTER = "assess after", _("to score the risk after controls")
        ASSESS_TARGET = "assess target", _("to set the target")
        CORRECT_BEFORE = "correct before", _("to correct the score before controls")
        CORRECT_AFTER = "correct after", _("to correct the score after controls")
        CORRECT_TARGET = "correct target", _("to correct the target")
        CLOSE = "close", _("to close the risk")
        REOPEN = "reopen", _("to reopen the risk")
        MOVE = "move", _("to move the risk to another theme")
        CHOOSE = "choose proposals", _("to change how the owners change the register")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    risk = models.ForeignKey(Risk, models.PROTECT, null=True, related_name="+", editable=False)
    owner = models.ForeignKey(Ownership, models.PROTECT, related_name="+", editable=False)
    act = models.CharField(_("act"), max_length=20, choices=Act.choices, editable=False)
    why = models.TextField(_("why"), validators=PROSE)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING, editable=False
    )
    answer = models.TextField(_("answer"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=(Q(state__in=("waiting", "accepted"), answer=""))
                | (Q(state__in=("declined", "withdrawn")) & ~Q(answer="")),
                name="proposal_says_why_it_came_to_nothing",
            ),
            models.CheckConstraint(
                condition=Q(risk__isnull=False) | Q(act__in=("raise", "choose proposals")),
                name="proposal_is_of_a_risk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.state}"


class ProposedField(OfRegister):
    """One field of a proposal, as text: a place as `2-3`, a day in ISO form, an owner by its
    short name, a post by its title; of controls there is a row for each, by `position`."""

    class Name(models.TextChoices):
        THEME = "theme", _("theme")
        REFERENCE = "reference", _("reference")
        TITLE = "title", _("short title")
        DESCRIPTION = "description", _("description")
        CAUSES = "causes", _("causes")
        CONSEQUENCES = "consequences", _("consequences")
        LEAD = "lead", _("lead organisation")
        RISK_OWNER = "risk_owner", _("risk owner")
        TREATMENT = "treatment", _("treatment")
        MARKING = "marking", _("marking")
        NEXT_REVIEW = "next_review", _("next review")
        TARGET_DATE = "target_date", _("target to be reached by")
        BEFORE = "before", _("score before controls")
        CONTROLS = "controls", _("control")
        AFTER = "after", _("score after controls")
        TARGET = "target", _("target")
        PLACE = "place", _("score")
        CORRECTS = "corrects", _("corrects revision")
        ON = "on", _("closed on")
        ACTS = "acts", _("changed by proposal")

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="fields", editable=False)
    risk = models.ForeignKey(Risk, models.PROTECT, null=True, related_name="+", editable=False)
    name = models.CharField(_("field"), max_length=20, choices=Name.choices, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    text = models.TextField(_("text"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("proposed field")
        verbose_name_plural = _("proposed fields")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "name", "position"], name="proposed_field_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProposalDraft(models.Model):
    """What somebody typed into the form at an address and keeps within their own organisation
    until it is proposed. It is no part of the record: nobody else sees or counts it, and it goes
    when it is proposed or thrown away. `typed` is JSON: what each field held.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    address = models.CharField(_("address"), max_length=300)
    heading = models.CharField(_("what it is about"), max_length=300)
    typed = models.JSONField(_("typed"))
    moment = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of a proposal")
        verbose_name_plural = _("drafts of proposals")

    def __str__(self) -> str:
        return self.heading

"""What is done about a risk: planned actions, and who checks that controls work."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.people import LINE, User
from registers.models.registers import OfRegister, Post
from registers.models.risks import PROSE, Control, Risk
from registers.text import check_text


class PlannedAction(OfRegister):
    """A control that is planned and not in place yet. `first_due` is the day that was named
    first, and stays; `due` is the one that holds now."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(_("action"), validators=PROSE)
    owner = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    first_due = models.DateField(_("first due"), null=True, blank=True, editable=False)
    due = models.DateField(_("due"), null=True, blank=True)
    progress = models.TextField(_("progress"), blank=True, validators=[check_text])
    evidence = models.TextField(_("evidence"), blank=True, validators=[check_text])
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta(OfRegister.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="action_says_something"),
            models.CheckConstraint(
                condition=Q(due=None) | Q(first_due__isnull=False), name="action_first_due_stays"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Assurance(OfRegister):
    """One check that a control works: the line of defence, who checked, when, and the result."""

    class Line(models.IntegerChoices):
        FIRST = 1, _("first line: those who run it")
        SECOND = 2, _("second line: those who oversee it")
        THIRD = 3, _("third line: independent of both")

    class Result(models.TextChoices):
        WORKS = "works", _("works")
        PARTLY = "partly", _("works in part")
        FAILS = "fails", _("does not work")

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    control = models.ForeignKey(
        Control, models.PROTECT, related_name="+", verbose_name=_("control"), editable=False
    )
    line = models.PositiveSmallIntegerField(_("line"), choices=Line.choices)
    checked_by = models.CharField(_("checked by"), max_length=200, validators=LINE)
    checked_on = models.DateField(_("checked on"))
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    note = models.TextField(_("what was found"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("assurance")
        verbose_name_plural = _("assurances")
        constraints = [
            models.CheckConstraint(
                condition=Q(line__in=(1, 2, 3), result__in=("works", "partly", "fails")),
                name="assurance_line_and_result_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on}: {self.result}"


class Confirmation(OfRegister):
    """Reviewed, no change: recorded on a day, and no content."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    confirmed_on = models.DateField(_("confirmed on"), editable=False)

    class Meta(OfRegister.Meta):
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self) -> str:
        return str(self.confirmed_on)


class Holding(OfRegister):
    """Who holds a post, from a day and up to another: no content, since content names posts.
    Without a person the post is vacant."""

    post = models.ForeignKey(
        Post, models.PROTECT, related_name="+", verbose_name=_("post"), editable=False
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("held by"), editable=False
    )
    since = models.DateField(_("since"), editable=False)

    class Meta(OfRegister.Meta):
        verbose_name = _("holding of a post")
        verbose_name_plural = _("holdings of posts")

    def __str__(self) -> str:
        return f"{self.post_id}: {self.person_id} since {self.since}"

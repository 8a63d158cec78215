"""Who wants which mail, and what was sent: no part of the record."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.models.people import User
from registers.models.registers import Register


class MailChoice(models.Model):
    """What somebody wants to be written to about; whoever has chosen nothing gets all of it."""

    person = models.OneToOneField(User, models.PROTECT, related_name="mail_choice")
    due = models.BooleanField(_("what is due or overdue"), default=True)
    digest = models.BooleanField(_("what the other owners did, once a week"), default=True)

    class Meta:
        verbose_name = _("choice of mail")

    def __str__(self) -> str:
        return str(self.person_id)


class Sent(models.Model):
    """One thing that somebody was written to about, so that it is not sent twice: `what` names
    it, such as `review R1.1 2026-11-24 before`."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    moment = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mail that was sent")
        constraints = [
            models.UniqueConstraint(fields=["register", "person", "what"], name="sent_once"),
        ]

    def __str__(self) -> str:
        return self.what

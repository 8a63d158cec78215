"""What the owners say to each other about a risk. No part of the content, and never public."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.models.people import User
from registers.models.registers import OfRegister, Register
from registers.models.risks import PROSE, Risk


class Note(OfRegister):
    """A note on a risk; who wrote it and when stand in its revision. It is not edited."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(_("note"), validators=PROSE)

    class Meta(OfRegister.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:80]


class ReadMark(models.Model):
    """Up to which note of a risk somebody has read, and when. It is no part of the record."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    moment = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("read mark")
        constraints = [models.UniqueConstraint(fields=["risk", "person"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.note_id}"

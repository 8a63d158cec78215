"""Keys with which a person's other programs read a register: no part of the record."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registers.models.people import User
from registers.models.registers import Register
from registers.text import check_line, check_not_blank, check_text


class Token(models.Model):
    """What a person has given one program: it reads one register, as that person may, until a day.

    The key itself is not kept: `digest` is its SHA-256, and `begins` its first letters, by which
    the person tells it from others.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    name = models.CharField(
        _("what it is for"), max_length=80, validators=[check_text, check_line, check_not_blank]
    )
    digest = models.CharField(max_length=64, unique=True)
    begins = models.CharField(max_length=12)
    made = models.DateTimeField(default=timezone.now)
    until = models.DateField(_("the last day on which it works"))
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("access for another program")
        constraints = [
            models.CheckConstraint(condition=~Q(digest=""), name="token_has_its_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.begins}… {self.name}"

    def works(self, today: date) -> bool:
        """Whether it lets anybody read on a day."""
        return self.revoked is None and today <= self.until

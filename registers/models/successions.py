"""Owners that handed a register on to a successor body."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.people import LINE, Organisation
from registers.models.registers import OfRegister, Ownership
from registers.text import check_line, check_text


class Succession(OfRegister):
    """From which day another organisation owns a register in an owner's place: no content, since
    the owner's own row says who it is now and its history who it was.

    One that is `planned` waits for its day, and says who will succeed; one that was given up is
    removed. Of one that was carried out on the spot the owner's own row says who succeeded.
    """

    owner = models.ForeignKey(
        Ownership, models.PROTECT, related_name="+", verbose_name=_("owner"), editable=False
    )
    predecessor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("predecessor"),
        editable=False,
    )  # fmt: skip
    predecessor_name = models.CharField(
        _("name of the predecessor"), max_length=200, validators=LINE, editable=False
    )
    since = models.DateField(_("since"), editable=False)
    planned = models.BooleanField(_("planned"), default=False, editable=False)
    successor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, default=None, related_name="+",
        verbose_name=_("successor"), editable=False,
    )  # fmt: skip
    name = models.CharField(
        _("name"), max_length=200, blank=True, default="", editable=False,
        validators=[check_text, check_line],
    )  # fmt: skip
    short_name = models.CharField(
        _("short name"), max_length=40, blank=True, default="", editable=False,
        validators=[check_text, check_line],
    )  # fmt: skip

    class Meta(OfRegister.Meta):
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.CheckConstraint(
                condition=Q(planned=False)
                | (Q(successor__isnull=False) & ~Q(name="") & ~Q(short_name="")),
                name="succession_planned_says_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_name}, {self.since}"

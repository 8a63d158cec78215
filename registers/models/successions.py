"""Owners that handed a register on to a successor body."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from registers.models.people import LINE, Organisation
from registers.models.registers import OfRegister, Ownership


class Succession(OfRegister):
    """From which day another organisation owns a register in an owner's place: no content, since
    the owner's own row says who it is now and its history who it was."""

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

    class Meta(OfRegister.Meta):
        verbose_name = _("succession")
        verbose_name_plural = _("successions")

    def __str__(self) -> str:
        return f"{self.predecessor_name}, {self.since}"

"""What the recomputing of a record found, each time that it was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.journal import Journal


class Verification(models.Model):
    """One recomputing of a journal, up to a revision; `found` lists at most 100 of its
    `faults`. It is no part of the record: whoever can alter the record can alter it too."""

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="verifications")
    finished = models.DateTimeField(_("when"))
    number = models.PositiveIntegerField(_("up to revision"))
    seal = models.CharField(_("seal"), max_length=64, blank=True)
    faults = models.PositiveIntegerField(_("faults"))
    found = models.JSONField(_("found"), default=list)
    by = models.CharField(_("by"), max_length=200)

    class Meta:
        verbose_name = _("verification")
        constraints = [
            models.CheckConstraint(condition=~Q(by=""), name="verification_by_someone"),
        ]
        indexes = [models.Index(fields=["journal", "finished"], name="verification_last")]

    def __str__(self) -> str:
        return f"{self.journal_id} · {self.finished} · {self.faults}"

"""Lawful erasure: words that must go, and the owners' agreement that they go."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.people import LINE
from registers.models.registers import OfRegister, Ownership
from registers.text import check_not_blank, check_text


class Erasure(OfRegister):
    """A request that words be taken out of a register and out of all its record.

    `words` are what must go, to the letter, and `words_as_sealed` the same as they stand in
    a canonical text. Both are no content, so that the request does not keep what it is about,
    and are emptied when it is carried out or given up. `mark` is what stands in their place.
    """

    UNKEPT = frozenset({"words", "words_as_sealed"})

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the other owners")
        DONE = "done", _("carried out")
        GIVEN_UP = "given up", _("given up")

    ground = models.CharField(_("ground"), max_length=100, validators=LINE)
    why = models.TextField(_("why"), validators=[check_text, check_not_blank])
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.ASKED, editable=False
    )
    mark = models.CharField(_("mark"), max_length=600, blank=True, editable=False)
    words = models.TextField(_("words"), blank=True, editable=False)
    words_as_sealed = models.TextField(blank=True, editable=False)

    class Meta(OfRegister.Meta):
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="given up") | Q(words="", words_as_sealed=""),
                name="erasure_given_up_keeps_no_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground}: {self.state}"


class ErasureConfirmation(OfRegister):
    """An owner's word that an erasure may be carried out; who gave it stands in its revision."""

    erasure = models.ForeignKey(
        Erasure, models.PROTECT, related_name="confirmations", editable=False
    )
    owner = models.ForeignKey(Ownership, models.PROTECT, related_name="+", editable=False)

    class Meta(OfRegister.Meta):
        verbose_name = _("confirmation of an erasure")
        verbose_name_plural = _("confirmations of erasures")
        constraints = [
            models.UniqueConstraint(fields=["erasure", "owner"], name="erasure_confirmed_once"),
        ]

    def __str__(self) -> str:
        return str(self.owner_id)

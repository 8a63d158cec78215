"""What the owners agree, to the letter: candidates, signatures and agreed versions."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.journal import Revision
from registers.models.people import LINE
from registers.models.registers import OfRegister, Ownership
from registers.models.reviews import MAYBE_LINE, Review
from registers.text import check_text

#: A SHA-256 in hexadecimal, or nothing.
DIGEST = [
    RegexValidator(r"^([0-9a-f]{64})?\Z", _("A fingerprint is 64 digits from 0 to 9 and a to f."))
]


class Candidate(OfRegister):
    """A revision that was put forward for agreement. What it says is in its `SignedText`;
    `fingerprint` is that text's, salted. Numbers count revisions of the register."""

    class State(models.TextChoices):
        STANDING = "standing", _("waits for signatures")
        RECALLED = "recalled", _("recalled")
        AGREED = "agreed", _("agreed")

    review = models.ForeignKey(Review, models.PROTECT, related_name="candidates", editable=False)
    number = models.PositiveIntegerField(_("revision put forward"), editable=False)
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, validators=DIGEST, editable=False
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.STANDING, editable=False
    )
    recalled_why = models.TextField(_("why recalled"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("standing", "recalled", "agreed")) & ~Q(fingerprint=""),
                name="candidate_has_a_fingerprint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.fingerprint[:16]}"


class SignedText(models.Model):
    """The canonical text of a candidate, kept for good beside its fingerprint.

    The fingerprint is the SHA-256 of salt, line feed and text (`registers.chain.digest`), so that
    it can be shown in public and tells nothing about words that are withheld. An erasure puts its
    mark in the place of words and takes the salt away.
    """

    candidate = models.OneToOneField(
        Candidate, models.PROTECT, primary_key=True, related_name="signed_text"
    )
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        verbose_name = _("signed text")

    def __str__(self) -> str:
        return f"{self.candidate_id}"


class SignOff(OfRegister):
    """An owner's signature on a candidate: its fingerprint is copied. Who gave it and when
    stand in its revision; `proved_by` says how they proved who they are.

    Where an office-holder decided elsewhere: who, by which decision of which day, and the SHA-256
    of the scanned paper.
    """

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="sign_offs", editable=False
    )
    owner = models.ForeignKey(Ownership, models.PROTECT, related_name="+", editable=False)
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, validators=DIGEST, editable=False
    )
    proved_by = models.CharField(_("proved by"), max_length=200, validators=LINE, editable=False)
    on_behalf_of = models.CharField(
        _("on behalf of"), max_length=200, blank=True, validators=MAYBE_LINE
    )
    capacity = models.CharField(_("capacity"), max_length=200, blank=True, validators=MAYBE_LINE)
    decision = models.CharField(
        _("reference of the decision"), max_length=200, blank=True, validators=MAYBE_LINE
    )
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    paper = models.CharField(
        _("fingerprint of the paper"), max_length=64, blank=True, validators=DIGEST
    )

    class Meta(OfRegister.Meta):
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "owner"], name="signed_once"),
            models.CheckConstraint(
                condition=Q(on_behalf_of="", decided_on=None)
                | (~Q(on_behalf_of="") & ~Q(decision="") & Q(decided_on__isnull=False)),
                name="sign_off_on_behalf_names_the_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.fingerprint[:16]}"


class Edition(OfRegister):
    """An agreed version: the content that every owner has signed, numbered 1, 2, 3 …"""

    candidate = models.OneToOneField(
        Candidate, models.PROTECT, related_name="edition", editable=False
    )
    number = models.PositiveIntegerField(_("version"), editable=False)
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, validators=DIGEST, editable=False
    )
    agreed_on = models.DateField(_("agreed on"), editable=False)

    class Meta(OfRegister.Meta):
        verbose_name = _("agreed version")
        verbose_name_plural = _("agreed versions")
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="edition_number_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

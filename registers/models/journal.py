"""The record: journals, their revisions, and the seals over them. Only ever added to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Journal(models.Model):
    """A series of revisions, and the lock under which they are made. Each register has
    one; the installation (organisations and people) has one, named `installation`."""

    INSTALLATION = "installation"

    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("journal")

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """One change by one person for one organisation at one moment for one reason.

    The names and the role are copied, as they were; `subject` is the reference of what
    was changed. Within a journal the number, the key and the moment all rise together.
    A revision of the system account has neither person nor organisation. `began` is the number
    of the revision from which the edit was written, where others changed the same meanwhile and
    both were merged; None otherwise. `proposed` is the number of the revision in which another
    owner's person proposed just this, so that it is in both names, or in which it was planned for a
    day to come; None for what was done directly.
    """

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    moment = models.DateTimeField(_("when"))
    verb = models.CharField(_("what was done"), max_length=40)
    subject = models.CharField(_("to what"), max_length=200, blank=True)
    reason = models.TextField(_("why"), blank=True)
    person = models.ForeignKey(
        "registers.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "registers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("who"), max_length=200)
    person_title = models.CharField(_("as"), max_length=200, blank=True)
    person_role = models.CharField(_("role"), max_length=20, blank=True)
    organisation_name = models.CharField(_("for whom"), max_length=200, blank=True)
    began = models.PositiveIntegerField(_("written from"), null=True, default=None)
    proposed = models.PositiveIntegerField(_("proposed in"), null=True, default=None)

    class Meta:
        verbose_name = _("revision")
        constraints = [
            models.UniqueConstraint(fields=["journal", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["journal", "moment"], name="revision_moment_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_numbers_from_one"),
            models.CheckConstraint(
                condition=~Q(person_name="") & ~Q(verb=""), name="revision_says_who_and_what"
            ),
            models.CheckConstraint(
                condition=Q(person=None, organisation=None)
                | Q(person__isnull=False, organisation__isnull=True, organisation_name="")
                | (Q(person__isnull=False, organisation__isnull=False) & ~Q(organisation_name="")),
                name="revision_organisation_has_a_person",
            ),
            models.CheckConstraint(
                condition=Q(began=None) | Q(began__lt=F("number")), name="revision_began_before"
            ),
            models.CheckConstraint(
                condition=Q(proposed=None) | Q(proposed__lt=F("number")),
                name="revision_proposed_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.journal_id} · {self.number}"


class Seal(models.Model):
    """The seal of a revision: `value` is the hexadecimal SHA-256 of the seal before and of
    the digests of the revision's sealed texts (`registers.chain`)."""

    revision = models.OneToOneField(Revision, models.PROTECT, primary_key=True, related_name="seal")
    format = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")

    def __str__(self) -> str:
        return self.value


class SealedText(models.Model):
    """The canonical text of one row of a revision, its salt, and the digest of both.

    The seal covers the digest: text and salt can be blanked by a recorded erasure, and
    the chain stays whole. Position 0 is the revision itself.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="texts")
    position = models.PositiveIntegerField()
    text = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("sealed text")
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="sealed_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.position}"

"""What the public gets: agreed versions that are published, their files, and when nothing is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registers.models.people import LINE
from registers.models.registers import OfRegister, Ownership
from registers.models.risks import PROSE
from registers.models.signing import DIGEST, Edition
from registers.text import check_text


class Publication(OfRegister):
    """An agreed version on its way to the public. `fingerprint` is that of what the public may
    read of it. One that was given up before it was published is removed."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the other owners")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="publications", editable=False
    )
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, validators=DIGEST, editable=False
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.ASKED, editable=False
    )
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_why = models.TextField(_("why withdrawn"), blank=True, validators=[check_text])

    class Meta(OfRegister.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(removed=False), name="edition_published_once"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", published_on=None, withdrawn_on=None)
                | Q(state="published", published_on__isnull=False, withdrawn_on=None)
                | (Q(state="withdrawn", withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                name="publication_state_has_its_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.state}"


class PublishedFile(OfRegister):
    """A file of a publication: what it is called, and what its bytes are. They lie in the store
    of published files under their SHA-256."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="files", editable=False
    )
    name = models.CharField(_("name"), max_length=120, validators=LINE, editable=False)
    media_type = models.CharField(_("media type"), max_length=100, validators=LINE, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, validators=DIGEST, editable=False)

    class Meta(OfRegister.Meta):
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="published_name_once"),
            models.CheckConstraint(condition=~Q(sha256=""), name="published_file_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicationConsent(OfRegister):
    """That an owner agrees to publish. Who said so and when stand in its revision."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="consents", editable=False
    )
    owner = models.ForeignKey(Ownership, models.PROTECT, related_name="+", editable=False)

    class Meta(OfRegister.Meta):
        verbose_name = _("consent to publish")
        verbose_name_plural = _("consents to publish")
        constraints = [
            models.UniqueConstraint(fields=["publication", "owner"], name="consented_once"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}"


class PublicationHold(OfRegister):
    """A time in which nothing is published, such as before an election; both days are in it."""

    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    why = models.TextField(_("why"), validators=PROSE)

    class Meta(OfRegister.Meta):
        verbose_name = _("hold on publication")
        verbose_name_plural = _("holds on publication")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lte=F("until")) & ~Q(why=""), name="hold_has_its_days_and_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"

"""A register, who owns and reads it, its posts and its themes."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.models.journal import Journal
from registers.models.kept import Kept
from registers.models.people import LINE, Organisation
from registers.text import check_line, check_text
from scoring.models import Scheme

HIGHEST_TOTAL = 49
APPETITE = [MinValueValidator(1), MaxValueValidator(HIGHEST_TOTAL)]


def _appetite_in_range(name: str) -> models.CheckConstraint:
    within = Q(appetite__gte=1, appetite__lte=HIGHEST_TOTAL)
    return models.CheckConstraint(condition=Q(appetite=None) | within, name=name)


class ByProposal(models.TextChoices):
    """What a register's owners may choose to change by proposal only, in the order in which the
    choice is kept. `theirs` is whatever is said of a risk that another owner leads."""

    RAISING = "raising", _("raising a risk")
    CLOSING = "closing", _("closing or reopening a risk")
    SCORES = "scores", _("scoring a risk")
    WORDING = "wording", _("rewording a risk")
    LEAD = "lead", _("changing the lead")
    THEIRS = "theirs", _("risks that the other owner leads")


class Register(Kept):
    """The whole document. `notice` stands on every page and file that leaves the system.

    `by_proposal` are the words of ByProposal that hold, with a blank between. `erasures` counts
    those carried out: what was kept of the past before one is not used again.
    """

    UNKEPT = frozenset({"erasures"})

    journal = models.OneToOneField(Journal, models.PROTECT, related_name="register", editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200, validators=LINE)
    introduction = models.TextField(_("introduction"), blank=True, validators=[check_text])
    marking = models.CharField(_("marking"), max_length=60, default="OFFICIAL", validators=LINE)
    notice = models.CharField(
        _("notice"), max_length=300, blank=True, validators=[check_text, check_line]
    )
    appetite = models.PositiveSmallIntegerField(
        _("appetite"), null=True, blank=True, validators=APPETITE
    )
    is_public = models.BooleanField(_("may be published"), default=False)
    one_publishes = models.BooleanField(_("one owner alone may publish"), default=False)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="registers")
    by_proposal = models.CharField(
        _("changed by proposal"), max_length=60, blank=True, default="", editable=False
    )
    erasures = models.PositiveIntegerField(_("erasures"), default=0, editable=False)

    class Meta(Kept.Meta):
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        constraints = [
            _appetite_in_range("register_appetite_in_range"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(marking=""), name="register_has_title_and_marking"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfRegister(Kept):
    """A row of a register carries its register, so that one plain filter finds it."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+", editable=False)

    class Meta(Kept.Meta):
        abstract = True


class Ownership(OfRegister):
    """An owner organisation, under the name that it has in this register."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="ownerships")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=200, validators=LINE)
    short_name = models.CharField(_("short name"), max_length=40, validators=LINE)

    class Meta(OfRegister.Meta):
        verbose_name = _("owner organisation")
        verbose_name_plural = _("owner organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "organisation"], condition=Q(removed=False), name="owner_once"
            ),
            models.UniqueConstraint(
                fields=["register", "short_name"],
                condition=Q(removed=False),
                name="owner_short_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class ReadingRight(OfRegister):
    """An organisation that reads a register without owning it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reading_rights")

    class Meta(OfRegister.Meta):
        verbose_name = _("right to read")
        verbose_name_plural = _("rights to read")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "organisation"], condition=Q(removed=False), name="reads_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"


class Post(OfRegister):
    """A post that answers for risks and controls, and outlives whoever holds it."""

    title = models.CharField(_("title"), max_length=200, validators=LINE)
    owner = models.ForeignKey(
        Ownership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("of")
    )

    class Meta(OfRegister.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "title"], condition=Q(removed=False), name="post_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Theme(OfRegister):
    """A published, numbered heading; its appetite overrides the register's."""

    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    name = models.CharField(_("name"), max_length=200, validators=LINE)
    appetite = models.PositiveSmallIntegerField(
        _("appetite"), null=True, blank=True, validators=APPETITE
    )

    class Meta(OfRegister.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"], condition=Q(removed=False), name="theme_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(name=""), name="theme_is_named"),
            _appetite_in_range("theme_appetite_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

"""Organisations and the people who act for them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from registers.models.kept import GuardedQuerySet, Kept
from registers.text import check_line, check_not_blank, check_text

LINE = [check_text, check_line, check_not_blank]


class Organisation(Kept):
    name = models.CharField(_("name"), max_length=200, validators=LINE)
    short_name = models.CharField(_("short name"), max_length=40, validators=LINE)

    class Meta(Kept.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(Lower("name"), name="organisation_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    READER = "reader", _("reader")
    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")


class UserManager(BaseUserManager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """Reads a person with their organisation: no page does without it."""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organisation")

    def get_by_natural_key(self, email: str | None) -> Any:
        return self.get(email__iexact=email)


class User(AbstractBaseUser, Kept):
    """A person, who belongs to one organisation with one role, or is an administrator of
    the installation without either. People are deactivated and never deleted.

    `is_staff` sets the installation up and sees no register by it; `manages` appoints the
    people of their own organisation.
    """

    UNKEPT = frozenset({"password", "last_login"})
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, validators=LINE)
    title = models.CharField(
        _("title"), max_length=200, blank=True, validators=[check_text, check_line]
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    manages = models.BooleanField(_("appoints people"), default=False)
    is_staff = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    objects = UserManager()

    class Meta(Kept.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, role__in=Role.values)
                | Q(organisation__isnull=True, role="", manages=False),
                name="person_has_role_and_organisation_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """For Django's admin pages, on which an administrator looks and changes nothing."""
        return self.is_active and self.is_staff and ".view_" in perm

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

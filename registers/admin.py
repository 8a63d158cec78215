"""Where an administrator sets up: organisations and people, through the actions.

No register is shown here: an administrator of the installation sees none by that.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from registers.actions import Refused, add_organisation, add_person, revise_person
from registers.models import Organisation, User


class SetUp(admin.AdminSite):
    site_header = site_title = _("Set-up")
    index_title = _("Organisations and people")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Whoever is signed in and is no administrator is told so, and not sent to sign in."""
        shown = super().admin_view(view, cacheable)

        @wraps(shown)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return shown(request, *args, **kwargs)

        return checked

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one page for changing a password."""
        return redirect("account_change_password")


site = SetUp(name="admin")
#: One sign-in for everybody, with its limits on wrong passwords.
site.login = secure_admin_login(site.login)  # type: ignore[method-assign]


class ThroughActions(forms.ModelForm):
    """Saves through an action: what it refuses stands in the form, nothing is saved."""

    by: Any = None

    def act(self) -> Any:
        """Call the action and return what is saved; Refused when it may not be."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        """The action checks the row; the form only holds what was typed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            try:
                self.instance = self.act()
            except Refused as problem:
                errors = getattr(problem, "errors", {"": str(problem)})
                for name, sentence in errors.items():
                    self.add_error(name if name in self.fields else None, sentence)
        return cleaned or {}

    def save(self, commit: bool = True) -> Any:
        return self.instance

    def _save_m2m(self) -> None:
        """Nothing of content has many-to-many fields."""

    save_m2m = _save_m2m


class OrganisationForm(ThroughActions):
    class Meta:
        model = Organisation
        fields = ("name", "short_name")

    def act(self) -> Organisation:
        return add_organisation(by=self.by, **self.cleaned_data)


class NewPersonForm(ThroughActions):
    class Meta:
        model = User
        fields = ("email", "name", "title", "organisation", "role", "manages", "is_staff")

    def act(self) -> User:
        return add_person(by=self.by, **self.cleaned_data)


class PersonForm(ThroughActions):
    reason = forms.CharField(label=_("Why does this change?"), max_length=500)

    class Meta:
        model = User
        fields = ("name", "title", "role", "manages", "is_active", "is_staff")

    def act(self) -> User:
        revise_person(self.instance, by=self.by, **self.cleaned_data)
        return User.objects.get(pk=self.instance.pk)


class ThroughActionsAdmin(admin.ModelAdmin):
    actions = None
    new_form: type[ThroughActions]
    old_form: type[ThroughActions] | None = None

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = self.new_form if obj is None else self.old_form
        if form is None:
            return super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        form = self.new_form if obj is None else self.old_form
        return super().get_fields(request, obj) if form is None else list(form.base_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_staff

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_staff and self.old_form is not None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form's action has saved it."""

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied


@admin.register(Organisation, site=site)
class OrganisationAdmin(ThroughActionsAdmin):
    new_form = OrganisationForm
    list_display = ("name", "short_name")
    search_fields = ("name",)


@admin.register(User, site=site)
class PersonAdmin(ThroughActionsAdmin):
    new_form = NewPersonForm
    old_form = PersonForm
    list_display = ("name", "email", "organisation", "role", "manages", "is_staff", "is_active")
    list_filter = ("organisation", "role", "is_active")
    search_fields = ("name", "email")

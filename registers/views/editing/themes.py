"""The themes of a register: listed, added, revised, retired."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registers.actions import Invalid, add_theme, retire_theme, revise_theme
from registers.forms.themes import NewThemeForm, RetireThemeForm, ThemeForm
from registers.models import Theme
from registers.views.access import for_register
from registers.views.editing.flow import Edit, beginning, respond
from registers.views.editing.gate import editing
from registers.views.editing.once import added_already, alone


@require_safe
@login_required
def themes(request, slug):
    access = for_register(request, slug)
    context = access.page("register", current="true", may_change=access.may_edit)
    return render(request, "registers/edit/themes.html", context)


@editing
def theme_add(request, access):
    return respond(request, access, lambda now: _add(request.user, now))


def _add(person, access):
    register = access.register

    def save(form, began):
        asked = {name: form.cleaned_data[name] for name in ("number", "name", "appetite")}
        with alone(register):
            if made := added_already(Theme, person, began.number, register=register, **asked):
                return made
            return add_theme(register, by=person, reason=form.cleaned_data["reason"], **asked)

    return _page(
        access,
        form=NewThemeForm,
        heading=_("Add a theme"),
        button=_("Add this theme"),
        save=save,
        verb="add theme",
    )


@editing
def theme_edit(request, access, number):
    theme = _theme(request, access, number)
    return respond(request, access, lambda now: _revise(request.user, now, theme))


def _revise(person, access, theme):
    def save(form, began):
        fields = form.changes
        if "number" in fields:
            fields["new_number"] = fields.pop("number")
        number = _number_now(access, theme)
        reason = form.cleaned_data["reason"]
        return revise_theme(
            access.register, number, by=person, reason=reason, began=began, **fields
        )

    def values(snapshot):
        found = _in(snapshot, theme.key)
        return ThemeForm.values(found) if found else None

    return _page(
        access,
        form=ThemeForm,
        heading=_("Edit theme %(number)s") % {"number": theme.number},
        values=values,
        save=save,
        verb="revise theme",
        subject=f"{theme.number} {theme.name}",
    )


@editing
def theme_retire(request, access, number):
    theme = _theme(request, access, number)
    return respond(request, access, lambda now: _retire(request.user, now, theme))


def _retire(person, access, theme):
    def save(form, began):
        number, reason = _number_now(access, theme), form.cleaned_data["reason"]
        return retire_theme(access.register, number, by=person, reason=reason)

    return _page(
        access,
        form=RetireThemeForm,
        heading=_("Retire theme %(number)s. %(name)s")
        % {"number": theme.number, "name": theme.name},
        button=_("Retire this theme"),
        template="registers/edit/theme_retire.html",
        save=save,
        done=lambda snapshot: _in(snapshot, theme.key) is None,
        verb="retire theme",
        subject=f"{theme.number} {theme.name}",
        page={"theme": _in(access.snapshot, theme.key)},
    )


def _page(access, **edit):
    after = reverse("themes", args=(access.snapshot.slug,))
    return Edit(**{"after": after, "template": "registers/edit/theme.html", **edit})


def _theme(request, access, number):
    """The theme that had the number when the form was opened, or has it now; else Http404."""
    snapshots = [beginning(request, access.register), access.snapshot]
    for found in filter(None, snapshots):
        for theme in found.themes:
            if theme.number == number:
                return theme
    raise Http404


def _in(snapshot, key):
    """The theme of a key in a snapshot, or None."""
    return next((theme for theme in snapshot.themes if theme.key == key), None)


def _number_now(access, theme):
    """The number that the theme has now. Raises Invalid when it was retired."""
    found = _in(access.snapshot, theme.key)
    if found is None:
        raise Invalid({"": _("This theme has been retired meanwhile.")})
    return found.number

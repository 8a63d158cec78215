"""Asking for an erasure, confirming it and giving it up.

What is typed here is not held for a later sign-in as the editing pages hold it: the words
must go, and no copy of them is made.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registers import erasing
from registers.actions import (
    GuardsMissing,
    Invalid,
    Refused,
    ask_erasure,
    confirm_erasure,
    give_up_erasure,
)
from registers.forms.erasures import EraseForm, GiveUpForm
from registers.models import Erasure
from registers.permissions import SIGN
from registers.presentation.erasure_page import listed
from registers.views.access import for_register
from registers.views.record import for_owner


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request, slug):
    access = for_register(request, slug, SIGN)
    form = EraseForm(request.POST or None, snapshot=access.snapshot, person=request.user)
    if request.method != "POST":
        return _asking(request, access, form)
    if not form.is_valid():
        return _asking(request, access, form, status=422)
    asked = form.cleaned_data
    words, ground, why = asked["words"], asked["ground"], asked["why"]
    if "look" in request.POST:
        return _asking(request, access, form, words=words)
    try:
        made = ask_erasure(access.register, by=request.user, words=words, ground=ground, why=why)
    except Refused as refused:
        form.refuse(_errors(refused))
        return _asking(request, access, form, status=_status(refused))
    messages.success(request, _("Asked. It is carried out when every owner has confirmed it."))
    return redirect("erasure", access.snapshot.slug, made.pk)


def _asking(request, access, form, *, status=200, words=""):
    places = erasing.places(access.register, words) if words else ()
    context = access.page(
        "record",
        current="true",
        form=form,
        edit={"heading": _("Ask for an erasure")},
        looked=bool(words),
        places=listed(places, words),
        count=len(places),
    )
    return _private(render(request, "registers/edit/erasure_ask.html", context, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erasure(request, slug, pk):
    access = for_owner(request, slug)
    found = get_object_or_404(Erasure, register=access.register, pk=pk)
    if request.method == "POST":
        for_register(request, slug, SIGN)
        return _answer(request, access, found)
    form = GiveUpForm(snapshot=access.snapshot, person=request.user)
    return _erasure(request, access, found, form)


def _answer(request, access, found):
    form = GiveUpForm(request.POST, snapshot=access.snapshot, person=request.user)
    gives_up = "give_up" in request.POST
    if gives_up and not form.is_valid():
        return _erasure(request, access, found, form, status=422)
    try:
        if gives_up:
            why = form.cleaned_data["why"]
            give_up_erasure(access.register, found.pk, by=request.user, why=why)
        else:
            found = confirm_erasure(access.register, found.pk, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(str(said) for said in _errors(refused).values()))
        found.refresh_from_db()
        return _erasure(request, access, found, form, status=_status(refused))
    if gives_up:
        messages.success(request, _("Given up. The words were not touched."))
    elif found.state == Erasure.State.DONE:
        messages.success(request, _("The words are gone. Now see to the backups."))
    else:
        messages.success(request, _("Confirmed. It waits for the other owners."))
    return redirect("erasure", access.snapshot.slug, found.pk)


def _erasure(request, access, found, form, *, status=200):
    waits = found.state == Erasure.State.ASKED
    signs = SIGN in access.permissions
    words = found.words if waits and signs else ""
    places = erasing.places(access.register, words) if words else ()
    confirmations = found.confirmations.select_related("owner", "revision").order_by("pk")
    context = access.page(
        "record",
        current="true",
        form=form,
        erasure=found,
        waits=waits,
        may_sign=signs,
        mine=any(one.owner.organisation_id == access.organisation for one in confirmations),
        confirmations=confirmations,
        places=listed(places, words),
        count=len(places),
    )
    return _private(render(request, "registers/erasure.html", context, status=status))


def _errors(refused):
    return refused.errors if isinstance(refused, Invalid) else {"": str(refused)}


def _status(refused):
    return 503 if isinstance(refused, GuardsMissing) else 422


def _private(response):
    """No browser keeps a page on which the words stand."""
    add_never_cache_headers(response)
    return response

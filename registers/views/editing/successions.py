"""Handing a register on to a successor body."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from registers.actions import Refused, give_up_succession, succeed, take_over
from registers.forms.proposals import AnswerForm
from registers.forms.successions import SuccessionForm
from registers.models import Organisation
from registers.permissions import SIGN
from registers.successions import planned
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing


@editing
def hand_on(request, access):
    if SIGN not in access.permissions:
        raise PermissionDenied
    if request.method != "POST" and planned(access.register, access.organisation):
        return redirect("hand_on_planned", access.snapshot.slug)
    return respond(request, access, lambda now: _hand_on(request.user, now))


@editing
def hand_on_planned(request, access):
    """What is planned for a day to come: to be given up, or carried out where that day has come."""
    if SIGN not in access.permissions:
        raise PermissionDenied
    plan = planned(access.register, access.organisation)
    if plan is None:
        raise Http404
    if "take_over" in request.POST:
        return _take_over(request, access, plan)
    return respond(request, access, lambda now: _give_up(request.user, now, plan))


def _take_over(request, access, plan):
    try:
        take_over(access.register, plan.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("hand_on_planned", access.snapshot.slug)
    messages.success(request, _("Handed on. It is the successor's now."))
    return redirect("home")


def _give_up(person, access, plan):
    def save(form, _began):
        return give_up_succession(access.register, plan.pk, by=person, why=form.cleaned_data["why"])

    return Edit(
        form=AnswerForm,
        heading=_("Handing on to %(name)s is planned") % {"name": plan.name},
        button=_("Give it up"),
        template="registers/edit/hand_on_planned.html",
        save=save,
        after=reverse("register", args=(access.snapshot.slug,)),
        verb="give up succession",
        subject=plan.short_name,
        page={"plan": plan, "is_due": plan.since <= access.today},
    )


def _hand_on(person, access):
    owners = [owner.organisation for owner in access.snapshot.owners]
    (mine,) = [o for o in access.snapshot.owners if o.organisation == access.organisation]
    others = Organisation.objects.filter(removed=False).exclude(pk__in=owners).order_by("name")

    def save(form, _began):
        asked = form.cleaned_data
        return succeed(
            access.register, mine.short_name, by=person,
            organisation=others.get(pk=asked["organisation"]),
            **{name: asked[name] for name in ("name", "short_name", "since", "reason")},
        )  # fmt: skip

    return Edit(
        form=SuccessionForm,
        heading=_("Hand %(owner)s's part of the register on") % {"owner": mine.short_name},
        button=_("Hand it on"),
        template="registers/edit/hand_on.html",
        about={"organisations": others},
        save=save,
        after=reverse("home"),
        verb="succeed",
    )

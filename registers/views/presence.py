"""Saying that one has a risk open, and hearing who else has."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from registers import presence as kept
from registers.permissions import EDIT
from registers.presentation.presence_words import sentence
from registers.views.access import for_register
from registers.views.editing.finding import risk_of


def opened(request, access, risk, *, edits=False):
    """What a page about a risk needs to say who else has it open; for who may edit alone."""
    if risk is None or not access.may_edit:
        return {}
    return {
        "presence": sentence(kept.others(access.register, risk.key, request.user)),
        "presence_address": reverse("presence", args=(access.snapshot.slug, risk.reference)),
        "presence_doing": "edit" if edits else "read",
    }


@require_POST
@login_required
def presence(request, slug, reference):
    """Posted by a script: `doing` is `edit`, `read` or `leave`."""
    access = for_register(request, slug, EDIT)
    risk, doing = risk_of(access, reference), request.POST.get("doing")
    if doing == "leave":
        kept.leave(access.register, risk.key, request.user)
        return JsonResponse({"others": ""})
    kept.note(access.register, risk.key, request.user, edits=doing == "edit")
    others = kept.others(access.register, risk.key, request.user)
    return JsonResponse({"others": sentence(others)})

"""What an address of an editing page is about: now, and when the edit began."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


def risk_of(access, reference):
    """The risk of a reference; Http404 when there is none."""
    found = risk_in(access.snapshot, reference)
    if found is None:
        raise Http404
    return found


def risk_in(snapshot, reference):
    """The risk as a snapshot has it, or None."""
    try:
        return snapshot.risk(reference)
    except KeyError:
        return None


def address_of(access, reference, anchor=""):
    """The address of a risk's page, at one of its parts."""
    address = reverse("risk", args=(access.snapshot.slug, reference))
    return f"{address}#{anchor}" if anchor else address


def turned_away(request, access, risk):
    """Off to the page of a risk that is closed, when somebody opens a form for it; what was
    posted goes on to the action, which refuses it with the text kept. None for an open risk."""
    if risk.is_open or request.method == "POST":
        return None
    words = _("%(risk)s is closed. Reopen it before changing it.") % {"risk": risk.reference}
    messages.warning(request, words)
    return redirect(address_of(access, risk.reference))

"""Who comes in to the editing pages, and what becomes of a text that does not."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views import csrf
from django.views.decorators.http import require_http_methods

from registers.permissions import EDIT, REPORT
from registers.views.access import for_register
from registers.views.editing import held
from registers.views.security_log import refused


def editing(view):
    """A page for people who may edit the register of the address: `view(request, access, …)`.

    Others meet what they meet elsewhere: sign-in, 404 or 403; what they posted is not lost.
    """
    return _gate(view, EDIT)


def reporting(view):
    """The same for people who may report on what is theirs; the view asks whether it is."""
    return _gate(view, REPORT)


def _gate(view, permission):
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, slug, **names):
        if not request.user.is_authenticated:
            return held.to_sign_in(request)
        try:
            access = for_register(request, slug, permission)
            return view(request, access, **names)
        except (PermissionDenied, Http404) as refusal:
            status = 403 if isinstance(refusal, PermissionDenied) else 404
            refused(request, status)
            if request.method != "POST":
                raise
            return held.shown_back(request, status)

    return guarded


def csrf_failure(request, reason=""):
    """A form that another sign-in made stale is held and offered again; others are refused."""
    if request.method == "POST" and held.hold(request):
        return redirect(request.get_full_path())
    return csrf.csrf_failure(request, reason)

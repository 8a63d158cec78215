"""One-click sign-in, which exists only on a demonstration that is served on this machine."""

from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from registers.demonstration.people import PEOPLE
from registers.models import User
from riskregister.demonstration import is_served_here

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
def sign_in(request):
    """Sign in as the person whose key was posted. 404 for anyone but the demonstration's people,
    and for everyone while this is no demonstration."""
    if not is_served_here(request):
        raise Http404
    emails = {person.key: person.email for person in PEOPLE}
    asked = request.POST.get("person", "")
    user = get_object_or_404(User, email=emails.get(asked, ""), is_active=True)
    login(request, user, backend=BACKEND)
    target = request.POST.get("next", "")
    return redirect(
        target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "home"
    )

"""Leave for a person's other programs to read a register, and taking it back."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registers.actions.refusals import Invalid
from registers.actions.tokens import make_token, revoke_token
from registers.forms.tokens import TokenForm
from registers.models import Token
from registers.views import security_log
from registers.views.access import for_register

#: How far away the day is that the form proposes.
PROPOSED = timedelta(days=90)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tokens(request, slug):
    access = for_register(request, slug)
    if request.method == "POST":
        return _make(request, access)
    return _page(request, access, _empty())


def _empty():
    return TokenForm(initial={"until": timezone.localdate() + PROPOSED})


def _make(request, access):
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, access, form, status=422)
    try:
        key, token = make_token(request.user, access.register, **form.cleaned_data)
    except Invalid as problem:
        for field, error in problem.errors.items():
            form.add_error(field or None, error)
        return _page(request, access, form, status=422)
    security_log.token(request, "token made", token)
    # The key is told on this one page, and never again.
    return _page(request, access, _empty(), key=key, token=token)


def _page(request, access, form, status=200, **more):
    today = timezone.localdate()
    mine = Token.objects.filter(person=request.user, register=access.register).order_by("-made")
    rows = [(token, token.works(today)) for token in mine]
    context = access.page(
        "register", form=form, tokens=rows, address=_address(request, access), **more
    )
    response = render(request, "registers/tokens.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _address(request, access):
    return request.build_absolute_uri(f"/api/registers/{access.snapshot.slug}/")


@require_POST
@login_required
def token_revoke(request, slug, key):
    access = for_register(request, slug)
    if not Token.objects.filter(person=request.user, register=access.register, pk=key).exists():
        raise Http404
    if token := revoke_token(request.user, key):
        security_log.token(request, "token revoked", token)
        messages.success(request, _("“%(name)s” reads nothing any more.") % {"name": token.name})
    return redirect("tokens", slug=slug)

"""A register's scheme: levels, matrix, bands, and the doubts about them."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers.presentation.scheme_page import scheme_page
from registers.views.access import for_register


@require_safe
@login_required
def scheme(request, slug):
    access = for_register(request, slug, past=True)
    context = access.page(
        "scheme", scheme=access.snapshot.scheme, page=scheme_page(access.snapshot)
    )
    return render(request, "registers/scheme.html", context)

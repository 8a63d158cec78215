"""Help, for each kind of person."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_required
def help_page(request):
    return render(request, "registers/help.html", {"section": "help"})

"""My registers."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers.models import Ownership, ReadingRight, Register
from registers.presentation.home_page import card
from registers.snapshot import snapshot


@require_safe
@login_required
def home(request):
    mine = request.user.organisation_id
    owned = Ownership.objects.filter(organisation=mine, removed=False).values("register")
    read = ReadingRight.objects.filter(organisation=mine, removed=False).values("register")
    registers = Register.objects.filter(Q(pk__in=owned) | Q(pk__in=read)).order_by("title")
    cards = [card(snapshot(register), mine) for register in registers]
    markings = list(dict.fromkeys(card.snapshot.marking for card in cards))
    context = {"section": "home", "cards": cards, "page_marking": " · ".join(markings)}
    return render(request, "registers/home.html", context)

"""One risk, in the order of the document, with its history at the side."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registers import record
from registers.presentation.history_page import told
from registers.presentation.risk_page import risk_page
from registers.views.access import for_register

# How much of its history stands beside a risk; the rest is a page away.
ENTRIES = 6


@require_safe
@login_required
def risk(request, slug, reference):
    access = for_register(request, slug)
    try:
        found = access.snapshot.risk(reference)
    except KeyError as unknown:
        raise Http404 from unknown
    entries = record.entries(access.register, limit=ENTRIES + 1, risk=found.key)
    context = access.page(
        "register",
        current="true",
        page=risk_page(access.snapshot, found, timezone.localdate()),
        risk=found,
        entries=told(entries[:ENTRIES], of=reference),
        may_change=access.may_edit and found.is_open,
        may_reopen=access.may_edit and not found.is_open,
        more=len(entries) > ENTRIES,
    )
    return render(request, "registers/risk.html", context)

"""Every change of a register, newest first."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers import record
from registers.presentation.addresses import query
from registers.presentation.history_page import told
from registers.views.access import for_register

ON_A_PAGE = 50


@require_safe
@login_required
def history(request, slug):
    access = for_register(request, slug)
    reference = request.GET.get("risk", "")
    key = _key(access.snapshot, reference) if reference else None
    before = _number(request.GET.get("before", ""))
    entries = record.entries(access.register, before=before, limit=ON_A_PAGE + 1, risk=key)
    shown, settings = entries[:ON_A_PAGE], {"risk": reference}
    older = query(settings, before=str(shown[-1].number)) if len(entries) > ON_A_PAGE else ""
    context = access.page(
        "history",
        entries=told(shown),
        reference=reference,
        older=older,
        newest=query(settings) if before else "",
    )
    return render(request, "registers/history.html", context)


def _key(snapshot, reference):
    try:
        return snapshot.risk(reference).key
    except KeyError as unknown:
        raise Http404 from unknown


def _number(text):
    """A revision's number out of an address; None for what is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else None

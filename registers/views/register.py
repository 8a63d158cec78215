"""The register as it is printed, filtered and sorted from its address."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from registers.presentation import register_page as shown
from registers.presentation import words
from registers.presentation.addresses import query, risk_addresses
from registers.presentation.map_words import above_appetite
from registers.views.access import for_register


@require_safe
@login_required
def register(request, slug):
    access = for_register(request, slug, past=True)
    snapshot = access.snapshot
    if reference := shown.exact_reference(snapshot, request.GET.get("q", "")):
        return redirect(risk_addresses(slug, access.at)(reference))
    chosen = shown.settings(snapshot, request.GET, access.at)
    found = shown.chosen_risks(snapshot, chosen)
    context = access.page(
        "register",
        words=chosen.get("q", ""),
        filters=shown.filters(snapshot, chosen),
        groups=shown.groups(snapshot, chosen, found, access.today),
        shown=len(found),
        filtered=shown.is_filtered(chosen),
        full=chosen.get("text") == "full",
        closed=bool(chosen.get("show") or chosen.get("q")),
        compact_address=query(chosen, text=""),
        full_address=query(chosen, text="full"),
        everything_address=query({name: chosen.get(name, "") for name in ("text", "sort", "at")}),
        without_words=query(chosen, q=""),
        spread=words.spread(snapshot.counts("after"), with_risks=False),
        above=above_appetite(snapshot),
        owners=words.listed([owner.name for owner in snapshot.owners]),
    )
    template = "registers/register_full.html" if context["full"] else "registers/register.html"
    return render(request, template, context)

"""A register's year in review, April to March, for the annual governance statement."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registers.exchange.evidence_sheets import write_year_xlsx
from registers.presentation.year_page import name_of, year_page
from registers.views.access import for_register
from registers.views.export import XLSX, as_file
from registers.year import year, year_of


@require_safe
@login_required
def this_year(request, slug):
    access = for_register(request, slug)
    return redirect("year", access.snapshot.slug, year_of(timezone.localdate()))


@require_safe
@login_required
def year_in_review(request, slug, starts):
    access, found = _found(request, slug, starts)
    first = access.register.journal.revisions.values_list("moment", flat=True).earliest("number")
    begun = year_of(timezone.localtime(first).date())
    now = year_of(timezone.localdate())
    context = access.page(
        "changes",
        current="true",
        page=year_page(found),
        year=found,
        years=[(each, name_of(each)) for each in range(now, begun - 1, -1)],
    )
    return render(request, "registers/year.html", context)


@require_safe
@login_required
def year_xlsx(request, slug, starts):
    _access, found = _found(request, slug, starts)
    raw = write_year_xlsx(found)
    return as_file(found.snapshots[-1], raw, "xlsx", XLSX, about=f"year-{starts}")


def _found(request, slug, starts):
    access = for_register(request, slug)
    return access, year(access.register, starts, timezone.localdate())

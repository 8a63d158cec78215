"""What changed between two points of a register."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers.between import between
from registers.chain import shown
from registers.changes import changes as differences
from registers.exchange.changes_sheets import write_changes_xlsx
from registers.periods import period_of
from registers.presentation.changes_form import changes_form
from registers.presentation.changes_page import changes_page
from registers.snapshot import snapshot_at
from registers.views.access import for_register
from registers.views.export import XLSX, as_file


@require_safe
@login_required
def changes(request, slug):
    access, form, before, after, page = _compared(request, slug)
    context = access.page(
        "changes",
        page=page,
        form=form,
        before=before,
        after=after,
        seal_before=shown(before.seal),
        seal_after=shown(after.seal),
        files=f"?{request.GET.urlencode()}",
    )
    return render(request, "registers/changes.html", context)


@require_safe
@login_required
def changes_xlsx(request, slug):
    _access, _form, before, after, page = _compared(request, slug)
    raw = write_changes_xlsx(before, after, page)
    return as_file(after, raw, "xlsx", XLSX, about=f"changes-since-{before.number}")


def _compared(request, slug):
    """The register, the form, both snapshots and what differs, as the address asks."""
    access = for_register(request, slug)
    asked = request.GET
    period = period_of(
        access.register, access.last, asked.get("from", ""), asked.get("to", ""), access.today
    )
    before, after = (
        access.snapshot if point == access.last else snapshot_at(access.register, point)
        for point in (period.start, period.end)
    )
    form = changes_form(period, after, asked, access.today)
    page = changes_page(
        differences(before, after),
        between(access.register, period.start.number, period.end.number),
        by=form.by,
        theme=form.theme.key if form.theme else None,
    )
    return access, form, before, after, page

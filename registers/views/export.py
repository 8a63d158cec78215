"""A register as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registers.exchange.document import write_json
from registers.exchange.write_pdf import PdfFailed, write_pdf
from registers.views.access import for_register

#: A web request waits for a PDF of at most so many risks; larger ones a command makes.
MOST_RISKS = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@login_required
def export_json(request, slug):
    snapshot = for_register(request, slug, past=True).snapshot
    return as_file(snapshot, write_json(snapshot), "json", "application/json")


@require_safe
@login_required
def export_pdf(request, slug):
    access = for_register(request, slug, past=True)
    snapshot = access.snapshot
    try:
        if len(snapshot.all_risks) > MOST_RISKS:
            raise PdfFailed(_too_many(snapshot))
        raw = write_pdf(snapshot, printed_on=timezone.localdate())
    except PdfFailed as problem:
        context = access.page("register", problem=problem)
        return render(request, "registers/no_pdf.html", context, status=503)
    return as_file(snapshot, raw, "pdf", "application/pdf")


def _too_many(snapshot):
    return _(
        "This register has %(count)s risks. A PDF of more than %(most)s is made with the "
        "command “manage.py export_register %(slug)s --format pdf --output FILE”."
    ) % {"count": len(snapshot.all_risks), "most": MOST_RISKS, "slug": snapshot.slug}


def as_file(snapshot, raw, ending, kind, *, about=""):
    """An answer that is downloaded. The number and the seal stand in the file's name and in a
    header; `about` is what of the register it holds, empty for the register."""
    of = f"{snapshot.slug}-{about}" if about else snapshot.slug
    name = f"{of}-revision-{snapshot.number}-{snapshot.seal[:16]}.{ending}"
    return HttpResponse(
        raw,
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="{name}"',
            "Register-Revision": f"{snapshot.number}:{snapshot.seal}",
            "Cache-Control": "private, no-store",
        },
    )

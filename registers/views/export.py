"""A register as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from registers.exchange.document import fingerprint, write_json
from registers.exchange.paper.choices import NoSuchPart
from registers.exchange.paper.material import material
from registers.exchange.write_pdf import wanted
from registers.forms.paper import INTERNAL, PUBLIC, PaperForm
from registers.presentation.withheld_page import telltales, withheld_lines
from registers.views import pdf, security_log
from registers.views.access import for_register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The parts of an address that only say how it is asked for.
PASSING = ("look", "again")


@require_safe
@login_required
def export_json(request, slug):
    access = for_register(request, slug, past=True)
    snapshot = access.snapshot
    audience = PUBLIC if request.GET.get("audience") == PUBLIC else INTERNAL
    security_log.exported(request, "json", audience)
    if audience == PUBLIC:
        shown = snapshot.public(*access.withheld_since())
        return as_public_file(shown, write_json(shown), "json", "application/json")
    return as_file(snapshot, write_json(snapshot), "json", "application/json")


@require_safe
@login_required
def paper(request, slug):
    access = for_register(request, slug, past=True)
    return _choosing(request, access, PaperForm(request.GET, snapshot=access.snapshot))


def _choosing(request, access, form, status=200):
    form.is_valid()
    others = access.withheld_since()
    context = access.page(
        "register",
        form=form,
        withheld=withheld_lines(access.snapshot, access.today, others),
        telltales=telltales(access.snapshot, others),
        since=form.data.get("since", ""),
    )
    return render(request, "registers/paper.html", context, status=status)


@require_safe
@login_required
def export_pdf(request, slug):
    access = for_register(request, slug, past=True)
    form = PaperForm(request.GET, snapshot=access.snapshot)
    if not form.is_valid():
        return _choosing(request, access, form, status=422)
    choices = form.choices
    today = timezone.localdate()
    try:
        held = material(
            access.register,
            access.snapshot,
            at=access.at,
            since=form.cleaned_data["since"],
            public=choices.public,
            today=today,
        )
        what = wanted(held, choices)
    except NoSuchPart as problem:
        form.add_error(None, str(problem))
        return _choosing(request, access, form, status=422)

    def file(raw):
        security_log.exported(request, "pdf", PUBLIC if choices.public else INTERNAL)
        about = "-".join(
            part for part in (choices.part, choices.of) if part not in {"", "register"}
        )
        if choices.public:
            return as_public_file(
                held.shown, raw, "pdf", "application/pdf", about=about, day=held.as_at
            )
        return as_file(access.snapshot, raw, "pdf", "application/pdf", about=about)

    return pdf.answer(request, access, what, file, here=_pinned(request, access, held))


def _pinned(request, access, held):
    """The address of the same paper, whatever is changed meanwhile."""
    asked = request.GET.copy()
    for name in PASSING:
        asked.pop(name, None)
    if held.as_at:
        asked["at"] = access.at or held.as_at.isoformat()
    else:
        asked["at"] = str(held.now.number)
        asked["since"] = str(held.earlier.snapshot.number)
    return f"{reverse('export_pdf', args=(access.snapshot.slug,))}?{asked.urlencode()}"


def as_file(snapshot, raw, ending, kind, *, about=""):
    """An answer that is downloaded. The number and the seal stand in the file's name and in a
    header; `about` is what of the register it holds, empty for the register."""
    of = f"{snapshot.slug}-{about}" if about else snapshot.slug
    name = f"{of}-revision-{snapshot.number}-{snapshot.seal[:16]}.{ending}"
    response = _download(raw, name, kind)
    response["Register-Revision"] = f"{snapshot.number}:{snapshot.seal}"
    return response


def as_public_file(snapshot, raw, ending, kind, *, about="", day=None):
    """An answer for the public that is downloaded: its name tells no number of any revision, but
    the fingerprint of what the public may read."""
    parts = (snapshot.slug, about, "public", day.isoformat() if day else "")
    name = "-".join(part for part in (*parts, fingerprint(snapshot)[:16]) if part)
    return _download(raw, f"{name}.{ending}", kind)


def _download(raw, name, kind):
    return HttpResponse(
        raw,
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )

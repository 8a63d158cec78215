"""The page on which somebody chooses a file of a register, and the file."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from registers import moments
from registers.exchange import files
from registers.exchange.besides import CHANGES, besides, start_of
from registers.exchange.paper.choices import NoSuchPart
from registers.exchange.write_report import BadTemplate
from registers.forms.export import ExportForm
from registers.presentation import export_page
from registers.presentation.withheld_page import telltales, withheld_lines
from registers.views import pdf, security_log
from registers.views.access import for_register
from registers.views.export import PASSING, as_file, as_public_file


@require_safe
@login_required
def export(request, slug):
    access = for_register(request, slug, past=True)
    return _choosing(request, access, ExportForm(request.GET, snapshot=access.snapshot))


def _choosing(request, access, form, status=200):
    form.is_valid()
    snapshot, others = access.snapshot, access.withheld_since()
    context = access.page(
        "register",
        form=form,
        formats=files.FORMATS,
        size=export_page.size(snapshot, is_long=files.is_long(snapshot)),
        withheld=withheld_lines(snapshot, access.today, others),
        telltales=telltales(snapshot, others),
    )
    return render(request, "registers/export.html", context, status=status)


@require_safe
@login_required
def export_file(request, slug):
    """The file that an address asks for: at once, or where it is long when it is ready."""
    access = for_register(request, slug, past=True)
    form = ExportForm(request.GET, snapshot=access.snapshot)
    if not form.is_valid():
        return _choosing(request, access, form, status=422)
    chosen = form.cleaned_data["format"]
    others = access.withheld_since() if form.is_public else ()
    shown = files.audience(access.snapshot, public=form.is_public, of=form.of, others=others)
    file = _answering(request, access, form, shown)
    try:
        since = _since(access, form)
        if files.is_long(shown):
            what = files.wanted(
                chosen,
                shown,
                seal=access.snapshot.seal,
                of=form.of,
                which=(*form.besides, since),
                more=lambda: _besides(access, form),
            )
            return pdf.answer(request, access, what, file, here=_pinned(request, access, form))
        return file(files.write(chosen, shown, _besides(access, form)))
    except NoSuchPart as problem:
        form.add_error("since", str(problem))
    except BadTemplate as problem:
        form.add_error("format", str(problem))
    return _choosing(request, access, form, status=422)


def _points(access, form):
    """Between which points changes are told."""
    return {
        "at": access.at,
        "since": form.cleaned_data["since"],
        "today": access.today if access.at else timezone.localdate(),
    }


def _since(access, form):
    """The number of the revision that changes are told from, empty where they are not."""
    if CHANGES not in form.besides:
        return ""
    return str(start_of(access.register, **_points(access, form)).number)


def _besides(access, form):
    return besides(access.register, access.snapshot, form.besides, **_points(access, form))


def _answering(request, access, form, shown):
    """What makes an answer of a file's bytes, and notes in the security log who has it."""
    held = files.FORMATS[form.cleaned_data["format"]]
    about = "-".join(filter(None, (held.part, export_page.in_name(form.of))))

    def file(raw):
        security_log.exported(request, form.cleaned_data["format"], form.cleaned_data["audience"])
        if form.is_public:
            at = access.at
            day = moments.day_asked(at, access.snapshot.moment) if at else timezone.localdate()
            return as_public_file(shown, raw, held.ending, held.kind, about=about, day=day)
        return as_file(access.snapshot, raw, held.ending, held.kind, about=about)

    return file


def _pinned(request, access, form):
    """The address of the same file, whatever is changed meanwhile."""
    asked = request.GET.copy()
    for name in PASSING:
        asked.pop(name, None)
    if since := _since(access, form):
        asked["since"] = since
    today = timezone.localdate().isoformat()
    asked["at"] = (access.at or today) if form.is_public else str(access.snapshot.number)
    return f"{reverse('export_file', args=(access.snapshot.slug,))}?{asked.urlencode()}"

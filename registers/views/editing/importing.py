"""Bringing a file in: send it, say what its columns are, look at the plan, confirm."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from registers.actions import GuardsMissing, Invalid, NotAllowed, PlanChanged, Refused, import_file
from registers.exchange.incoming import uploads
from registers.exchange.incoming.by_command import need_few_rows, why_not_here
from registers.exchange.incoming.container import too_large
from registers.exchange.incoming.gathering import gather, needs_mapping, unknown_levels
from registers.exchange.incoming.headings import guess
from registers.exchange.incoming.limits import LARGEST_FILE
from registers.exchange.incoming.mapping import TARGETS, Reading, SheetMap
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.reading_choices import choices_of, reading_of
from registers.exchange.incoming.template import template_csv, template_xlsx
from registers.exchange.reading import BadFile
from registers.forms.importing import ColumnsForm, ConfirmForm, FileForm
from registers.models import Revision
from registers.presentation.import_page import groups, sentences
from registers.views import security_log
from registers.views.editing.gate import editing
from registers.views.export import XLSX


@editing
def import_start(request, access):
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _start(request, access, form, 422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        if file.size > LARGEST_FILE:
            raise BadFile(too_large(file.size))
        upload = uploads.add(
            file.read(), file.name, person=request.user.pk, register=access.register.pk
        )
    except BadFile as problem:
        security_log.refused_file(request, "", str(problem))
        form.add_error("file", str(problem))
        return _start(request, access, form, 422)
    upload.start()
    return redirect("import_plan", access.snapshot.slug, upload.key)


def _start(request, access, form, status):
    context = access.page("register", form=form, edit={"heading": _("Bring in a file")})
    return render(request, "registers/import.html", context, status=status)


@editing
def import_template(request, access, ending):
    makers = {
        "xlsx": (template_xlsx, XLSX, "xlsx"),
        "csv": (template_csv, "application/zip", "zip"),
    }
    if ending not in makers:
        raise Http404
    make, kind, suffix = makers[ending]
    name = f"{access.snapshot.slug}-template.{suffix}"
    return HttpResponse(
        make(access.snapshot),
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@editing
def import_plan(request, access, upload):
    """What the file would do; posted, it is done, or let go."""
    found = _found(request, access, upload)
    if found.is_done:
        return _told(request, access, _made_of(request, access, found))
    if request.method == "POST" and "discard" in request.POST:
        found.forget()
        messages.info(request, _("Nothing was brought in."), extra_tags="saved")
        return redirect("register", access.snapshot.slug)
    try:
        book = found.book(wait=0 if "look" in request.GET else uploads.SOON)
        if "look" in request.GET:
            return _looked(found, book)
        if book is None:
            return _waiting(request, access, found)
        reading = found.reading()
        if reading is None and needs_mapping(book):
            return redirect("import_columns", access.snapshot.slug, found.key)
        given = gather(book, reading)
        need_few_rows(given)
    except BadFile as problem:
        return _failed(request, access, found, str(problem))
    return _planned(request, access, found, given, needs_mapping(book))


def _planned(request, access, found, given, is_mapped):
    def plan(snapshot):
        today = timezone.localdate()
        return make_plan(snapshot, given, today=today, organisation=access.organisation)

    def done_here(snapshot):
        if why := why_not_here(found_now := plan(snapshot)):
            raise Invalid({"": why})
        return found_now

    form = ConfirmForm(request.POST or None)
    if request.method != "POST":
        return _shown(request, access, found, plan(access.snapshot), form, is_mapped)
    if not form.is_valid():
        return _shown(request, access, found, plan(access.snapshot), form, is_mapped, 422)
    about = found.about
    try:
        made = import_file(
            access.register,
            by=request.user,
            reason=form.cleaned_data["reason"],
            file=about.name,
            fingerprint=about.fingerprint,
            agreed=form.cleaned_data["agreed"],
            plan=done_here,
        )
    except PlanChanged as changed:
        if made := _made_of(request, access, found):
            return _told(request, access, made)
        security_log.refused_file(request, about.fingerprint, str(changed))
        form.add_error(None, str(changed))
        return _shown(request, access, found, changed.plan, form, is_mapped, 409)
    except Refused as refused:
        security_log.refused_file(request, about.fingerprint, str(refused))
        form.add_error(None, str(refused))
        status = {NotAllowed: 403, GuardsMissing: 503}.get(type(refused), 422)
        return _shown(request, access, found, plan(access.snapshot), form, is_mapped, status)
    found.done()
    security_log.imported(request, about.fingerprint, made.number if made else None)
    return _told(request, access, made)


def _made_of(request, access, found):
    """The revision in which this person has brought the file in since they sent it, or None: who
    confirms twice at once is told of what they did."""
    made = Revision.objects.filter(
        journal=access.register.journal_id,
        person=request.user,
        verb="import",
        moment__gte=found.sent,
        reason__contains=found.about.fingerprint,
    )
    return made.order_by("-number").first()


def _told(request, access, made):
    said = (
        _("Brought in as revision %(number)s.") % {"number": made.number}
        if made
        else _("Nothing was changed.")
    )
    messages.success(request, said, extra_tags="saved")
    return redirect("history", access.snapshot.slug)


def _shown(request, access, found, plan, form, is_mapped, status=200):
    context = access.page(
        "register",
        form=form,
        upload=found,
        plan=plan,
        sentences=list(sentences(plan)),
        groups=groups(plan),
        why_not_here=why_not_here(plan),
        is_mapped=is_mapped,
        edit={"heading": _("What the file would do")},
    )
    response = render(request, "registers/import_plan.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _found(request, access, key):
    found = uploads.find(key, person=request.user.pk, register=access.register.pk)
    if found is None:
        raise Http404
    return found


def _words(found):
    rows = found.rows_read()
    return _("Row %(rows)s has been read.") % {"rows": rows} if rows else _("It is being read.")


def _looked(found, book):
    said = _("It is ready.") if book else _words(found)
    response = JsonResponse({"ready": book is not None, "said": said, "done": 0, "pages": 0})
    add_never_cache_headers(response)
    return response


def _waiting(request, access, found):
    here = reverse("import_plan", args=(access.snapshot.slug, found.key))
    context = access.page("register", said=_words(found), here=here)
    response = render(request, "registers/import_waiting.html", context, status=202)
    add_never_cache_headers(response)
    return response


def _failed(request, access, found, sentence):
    """The file is refused and let go: the page to send another one."""
    security_log.refused_file(request, found.about.fingerprint, sentence)
    found.forget()
    if "look" in request.GET:
        return JsonResponse({"ready": True, "said": sentence, "done": 0, "pages": 0})
    form = FileForm({}, {})
    form.errors.clear()
    form.add_error("file", f"{found.about.name}: {sentence}")
    return _start(request, access, form, 422)


@editing
def import_columns(request, access, upload):
    """What the columns of a foreign file are, as it is guessed, to be corrected."""
    found = _found(request, access, upload)
    if found.is_done:
        raise Http404
    try:
        book = found.book()
    except BadFile as problem:
        return _failed(request, access, found, str(problem))
    if book is None:
        return _waiting(request, access, found)
    reading = found.reading() or guess(book)
    if not reading.sheets:
        held = [sheet for sheet in book.sheets if sheet.rows]
        reading = Reading({sheet.name: SheetMap(sheet.rows[0][0], {}) for sheet in held})
    matrix = access.snapshot.scheme.matrix
    unknown = unknown_levels(book, reading, matrix)
    columns, words = choices_of(book, reading, unknown, matrix)
    themes = [(str(t.number), f"{t.number} {t.name}") for t in access.snapshot.themes]
    form = ColumnsForm(
        request.POST or None, columns=columns, words=words, themes=themes,
        targets=list(TARGETS.items()),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        found.take(reading_of(reading, form.cleaned_data, unknown))
        return redirect("import_plan", access.snapshot.slug, found.key)
    context = access.page(
        "register", form=form, upload=found, edit={"heading": _("What the columns are")},
    )  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "registers/import_columns.html", context, status=status)

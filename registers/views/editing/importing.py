"""Bringing a file in: send it, say what its columns are, look at the plan, confirm."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.bringing_in import bring_in, planner
from registers.exchange.incoming import limits, uploads
from registers.exchange.incoming.by_command import need_few_rows, rows_in, why_not_here
from registers.exchange.incoming.container import too_large
from registers.exchange.incoming.gathering import gather, needs_mapping, unknown_levels
from registers.exchange.incoming.headings import guess
from registers.exchange.incoming.mapping import TARGETS, Reading, SheetMap
from registers.exchange.incoming.reading_choices import choices_of, reading_of
from registers.exchange.incoming.template import template_csv, template_xlsx
from registers.exchange.incoming.uploads import Confirmed
from registers.exchange.reading import BadFile
from registers.forms.importing import ColumnsForm, ConfirmForm, FileForm
from registers.models import Revision
from registers.presentation.import_page import groups, sentences
from registers.views import security_log
from registers.views.editing.gate import editing
from registers.views.export import XLSX

_ALL_OR_NOTHING = gettext_lazy("It is brought in as a whole, or not at all.")


@editing
def import_start(request, access):
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _start(request, access, form, 422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        if file.size > limits.LARGEST_FILE:
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
        return _told(request, access, _brought_in_as(request, access, found))
    if found.is_confirmed:
        return _under_way(request, access, found)
    if request.method == "POST" and "discard" in request.POST:
        found.forget()
        messages.info(request, _("Nothing was brought in."), extra_tags="saved")
        return redirect("register", access.snapshot.slug)
    try:
        book = found.book(wait=0 if "look" in request.GET else uploads.SOON)
        if "look" in request.GET:
            return _looked(book is not None, _("It is ready.") if book else _words(found))
        if book is None:
            return _waiting(request, access, found)
        return _planned(request, access, found, book)
    except BadFile as problem:
        return _failed(request, access, found, str(problem))


def _planned(request, access, found, book):
    """The plan, or the page that asks for the columns; posted, what comes of it. Raises BadFile."""
    given = _given(found, book)
    if given is None:
        return redirect("import_columns", access.snapshot.slug, found.key)
    if request.method != "POST":
        return _shown(request, access, found, book, ConfirmForm())
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _shown(request, access, found, book, form, 422)
    said = security_log.of_request(request)
    confirmed = Confirmed(form.cleaned_data["agreed"], form.cleaned_data["reason"], said)
    if rows_in(given) > limits.MOST_ROWS_AT_ONCE:
        found.confirm(confirmed)
        return redirect("import_plan", access.snapshot.slug, found.key)
    came = bring_in(found, given, confirmed, register=access.register, person=request.user)
    if came.refused:
        if came.status == HTTPStatus.CONFLICT and (
            number := _brought_in_as(request, access, found)
        ):
            return _told(request, access, number)
        form.add_error(None, came.refused)
        return _shown(request, access, found, book, form, came.status)
    return _brought_in(request, access, found, came)


def _given(found, book):
    """What the file gives; None where its columns are to be asked for. Raises BadFile."""
    reading = found.reading()
    if reading is None and needs_mapping(book):
        return None
    given = gather(book, reading)
    need_few_rows(given)
    return given


def _under_way(request, access, found):
    """What was confirmed is being done, is done, or was refused and is to be confirmed anew."""
    is_look = "look" in request.GET
    came = found.outcome(wait=0 if is_look else uploads.SOON)
    if is_look:
        words = _("It is done.") if came else _ALL_OR_NOTHING
        return _looked(came is not None, words)
    if came is None:
        heading = _("Your file is being brought in")
        return _waiting(request, access, found, heading, _ALL_OR_NOTHING)
    if not came.refused:
        return _brought_in(request, access, found, came)
    form = ConfirmForm({"reason": found.confirmed().reason})
    form.add_error(None, came.refused)
    found.ask_again()
    return _shown(request, access, found, found.book(), form, came.status)


def _brought_in(request, access, found, came):
    found.done()
    return _told(request, access, came.revision)


def _brought_in_as(request, access, found):
    """The number of the revision in which this person has brought the file in since they sent it,
    or None: who confirms twice at once is told of what they did."""
    made = Revision.objects.filter(
        journal=access.register.journal_id,
        person=request.user,
        verb="import",
        moment__gte=found.sent,
        reason__contains=found.about.fingerprint,
    )
    return made.order_by("-number").values_list("number", flat=True).first()


def _told(request, access, number):
    said = (
        _("Brought in as revision %(number)s.") % {"number": number}
        if number
        else _("Nothing was changed.")
    )
    messages.success(request, said, extra_tags="saved")
    return redirect("history", access.snapshot.slug)


def _shown(request, access, found, book, form, status=200):
    plan = planner(_given(found, book), request.user)(access.snapshot)
    context = access.page(
        "register",
        form=form,
        upload=found,
        plan=plan,
        sentences=list(sentences(plan)),
        groups=groups(plan),
        why_not_here=why_not_here(plan),
        is_mapped=needs_mapping(book),
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


def _looked(is_ready, words):
    """What the script of the page that waits asks for."""
    response = JsonResponse({"ready": is_ready, "said": words, "done": 0, "pages": 0})
    add_never_cache_headers(response)
    return response


def _waiting(request, access, found, heading="", words=""):
    here = reverse("import_plan", args=(access.snapshot.slug, found.key))
    context = access.page(
        "register",
        heading=heading or _("Your file is being read"),
        said=words or _words(found),
        here=here,
    )
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

"""What the public reads: no sign-in, no session, no query once it is warm."""

import hashlib
import logging
import re
from functools import wraps

from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from registers import published
from registers.exchange.public_page import PAGE, STYLE, style_sheet
from registers.exchange.published_store import Missing, given
from registers.views import security_log

_log = logging.getLogger("registers.published")

#: The address of a version or of one of its files.
NEVER_CHANGES = re.compile(r"/published/([-a-zA-Z0-9_]+)/([0-9]{1,9})/([^/]*)")
#: What never changes may be kept for good; what can, for a minute.
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_A_MINUTE = "public, max-age=60"
#: Where the style sheet lies of pages that are no files themselves.
STYLE_ADDRESS = "/published/page.css"
#: The largest file that is looked at to say what it is, in bytes.
LARGEST = 50 * 1024 * 1024
#: Besides the file, a form has its boundaries and names.
FORM_TAKES = 100_000


def of_shelf(view):
    """Give a view what is public of the register in its address, or answer that nothing is."""

    @wraps(view)
    def found(request, slug, **more):
        shelf = published.shelf(slug)
        if shelf is None:
            raise Http404
        return view(request, shelf, **more)

    return found


@require_safe
def icon(request):
    """The icon, where a browser looks for it whose page names none: a published one is a file."""
    return HttpResponseRedirect(static("img/mark.svg"))


@require_safe
def registers(request):
    """The registers of which something is public."""
    context = {"shelves": published.shelves(), "style": STYLE_ADDRESS}
    raw = render_to_string("published/registers.html", context).encode()
    return _bytes(request, raw, "text/html; charset=utf-8", FOR_A_MINUTE)


@require_safe
@of_shelf
def latest(request, shelf):
    """The newest version, or that it was withdrawn."""
    entry = shelf.latest
    if not entry.is_public:
        return _withdrawn(request, shelf, entry, status=200)
    return _file(request, entry, PAGE, FOR_A_MINUTE)


@require_safe
@of_shelf
def version(request, shelf, version):
    entry = _entry(request, shelf, version)
    if not entry.is_public:
        return _withdrawn(request, shelf, entry, status=410)
    return _file(request, entry, PAGE, FOR_GOOD)


@require_safe
@of_shelf
def version_file(request, shelf, version, name):
    entry = _entry(request, shelf, version)
    if name not in entry.files or name == PAGE:
        raise Http404
    if not entry.is_public:
        return _withdrawn(request, shelf, entry, status=410)
    return _file(request, entry, name, FOR_GOOD)


@require_safe
@of_shelf
def versions(request, shelf):
    return _page(request, shelf, "versions", entries=shelf.entries)


@require_safe
@of_shelf
def accessibility(request, shelf):
    return _page(request, shelf, "accessibility")


@require_safe
def style(request):
    """The style sheet of the pages that are no files themselves."""
    return _bytes(request, style_sheet(), "text/css; charset=utf-8", FOR_A_MINUTE)


@require_safe
@of_shelf
def feed(request, shelf):
    """An Atom feed: an entry for each version, also for one that was withdrawn."""
    context = {"shelf": shelf, "site": request.build_absolute_uri("/")[:-1]}
    raw = render_to_string("published/feed.xml", context).encode()
    return _bytes(request, raw, "application/atom+xml; charset=utf-8", FOR_A_MINUTE)


# Nothing is changed by it, and nobody is signed in: there is nothing to forge.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_shelf
def check(request, shelf):
    """Which version a file or a fingerprint is of, or that it is of none."""
    if request.method == "POST":
        if _length(request) > LARGEST + FORM_TAKES:
            return _told(request, shelf, _("A file of more than 50 MB is none of ours."), 413)
        file, code = request.FILES.get("file"), request.POST.get("code", "").strip()
        if file is not None and file.size:
            return _matched(request, shelf, _digest(file), file.name)
    else:
        code = request.GET.get("code", "").strip()
        if "code" not in request.GET:
            return _page(request, shelf, "check")
    if not code:
        return _told(request, shelf, _("Choose a file, or write a fingerprint."), 422)
    return _matched(request, shelf, code, "")


def _matched(request, shelf, code, name):
    try:
        found = published.matches(shelf, code)
    except ValueError:
        problem = _("A fingerprint has 16 to 64 digits, from 0 to 9 and a to f.")
        return _told(request, shelf, problem, 422, code=code[:200])
    if not found:
        security_log.not_ours(request, code)
    status = 200 if found else 404
    values = {"asked": True, "found": found, "code": code[:200], "file_name": name[:200]}
    return _page(request, shelf, "check", status=status, cache="no-store", **values)


def _told(request, shelf, problem, status, **values):
    security_log.refused(request, status)
    return _page(
        request, shelf, "check", status=status, cache="no-store", problem=problem, **values
    )


def _digest(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _length(request):
    """How long a request says that it is; one that does not say is too long."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() and len(said) < 12 else LARGEST * 2


def _entry(request, shelf, number):
    entry = shelf.entry(number)
    if entry is None:
        security_log.refused(request, 404)
        raise Http404
    return entry


def _withdrawn(request, shelf, entry, status):
    others = [one for one in shelf.entries if one.is_public]
    return _page(request, shelf, "withdrawn", status=status, entry=entry, others=others)


def _page(request, shelf, name, status=200, cache=FOR_A_MINUTE, **values):
    context = {"shelf": shelf, "slug": shelf.slug, "marking": shelf.marking, **values}
    context["style"] = STYLE_ADDRESS
    raw = render_to_string(f"published/{name}.html", context).encode()
    if status == 200 and request.method != "POST" and cache != "no-store":
        return _bytes(request, raw, "text/html; charset=utf-8", cache)
    answer = HttpResponse(raw, content_type="text/html; charset=utf-8", status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _file(request, entry, name, cache):
    held = entry.files[name]
    code = f'"{held.sha256}"'
    if _has(request, code):
        return _same(code, cache)
    try:
        raw = given(held.sha256)
    except Missing as problem:
        _log.error("%s", problem)
        return render(request, "published/missing.html", {"style": STYLE_ADDRESS}, status=503)
    answer = HttpResponse(raw, content_type=held.media_type)
    if name not in {PAGE, STYLE}:
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["ETag"], answer["Cache-Control"] = code, cache
    return answer


class PublishedFirst:
    """Middleware: what is published and never changes is given out before a session is looked
    for, as static files are. Everything else goes on to the views."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = NEVER_CHANGES.fullmatch(request.path_info)
        if asked is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        slug, number, name = asked.groups()
        shelf = published.shelf(slug)
        entry = shelf.entry(int(number)) if shelf else None
        if (
            entry is None
            or not entry.is_public
            or name == PAGE
            or (name or PAGE) not in entry.files
        ):
            return self.get_response(request)
        answer = _file(request, entry, name or PAGE, FOR_GOOD)
        # What the middleware that is passed over would have said.
        if answer.status_code == 200:
            answer["Content-Length"] = str(len(answer.content))
        answer["X-Frame-Options"] = "DENY"
        return answer


def _bytes(request, raw, kind, cache):
    code = f'"{hashlib.sha256(raw).hexdigest()}"'
    if _has(request, code):
        return _same(code, cache)
    return HttpResponse(raw, content_type=kind, headers={"ETag": code, "Cache-Control": cache})


def _has(request, code):
    """Whether whoever asks has the very bytes already."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return code in {tag.removeprefix("W/") for tag in known}


def _same(code, cache):
    answer = HttpResponseNotModified()
    answer["ETag"], answer["Cache-Control"] = code, cache
    return answer

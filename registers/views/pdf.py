"""A PDF as an answer: the file, or how far it is, or why there is none."""

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.exchange.pdf_jobs import WAITING, Failed, Making
from registers.exchange.pdf_queue import ready


def answer(request, access, what, file, *, here):
    """Give a PDF that is wanted: as `file` makes an answer of its bytes, where it is there or soon.

    Else the page that says how far it is. `here` is the address, without what moves on by itself,
    at which it can be asked for again; `look` in an address asks for no more than how far it is.
    """
    found = ready(what, again="again" in request.GET)
    if "look" in request.GET:
        return _looked(found)
    if isinstance(found, bytes):
        return file(found)
    if isinstance(found, Failed):
        context = access.page("register", problem=found.sentence, again=f"{here}&again=1")
        return render(request, "registers/no_pdf.html", context, status=503)
    if request.get_full_path() != here:
        return HttpResponseRedirect(here)
    # The address names a revision so that it stays the same: that is not to look at the past.
    context = access.page("register", said=words(found), making=found, here=here, at="")
    response = render(request, "registers/pdf_waiting.html", context, status=202)
    add_never_cache_headers(response)
    return response


def _looked(found):
    if isinstance(found, Making):
        said = {"ready": False, "said": words(found), "done": found.done, "pages": found.pages}
    else:
        said = {"ready": True, "said": _("It is ready."), "done": 1, "pages": 1}
    response = JsonResponse(said)
    add_never_cache_headers(response)
    return response


def words(making):
    """How far a PDF is, in a sentence."""
    if making.state == WAITING:
        if not making.before:
            return _("It is about to be made.")
        return ngettext(
            "It waits for one other.", "It waits for %(count)s others.", making.before
        ) % {"count": making.before}
    if making.done >= making.pages:
        return _("%(done)s pages are laid out; the last ones are being written.") % {
            "done": making.done
        }
    return _("Page %(done)s of about %(pages)s is laid out.") % {
        "done": making.done,
        "pages": making.pages,
    }


def refused(request, access, sentence):
    """The page that says why there is no such PDF."""
    context = access.page("register", problem=sentence)
    return render(request, "registers/no_pdf.html", context, status=422)

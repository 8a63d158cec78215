"""The state of the record: what verifying last found, and whether the chain reaches a page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from registers.chain import read_printed, shown
from registers.models import Erasure, Revision
from registers.verified import last_verification, verify_and_keep
from registers.views.access import for_register

#: A page waits for so many revisions to be verified; more are a command's work.
MOST_REVISIONS = 5_000


def for_owner(request, slug):
    """The access of somebody of an owner organisation; others who see the register get 403."""
    access = for_register(request, slug)
    if access.position is None:
        raise PermissionDenied
    return access


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record(request, slug):
    access = for_owner(request, slug)
    if request.method == "POST":
        return _verify(request, access)
    asked = request.GET.get("page", "")
    first = access.register.journal.revisions.values_list("moment", flat=True).earliest("number")
    context = access.page(
        "record",
        first=first,
        verification=last_verification(access.register.journal_id),
        too_long=access.last.number > MOST_REVISIONS,
        asked=asked,
        answer=_answer(access, asked) if asked else None,
        erasures=Erasure.objects.filter(register=access.register)
        .select_related("revision")
        .order_by("-pk"),
        may_sign="sign" in access.permissions,
    )
    return render(request, "registers/record.html", context)


def _verify(request, access):
    if access.last.number > MOST_REVISIONS:
        messages.error(request, _("This record is long: a command verifies it every night."))
        return redirect("record", access.snapshot.slug)
    by = f"{request.user.name}, {request.user.organisation.name}"
    faults = verify_and_keep(access.register.journal, by=by)
    if not faults:
        messages.success(request, _("The record is whole."))
    else:
        count = ngettext("%(count)s fault was found.", "%(count)s faults were found.", len(faults))
        messages.error(request, count % {"count": len(faults)})
    return redirect("record", access.snapshot.slug)


def _answer(access, asked):
    """What the chain has to say of a number and a seal from a printed page."""
    printed = read_printed(asked)
    if printed is None:
        return {
            "kind": "bad",
            "sentence": _(
                "Type the number and the seal as the page has them, "
                "such as 231 · 9f3c 71ad 00aa 5b1e."
            ),
        }
    number, begin = printed
    revisions = Revision.objects.filter(journal=access.register.journal_id, number=number)
    seal = revisions.values_list("seal__value", flat=True).first()
    words = {"number": number, "seal": shown(begin)}
    if seal is None:
        sentence = _("The chain does not reach revision %(number)s: its end has been cut off.")
        return {"kind": "bad", "sentence": sentence % words}
    if not seal.startswith(begin):
        sentence = _(
            "Revision %(number)s has another seal, not %(seal)s: the chain was made anew, or the "
            "page is of another register."
        )
        return {"kind": "bad", "sentence": sentence % words}
    sentence = _(
        "The chain reaches revision %(number)s with the seal %(seal)s. With a record that is "
        "whole, everything up to there is as it was when the page was printed."
    )
    return {"kind": "good", "sentence": sentence % words}

"""A bundle of evidence for an officer or an auditor: as a page with its contents, PDF and XLSX."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registers.evidence import Scope, gather
from registers.exchange.evidence_pdf import wanted_evidence
from registers.exchange.evidence_sheets import write_evidence_xlsx
from registers.permissions import REPORT
from registers.presentation.addresses import query
from registers.presentation.evidence_page import evidence_page
from registers.views import pdf
from registers.views.export import XLSX, as_file
from registers.views.record import for_owner

#: A web request waits for a PDF of at most so many risks and revisions together, at some thirty
#: milliseconds each.
MOST_TOLD = 1_000
#: More than any reference or day has, and no more than an address can carry.
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What an address asks for, what is wrong with it, by field, and the address anew."""

    about: str
    scope: Scope
    first: date | None
    last: date | None
    withhold: bool
    errors: dict[str, str]
    address: str


@require_safe
@login_required
def evidence(request, slug):
    access = for_owner(request, slug)
    asked = _asked(request)
    made = _gathered(access, asked) if "from" in request.GET else None
    context = access.page(
        "record",
        current="true",
        asked=asked,
        page=evidence_page(made) if made else None,
        address=asked.address,
        today=timezone.localdate(),
        risks=access.snapshot.all_risks,
    )  # fmt: skip
    status = 422 if asked.errors else 200
    return render(request, "registers/evidence.html", context, status=status)


@require_safe
@login_required
def evidence_pdf(request, slug):
    access, asked, found = _for_file(request, slug)
    if found is None:
        return _back(access, asked)
    if len(found.items) + found.revisions > MOST_TOLD:
        context = access.page("record", problem=_too_much(found), back=_form(access, asked))
        return render(request, "registers/no_pdf.html", context, status=503)
    what = wanted_evidence(found, printed_on=timezone.localdate())

    def file(raw):
        return _file(found, raw, "pdf", "application/pdf")

    here = reverse("evidence_pdf", args=(access.snapshot.slug,)) + asked.address
    return pdf.answer(request, access, what, file, here=here)


@require_safe
@login_required
def evidence_xlsx(request, slug):
    access, asked, found = _for_file(request, slug)
    if found is None:
        return _back(access, asked)
    return _file(found, write_evidence_xlsx(found), "xlsx", XLSX)


def _for_file(request, slug):
    access = for_owner(request, slug)
    asked = _asked(request)
    return access, asked, _gathered(access, asked)


def _back(access, asked):
    """To the page that says what is wrong with what was asked for."""
    return redirect(_form(access, asked))


def _form(access, asked):
    return reverse("evidence", args=(access.snapshot.slug,)) + asked.address


def _too_much(found):
    return _(
        "This evidence tells of %(risks)s risks and %(revisions)s revisions; a PDF holds at most "
        "%(most)s of both together. Ask for one risk, a theme or fewer days, or take the workbook, "
        "which holds all of it."
    ) % {"risks": len(found.items), "revisions": found.revisions, "most": MOST_TOLD}


def _gathered(access, asked):
    """The evidence, or None where something is wrong with what was asked for."""
    if asked.errors:
        return None
    try:
        return gather(
            access.register,
            asked.scope,
            first=asked.first,
            last=asked.last,
            withhold=asked.withhold,
            with_notes=REPORT in access.permissions,
        )
    except KeyError:
        asked.errors["about"] = _(
            "The register held nothing of “%(about)s” at either of these days."
        ) % {"about": asked.about}
        return None


def _asked(request):
    errors = {}
    about = request.GET.get("about", "").strip()[:LONGEST]
    today = timezone.localdate()
    first = _day(request.GET.get("from", ""), date(today.year, 1, 1), "from", errors)
    last = _day(request.GET.get("to", ""), today, "to", errors)
    if first and last and first > last:
        errors["to"] = _("Write a last day that is not before the first.")
    elif last and last > today:
        errors["to"] = _("This day has not come yet.")
    scope = Scope()
    if about.startswith("theme-") and about[6:].isdecimal() and len(about) < 12:
        scope = Scope(theme=int(about[6:]))
    elif about:
        scope = Scope(risk=about)
    withhold = request.GET.get("withhold") == "1"
    wrong = {name: request.GET.get(name, "")[:LONGEST] for name in errors}
    parts = {"from": _iso(first), "to": _iso(last)} | wrong
    address = query({"about": about, **parts, "withhold": "1" if withhold else ""})
    return Asked(about, scope, first, last, withhold, errors, address)


def _day(text, otherwise, name, errors):
    if not text:
        return otherwise
    try:
        found = date.fromisoformat(text)
        if found.year < 1900:
            raise ValueError(text)
    except ValueError:
        errors[name] = _("“%(value)s” is no day: write it as 2026-11-20.") % {
            "value": text[:LONGEST]
        }
        return None
    return found


def _iso(day):
    return day.isoformat() if day else ""


def _file(found, raw, ending, kind):
    about = found.scope.risk or (f"theme-{found.scope.theme}" if found.scope.theme else "register")
    period = f"{found.first.isoformat()}-{found.last.isoformat()}"
    return as_file(found.after, raw, ending, kind, about=f"evidence-{about}-{period}")

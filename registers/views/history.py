"""Every change of a register, newest first: as a page, and as a file."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from registers import record
from registers.exchange.history_sheets import write_history_csv, write_history_xlsx
from registers.presentation.addresses import query
from registers.presentation.history_filters import LONGEST, NAMES, filters
from registers.presentation.history_page import references_of, told
from registers.record_which import narrowed
from registers.views.access import for_register
from registers.views.export import XLSX, as_file

ON_A_PAGE = 50


@require_safe
@login_required
def history(request, slug):
    access = for_register(request, slug)
    asked = _asked(request, access)
    before = _number(request.GET.get("before", ""))
    entries = () if asked.errors else _entries(access.register, asked.which, before)
    shown, settings = entries[:ON_A_PAGE], asked.settings
    older = query(settings, before=str(shown[-1].number)) if len(entries) > ON_A_PAGE else ""
    context = access.page(
        "history",
        entries=told(shown, references=references_of(access.snapshot)),
        asked=asked,
        reference=settings.get("risk", ""),
        count=_count(access.register, asked.which, shown, paged=bool(older or before)),
        older=older,
        newest=query(settings) if before else "",
        files=query(settings),
    )
    status = 422 if asked.errors else 200
    return render(request, "registers/history.html", context, status=status)


def _asked(request, access):
    """What the address asks for. Proposals are between the owners."""
    outside = access.position is None
    return filters(access.register, access.snapshot, request.GET, outside=outside)


def _entries(register, which, before):
    """One more than stand on a page: whether there is another."""
    return record.entries(register, which=which, before=before, limit=ON_A_PAGE + 1)


@require_safe
@login_required
def history_csv(request, slug):
    access, entries = _for_file(request, slug)
    if entries is None:
        return _back(request, access)
    raw = write_history_csv(access.snapshot, entries)
    return as_file(access.snapshot, raw, "csv", "text/csv; charset=utf-8", about="history")


@require_safe
@login_required
def history_xlsx(request, slug):
    access, entries = _for_file(request, slug)
    if entries is None:
        return _back(request, access)
    raw = write_history_xlsx(access.snapshot, entries)
    return as_file(access.snapshot, raw, "xlsx", XLSX, about="history")


def _for_file(request, slug):
    """Every revision that the address asks for, the newest first; None where it asks for what
    there is not, so that no file holds more than was asked for."""
    access = for_register(request, slug)
    asked = _asked(request, access)
    if asked.errors:
        return access, None
    return access, record.entries(access.register, which=asked.which, limit=None)


def _back(request, access):
    """To the page that says what is wrong with what was asked for: one character too many is
    enough for that, and an address has its limits."""
    asked = {name: request.GET.get(name, "")[: LONGEST + 1] for name in NAMES}
    return redirect(reverse("history", args=(access.snapshot.slug,)) + query(asked))


def _count(register, which, shown, *, paged):
    """How many revisions are asked for; None where only reading them all would tell."""
    if not which.words:
        return narrowed(register, which).count()
    return None if paged else len(shown)


def _number(text):
    """A revision's number out of an address; None for what is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else None

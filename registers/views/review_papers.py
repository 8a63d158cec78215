"""What a review gives to its members: the pack before, the record after; as pages and files."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from registers.exchange.minutes_docx import write_minutes_docx
from registers.exchange.minutes_pdf import wanted_minutes
from registers.exchange.pack_pdf import wanted_pack
from registers.exchange.paper.material import material
from registers.meetings import INTERNAL, put_forward
from registers.pack import pack
from registers.presentation.addresses import query
from registers.presentation.heat_map import heat_map
from registers.presentation.minutes_page import minutes_page
from registers.presentation.pack_page import pack_page
from registers.presentation.review_page import given
from registers.reviewed import as_held, reviewed
from registers.views import pdf, security_log
from registers.views.access import for_register
from registers.views.export import as_file
from registers.views.reviews import review_of

#: What the address says for the register as it stands.
NOW = "now"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@login_required
def review_pack(request, slug, key):
    access = for_register(request, slug)
    review, found = _pack(request, access, key)
    page = pack_page(found, access.organisation)
    context = access.page(
        "reviews",
        current="true",
        review=review,
        pack=found,
        page=page,
        papers=[given(access.snapshot, review, one) for one in review.papers],
        chosen=found.paper,
        read=found.now,
        map=None if page.movement else heat_map(found.now, "after", {}),
        view="moved",
    )
    return render(request, "registers/review_pack.html", context)


def _pack(request, access, key):
    """The review of an address, and its pack as at the paper that is asked for: without a choice
    the newest that holds everything, or, where there is none, the register as it stands."""
    review = review_of(access, key)
    live = as_held(access.register, review, access.snapshot)
    asked = request.GET.get("paper", "")
    if asked == NOW or (not asked and review.frozen is None):
        return review, _as_it_stands(request, access, review, live)
    if not asked:
        return review, pack(access.register, review, live, review.frozen.number)
    for paper in review.papers:
        if asked == str(paper.key) and paper.audience == INTERNAL:
            return review, pack(access.register, review, live, paper.number)
    raise Http404


def _as_it_stands(request, access, review, live):
    """The pack as the register stands, or, of an address that was pinned, as it stood then."""
    asked = request.GET.get("revision", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else live.number
    try:
        return pack(access.register, review, live, min(number, live.number))
    except KeyError as unknown:
        raise Http404 from unknown


@require_safe
@login_required
def review_pack_pdf(request, slug, key):
    access = for_register(request, slug)
    review, found = _pack(request, access, key)
    now = found.now
    agreed = found.seen.agreed
    held = material(
        access.register,
        now,
        at=str(now.number),
        since=str(agreed.revision) if agreed else "",
        today=access.today,
    )
    what = wanted_pack(found, held if agreed else replace(held, earlier=None))

    def file(raw):
        security_log.exported(request, "pdf", INTERNAL)
        return as_file(now, raw, "pdf", "application/pdf", about=_about("pack", review))

    here = reverse("review_pack_pdf", args=(slug, key)) + query(_pinned(request, found))
    return pdf.answer(request, access, what, file, here=here)


@require_safe
@login_required
def review_record(request, slug, key):
    access, review, now, page = _record(request, slug, key)
    context = access.page("reviews", current="true", review=review, page=page, read=now)
    return render(request, "registers/review_record.html", context)


@require_safe
@login_required
def review_record_pdf(request, slug, key):
    access, review, now, page = _record(request, slug, key)

    def file(raw):
        security_log.exported(request, "pdf", INTERNAL)
        return as_file(now, raw, "pdf", "application/pdf", about=_about("record", review))

    here = reverse("review_record_pdf", args=(slug, key))
    return pdf.answer(request, access, wanted_minutes(now, page), file, here=here)


@require_safe
@login_required
def review_record_docx(request, slug, key):
    _access, review, now, page = _record(request, slug, key)
    raw = write_minutes_docx(now, page)
    security_log.exported(request, "docx", INTERNAL)
    return as_file(now, raw, "docx", DOCX, about=_about("record", review))


def _record(request, slug, key):
    access = for_register(request, slug)
    review = review_of(access, key)
    now = as_held(access.register, review, access.snapshot)
    seen = reviewed(access.register, review, now)
    return access, review, now, minutes_page(seen, put_forward(access.register, key))


def _pinned(request, found):
    """What names the same pack, whatever is changed meanwhile."""
    asked = request.GET.get("paper", "")
    if asked == NOW or found.paper is None:
        return {"paper": NOW, "revision": str(found.now.number)}
    return {"paper": asked or str(found.paper.key)}


def _about(what, review):
    """What a file is about, in its name."""
    return f"{what}-{review.held_on.isoformat()}"

"""The map in a meeting: large, one risk beside it, following the register while it is open."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from registers.course import course
from registers.presentation import heat_map as drawn
from registers.presentation.challenge_words import in_brief
from registers.presentation.course_chart import chart
from registers.presentation.direction import directions
from registers.presentation.map_words import since
from registers.presentation.meeting_page import meeting_page
from registers.presentation.risk_page import risk_page
from registers.snapshot import annotated_point
from registers.views.access import for_register, found_for
from registers.views.heatmap import since_then


@require_safe
@login_required
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    access = for_register(request, slug)
    changed, period = since_then(access, request.GET.get("from", ""))
    went = {} if period.is_from_the_beginning else directions(changed)
    page = meeting_page(access.snapshot, request.GET.get("risk", ""), changed, period)
    if page is None:
        raise Http404
    found = page.risk
    context = access.page(
        "heatmap",
        view="after",
        page=page,
        risk=found,
        differs=in_brief(found) if found else (),
        map=drawn.heat_map(
            access.snapshot,
            "after",
            {},
            directions=went,
            address=page.address,
            current=found.reference if found else "",
        ),
        keys=drawn.keys(access.snapshot, "after", {}, None),
        facts=risk_page(access.snapshot, found, access.today) if found else None,
        direction=went.get(found.key) if found else None,
        chart=found
        and chart(
            course(access.register, access.snapshot, found.key),
            access.snapshot,
            access.snapshot.appetite_of(found),
            access.today,
        ),
        etag=_etag(access.last),
        marked=bool(went),
        since=since(period),
    )
    return render(request, "registers/meeting.html", context)


@require_safe
@login_required
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """The number of the last revision. With its tag in `If-None-Match`, 304 and nothing else while
    nobody has changed anything: one query, no snapshot and no template."""
    found, _may = found_for(request, slug)
    last = annotated_point(found)
    answer = JsonResponse(
        {"revision": last.number},
        headers={"ETag": _etag(last), "Cache-Control": "private, no-store"},
    )
    return get_conditional_response(request, etag=_etag(last), response=answer)


def _etag(last) -> str:
    return f'"{last.number}-{last.seal[:16]}"'

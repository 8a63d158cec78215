"""The reviews of a register: their list, and the agenda of one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers.meetings import meeting, meetings
from registers.presentation.direction import directions
from registers.presentation.publishing_page import line_of
from registers.presentation.review_page import given, review_page
from registers.presentation.review_words import compared_with
from registers.reviewed import as_held, reviewed
from registers.views.access import for_register


@require_safe
@login_required
def reviews(request, slug):
    access = for_register(request, slug)
    found = [
        (one, [given(access.snapshot, one, paper) for paper in one.papers])
        for one in meetings(access.register)
    ]
    context = access.page(
        "reviews",
        coming=[pair for pair in reversed(found) if pair[0].is_open],
        past=[pair for pair in found if not pair[0].is_open],
    )
    return render(request, "registers/reviews.html", context)


@require_safe
@login_required
def review(request, slug, key):
    access = for_register(request, slug)
    found = review_of(access, key)
    seen = reviewed(access.register, found, as_held(access.register, found, access.snapshot))
    went = directions(seen.changed) if seen.changed else {}
    context = access.page(
        "reviews",
        current="true",
        review=found,
        page=review_page(
            seen.now,
            found,
            seen.items,
            seen.decided,
            went,
            walks=access.may_edit and found.takes_outcomes,
        ),
        compared=compared_with(seen.agreed),
        public=line_of(access.register, found.agreed.version) if found.agreed else None,
        has_come=found.held_on <= access.today,
    )
    return render(request, "registers/review.html", context)


def review_of(access, key):
    """The review of an address; Http404 where there is none."""
    try:
        return meeting(access.register, key)
    except KeyError as unknown:
        raise Http404 from unknown

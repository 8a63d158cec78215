"""One risk, in the order of the document, with its history at the side."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers import record
from registers.course import course
from registers.notes import notes_on
from registers.permissions import REPORT, holders
from registers.presentation.challenge_words import held_against, ways
from registers.presentation.course_chart import chart
from registers.presentation.history_page import told
from registers.presentation.proposal_page import listed
from registers.presentation.risk_page import risk_page
from registers.proposals import waiting_on
from registers.views.access import for_register
from registers.views.presence import opened

# How much of its history stands beside a risk; the rest is a page away.
ENTRIES = 6


@require_safe
@login_required
def risk(request, slug, reference):
    access = for_register(request, slug, past=True)
    try:
        found = access.snapshot.risk(reference)
    except KeyError as unknown:
        raise Http404 from unknown
    entries = record.entries(
        access.register,
        which=record.Which(risk=found.key, outside=access.position is None),
        before=access.snapshot.number + 1,
        limit=ENTRIES + 1,
    )
    context = access.page(
        "register",
        current="true",
        risk=found,
        **parts_of(request.user, access, found),
        entries=told(entries[:ENTRIES], of=reference),
        **_notes(request.user, access, found),
        proposed=_proposed(access, found),
        may_reopen=access.may_edit and not found.is_open,
        more=len(entries) > ENTRIES,
        **opened(request, access, found),
    )
    return render(request, "registers/risk.html", context)


def parts_of(person, access, found):
    """What the parts of a risk need in a template, wherever a person goes through it."""
    return {
        "chart": chart(
            course(access.register, access.snapshot, found.key),
            access.snapshot,
            access.snapshot.appetite_of(found),
            found.closed_on or access.today,
        ),
        "page": risk_page(access.snapshot, found, access.today, access.at),
        "challenges": held_against(access.snapshot, found, access.organisation),
        "challenge_ways": ways(access.snapshot, found) if access.may_edit else (),
        "my_posts": _my_posts(person, access),
        "overdue_actions": {a.key for a in found.actions if a.is_overdue(access.today)},
        "may_change": access.may_edit and found.is_open,
    }


def _notes(person, access, risk):
    """The notes on a risk, for the people of its owners who do more than read, now."""
    if access.at or REPORT not in access.permissions:
        return {"sees_notes": False}
    found = notes_on(access.register, risk.key)
    unread = [n for n in found if n.who != person.name and person.name not in n.read_by]
    return {"sees_notes": True, "notes": found, "has_unread": bool(unread)}


def _proposed(access, risk):
    """What waits for an owner's word on a risk, for the people of its owners, now."""
    if access.at or access.position is None:
        return ()
    return tuple(listed(waiting_on(access.register, risk.key), access.organisation))


def _my_posts(person, access):
    """The keys of the posts on whose actions and controls somebody reports who does not edit."""
    if access.at or access.may_edit or REPORT not in access.permissions:
        return frozenset()
    held = holders(access.register, access.today)
    return frozenset(post for post, holder in held.items() if holder == person)

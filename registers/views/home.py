"""What waits for me, what the other owners did, and my registers."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registers import record
from registers.agreements import last_signed_version, to_publish, to_sign
from registers.models import Ownership, ReadingRight, Register
from registers.notes import unread
from registers.permissions import EDIT, OWNERS_MAY, REPORT, SIGN, holders
from registers.presentation.home_page import MOST_DEEDS, card, deeds
from registers.presentation.waiting import Viewer, consent, signature, tasks
from registers.proposals import proposals
from registers.snapshot import snapshot

#: Of so many days at least the home page tells what the other owners did.
WEEK = 7


@require_safe
@login_required
def home(request):
    mine = request.user.organisation_id
    owned = Ownership.objects.filter(organisation=mine, removed=False).values("register")
    read = ReadingRight.objects.filter(organisation=mine, removed=False).values("register")
    registers = Register.objects.filter(Q(pk__in=owned) | Q(pk__in=read)).order_by("title")
    cards = [_card(request.user, register) for register in registers]
    markings = list(dict.fromkeys(card.snapshot.marking for card in cards))
    context = {
        "section": "home",
        "cards": cards,
        "waiting": [(card, task) for card in cards for task in card.tasks],
        "owns": any(card.position for card in cards),
        "page_marking": " · ".join(markings),
    }
    return render(request, "registers/home.html", context)


def _card(person, register):
    found = snapshot(register)
    owns = any(owner.organisation == person.organisation_id for owner in found.owners)
    if not owns:
        return card(found, person.organisation_id)
    today = timezone.localdate()
    may = OWNERS_MAY.get(person.role, frozenset())
    notes = unread(register, person) if REPORT in may else ()
    proposed = proposals(register, waiting=True) if EDIT in may else ()
    waiting = tasks(found, _viewer(person, register, today), today, notes, proposed)
    if SIGN in may and (candidate := to_sign(register, person.organisation_id)):
        waiting = (signature(found, candidate), *waiting)
    if SIGN in may and (publication := to_publish(register, person.organisation_id)):
        waiting = (consent(found, publication), *waiting)
    signed = last_signed_version(register, person.organisation_id)
    if signed and signed.day > today - timedelta(WEEK):
        signed = None
    others = _others(person, register, found, today, signed)
    return card(found, person.organisation_id, waiting, others, signed)


def _viewer(person, register, today):
    may = OWNERS_MAY.get(person.role, frozenset())
    held = holders(register, today) if REPORT in may else {}
    posts = {post for post, holder in held.items() if holder == person}
    return Viewer(person.organisation_id, posts, EDIT in may)


def _others(person, register, found, today, signed):
    """What each of the other owners did since the person's own last signed, or in the last seven
    days where that is longer or it has not signed."""
    first = None if signed else today - timedelta(WEEK)
    return tuple(
        deeds(
            owner,
            record.entries(
                register,
                after=signed.revision if signed else 0,
                which=record.Which(for_whom=owner.organisation, first=first),
                limit=MOST_DEEDS + 20,
            ),
        )
        for owner in found.owners
        if owner.organisation != person.organisation_id
    )

"""Signing off: a candidate, what changed since each owner last signed, and the signatures."""

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registers.actions import GuardsMissing, Invalid, NotAllowed, Refused, put_forward, recall
from registers.actions import sign_off as give_signature
from registers.agenda import undecided
from registers.agreements import (
    Agreed,
    editions,
    last_versions,
    one_owner_publishes,
    recalled_in,
    signatures,
)
from registers.between import between
from registers.compared import compared
from registers.forms.signing import RecallForm, SignForm
from registers.meetings import INTERNAL, meeting
from registers.models import Candidate, Review, SignedText, SignOff
from registers.permissions import EDIT, SIGN
from registers.presentation import signing_page
from registers.presentation.changes_page import changes_page
from registers.presentation.publishing_page import line_of
from registers.reviewed import as_held, reviewed
from registers.snapshot import point_at, snapshot_at
from registers.views import security_log
from registers.views.access import for_register
from registers.views.proving import Unproved, has_password, is_fresh, prove
from registers.views.record import for_owner

DEEDS = {"sign": SIGN, "put_forward": EDIT, "recall": EDIT}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign(request, slug, review):
    access = for_owner(request, slug)
    review = get_object_or_404(Review, register=access.register, pk=review)
    if request.method != "POST":
        return _page(request, access, review)
    deed = next((name for name in DEEDS if name in request.POST), "sign")
    if DEEDS[deed] not in access.permissions:
        security_log.refused(request, 403)
        raise PermissionDenied
    return {"sign": _sign, "put_forward": _put_forward, "recall": _recall}[deed](
        request, access, review
    )


@require_POST
@login_required
def sign_in_again(request, slug, review):
    """Out, and back to this page by way of the sign-in, for who has no password of ours."""
    for_register(request, slug)
    back = reverse("sign", args=(slug, review))
    logout(request)
    return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: back})}")


@require_safe
@login_required
def signed_text(request, slug, candidate):
    """The exact text that was put forward, for whoever checks its code by hand."""
    access = for_owner(request, slug)
    found = get_object_or_404(Candidate, register=access.register, pk=candidate)
    kept = get_object_or_404(SignedText, candidate=found)
    response = HttpResponse(kept.text, content_type="application/json; charset=utf-8")
    name = f"{slug}-put-forward-{candidate}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _put_forward(request, access, review):
    number = request.POST.get("number", "").strip()
    try:
        if number and not (number.isdecimal() and len(number) < 10):
            raise Invalid({"number": _("Write the number of a revision.")})
        asked = int(number) if number else None
        made = put_forward(access.register, review.pk, by=request.user, number=asked)
    except Refused as refused:
        return _refused(request, access, review, refused)
    messages.success(
        request, _("Revision %(number)s waits for signatures.") % {"number": made.number}
    )
    return redirect("sign", access.snapshot.slug, review.pk)


def _recall(request, access, review):
    form = RecallForm(request.POST, snapshot=access.snapshot, person=request.user)
    if not form.is_valid():
        return _page(request, access, review, recalling=form, status=422)
    candidate = _candidate(review)
    if candidate is None:
        raise Http404
    if request.POST.get("seen") != candidate.fingerprint:
        moved = _("Another revision was put forward since this page was opened. Read it first.")
        return _refused(request, access, review, Invalid({"": moved}), recalling=form)
    try:
        recall(access.register, candidate.pk, by=request.user, why=form.cleaned_data["why"])
    except Refused as refused:
        return _refused(request, access, review, refused, recalling=form)
    messages.success(request, _("Recalled. Its signatures count for nothing; put another forward."))
    return redirect("sign", access.snapshot.slug, review.pk)


def _sign(request, access, review):
    form = _form(request, access, request.POST)
    candidate = _candidate(review)
    if candidate is None:
        return _refused(request, access, review, Invalid({"": _("Nothing was put forward.")}), form)
    if not form.is_valid():
        return _page(request, access, review, form=form, status=422)
    try:
        proved_by = prove(request, request.POST.get("password", ""))
        given = give_signature(
            access.register,
            candidate.pk,
            by=request.user,
            fingerprint=form.cleaned_data["seen"],
            proved_by=proved_by,
            on_behalf_of=form.on_behalf(),
        )
    except Unproved as refusal:
        security_log.refused(request, 422)
        form.refuse({"password": str(refusal)})
        return _page(request, access, review, form=form, status=422)
    except Refused as refused:
        return _refused(request, access, review, refused, form)
    security_log.done(request, "signed", fingerprint=given.fingerprint)
    agreed = next((e for e in editions(access.register) if e.candidate == candidate.pk), None)
    words = (
        _("Signed. Every owner has: version %(number)s is agreed.") % {"number": agreed.version}
        if agreed
        else _("Signed. It waits for the other owners.")
    )
    messages.success(request, words)
    return redirect("sign", access.snapshot.slug, review.pk)


def _refused(request, access, review, refused, form=None, recalling=None):
    status = {NotAllowed: 403, GuardsMissing: 503}.get(type(refused), 422)
    security_log.refused(request, status)
    errors = refused.errors if isinstance(refused, Invalid) else {"": str(refused)}
    shown = recalling or form or _form(request, access, request.POST)
    if shown.is_bound and shown.is_valid() is not None:
        shown.refuse(errors)
    return _page(request, access, review, form=form or shown, recalling=recalling, status=status)


def _form(request, access, data=None):
    return SignForm(
        data,
        snapshot=access.snapshot,
        person=request.user,
        scan=request.FILES.get("scan"),
        needs_password=has_password(request),
    )


def _candidate(review):
    """The candidate of a review that stands or was agreed; or else the last that was recalled."""
    found = Candidate.objects.filter(review=review).select_related("revision").order_by("pk")
    live = [one for one in found if one.state != Candidate.State.RECALLED]
    return (live or list(found) or [None])[-1]


def _page(request, access, review, *, form=None, recalling=None, status=200):
    candidate = _candidate(review)
    agreed = list(editions(access.register))
    own = next((one for one in agreed if candidate and one.candidate == candidate.pk), None)
    values = {"review": review, "candidate": candidate, "agreed": own}
    values |= _signing(request, access, candidate, own, agreed) if candidate else {}
    if candidate and candidate.state == Candidate.State.RECALLED:
        values["recalled"] = recalled_in(candidate)
    values["steps"] = _steps(access, review, candidate, own, agreed)
    values["may_put_forward"] = (
        EDIT in access.permissions
        and review.state != Review.State.CALLED_OFF
        and own is None
        and (candidate is None or candidate.state == Candidate.State.RECALLED)
    )
    values["may_recall"] = (
        EDIT in access.permissions
        and candidate is not None
        and candidate.state == Candidate.State.STANDING
    )
    values["form"] = form if form is not None else _form(request, access)
    values["recalling"] = recalling or RecallForm(snapshot=access.snapshot, person=request.user)
    context = access.page("reviews", current="true", **values)
    return render(request, "registers/sign.html", context, status=status)


def _signing(request, access, candidate, own, agreed: list[Agreed]):
    """What is put forward, who has signed it, and what changed since and before."""
    put = _snapshot(access, candidate.number)
    given = signatures(candidate)
    may_sign = (
        access.may_sign
        and candidate.state == Candidate.State.STANDING
        and not any(one.owner == _owner(access) for one in given)
    )
    state = signing_page.RECALLED if candidate.state == Candidate.State.RECALLED else ""
    lasts = last_versions(access.register, before=own.version if own else None)
    cards = signing_page.cards(
        put, given, lasts, mine=access.organisation, may_sign=may_sign, state=state
    )
    mine = next((c for c in cards if c.owner.organisation == access.organisation), None)
    before = next((a for a in agreed if mine and a.version == mine.last_version), None)
    return {
        "put": put,
        "cards": cards,
        "mine": mine,
        "sentence": signing_page.sentence(cards, own is not None),
        "code": signing_page.fours(candidate.fingerprint),
        "salt": SignedText.objects.values_list("salt", flat=True).get(candidate=candidate),
        "standing": signing_page.standing(put, access.organisation),
        "before": before,
        "since": _changes(access, before.revision, candidate.number) if before else None,
        "after": _changes(access, candidate.number, access.last.number),
        "may_sign": may_sign,
        "one_publishes": one_owner_publishes(access.register, candidate.number),
        "needs_password": has_password(request),
        "is_fresh": is_fresh(request),
    }


def _changes(access, start, end):
    """The page of what changed between two revisions, as the change report has it."""
    before, after = (_snapshot(access, number) for number in (start, end))
    return changes_page(compared(before, after), between(access.register, start, end))


def _snapshot(access, number):
    if number == access.snapshot.number:
        return access.snapshot
    revision = access.register.journal.revisions.get(number=number)
    return snapshot_at(access.register, point_at(access.register, revision))


def _owner(access):
    mine = (o.key for o in access.snapshot.owners if o.organisation == access.organisation)
    return next(mine, None)


def _steps(access, review, candidate, own, agreed):
    sent = review.papers.order_by("number", "pk").values_list("sent_on", "number")
    found = meeting(access.register, review.pk)
    seen = reviewed(access.register, found, as_held(access.register, found, access.snapshot))
    return signing_page.steps(
        papers=list(sent.filter(audience=INTERNAL) or sent),
        walked=len(seen.items) - len(undecided(seen.items, seen.decided)),
        risks=len(seen.items),
        signed=SignOff.objects.filter(candidate=candidate).count() if candidate else 0,
        owners=len(access.snapshot.owners),
        version=own.version if own else None,
        next_version=len(agreed) + 1,
        public=line_of(access.register, own.version) if own else None,
    )

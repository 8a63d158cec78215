"""The proposals of a register: what waits for whom, one of them, and what is changed so."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registers import record
from registers.actions import (
    GuardsMissing,
    Invalid,
    NotAllowed,
    Refused,
    accept_proposal,
    choose_proposals,
    decline_proposal,
    withdraw_proposal,
)
from registers.forms.proposals import AnswerForm, ChoiceForm
from registers.models import ByProposal, ProposalDraft, Revision
from registers.permissions import EDIT, SIGN
from registers.presentation.history_page import told
from registers.presentation.proposal_page import heading, lines, listed
from registers.proposals import course, proposal_of, proposals
from registers.snapshot import snapshot
from registers.views import security_log
from registers.views.access import for_register
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.proposing import Proposing
from registers.views.record import for_owner

#: What ended is told up to so many; the history has them all.
ENDED = 30
#: The page on which each act is written, and may be amended.
FORMS = {
    "raise": "risk_raise",
    "revise": "risk_edit",
    "assess": "risk_assess",
    "correct": "risk_correct",
    "close": "risk_close",
    "reopen": "risk_reopen",
    "move": "risk_move",
    "choose": "proposals_choice",
}


@require_safe
@login_required
def proposals_list(request, slug):
    access = for_owner(request, slug)
    found = list(listed(proposals(access.register), access.organisation))
    waiting = [one for one in found if one.proposal.waits]
    context = access.page(
        "register",
        current="true",
        for_me=[one for one in waiting if not one.mine],
        for_them=[one for one in waiting if one.mine],
        ended=[one for one in found if not one.proposal.waits][:ENDED],
        drafts=_drafts(access),
        rules=[ByProposal(rule).label for rule in access.snapshot.by_proposal],
        may_choose=access.may_sign,
    )
    return render(request, "registers/proposals.html", context)


def _drafts(access):
    """What one's own side keeps to itself; nobody else's is even counted."""
    if not access.may_edit:
        return ()
    mine = ProposalDraft.objects.filter(register=access.register, organisation=access.organisation)
    return mine.select_related("person").order_by("-moment")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal_draft(request, slug, key):
    """Leads to the form that a draft was kept from; posted, it throws the draft away."""
    access = for_register(request, slug, EDIT)
    drafts = ProposalDraft.objects.filter(
        register=access.register, organisation=access.organisation
    )
    draft = get_object_or_404(drafts, pk=key)
    if request.method != "POST":
        return redirect(f"{draft.address}?draft={draft.pk}")
    draft.delete()
    messages.info(request, _("The draft was thrown away."))
    return redirect("proposals", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal(request, slug, key):
    access = for_owner(request, slug)
    found = proposal_of(access.register, key)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None, snapshot=access.snapshot, person=request.user)
    if request.method == "POST":
        access = for_register(request, slug, EDIT)
        return _answer(request, access, found, form)
    return _page(request, access, found, form)


def _answer(request, access, found, form):
    how = next((how for how in ("decline", "withdraw") if how in request.POST), "accept")
    if how != "accept" and not form.is_valid():
        return _page(request, access, found, form, status=422)
    register, person = access.register, request.user
    try:
        if how == "accept":
            seen = request.POST.get("seen", "")
            seen = int(seen) if seen.isdecimal() and len(seen) < 10 else None
            made = accept_proposal(register, found.key, by=person, seen=seen)
        else:
            act = decline_proposal if how == "decline" else withdraw_proposal
            made = act(register, found.key, by=person, why=form.cleaned_data["why"])
    except Refused as refused:
        return _refused(request, access, found, form, refused)
    said = {
        "accept": _("Accepted. It is revision %(number)s, in the names of both."),
        "decline": _("Declined, in revision %(number)s. Both organisations read why."),
        "withdraw": _("Withdrawn, in revision %(number)s."),
    }[how]
    messages.success(request, said % {"number": made.number}, extra_tags="saved")
    return redirect("proposal", access.snapshot.slug, found.key)


def _refused(request, access, found, form, refused):
    status = {NotAllowed: 403, GuardsMissing: 503}.get(type(refused), 422)
    if isinstance(refused, NotAllowed):
        security_log.refused(request, status)
    told_so = refused.errors.values() if isinstance(refused, Invalid) else [refused]
    messages.error(request, " ".join(map(str, told_so)))
    again = proposal_of(access.register, found.key)
    fresh = for_register(request, access.snapshot.slug, EDIT)
    return _page(request, fresh, again, form, status=status)


def _page(request, access, found, form, *, status=200):
    base, then, since = access.snapshot, None, ()
    if found.waits:
        then = _at(access, found.number)
        since = _since(access, found)
    else:
        base = _at(access, found.number - 1)
    shown, risk = lines(found, base, then), _risk(access, found)
    mine = found.owner == access.organisation
    context = access.page(
        "register",
        current="true",
        proposal=found,
        heading=heading(found.act, found.reference),
        risk=risk,
        page_marking=risk.marking if risk else "",
        lines=shown,
        collides=any(line.then is not None for line in shown),
        since=told(since, of=found.reference),
        course=course(found),
        mine=mine,
        form=form,
        may_answer=found.waits and access.may_edit and (found.act != CHOOSE or access.may_sign),
        amend=_form(access, found) if found.waits and not mine else "",
    )
    return render(request, "registers/proposal.html", context, status=status)


CHOOSE = "choose proposals"


def _at(access, number):
    made = Revision.objects.filter(journal=access.register.journal_id, number=number).first()
    return snapshot(access.register, at=made)


def _risk(access, found):
    return next((r for r in access.snapshot.all_risks if r.reference == found.reference), None)


def _since(access, found):
    """What others have done to the risk since it was proposed."""
    risk = _risk(access, found)
    if risk is None:
        return ()
    which = record.Which(risk=risk.key, outside=True)
    return record.entries(access.register, after=found.number, limit=10, which=which)


def _form(access, found):
    """The address of the form in which a proposal is amended."""
    verb, _blank, stage = found.act.partition(" ")
    names = [] if verb in {"raise", "choose"} else [found.reference]
    names += [stage] if verb in {"assess", "correct"} else []
    names += [found.fields["corrects"]] if verb == "correct" else []
    address = reverse(FORMS[verb], args=(access.snapshot.slug, *names))
    return f"{address}?proposal={found.key}"


@editing
def proposals_choice(request, access):
    if SIGN not in access.permissions:
        raise PermissionDenied
    return respond(request, access, lambda now: _choice(request.user, now))


def _choice(person, access):
    def save(form, began):
        asked = form.cleaned_data
        return choose_proposals(
            access.register, by=person, acts=asked["acts"], reason=asked["reason"], began=began
        )

    return Edit(
        form=ChoiceForm,
        heading=_("What is changed by proposal"),
        template="registers/edit/proposals_choice.html",
        values=ChoiceForm.values,
        save=save,
        after=reverse("proposals", args=(access.snapshot.slug,)),
        proposing=Proposing(
            CHOOSE, "", tuple(ByProposal.values),
            lambda form: {"acts": " ".join(form.cleaned_data["acts"])},
        ),
        verb=CHOOSE,
        subject=access.snapshot.slug,
    )  # fmt: skip

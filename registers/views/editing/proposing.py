"""The editing pages where an act is proposed to the other owner instead of done, or kept as a
draft within one's own side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions import amend_proposal, propose
from registers.actions.proposals import texts_of
from registers.models import ByProposal, Proposal, ProposalDraft, ProposedField, Revision
from registers.presentation.words import listed
from registers.proposals import proposal_of
from registers.views.editing.once import alone
from registers.views.editing.posts import with_new_post

ALL, SOME = "all", "some"
#: Posted beside what people type.
_MACHINERY = ("csrfmiddlewaretoken", "opened_by", "keep", "propose", "draft", "proposal")


@dataclass(frozen=True)
class Proposing:
    """What an editing page proposes: the act, of which risk, the rules that make it a proposal,
    and its fields out of the checked form. `whole` says that whatever the form does is that act."""

    act: str
    reference: str
    rules: tuple[str, ...]
    fields: Callable[[Any], dict[str, Any]]
    whole: bool = True


@dataclass(frozen=True)
class Origin:
    """What a form was opened from: a draft of one's own side, a proposal to amend, or neither."""

    draft: Any = None
    proposal: Any = None

    @property
    def typed(self) -> dict[str, Any] | None:
        """What the form is filled with."""
        if self.draft:
            return dict(self.draft.typed)
        if self.proposal:
            why = self.proposal.why
            return {**self.proposal.fields, "why": why, "reason": why}
        return None


def origin(request, access, edit):
    """Raises Http404 for a draft of another side, and for what is not about this form."""
    if edit.proposing is None:
        return Origin()
    asked = request.POST if request.method == "POST" else request.GET
    draft, proposal = _key(asked.get("draft")), _key(asked.get("proposal"))
    if draft:
        mine = ProposalDraft.objects.filter(
            register=access.register, organisation=access.organisation, address=request.path
        )
        return Origin(draft=_found(mine.filter(pk=draft).first()))
    if proposal:
        found = _found(proposal_of(access.register, proposal))
        about = (found.act, found.reference) == (edit.proposing.act, edit.proposing.reference)
        is_theirs = found.waits and found.owner != access.organisation
        if not about or (request.method != "POST" and not is_theirs):
            raise Http404
        return Origin(proposal=found)
    return Origin()


def _key(text):
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def _found(row):
    if row is None:
        raise Http404
    return row


def mode(access, edit):
    """Whether what the form does is proposed: always (`all`), or some of it; empty for never."""
    held = set(access.snapshot.by_proposal)
    asked = edit.proposing
    if asked is None:
        return ""
    if ByProposal.THEIRS in held and edit.risk and _is_anothers(edit.risk.lead, access):
        return ALL
    if held & set(asked.rules):
        return ALL if asked.whole else SOME
    return SOME if ByProposal.THEIRS in held and asked.act == "raise" else ""


def _is_anothers(lead, access):
    return lead is not None and lead.organisation != access.organisation


def words(access, edit, opened):
    """What the page says of it: which buttons there are, and to whom it is proposed."""
    others = [o.short_name for o in access.snapshot.owners if o.organisation != access.organisation]
    return {
        "proposing": "amend" if opened.proposal else mode(access, edit),
        "proposed_to": listed(others),
        "opened_from": opened,
    }


def made(request, make, opened):
    """`make` for what was posted: what it saves is proposed where that was asked for, and a draft
    goes once what was in it is saved."""
    if not ("propose" in request.POST or opened.proposal or opened.draft):
        return make

    def making(access):
        edit = make(access)
        save = edit.save
        if "propose" in request.POST or opened.proposal:
            edit = _proposed(request, access, edit, opened)
            save = edit.save

        def and_draft_goes(form, began):
            with transaction.atomic():
                revision = save(form, began)
                if opened.draft:
                    opened.draft.delete()
            return revision

        return replace(edit, save=and_draft_goes)

    return making


def _proposed(request, access, edit, opened):
    """The same page, proposing."""
    asked, register, person = edit.proposing, access.register, request.user
    others = words(access, edit, opened)["proposed_to"]

    def save(form, began):
        why = form.cleaned_data.get("why") or form.cleaned_data.get("reason") or ""
        with alone(register):
            fields = with_new_post(register, asked.fields(form), "risk_owner", person)
            how = {"by": person, "why": why, "fields": fields}
            if done := _done(register, person, began.number, asked, why, fields):
                return done
            if opened.proposal:
                return amend_proposal(register, opened.proposal.key, began=began, **how)
            return propose(register, asked.act, asked.reference, began=began, **how)

    def its_page(revision):
        past = Proposal.history.filter(revision=revision).first()
        return reverse("proposal", args=(access.snapshot.slug, past.id))

    # In a meeting the way goes on through the agenda, where the message says what was proposed.
    after = edit.back.address if edit.back else its_page
    said = _("Sent back to %(owner)s.") if opened.proposal else _("Proposed to %(owner)s.")
    return replace(
        edit, save=save, after=after, done=lambda _snapshot: False,
        verb="amend proposal" if opened.proposal else "propose",
        said=f"{said % {'owner': others}} {_('Nothing changes until it is accepted.')}",
    )  # fmt: skip


def _done(register, person, began, asked, why, fields):
    """The revision in which this person has proposed the very same since the form was opened, or
    None: the button was pressed twice."""
    made = Proposal.history.filter(
        register_id=register.pk, revision__person=person, revision__number__gt=began,
        act=asked.act, why=why, state=Proposal.State.WAITING,
    )  # fmt: skip
    for past in made.order_by("-revision"):
        rows = ProposedField.history.filter(proposal_id=past.id, revision_id__lte=past.revision_id)
        now = {(r.name, r.position): "" if r.removed else r.text for r in rows.order_by("revision")}
        if {place: text for place, text in now.items() if text} == {
            place: text for place, text in texts_of(fields).items() if text
        }:
            return Revision.objects.get(pk=past.revision_id)
    return None


def keep(request, access, edit, opened):
    """Keep what was typed as a draft of one's own side."""
    typed = {name: text for name, text in request.POST.items() if name not in _MACHINERY}
    ProposalDraft.objects.update_or_create(
        pk=opened.draft.pk if opened.draft else None,
        defaults={
            "register": access.register,
            "organisation_id": access.organisation,
            "person": request.user,
            "address": request.path,
            "heading": edit.heading,
            "typed": typed,
            "moment": timezone.now(),
        },
    )
    words = _("Kept as a draft. Only your own organisation sees it until it is proposed.")
    messages.success(request, words, extra_tags="saved")
    if edit.back:
        return redirect(edit.back.address)
    return redirect("proposals", access.snapshot.slug)

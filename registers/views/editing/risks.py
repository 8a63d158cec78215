"""Wording and details of a risk; closing, reopening and moving it."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from registers.actions import close_risk, move_risk, reopen_risk, revise_risk
from registers.forms.risks import CloseForm, MoveForm, ReopenForm, RiskForm
from registers.views.editing.finding import address_of, risk_in, risk_of, turned_away
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.posts import with_new_post
from registers.views.editing.proposing import Proposing


@editing
def risk_edit(request, access, reference):
    risk = risk_of(access, reference)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _edit(request.user, now, reference)
    )


def _edit(person, access, reference):
    def save(form, began):
        with transaction.atomic():
            fields = with_new_post(access.register, form.changes, "risk_owner", person)
            return revise_risk(
                access.register, reference, by=person, reason=form.cleaned_data["reason"],
                began=began, **fields,
            )  # fmt: skip

    def values(snapshot):
        found = risk_in(snapshot, reference)
        return RiskForm.values(found) if found else None

    return Edit(
        form=RiskForm,
        heading=_("Edit %(risk)s") % {"risk": reference},
        values=values,
        save=save,
        after=address_of(access, reference, "the-risk"),
        proposing=Proposing(
            "revise", reference, ("wording", "lead"), lambda form: form.changes, whole=False
        ),
        verb="revise",
        subject=reference,
        risk=access.snapshot.risk(reference),
    )


@editing
def risk_close(request, access, reference):
    risk = risk_of(access, reference)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _close(request.user, now, reference)
    )


def _close(person, access, reference):
    def save(form, began):
        asked = form.cleaned_data
        return close_risk(
            access.register, reference, by=person, why=asked["why"], on=asked["on"], began=began
        )

    return Edit(
        form=CloseForm,
        heading=_("Close %(risk)s") % {"risk": reference},
        button=_("Close this risk"),
        template="registers/edit/close.html",
        save=save,
        done=lambda snapshot: not snapshot.risk(reference).is_open,
        after=address_of(access, reference),
        proposing=Proposing("close", reference, ("closing",), _day_of_closing),
        verb="close",
        subject=reference,
        risk=access.snapshot.risk(reference),
    )


def _day_of_closing(form):
    """The day that was written, or none for the day on which the closing is accepted."""
    return {"on": form.cleaned_data["on"]} if form.cleaned_data["on"] else {}


@editing
def risk_reopen(request, access, reference):
    risk = risk_of(access, reference)
    if risk.is_open and request.method != "POST":
        messages.warning(request, _("%(risk)s is open already.") % {"risk": reference})
        return redirect(address_of(access, reference))
    return respond(request, access, lambda now: _reopen(request.user, now, reference))


def _reopen(person, access, reference):
    def save(form, began):
        why = form.cleaned_data["why"]
        return reopen_risk(access.register, reference, by=person, why=why, began=began)

    return Edit(
        form=ReopenForm,
        heading=_("Reopen %(risk)s") % {"risk": reference},
        button=_("Reopen this risk"),
        template="registers/edit/reopen.html",
        save=save,
        done=lambda snapshot: snapshot.risk(reference).is_open,
        after=address_of(access, reference),
        proposing=Proposing("reopen", reference, ("closing",), lambda _form: {}),
        verb="reopen",
        subject=reference,
        risk=access.snapshot.risk(reference),
    )


@editing
def risk_move(request, access, reference):
    risk_of(access, reference)
    return respond(request, access, lambda now: _move(request.user, now, reference))


def _move(person, access, reference):
    def save(form, began):
        asked = form.cleaned_data
        return move_risk(
            access.register, reference, by=person, theme=int(asked["theme"]),
            reason=asked["reason"], began=began,
        )  # fmt: skip

    def values(snapshot):
        found = risk_in(snapshot, reference)
        return {"theme": str(found.theme_number)} if found else None

    return Edit(
        form=MoveForm,
        heading=_("Move %(risk)s to another theme") % {"risk": reference},
        button=_("Move this risk"),
        template="registers/edit/move.html",
        values=values,
        save=save,
        after=address_of(access, reference),
        proposing=Proposing(
            "move", reference, (), lambda form: {"theme": int(form.cleaned_data["theme"])}
        ),
        verb="move",
        subject=reference,
        risk=access.snapshot.risk(reference),
    )

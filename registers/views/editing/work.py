"""Actions, checks of controls, and reviews without a change."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.actions import (
    assure_control,
    confirm_risk,
    drop_action,
    plan_action,
    report_progress,
    revise_action,
)
from registers.forms.work import (
    ActionForm,
    AssureForm,
    ConfirmForm,
    DropForm,
    PlanForm,
    ProgressForm,
)
from registers.models import Assurance, Control, PlannedAction
from registers.permissions import EDIT, holds
from registers.reviewing import interval, proposed_review
from registers.views.editing.finding import address_of, risk_in, risk_of, turned_away
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing, reporting
from registers.views.editing.once import added_already, alone
from registers.views.editing.posts import with_new_post


@editing
def action_plan(request, access, reference):
    risk = risk_of(access, reference)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _plan(request.user, now, reference)
    )


def _plan(person, access, reference):
    register, risk = access.register, access.snapshot.risk(reference)

    def save(form, began):
        asked = form.cleaned_data
        post = {"owner": asked["owner"], "new_post": asked["new_post"]}
        title = asked["new_post"] or asked["owner"] or None
        same = {"risk": risk.key, "text": asked["text"], "owner__title": title}
        with alone(register):
            if made := added_already(PlannedAction, person, began.number, **same):
                return made
            owner = with_new_post(register, post, "owner", person)
            return plan_action(
                register, reference, by=person, text=asked["text"], due=asked["due"],
                reason=asked["reason"], **owner,
            )  # fmt: skip

    return Edit(
        form=PlanForm,
        heading=_("Plan an action for %(risk)s") % {"risk": reference},
        button=_("Plan this action"),
        template="registers/edit/control.html",
        save=save,
        after=address_of(access, reference, "actions"),
        verb="plan action",
        subject=reference,
        risk=risk,
    )


@editing
def action_edit(request, access, reference, key):
    risk = risk_of(access, reference)
    _kept(PlannedAction, request, risk, key)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _revise(request.user, now, reference, key)
    )


def _revise(person, access, reference, key):
    def save(form, began):
        with alone(access.register):
            fields = with_new_post(access.register, form.changes, "owner", person)
            return revise_action(
                access.register, reference, key, by=person, began=began,
                reason=form.cleaned_data["reason"], **fields,
            )  # fmt: skip

    return _of_action(
        access, reference, key,
        form=ActionForm,
        heading=_("Edit an action of %(risk)s") % {"risk": reference},
        save=save,
        verb="revise action",
    )  # fmt: skip


@reporting
def action_report(request, access, reference, key):
    risk = risk_of(access, reference)
    action = _kept(PlannedAction, request, risk, key)
    _need_theirs(request, access, action.owner)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _report(request.user, now, reference, key)
    )


def _report(person, access, reference, key):
    def save(form, began):
        return report_progress(
            access.register, reference, key, by=person, began=began,
            reason=form.cleaned_data["reason"], **form.changes,
        )  # fmt: skip

    return _of_action(
        access, reference, key,
        form=ProgressForm,
        heading=_("Report on an action of %(risk)s") % {"risk": reference},
        save=save,
        verb="report progress",
        template="registers/edit/action.html",
    )  # fmt: skip


@editing
def action_drop(request, access, reference, key):
    risk = risk_of(access, reference)
    _kept(PlannedAction, request, risk, key)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _drop(request.user, now, reference, key)
    )


def _drop(person, access, reference, key):
    def save(form, began):
        reason = form.cleaned_data["reason"]
        return drop_action(access.register, reference, key, by=person, reason=reason, began=began)

    return _of_action(
        access, reference, key,
        form=DropForm,
        values=lambda _snapshot: {},
        heading=_("Drop an action of %(risk)s") % {"risk": reference},
        button=_("Drop this action"),
        template="registers/edit/action.html",
        save=save,
        done=lambda snapshot: _in(snapshot.risk(reference), key) is None,
        verb="drop action",
    )  # fmt: skip


def _of_action(access, reference, key, *, form, **edit):
    def values(snapshot):
        found = _in(risk_in(snapshot, reference), key)
        return form.values(found) if found else None

    risk = access.snapshot.risk(reference)
    given = {
        "values": values,
        "template": "registers/edit/control.html",
        "page": {"action": _in(risk, key)},
    }
    return Edit(
        form=form,
        after=address_of(access, reference, "actions"),
        subject=reference,
        risk=risk,
        **{**given, **edit},
    )


def _in(risk, key):
    """The action of a key among those of a risk, or None."""
    return next((one for one in risk.actions if one.key == key), None) if risk else None


@reporting
def control_assure(request, access, reference, key):
    risk = risk_of(access, reference)
    control = _kept(Control, request, risk, key)
    _need_theirs(request, access, control.owner)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _assure(request.user, now, reference, control)
    )


def _assure(person, access, reference, control):
    register, names = access.register, ("checked_by", "checked_on", "result", "note")

    def save(form, began):
        asked = {name: form.cleaned_data[name] for name in names}
        asked["line"] = int(form.cleaned_data["line"])
        with alone(register):
            same = {"control": control.pk, **asked}
            if made := added_already(Assurance, person, began.number, **same):
                return made
            return assure_control(register, reference, control.pk, by=person, **asked)

    return Edit(
        form=AssureForm,
        heading=_("Record a check of a control of %(risk)s") % {"risk": reference},
        button=_("Record this check"),
        template="registers/edit/control_assure.html",
        save=save,
        after=address_of(access, reference, "controls"),
        verb="assure control",
        subject=reference,
        risk=access.snapshot.risk(reference),
        page={"control": control},
    )


@editing
def risk_confirm(request, access, reference):
    risk = risk_of(access, reference)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _confirm(request.user, now, reference)
    )


def _confirm(person, access, reference):
    risk = access.snapshot.risk(reference)
    proposed = proposed_review(risk, access.today)

    def save(form, began):
        if proposed_day := form.cleaned_data["next_review"]:
            moved = {"next_review": proposed_day}
        else:
            moved = {}
        reason = form.cleaned_data["reason"]
        return confirm_once(access.register, reference, person, began, reason=reason, **moved)

    return Edit(
        form=ConfirmForm,
        heading=_("Confirm %(risk)s: reviewed, no change") % {"risk": reference},
        button=_("Confirm no change"),
        template="registers/edit/confirm.html",
        about={"hint": review_hint(risk)},
        values=lambda _snapshot: {"next_review": proposed},
        save=save,
        after=address_of(access, reference),
        verb="confirm",
        subject=reference,
        risk=risk,
    )


def confirm_once(register, reference, person, began, **given):
    """Confirm a risk, or find that this person has done so since the form was opened."""
    made = register.journal.revisions.filter(
        number__gt=began.number, person=person, verb="confirm", subject=reference
    )
    with alone(register):
        return made.first() or confirm_risk(register, reference, by=person, **given)


def review_hint(risk):
    """Where the proposed day of the next review comes from."""
    months = interval(risk)
    if months is None:
        return _("The scheme says nothing of how often. Left empty, the day stays as it is.")
    words = ngettext(
        "Proposed: %(band)s is reviewed every month. Change the day, or leave it empty to keep "
        "the one that stands.",
        "Proposed: %(band)s is reviewed every %(months)s months. Change the day, or leave it "
        "empty to keep the one that stands.",
        months,
    )
    return words % {"band": risk.after.band.word, "months": months}


def _kept(model, request, risk, key):
    """The row of an address. One that was taken away meanwhile still has its page for what is
    posted: the action refuses it, and the text is kept."""
    found = model.objects.select_related("owner").filter(pk=key, risk=risk.key).first()
    if found is None or (found.removed and request.method != "POST"):
        raise Http404
    return found


def _need_theirs(request, access, post):
    """Turn away who may report and not edit, from what is not theirs."""
    if EDIT in access.permissions:
        return
    if post is None or not holds(request.user, post, access.today):
        raise PermissionDenied

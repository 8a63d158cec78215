"""Adding, revising and retiring the controls of a risk."""

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from registers.actions import add_control, retire_control, revise_control
from registers.forms.controls import ControlForm, NewControlForm, RetireForm
from registers.models import Control
from registers.views.editing.finding import address_of, risk_in, risk_of, turned_away
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.once import added_already, alone
from registers.views.editing.posts import with_new_post


@editing
def control_add(request, access, reference):
    risk = risk_of(access, reference)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _add(request.user, now, reference)
    )


def _add(person, access, reference):
    register, risk = access.register, access.snapshot.risk(reference)

    def save(form, began):
        asked = form.cleaned_data
        post = {"owner": asked["owner"], "new_post": asked["new_post"]}
        title = asked["new_post"] or asked["owner"] or None
        same = {"risk": risk.key, "text": asked["text"], "owner__title": title}
        with alone(register):
            if made := added_already(Control, person, began.number, **same):
                return made
            owner = with_new_post(register, post, "owner", person)
            return add_control(
                register, reference, by=person, text=asked["text"], reason=asked["reason"], **owner
            )

    return Edit(
        form=NewControlForm,
        heading=_("Add a control to %(risk)s") % {"risk": reference},
        button=_("Add this control"),
        template="registers/edit/control.html",
        save=save,
        after=address_of(access, reference, "controls"),
        verb="add control",
        subject=reference,
        risk=risk,
    )


@editing
def control_edit(request, access, reference, key):
    risk = risk_of(access, reference)
    control = _control(request, access, risk, key)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _revise(request.user, now, reference, control)
    )


def _revise(person, access, reference, control):
    def save(form, began):
        with transaction.atomic():
            fields = with_new_post(access.register, form.changes, "owner", person)
            return revise_control(
                access.register, reference, control.pk, by=person,
                reason=form.cleaned_data["reason"], began=began, **fields,
            )  # fmt: skip

    def values(snapshot):
        found = _in(risk_in(snapshot, reference), control.pk)
        return ControlForm.values(found) if found else None

    return Edit(
        form=ControlForm,
        heading=_("Edit a control of %(risk)s") % {"risk": reference},
        template="registers/edit/control.html",
        values=values,
        save=save,
        instead=(
            _("Add it as a new control"),
            reverse("control_add", args=(access.snapshot.slug, reference)),
        ),
        after=address_of(access, reference, "controls"),
        verb="revise control",
        subject=reference,
        risk=access.snapshot.risk(reference),
    )


@editing
def control_retire(request, access, reference, key):
    risk = risk_of(access, reference)
    control = _control(request, access, risk, key)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _retire(request.user, now, reference, control)
    )


def _retire(person, access, reference, control):
    def save(form, began):
        reason = form.cleaned_data["reason"]
        return retire_control(
            access.register, reference, control.pk, by=person, reason=reason, began=began
        )

    return Edit(
        form=RetireForm,
        heading=_("Retire a control of %(risk)s") % {"risk": reference},
        button=_("Retire this control"),
        template="registers/edit/control_retire.html",
        save=save,
        done=lambda snapshot: _in(snapshot.risk(reference), control.pk) is None,
        after=address_of(access, reference, "controls"),
        verb="retire control",
        subject=reference,
        risk=access.snapshot.risk(reference),
        page={"control": control},
    )


def _control(request, access, risk, key):
    """The control of the address. One that was retired meanwhile still has its page for what is
    posted: the action refuses it, and the text is kept."""
    found = Control.objects.filter(pk=key, risk=risk.key).first()
    if found is None or (found.removed and request.method != "POST"):
        raise Http404
    return found


def _in(risk, key):
    """The control of a key among those of a risk, or None."""
    return next((one for one in risk.controls if one.key == key), None) if risk else None

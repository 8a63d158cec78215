"""Keeping a risk or a part of it from the public, saying anew why, and releasing it."""

from django.http import Http404
from django.utils.translation import gettext as _

from registers.actions import Invalid, release, withhold
from registers.forms.withholdings import ReleaseForm, WithholdForm
from registers.models import Withholdable
from registers.views.editing.finding import address_of, risk_in, risk_of
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing


@editing
def risk_withhold(request, access, reference):
    risk_of(access, reference)
    return respond(request, access, lambda now: _add(request.user, now, reference))


def _add(person, access, reference):
    def save(form, _began):
        asked = form.cleaned_data
        told = withheld(access.snapshot, reference, asked["part"])
        if told and told.reasoning != asked["reasoning"]:
            raise Invalid({"part": _("This is withheld already. Change it where it stands.")})
        return _withhold(person, access, reference, asked)

    return Edit(
        form=WithholdForm,
        heading=_("Withhold %(risk)s, or a part of it, from the public") % {"risk": reference},
        button=_("Withhold it"),
        about={"fixed": False},
        save=save,
        after=address_of(access, reference, "withheld"),
        verb="withhold",
        subject=reference,
        risk=access.snapshot.risk(reference),
    )


@editing
def risk_withheld(request, access, reference, part):
    _need(access, reference, part)
    return respond(request, access, lambda now: _revise(request.user, now, reference, part))


def _revise(person, access, reference, part):
    def save(form, began):
        return _withhold(person, access, reference, {**form.cleaned_data, "part": part}, began)

    def values(snapshot):
        stood = withheld(snapshot, reference, part)
        return WithholdForm.values(stood) if stood else None

    return Edit(
        form=WithholdForm,
        heading=_named(_("Withheld of %(risk)s: %(part)s"), reference, part),
        about={"fixed": True},
        values=values,
        save=save,
        after=address_of(access, reference, "withheld"),
        verb="withhold",
        subject=reference,
        risk=access.snapshot.risk(reference),
    )


@editing
def risk_release(request, access, reference, part):
    _need(access, reference, part, request.method)
    return respond(request, access, lambda now: _release(request.user, now, reference, part))


def _release(person, access, reference, part):
    def save(form, began):
        reason = form.cleaned_data["reason"]
        return release(access.register, reference, by=person, part=part, reason=reason, began=began)

    return Edit(
        form=ReleaseForm,
        heading=_named(_("Release %(part)s of %(risk)s to the public"), reference, part),
        button=_("Release it"),
        template="registers/edit/release.html",
        save=save,
        done=lambda snapshot: withheld(snapshot, reference, part) is None,
        after=address_of(access, reference, "withheld"),
        verb="release",
        subject=reference,
        risk=access.snapshot.risk(reference),
        page={"withheld": withheld(access.snapshot, reference, part)},
    )


def _withhold(person, access, reference, asked, began=None):
    return withhold(
        access.register, reference, by=person, part=asked["part"], ground=asked["ground"],
        reasoning=asked["reasoning"], decided_by=asked["decided_by"],
        look_again=asked["look_again"], began=began,
    )  # fmt: skip


def withheld(snapshot, reference, part):
    """What is withheld of a risk under the name of a part, or None."""
    risk = risk_in(snapshot, reference)
    return next((one for one in risk.withholdings if one.part == part), None) if risk else None


def _need(access, reference, part, method="GET"):
    """Http404 for what is not withheld; what was released meanwhile can still be posted to."""
    risk_of(access, reference)
    known = part in Withholdable.values
    if not known or (method != "POST" and withheld(access.snapshot, reference, part) is None):
        raise Http404


def _named(text, reference, part):
    return text % {"risk": reference, "part": Withholdable(part).label}

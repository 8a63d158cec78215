"""Raising a risk."""

from django.utils.translation import gettext as _

from registers.actions import Invalid, raise_risk
from registers.actions.risks import next_reference
from registers.forms.raising import RaiseForm
from registers.forms.risks import RiskForm
from registers.forms.scores import AssessForm
from registers.models import Risk
from registers.snapshot import snapshot
from registers.views.editing.finding import address_of
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.once import added_already, alone
from registers.views.editing.posts import with_new_post
from registers.views.editing.proposing import Proposing


@editing
def risk_raise(request, access):
    """`?theme=3` chooses a theme beforehand."""
    theme = request.GET.get("theme", "")
    return respond(request, access, lambda now: _raise(request.user, now, theme))


def _raise(person, access, theme):
    register = access.register

    def save(form, began):
        asked = form.raised
        with alone(register):
            if made := _raised_already(register, person, began.number, asked):
                return made
            post = {"new_post": form.cleaned_data["new_post"]}
            fields = {**asked, **with_new_post(register, post, "risk_owner", person)}
            return raise_risk(register, by=person, reason=form.cleaned_data["reason"], **fields)

    proposals = [(one, next_reference(register, one.number)) for one in access.snapshot.themes]
    return Edit(
        form=RaiseForm,
        heading=_("Raise a risk"),
        button=_("Raise this risk"),
        values=lambda _snapshot: {"theme": theme},
        about={"proposals": proposals},
        save=save,
        after=lambda revision: address_of(access, revision.subject),
        proposing=Proposing("raise", "", ("raising",), _asked),
        verb="raise",
    )


def _asked(form):
    """What was filled in."""
    fields = {**form.raised, "new_post": form.cleaned_data["new_post"]}
    return {name: value for name, value in fields.items() if value not in ("", None, ())}


def _raised_already(register, person, began, asked):
    """The revision that raised just this risk since the form was opened, or None.

    Raises Invalid when it was raised with something else in it, which is not to be lost.
    """
    same = {"theme__number": asked["theme"], "description": asked["description"]}
    made = added_already(Risk, person, began, register=register, **same)
    if made is None:
        return None
    if all(_held(snapshot(register, at=made).risk(made.subject), asked)):
        return made
    words = _("You have raised this risk already, as %(risk)s. Edit it there.")
    raise Invalid({"": words % {"risk": made.subject}})


def _held(risk, asked):
    """Whether each thing that was asked for is in the risk."""
    for name, value in RiskForm.values(risk).items():
        if name in asked and name != "risk_owner":
            yield asked[name] == value
    yield asked["controls"] == tuple(control.text for control in risk.controls)
    for stage in ("before", "after"):
        yield asked[stage] == AssessForm.values(risk.assessment(stage))["place"]

"""Scoring a risk at a stage."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions import assess
from registers.content import STAGES
from registers.forms.scores import AssessForm
from registers.presentation.scores import scorer
from registers.views.editing.finding import address_of, risk_in, risk_of, turned_away
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.proposing import Proposing

HEADINGS = {
    "before": gettext_lazy("Score %(risk)s before controls"),
    "after": gettext_lazy("Score %(risk)s after controls"),
    "target": gettext_lazy("Set the target of %(risk)s"),
}


@editing
def risk_assess(request, access, reference, stage):
    if stage not in STAGES:
        raise Http404
    risk = risk_of(access, reference)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _assess(request.user, now, reference, stage)
    )


def _assess(person, access, reference, stage):
    risk = access.snapshot.risk(reference)

    def save(form, began):
        likelihood, impact = form.cleaned_data["place"]
        return assess(
            access.register, reference, stage, by=person, likelihood=likelihood, impact=impact,
            why=form.cleaned_data["why"], began=began,
        )  # fmt: skip

    def values(snapshot):
        found = risk_in(snapshot, reference)
        return AssessForm.values(found.assessment(stage) if found else None)

    score = scorer(access.snapshot.scheme.matrix)
    now = risk.assessment(stage)
    return Edit(
        form=AssessForm,
        heading=HEADINGS[stage] % {"risk": reference},
        button=_("Save assessment"),
        template="registers/edit/assess.html",
        about={"stage": stage, "now": now, "limit": access.snapshot.appetite_of(risk)},
        values=values,
        save=save,
        after=address_of(access, reference, f"stage-{stage}"),
        proposing=Proposing(
            f"assess {stage}", reference, ("scores",),
            lambda form: {"place": form.cleaned_data["place"]},
        ),
        verb=f"assess {stage}",
        subject=reference,
        risk=risk,
        page={"score": score(now), "before": score(risk.before), "stage": stage},
    )  # fmt: skip

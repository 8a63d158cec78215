"""Correcting a score that was recorded wrongly."""

from dataclasses import replace

from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions import Invalid, correct_score
from registers.actions.corrections import recorded_score
from registers.content import STAGES
from registers.forms.corrections import CorrectForm
from registers.models import Revision, Risk
from registers.presentation.scores import scorer
from registers.snapshot import snapshot
from registers.views.editing.finding import address_of, risk_in, risk_of, turned_away
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.proposing import Proposing

HEADINGS = {
    "before": gettext_lazy("Correct the score of %(risk)s before controls"),
    "after": gettext_lazy("Correct the score of %(risk)s after controls"),
    "target": gettext_lazy("Correct the target of %(risk)s"),
}


@editing
def risk_correct(request, access, reference, stage, corrects):
    risk = risk_of(access, reference)
    wrong, then = _recorded(access, risk, stage, corrects)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _correct(request.user, now, reference, wrong, then)
    )


def _recorded(access, risk, stage, number):
    """The score that revision `number` recorded, or was last corrected to, and the register as
    at that revision; Http404 where it recorded none."""
    revision = Revision.objects.filter(journal=access.register.journal_id, number=number).first()
    if stage not in STAGES or revision is None:
        raise Http404
    then = snapshot(access.register, at=revision)
    held = risk_in(then, risk.reference)
    kept = Risk.objects.get(pk=risk.key)
    try:
        likelihood, impact = recorded_score(kept, stage, number)
    except Invalid as none:
        raise Http404 from none
    cell = then.scheme.matrix.cell(likelihood, impact)
    score = held.assessment(stage)
    return replace(score, likelihood=likelihood, impact=impact, cell=cell), then


def _correct(person, access, reference, wrong, then):
    risk = access.snapshot.risk(reference)
    stage, limit = wrong.stage, then.appetite_of(then.risk(reference))
    score, first = scorer(then.scheme.matrix), then.risk(reference).assessment(wrong.stage)

    def save(form, _began):
        likelihood, impact = form.cleaned_data["place"]
        return correct_score(
            access.register, reference, stage, by=person, corrects=then.number,
            likelihood=likelihood, impact=impact, why=form.cleaned_data["why"],
        )  # fmt: skip

    return Edit(
        form=CorrectForm,
        heading=HEADINGS[stage] % {"risk": reference},
        button=_("Save correction"),
        template="registers/edit/correct.html",
        about={
            "recorded": wrong,
            "scheme": then.scheme,
            "limit": None if stage == "before" else limit,
        },
        values=lambda _snapshot: {"place": (wrong.likelihood, wrong.impact)},
        save=save,
        after=address_of(access, reference, f"stage-{stage}"),
        proposing=Proposing(
            f"correct {stage}",
            reference,
            ("scores",),
            lambda form: {"place": form.cleaned_data["place"], "corrects": then.number},
            whole=False,
        ),
        verb=f"correct {stage}",
        subject=reference,
        risk=risk,
        page={
            "score": score(first),
            "corrected": score(wrong) if wrong.cell != first.cell else None,
            "corrects": then.number,
            "day": date_format(localtime(then.moment), "j F Y"),
        },
    )

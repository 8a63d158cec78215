"""Challenging what a risk says, and ending a challenge."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions import (
    accept_challenge,
    agree_challenge_public,
    challenge,
    keep_challenge_private,
    let_challenge_stand,
    withdraw_challenge,
)
from registers.content import STAGES
from registers.forms.challenges import (
    FORMS,
    AcceptForm,
    LetStandForm,
    PrivateForm,
    PublicForm,
    WithdrawForm,
)
from registers.models import Challenge
from registers.permissions import SIGN
from registers.presentation.challenge_words import held_against, registers_position
from registers.presentation.scores import scorer
from registers.views.editing.finding import address_of, risk_of, turned_away
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.once import added_already, alone

HEADINGS = {
    "before": gettext_lazy("Challenge the score of %(risk)s before controls"),
    "after": gettext_lazy("Challenge the score of %(risk)s after controls"),
    "target": gettext_lazy("Challenge the target of %(risk)s"),
    "wording": gettext_lazy("Challenge the wording of %(risk)s"),
    "closing": gettext_lazy("Challenge whether %(risk)s is closed"),
    "lead": gettext_lazy("Challenge who leads on %(risk)s"),
}
#: What approvers say of it, and what is said of it at its end by either side.
PUBLIC, EITHER = {"publish", "keep"}, {"publish", "keep", "stand"}
#: Each thing to say of a challenge: its form, action, heading, button and verb.
ENDS = {
    "accept": (
        AcceptForm, accept_challenge, gettext_lazy("Accept a challenge of %(risk)s"),
        gettext_lazy("Accept, and change the register"), "accept challenge",
    ),
    "withdraw": (
        WithdrawForm, withdraw_challenge, gettext_lazy("Withdraw a challenge of %(risk)s"),
        gettext_lazy("Withdraw this challenge"), "withdraw challenge",
    ),
    "stand": (
        LetStandForm, let_challenge_stand,
        gettext_lazy("Record that a challenge of %(risk)s stands"),
        gettext_lazy("Record that it stands"), "let challenge stand",
    ),
    "publish": (
        PublicForm, agree_challenge_public,
        gettext_lazy("Agree that the public reads a challenge of %(risk)s"),
        gettext_lazy("Agree"), "agree challenge public",
    ),
    "keep": (
        PrivateForm, keep_challenge_private,
        gettext_lazy("Keep a challenge of %(risk)s from the public"),
        gettext_lazy("Keep it from the public"), "keep challenge private",
    ),
}  # fmt: skip


@editing
def risk_challenge(request, access, reference, about):
    if about not in FORMS:
        raise Http404
    risk = risk_of(access, reference)
    away = None if about == "closing" else turned_away(request, access, risk)
    return away or respond(
        request, access, lambda now: _challenge(request.user, now, reference, about)
    )


def _challenge(person, access, reference, about):
    register, risk = access.register, access.snapshot.risk(reference)

    def save(form, began):
        why, position = form.cleaned_data["why"], form.position
        same = {"risk": risk.key, "about": about, "why": why, **position}
        with alone(register):
            if made := added_already(Challenge, person, began.number, **same):
                return made
            return challenge(register, reference, about, by=person, why=why, **position)

    def values(snapshot):
        return {"position_text": risk.description if about == "wording" else None}

    return Edit(
        form=FORMS[about],
        heading=HEADINGS[about] % {"risk": reference},
        button=_("Record this challenge"),
        template="registers/edit/challenge.html",
        about={"risk": risk, "about": about},
        values=values,
        save=save,
        after=address_of(access, reference, "challenges"),
        verb="challenge",
        subject=reference,
        risk=risk,
        page={
            "register_says": registers_position(risk, about),
            "score": _score(access, risk, about),
            "what": about,
        },
    )


def _score(access, risk, about):
    score = scorer(access.snapshot.scheme.matrix)
    return score(risk.assessment(about)) if about in STAGES else None


@editing
def challenge_end(request, access, reference, key, how):
    if how not in ENDS:
        raise Http404
    if how in PUBLIC and SIGN not in access.permissions:
        raise PermissionDenied
    risk = risk_of(access, reference)
    one = _held(request, access, risk, key, how)
    return respond(request, access, lambda now: _end(request.user, now, reference, key, how, one))


def _end(person, access, reference, key, how, one):
    form, act, heading, button, verb = ENDS[how]

    def save(form, _began):
        return act(access.register, reference, key, by=person, why=form.cleaned_data["why"])

    def is_done(snapshot):
        held = {c.key: c for c in snapshot.risk(reference).challenges}
        return key not in held or (how == "stand" and held[key].stands)

    return Edit(
        form=form,
        heading=heading % {"risk": reference},
        button=button,
        template="registers/edit/challenge_end.html",
        save=save,
        done=is_done,
        after=address_of(access, reference, "challenges"),
        verb=verb,
        subject=reference,
        risk=access.snapshot.risk(reference),
        page={"held": one, "how": how},
    )


def _held(request, access, risk, key, how):
    """The challenge of an address, as it stands. One that ended meanwhile still has its page for
    what is posted: the action refuses it, and the text is kept."""
    shown = held_against(access.snapshot, risk, access.organisation)
    found = next((one for one in shown if one.challenge.key == key), None)
    was = Challenge.objects.filter(pk=key, risk=risk.key).exists()
    if not was or (found is None and request.method != "POST"):
        raise Http404
    is_wrong_side = found and how not in EITHER and found.mine == (how == "accept")
    if is_wrong_side and request.method != "POST":
        raise Http404
    return found

"""Calling a review, arranging it, sending its papers, going through it, ending it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from registers.actions import (
    Stale,
    call_off_review,
    call_review,
    end_review,
    record_outcome,
    revise_review,
    send_paper,
)
from registers.agenda import UNCHANGED, outcome_of
from registers.changes import changes
from registers.forms.reviews import (
    AgendaForm,
    ArrangeForm,
    CallForm,
    CallOffForm,
    EndForm,
    OutcomeForm,
    SendForm,
    moved,
    references,
)
from registers.meetings import CALLED_OFF, HELD, INTERNAL, meeting
from registers.models import Outcome, Paper, Review, Revision
from registers.presentation import review_words
from registers.presentation.review_page import given, walking
from registers.reviewed import as_held, at_number, reviewed
from registers.views.editing.flow import Edit, page, respond
from registers.views.editing.gate import editing
from registers.views.editing.once import added_already, alone
from registers.views.editing.returning import to_walk
from registers.views.reviews import review_of
from registers.views.risk import parts_of

#: How far a button puts a risk on the agenda.
WAYS = {"up": -1, "down": 1, "first": -100_000}


@editing
def review_call(request, access):
    return respond(request, access, lambda now: _call(request.user, now))


def _call(person, access):
    register = access.register

    def save(form, began):
        asked = {name: form.cleaned_data[name] for name in ArrangeForm.content}
        with alone(register):
            if made := added_already(Review, person, began.number, register=register, **asked):
                return made
            return call_review(register, by=person, **asked).revision

    return Edit(
        form=CallForm,
        heading=_("Call a review"),
        button=_("Call this review"),
        template="registers/edit/review_call.html",
        save=save,
        after=lambda revision: _newest(access, revision),
        verb="call review",
        section="reviews",
    )


def _newest(access, revision):
    """The address of the review that a revision called."""
    made = Review.history.filter(register=access.register, revision=revision)
    return _address(access, "review", made.values_list("id", flat=True).get())


@editing
def review_arrange(request, access, key):
    found = review_of(access, key)
    return _turned_away(request, access, found) or respond(
        request, access, lambda now: _arrange(request.user, now, found)
    )


def _arrange(person, access, found):
    register = access.register

    def save(form, began):
        with alone(register):
            _refuse_changed(register, Review, began, id=found.key)
            return revise_review(register, found.key, by=person, **form.changes)

    return _edit(
        access,
        found,
        form=ArrangeForm,
        heading=_("Arrange this review anew"),
        values=lambda _snapshot: ArrangeForm.values(meeting(register, found.key)),
        save=save,
        verb="revise review",
    )


@editing
def review_call_off(request, access, key):
    found = review_of(access, key)
    return _turned_away(request, access, found) or respond(
        request, access, lambda now: _call_off(request.user, now, found)
    )


def _call_off(person, access, found):
    def save(form, began):
        reason = form.cleaned_data["reason"]
        return call_off_review(access.register, found.key, by=person, reason=reason)

    return _edit(
        access,
        found,
        form=CallOffForm,
        heading=_("Call this review off"),
        button=_("Call it off"),
        done=lambda _snapshot: meeting(access.register, found.key).state == CALLED_OFF,
        save=save,
        verb="call off review",
    )


@editing
def review_send(request, access, key):
    found = review_of(access, key)
    return respond(request, access, lambda now: _send(request.user, now, found))


def _send(person, access, found):
    register = access.register

    def save(form, began):
        asked = {name: form.cleaned_data[name] for name in ("body", "audience")}
        day = form.cleaned_data["sent_on"] or access.today
        with alone(register):
            if made := added_already(
                Paper, person, began.number, review=found.key, sent_on=day, **asked
            ):
                return made
            return send_paper(register, found.key, by=person, sent_on=day, **asked).revision

    return _edit(
        access,
        found,
        form=SendForm,
        heading=_("Send a paper"),
        button=_("Freeze and record it"),
        template="registers/edit/review_send.html",
        values=lambda _snapshot: {"audience": INTERNAL, "sent_on": access.today},
        save=save,
        verb="send paper",
    )


@editing
def review_order(request, access, key):
    found = review_of(access, key)
    for way, by in WAYS.items():
        if request.method == "POST" and request.POST.get(way):
            return _moved(request, access, found, request.POST[way], by)
    return _turned_away(request, access, found) or respond(
        request, access, lambda now: _order(request.user, now, found)
    )


def _order(person, access, found):
    register = access.register
    items = reviewed(register, found, access.snapshot).items

    def save(form, began):
        order = () if form.is_computed else references(form.cleaned_data["order"])
        with alone(register):
            _refuse_changed(register, Review, began, id=found.key)
            return revise_review(register, found.key, by=person, agenda=order)

    return _edit(
        access,
        found,
        form=AgendaForm,
        heading=_("Order the agenda"),
        button=_("Save this order"),
        template="registers/edit/review_order.html",
        about={"items": items},
        values=lambda _snapshot: {"order": ",".join(item.risk.reference for item in items)},
        save=save,
        verb="revise review",
    )


def _moved(request, access, found, reference, by):
    """The page again, with one risk in another place; nothing is saved by that."""
    edit = _order(request.user, access, found)
    typed = request.POST.copy()
    typed["order"] = ",".join(moved(references(typed.get("order", "")), reference, by))
    form = edit.form(snapshot=access.snapshot, person=request.user, typed=typed, **edit.about)
    way = "down" if by > 0 else "up"
    return page(request, access, edit, form, status=200, moved_key=reference, moved_way=way)


@editing
def review_walk(request, access, key, reference):
    found = review_of(access, key)
    seen = reviewed(access.register, found, as_held(access.register, found, access.snapshot))
    if reference not in {item.risk.reference for item in seen.items}:
        raise Http404
    turned = None if found.takes_outcomes else _turned_away(request, access, found)
    return turned or respond(request, access, lambda now: _walk(request, now, found, reference))


def _walk(request, access, found, reference):
    register = access.register
    left = as_held(register, found, access.snapshot)
    seen = reviewed(register, found, left)
    order = [item.risk.reference for item in seen.items]
    at = order.index(reference)
    before, after = order[at - 1] if at else "", next(iter(order[at + 1 :]), "")
    then = request.GET.get("then", "")
    after = then if then in order else after
    on = _goes_on(order, seen.decided, reference, then)
    risk = access.snapshot.risk(reference)
    proposed = _came_to(register, found.called, left, risk)
    done = seen.decided.get(reference)
    is_later = (
        done is not None
        and done.number < left.number
        and _came_to(register, done.number, left, risk) != UNCHANGED
    )
    address = walking(access.snapshot, found)

    def save(form, began):
        asked = {name: form.cleaned_data[name] for name in ("result", "note")}
        with alone(register):
            _refuse_changed(register, Outcome, began, review=found.key, risk=risk.key)
            return record_outcome(register, found.key, reference, by=request.user, **asked)

    return _edit(
        access,
        found,
        form=OutcomeForm,
        heading=_("%(risk)s, %(place)s of %(count)s")
        % {"risk": reference, "place": at + 1, "count": len(seen.items)},
        button=_("Record and go on") if on else _("Record"),
        template="registers/review_walk.html",
        values=lambda _snapshot: {
            "result": done.result if done and not is_later else proposed,
            "note": done.note if done else "",
        },
        save=save,
        after=address(on) if on else _address(access, "review", found.key),
        verb="record outcome",
        subject=reference,
        risk=risk,
        page={
            **parts_of(request.user, access, risk),
            "item": seen.items[at],
            "grounds": review_words.grounds_of(seen.items[at]),
            "done": done,
            "is_later": is_later,
            "proposed": review_words.RESULTS[proposed],
            "walk": to_walk(access.snapshot, found, reference, after),
            "previous": before and (before, address(before)),
            "next": after and (after, address(after)),
            "progress": review_words.progress(seen.items, seen.decided),
            "done_of": (len(seen.decided), len(seen.items)),
        },
    )


def _goes_on(order, decided, reference, then):
    """The risk with which a meeting goes on: the one that was to come, or else the next that has no
    outcome, from the first on after the last; empty where all have one."""
    at = order.index(reference)
    onward = [one for one in order[at + 1 :] + order[:at] if one not in decided]
    return then if then in onward else next(iter(onward), "")


def _came_to(register, number, now, risk):
    """What changed of a risk since a revision, as the outcome that it makes."""
    since = changes(at_number(register, number), now)
    return outcome_of(next((one for one in since.risks if one.after.key == risk.key), None))


@editing
def review_end(request, access, key):
    found = review_of(access, key)
    return _turned_away(request, access, found) or respond(
        request, access, lambda now: _end(request.user, now, found)
    )


def _end(person, access, found):
    seen = reviewed(access.register, found, access.snapshot)
    left = [item for item in seen.items if item.risk.reference not in seen.decided]
    return _edit(
        access,
        found,
        form=EndForm,
        heading=_("End the meeting"),
        button=_("End the meeting"),
        template="registers/edit/review_end.html",
        save=lambda _form, _began: end_review(access.register, found.key, by=person),
        done=lambda _snapshot: meeting(access.register, found.key).state == HELD,
        after=_address(access, "review_record", found.key),
        verb="end review",
        page={
            "left": left,
            "counted": review_words.counted(seen.decided.values()),
            "nil_returns": review_words.nil_returns(seen.decided.values()),
        },
    )


def _edit(access, found, **edit):
    own = {"review": found, **edit.pop("page", {})}
    if "papers" not in own:
        own["papers"] = [given(access.snapshot, found, paper) for paper in found.papers]
    default = {"after": _address(access, "review", found.key), "subject": found.name}
    shown = {"template": "registers/edit/review.html", "section": "reviews", "page": own}
    return Edit(**{**default, **shown, **edit})


def _address(access, name, key):
    return reverse(name, args=(access.snapshot.slug, key))


def _turned_away(request, access, found):
    """Off to the page of a review that is over, when somebody opens a form for it; what was
    posted goes on to the action, which refuses it with the text kept. None while it is open."""
    if found.is_open or request.method == "POST":
        return None
    is_off = found.state == CALLED_OFF
    words = _("This review was called off.") if is_off else _("This review was held already.")
    messages.warning(request, words)
    return redirect(_address(access, "review", found.key))


def _refuse_changed(register, model, began, **which):
    """Raise Stale where somebody has written the same since the form was opened."""
    found = (
        model.history.filter(register=register, revision__number__gt=began.settled, **which)
        .order_by("-revision_id")
        .values_list("revision__number", flat=True)
        .first()
    )
    if found is None:
        return
    last = Revision.objects.get(journal=register.journal_id, number=found)
    words = _("%(who)s changed this after you opened it, in revision %(number)s.")
    who = last.person_name
    raise Stale(words % {"who": who, "number": found}, number=found, who=who)

"""Calling a meeting, sending its papers, going through its agenda, and ending it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.change import Change, changing, need_reason
from registers.actions.finding import find_owner, find_risk
from registers.actions.refusals import Invalid
from registers.models import (
    Candidate,
    Confirmation,
    Edition,
    Outcome,
    Paper,
    Register,
    Review,
    Revision,
    Risk,
)
from registers.permissions import EDIT, Actor

State = Review.State
#: Who a paper may be for, besides an owner whose cut it is.
AUDIENCES = ("internal", "public")


def call_review(
    register: Register,
    *,
    by: Actor,
    name: str,
    held_on: date,
    place: str = "",
    attending: str = "",
    moment: datetime | None = None,
) -> Review:
    """Call a review of the register for a meeting; `attending` has one name a line. Raises
    Refused."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="call review",
        register=register,
        subject=name[:200],
        moment=moment,
    ) as change:
        review = Review(
            register=register, name=name, held_on=held_on, place=place, attending=attending
        )
        _need_first(review)
        change.save(review)
    return review


def revise_review(
    register: Register, review: int, *, by: Actor, moment: datetime | None = None, **fields: Any
) -> Revision | None:
    """Change the `name`, `held_on`, `place`, `attending` or `agenda` of a review that is not held
    yet. `agenda` is a sequence of references, empty for the computed order. Raises Refused."""
    if unknown := fields.keys() - {"name", "held_on", "place", "attending", "agenda"}:
        raise TypeError(f"A review has no field {min(unknown)} to revise.")
    with _at_review(register, review, by=by, verb="revise review", moment=moment) as (change, row):
        _need_called(row)
        if "agenda" in fields:
            fields["agenda"] = _ordered(register, fields["agenda"])
        for name, value in fields.items():
            setattr(row, name, value)
        _need_first(row)
        change.save(row)
    return change.made


def call_off_review(
    register: Register, review: int, *, by: Actor, reason: str, moment: datetime | None = None
) -> Revision | None:
    """Call a review off that was not held; it stays in the list. Raises Refused."""
    need_reason(reason)
    with _at_review(
        register, review, by=by, verb="call off review", reason=reason, moment=moment
    ) as (change, row):
        _need_called(row)
        if row.candidates.filter(state=Candidate.State.STANDING).exists():
            raise Invalid({"": _("A candidate waits for signatures: recall it first.")})
        row.state = State.CALLED_OFF
        change.save(row)
    return change.made


def send_paper(
    register: Register,
    review: int,
    *,
    by: Actor,
    body: str,
    audience: str,
    sent_on: date | None = None,
    number: int | None = None,
    moment: datetime | None = None,
) -> Paper:
    """Freeze the register as it stands, or stood at revision `number`, as a paper for a body and
    an audience: `internal`, `public`, or the short name of the owner whose cut it is. Raises
    Refused."""
    with _at_review(register, review, by=by, verb="send paper", moment=moment) as (change, row):
        _need_not_called_off(row)
        if audience not in AUDIENCES:
            find_owner(register, audience, "audience")
        today = timezone.localdate(change.draft.moment)
        if sent_on is not None and sent_on > today:
            raise Invalid({"sent_on": _("This day is still to come.")})
        paper = Paper(
            register=register,
            review=row,
            body=body,
            audience=audience,
            sent_on=sent_on or today,
            number=revision_put(change, number),
        )
        change.about(f"{row.name}: {body}"[:200])
        change.save(paper)
    return paper


def record_outcome(
    register: Register,
    review: int,
    reference: str,
    *,
    by: Actor,
    result: str,
    note: str = "",
    moment: datetime | None = None,
) -> Revision | None:
    """Record what a review came to on a risk; said again, it is put right. A risk that is
    confirmed unchanged gets its confirmation too. Raises Refused."""
    if result not in Outcome.Result.values:
        raise Invalid({"result": _("Choose what the meeting came to.")})
    with _at_review(
        register, review, by=by, verb="record outcome", subject=reference, moment=moment
    ) as (change, row):
        _need_not_called_off(row)
        _need_not_agreed(row)
        risk = find_risk(register, reference)
        outcome = Outcome.objects.filter(review=row, risk=risk).first() or Outcome(
            register=register, review=row, risk=risk
        )
        outcome.result, outcome.note = result, note
        if change.save(outcome) and result == Outcome.Result.UNCHANGED:
            _confirm(change, risk)
    return change.made


def end_review(
    register: Register, review: int, *, by: Actor, moment: datetime | None = None
) -> Revision | None:
    """Record that a review was held: its record is as at this revision. Raises Refused."""
    with _at_review(register, review, by=by, verb="end review", moment=moment) as (change, row):
        _need_called(row)
        if row.held_on > timezone.localdate(change.draft.moment):
            raise Invalid({"": _("The day of this meeting is still to come.")})
        row.state = State.HELD
        change.save(row)
    return change.made


def find_review(register: Register, key: int) -> Review:
    """A review of a register, freshly. Raises Invalid where there is none."""
    row = Review.objects.filter(register=register, pk=key).select_related("revision").first()
    if row is None:
        raise Invalid({"": _("There is no such review here.")})
    return row


def revision_put(change: Change, number: int | None) -> int:
    """The number of the revision that a change puts forward: the one asked for, or the last.
    Raises Invalid where there is none such."""
    last = change.draft.number - 1
    if number is None:
        number = last
    if not 1 <= number <= last:
        raise Invalid({"number": _("There is no revision %(number)s.") % {"number": number}})
    return number


@contextmanager
def _at_review(
    register: Register,
    review: int,
    *,
    by: Actor,
    verb: str,
    subject: str = "",
    reason: str = "",
    moment: datetime | None = None,
) -> Iterator[tuple[Change, Review]]:
    """An open change together with the review that it is about."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb=verb,
        register=register,
        subject=subject,
        reason=reason,
        moment=moment,
    ) as change:
        row = find_review(register, review)
        if not subject:
            change.about(row.name)
        yield change, row


def _need_first(review: Review) -> None:
    same = Review.objects.filter(
        register=review.register, name=review.name, held_on=review.held_on
    ).exclude(state=State.CALLED_OFF)
    if same.exclude(pk=review.pk).exists():
        raise Invalid({"held_on": _("A review for this meeting on this day is called already.")})


def _need_called(review: Review) -> None:
    if review.state == State.HELD:
        raise Invalid({"": _("This review was held. Its record stays as it is.")})
    _need_not_called_off(review)


def _need_not_called_off(review: Review) -> None:
    if review.state == State.CALLED_OFF:
        raise Invalid({"": _("This review was called off.")})


def _need_not_agreed(review: Review) -> None:
    if Edition.objects.filter(candidate__review=review).exists():
        raise Invalid({"": _("The version of this review is agreed. Its record stays as it is.")})


def _ordered(register: Register, references: Sequence[str]) -> str:
    known = set(
        Risk.objects.filter(register=register, removed=False).values_list("reference", flat=True)
    )
    if unknown := [reference for reference in references if reference not in known]:
        raise Invalid({"agenda": _("There is no risk %(what)s here.") % {"what": unknown[0]}})
    return "\n".join(dict.fromkeys(references))


def _confirm(change: Change, risk: Risk) -> None:
    today = timezone.localdate(change.draft.moment)
    change.save(Confirmation(register=risk.register, risk=risk, confirmed_on=today))

"""What somebody is to be written to about: what is theirs and due, and what the others did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from registers import record
from registers.agreements import standing_candidate, to_sign
from registers.chain import shown
from registers.content import Risk, Snapshot
from registers.marked import is_above_official
from registers.models import Candidate, MailChoice, Ownership, Register, Revision, Sent, User
from registers.permissions import SIGN, can, holders
from registers.record import Entry
from registers.snapshot import snapshot

#: Days before a due day from which it is told of, and days of a digest.
AHEAD, WEEK = 7, 7


@dataclass(frozen=True, slots=True)
class Due:
    """A review or an action of somebody's, or a candidate that waits for a signature: then
    `sign` is the key of its review. `action` is an action's key, 0 for a review; `text` is empty
    where the marking forbids it to leave; `what` names it among what was sent."""

    what: str
    reference: str
    action: int
    text: str
    day: date
    is_late: bool
    sign: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person about one register. `others` are entries of the history by the
    other owners, `counted` how many there are; they are left out where the marking forbids it."""

    person: User
    register: Register
    title: str
    marking: str
    due: tuple[Due, ...]
    others: tuple[Entry, ...]
    counted: int
    digest: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What is remembered as sent."""
        return (*(due.what for due in self.due), *([self.digest] if self.digest else []))


def letters(register: Register, today: date) -> Iterator[Letter]:
    """The mails that wait to be sent for a register on a day, without what was sent already."""
    found = snapshot(register)
    held = holders(register, today)
    owners = Ownership.objects.filter(register=register, removed=False)
    people = User.objects.filter(
        organisation__in=owners.values("organisation"), is_active=True
    ).select_related("organisation", "mail_choice")
    done = set(Sent.objects.filter(register=register).values_list("person", "what"))
    week = {
        owner.organisation: record.entries(
            register, which=_lately(owner.organisation, today), limit=None
        )
        for owner in found.owners
    }
    candidate = standing_candidate(register)
    for person in people.order_by("email"):
        letter = _letter(found, register, person, held, week, today, done, candidate)
        if letter.keys:
            yield letter


def _lately(organisation: int, today: date) -> record.Which:
    days = {"first": today - timedelta(WEEK), "last": today - timedelta(1)}
    return record.Which(for_whom=organisation, **days)


def _letter(
    found: Snapshot,
    register: Register,
    person: User,
    held: dict[int, User],
    week: Mapping[int, tuple[Entry, ...]],
    today: date,
    done: set[tuple[int, str]],
    candidate: Candidate | None,
) -> Letter:
    wants: Any = getattr(person, "mail_choice", None) or MailChoice()
    posts = {post for post, holder in held.items() if holder == person}
    every = [*_to_sign(candidate, person, register), *_due(found, posts, today)]
    due = [one for one in every if (person.pk, one.what) not in done]
    year, number, _day = today.isocalendar()
    digest = f"digest {year}-{number:02}"
    others = tuple(
        entry
        for organisation, entries in week.items()
        for entry in entries
        if organisation != person.organisation_id and entry.verb != "note"
    )
    is_due = wants.digest and others and (person.pk, digest) not in done
    forbidden = is_above_official(found.marking, *(risk.marking for risk in found.all_risks))
    return Letter(
        person=person,
        register=register,
        title=found.title,
        marking=found.marking,
        due=tuple(due) if wants.due else (),
        others=() if forbidden or not is_due else others,
        counted=len(others) if is_due else 0,
        digest=digest if is_due else "",
    )


def _to_sign(candidate: Candidate | None, person: User, register: Register) -> Iterator[Due]:
    """The candidate that waits for the signature of an approver's organisation."""
    if candidate is None or not can(person, SIGN, register):
        return
    if to_sign(register, person.organisation_id):
        day = localdate(candidate.revision.moment)
        put = Revision.objects.select_related("seal").get(
            journal=register.journal_id, number=candidate.number
        )
        held_on = date_format(candidate.review.held_on, "j F Y")
        seal = _("revision %(number)s · seal %(seal)s") % {
            "number": put.number,
            "seal": shown(put.seal.value),
        }
        text = f"{candidate.review.name}, {held_on}: {seal}"
        yield Due(f"sign {candidate.pk}", "", 0, text, day, is_late=False, sign=candidate.review_id)


def _due(found: Snapshot, posts: set[int], today: date) -> Iterator[Due]:
    """What posts answer for that is due within days, or overdue."""
    until = today + timedelta(AHEAD)
    for risk in found.risks:
        is_theirs = risk.risk_owner is not None and risk.risk_owner.key in posts
        if is_theirs and risk.next_review and risk.next_review <= until:
            yield _thing(found, risk, 0, risk.heading, risk.next_review, today)
        for action in risk.open_actions:
            if action.owner and action.owner.key in posts and action.due and action.due <= until:
                yield _thing(found, risk, action.key, action.text, action.due, today)


def _thing(found: Snapshot, risk: Risk, action: int, text: str, day: date, today: date) -> Due:
    is_late = day < today
    kind = f"action {action}" if action else f"review {risk.reference}"
    return Due(
        what=f"{kind} {day.isoformat()} {'after' if is_late else 'before'}",
        reference=risk.reference,
        action=action,
        text="" if is_above_official(found.marking, risk.marking) else text,
        day=day,
        is_late=is_late,
    )

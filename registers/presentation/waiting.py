"""What waits for somebody in a register: to be answered, reviewed or reported on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.content import Owner, PlannedAction, Risk, Snapshot
from registers.models import Candidate, Publication
from registers.notes import Unread
from registers.presentation import words
from registers.presentation.addresses import risk_addresses
from registers.presentation.challenge_words import in_brief
from registers.presentation.proposal_page import heading
from registers.presentation.register_page import overdue
from registers.proposals import Proposed

#: Days ahead that a due day is told of, and how many things of one kind are told one by one.
SOON, ONE_BY_ONE = 14, 3


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom it is: their organisation, the posts that they hold by key, and whether they edit
    the register."""

    organisation: int | None
    posts: Collection[int]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what, more about it, since or until when, and the one thing to do."""

    icon: str
    title: str
    about: str
    when: str
    late: str
    verb: str
    address: str


def tasks(
    snapshot: Snapshot,
    viewer: Viewer,
    today: date,
    unread: Sequence[Unread] = (),
    proposed: Sequence[Proposed] = (),
) -> tuple[Task, ...]:
    """What waits for somebody, the overdue first. `unread` are the notes that they have not
    read, `proposed` what waits for the other owner's word."""
    found = [
        *_reviews(snapshot, viewer, today),
        *_actions(snapshot, viewer, today),
        *(_proposal(snapshot, one) for one in proposed if one.owner != viewer.organisation),
        *(_challenges(snapshot, viewer) if viewer.may_edit else ()),
        *(_note(snapshot, one) for one in unread),
    ]
    return tuple(sorted(found, key=lambda task: not task.late))


def signature(snapshot: Snapshot, candidate: Candidate) -> Task:
    """A candidate that waits for the signature of the person's organisation."""
    return Task(
        icon="pencil",
        title=_("Revision %(number)s waits for your signature") % {"number": candidate.number},
        about=candidate.review.name,
        when=_("Put forward on %(day)s")
        % {"day": words.day(localtime(candidate.revision.moment).date())},
        late="",
        verb=_("Read and sign"),
        address=reverse("sign", args=(snapshot.slug, candidate.review_id)),
    )


def consent(snapshot: Snapshot, publication: Publication) -> Task:
    """A version that waits for the consent of the person's organisation to be published."""
    number = publication.edition.number
    return Task(
        icon="pencil",
        title=_("Version %(number)s waits for your consent to publish it") % {"number": number},
        about=_("Its files are made"),
        when="",
        late="",
        verb=_("Read and agree"),
        address=reverse("publish", args=(snapshot.slug, number)),
    )


def _reviews(snapshot: Snapshot, viewer: Viewer, today: date) -> Iterator[Task]:
    def is_theirs(risk: Risk) -> bool:
        return viewer.may_edit or bool(risk.risk_owner and risk.risk_owner.key in viewer.posts)

    due = [r for r in snapshot.reviews_due(today + timedelta(SOON)) if is_theirs(r)]
    late = [risk for risk in due if overdue(risk.next_review, today)]
    yield from (_review(snapshot, viewer, risk, today) for risk in late[:ONE_BY_ONE])
    rest = [*late[ONE_BY_ONE:], *(risk for risk in due if risk not in late)]
    if rest:
        said = ngettext("%(count)s risk is due", "%(count)s risks are due", len(rest))
        yield Task(
            icon="calendar",
            title=said % {"count": len(rest)},
            about=words.references(rest),
            when=words.day(rest[-1].next_review),
            late="",
            verb=_("Review"),
            address=f"{reverse('register', args=(snapshot.slug,))}?sort=review",
        )


def _review(snapshot: Snapshot, viewer: Viewer, risk: Risk, today: date) -> Task:
    owner = risk.risk_owner.title if risk.risk_owner else ""
    name = "risk_confirm" if viewer.may_edit else "risk"
    return Task(
        icon="clock",
        title=_("%(risk)s was due for review") % {"risk": risk.reference},
        about=" · ".join(part for part in (risk.heading, owner) if part),
        when=words.day(risk.next_review),
        late=overdue(risk.next_review, today),
        verb=_("Review %(risk)s") % {"risk": risk.reference},
        address=reverse(name, args=(snapshot.slug, risk.reference)),
    )


def _actions(snapshot: Snapshot, viewer: Viewer, today: date) -> Iterator[Task]:
    """One's own actions one by one; those of others together, for who edits."""
    until = today + timedelta(SOON)
    due = [
        (risk, action)
        for risk in snapshot.risks
        for action in risk.open_actions
        if action.due and action.due <= until
    ]
    due.sort(key=lambda pair: (pair[1].due or date.max, pair[1].key))
    mine = [pair for pair in due if pair[1].owner and pair[1].owner.key in viewer.posts]
    yield from (_own_action(snapshot, risk, action, today) for risk, action in mine)
    others = [pair for pair in due if pair not in mine and pair[1].is_overdue(today)]
    if others and viewer.may_edit:
        said = ngettext("%(count)s action is overdue", "%(count)s actions are overdue", len(others))
        first = others[0][1]
        address = risk_addresses(snapshot.slug)(others[0][0].reference)
        yield Task(
            icon="clock",
            title=said % {"count": len(others)},
            about=words.listed(list(dict.fromkeys(risk.reference for risk, _action in others))),
            when=words.day(first.due),
            late=overdue(first.due, today),
            verb=_("See %(risk)s") % {"risk": others[0][0].reference},
            address=f"{address}#actions",
        )


def _own_action(snapshot: Snapshot, risk: Risk, action: PlannedAction, today: date) -> Task:
    late = overdue(action.due, today)
    said = _("An action of yours was due") if late else _("An action of yours is due")
    return Task(
        icon="clock" if late else "calendar",
        title=said,
        about=f"{risk.reference}: {action.text}",
        when=words.day(action.due),
        late=late,
        verb=_("Report"),
        address=reverse("action_report", args=(snapshot.slug, risk.reference, action.key)),
    )


def _note(snapshot: Snapshot, unread: Unread) -> Task:
    said = ngettext(
        "%(count)s new note on %(risk)s", "%(count)s new notes on %(risk)s", unread.count
    )
    if unread.names_me:
        said = _("You are named in a note on %(risk)s")
    return Task(
        icon="pencil",
        title=said % {"count": unread.count, "risk": unread.reference},
        about=snapshot.risk(unread.reference).heading,
        when=words.day(localtime(unread.last).date()),
        late="",
        verb=_("Read"),
        address=f"{risk_addresses(snapshot.slug)(unread.reference)}#notes",
    )


def _proposal(snapshot: Snapshot, one: Proposed) -> Task:
    said = {"owner": one.owner_name, "what": heading(one.act, one.reference)}
    return Task(
        icon="pencil",
        title=_("%(owner)s proposes: %(what)s") % said,
        about=one.why,
        when=_("Since %(day)s") % {"day": words.day(localtime(one.moment).date())},
        late="",
        verb=_("Answer"),
        address=reverse("proposal", args=(snapshot.slug, one.key)),
    )


def _challenges(snapshot: Snapshot, viewer: Viewer) -> Iterator[Task]:
    """What the other owners hold against the register and nobody has answered."""
    for owner in snapshot.owners:
        if owner.organisation == viewer.organisation:
            continue
        held = [
            (risk, one)
            for risk in snapshot.challenged
            for one in risk.challenges
            if one.owner == owner and not one.stands
        ]
        if held:
            since = min(one.made_on for _risk, one in held)
            yield _answer(snapshot, owner, [risk for risk, _one in held], since)


def _answer(snapshot: Snapshot, owner: Owner, risks: list[Risk], since: date) -> Task:
    said = ngettext(
        "%(owner)s challenges the register once",
        "%(owner)s challenges the register %(count)s times",
        len(risks),
    )
    distinct = list(dict.fromkeys(risks))
    about = (f"{risk.reference}: {', '.join(in_brief(risk))}" for risk in distinct)
    return Task(
        icon="differs",
        title=said % {"owner": owner.short_name, "count": len(risks)},
        about=". ".join(about),
        when=_("Open since %(day)s") % {"day": words.day(since)},
        late="",
        verb=_("Answer"),
        address=f"{risk_addresses(snapshot.slug)(distinct[0].reference)}#challenges",
    )

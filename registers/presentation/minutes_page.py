"""The record of a meeting in words: who attended, what was decided, what was agreed and signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.agenda import Item
from registers.agreements import Signature
from registers.chain import shown
from registers.content import Snapshot
from registers.meetings import Decided, Meeting, PutForward, Sent
from registers.models import Candidate
from registers.presentation import review_words, words
from registers.presentation.map_words import above_appetite
from registers.presentation.scores import Score, scorer
from registers.reviewed import Reviewed


@dataclass(frozen=True, slots=True)
class Minute:
    """What the meeting came to on a risk; `result` says so where it was not gone through."""

    place: int
    reference: str
    heading: str
    score: Score | None
    rating: str
    result: str
    note: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """A candidate in a sentence, with a sentence for each signature on it."""

    text: str
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """`numbers` are the computed sentences, `proof` the revision that the record is as at."""

    title: str
    when: str
    place: str
    state: str
    attending: tuple[str, ...]
    papers: tuple[str, ...]
    numbers: tuple[str, ...]
    minutes: tuple[Minute, ...]
    signed: tuple[Signed, ...]
    agreed: str
    proof: str


def minutes_page(seen: Reviewed, put_forward: Sequence[PutForward]) -> Minutes:
    """The record of a review as at the register that it left."""
    meeting, now = seen.meeting, seen.now
    spread = words.spread(now.counts("after"))
    numbers = (
        _sentence(review_words.progress(seen.items, seen.decided)),
        _sentence(review_words.counted(seen.decided.values())),
        review_words.nil_returns(seen.decided.values()),
        _("After controls %(spread)s.") % {"spread": f"{spread.some}{spread.none}"},
        _sentence(above_appetite(now)),
        review_words.compared_with(seen.agreed),
    )
    return Minutes(
        title=meeting.name,
        when=date_format(meeting.held_on, "l j F Y"),
        place=meeting.place,
        state="" if meeting.ended else _("This meeting has not ended: the record is not complete."),
        attending=meeting.attending,
        papers=tuple(_paper(now, paper) for paper in meeting.papers),
        numbers=tuple(filter(None, numbers)),
        minutes=tuple(_minutes(now, seen.items, seen)),
        signed=tuple(map(_signed, put_forward)),
        agreed=_agreed(meeting),
        proof=_("Revision %(number)s · seal %(seal)s")
        % {"number": now.number, "seal": shown(now.seal)},
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _paper(now: Snapshot, paper: Sent) -> str:
    said = _("%(body)s, on %(day)s: revision %(number)s, for %(audience)s.")
    return said % {
        "body": paper.body,
        "day": words.day(paper.sent_on),
        "number": paper.number,
        "audience": review_words.audience(paper.audience, now.owners),
    }


def _minutes(now: Snapshot, items: Sequence[Item], seen: Reviewed) -> Iterator[Minute]:
    score = scorer(now.scheme.matrix)
    for item in items:
        risk, done = item.risk, seen.decided.get(item.risk.reference)
        yield Minute(
            place=item.place,
            reference=risk.reference,
            heading=risk.heading,
            score=score(risk.after),
            rating=f"{risk.after.total} {risk.after.band.word}" if risk.after else _("Not scored"),
            result=_result(done),
            note=done.note if done else "",
            is_decided=done is not None,
        )


def _result(done: Decided | None) -> str:
    return str(review_words.RESULTS[done.result]) if done else _("Not gone through")


def _signed(put: PutForward) -> Signed:
    return Signed(_put(put), tuple(map(_signature, put.signatures)))


def _put(put: PutForward) -> str:
    said = _("Revision %(number)s was put forward by %(who)s on %(day)s, fingerprint %(code)s.") % {
        "number": put.number,
        "who": put.by,
        "day": words.day(timezone.localtime(put.moment).date()),
        "code": shown(put.fingerprint),
    }
    if put.state == Candidate.State.RECALLED:
        return f"{said} " + _("It was recalled: %(why)s") % {"why": put.recalled_why}
    if put.state == Candidate.State.STANDING:
        return f"{said} " + _("It waits for signatures.")
    return said


def _signature(signature: Signature) -> str:
    who = ", ".join(part for part in (signature.by, signature.title) if part)
    said = _("%(owner)s: signed by %(who)s on %(moment)s.") % {
        "owner": signature.owner_name,
        "who": who,
        "moment": date_format(timezone.localtime(signature.moment), "j F Y, H:i"),
    }
    if not signature.on_behalf_of:
        return said
    decided = _("On behalf of %(whom)s, who decided on %(day)s (%(decision)s).") % {
        "whom": ", ".join(part for part in (signature.on_behalf_of, signature.capacity) if part),
        "day": words.day(signature.decided_on),
        "decision": signature.decision,
    }
    return f"{said} {decided}"


def _agreed(meeting: Meeting) -> str:
    if meeting.agreed is None:
        return _("No version of this meeting is agreed yet.")
    return _(
        "Version %(version)s was agreed on %(day)s: every owner signed revision %(number)s."
    ) % {
        "version": meeting.agreed.version,
        "day": words.day(meeting.agreed.agreed_on),
        "number": meeting.agreed.revision,
    }

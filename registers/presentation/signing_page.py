"""Where an agreement stands: who has signed which words, and what changed since they last did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers.agreements import Signature
from registers.content import Owner, Risk, Snapshot
from registers.presentation import publishing_page, words
from registers.presentation.challenge_words import Held, held_against
from registers.presentation.scores import Score, scorer

SIGNED, YOURS, WAITS, RECALLED = "signed", "yours", "waits", "recalled"


@dataclass(frozen=True, slots=True)
class Card:
    """One owner's card: `state` is signed, yours (to give), waits or recalled."""

    owner: Owner
    state: str
    said: str
    signature: Signature | None
    last_signed: date | None
    last_version: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A risk on which owners differ, with what the register says and what they hold."""

    risk: Risk
    score: Score | None
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to a version; `is_done` as far as it has come."""

    said: str
    about: str
    is_done: bool


def fours(code: str) -> tuple[str, str]:
    """A fingerprint in fours, on two lines of 32 digits."""
    parts = [code[start : start + 4] for start in range(0, len(code), 4)]
    return " ".join(parts[:8]), " ".join(parts[8:])


def cards(
    snapshot: Snapshot,
    signatures: Sequence[Signature],
    lasts: dict[int, tuple[date, int]],
    *,
    mine: int | None,
    may_sign: bool,
    state: str,
) -> tuple[Card, ...]:
    """A card for each owner. `lasts` are day and version of what each signed last, by key."""
    by_owner = {one.owner: one for one in signatures}

    def card(owner: Owner) -> Card:
        found = by_owner.get(owner.key)
        now = RECALLED if state == RECALLED else _state(owner, found, mine, may_sign)
        day, version = lasts.get(owner.key, (None, None))
        return Card(owner, now, str(_SAID[now]), found, day, version)

    return tuple(card(owner) for owner in snapshot.owners)


def _state(owner: Owner, found: Signature | None, mine: int | None, may_sign: bool) -> str:
    if found:
        return SIGNED
    return YOURS if may_sign and owner.organisation == mine else WAITS


_SAID = {
    SIGNED: gettext_lazy("Signed"),
    YOURS: gettext_lazy("Yours to give"),
    WAITS: gettext_lazy("Not signed yet"),
    RECALLED: gettext_lazy("Recalled"),
}


def sentence(held: Sequence[Card], is_agreed: bool) -> str:
    """How it stands, in a sentence: whose signature is still to come."""
    open_cards = [card for card in held if card.state != SIGNED]
    if is_agreed:
        return _("Every owner has signed the same words.")
    if len(open_cards) == len(held):
        yours = next((card for card in held if card.state == YOURS), None)
        if yours is None:
            return _("Nobody has signed yet.")
        said = _("Nobody has signed yet: the %(owner)s’s signature is yours to give.")
        return said % {"owner": yours.owner.short_name}
    names = words.listed([card.owner.short_name for card in open_cards])
    if open_cards[0].state == YOURS:
        return _("The %(owner)s’s signature is yours to give.") % {"owner": names}
    return _("It waits for the %(owner)s.") % {"owner": names}


def standing(snapshot: Snapshot, organisation: int | None) -> tuple[Standing, ...]:
    """The risks on which owners differ, with each position."""
    score = scorer(snapshot.scheme.matrix)
    return tuple(
        Standing(risk, score(risk.after), held_against(snapshot, risk, organisation))
        for risk in snapshot.challenged
    )


def _publishing(public: publishing_page.Line | None) -> Step:
    if public is None or public.on is None:
        waits = public.said if public and public.state else ""
        return Step(_("Publishing is a separate act"), waits, is_done=False)
    return Step(capfirst(public.said), words.day(public.on), is_done=True)


def steps(
    *, papers: Sequence[tuple[date, int]], walked: int, risks: int, signed: int, owners: int,
    version: int | None, next_version: int, public: publishing_page.Line | None,
) -> tuple[Step, ...]:  # fmt: skip
    """How a version is agreed, and how far it has come. `papers` are (day, revision), the oldest
    first; `public` is what became of the version for the public, None before there is one."""
    last = papers[-1] if papers else None
    frozen = (
        _("%(day)s, revision %(number)s") % {"day": words.day(last[0]), "number": last[1]}
        if last
        else _("None was sent")
    )
    outcomes = ngettext("%(walked)s of %(count)s risk", "%(walked)s of %(count)s risks", risks) % {
        "walked": walked,
        "count": risks,
    }
    given = _("%(signed)s of %(owners)s signatures") % {"signed": signed, "owners": owners}
    return (
        Step(_("Papers frozen"), frozen, bool(papers)),
        Step(_("Agenda walked"), outcomes, risks > 0 and walked >= risks),
        Step(_("All sign the same words"), given, signed >= owners),
        Step(
            _("Version %(number)s is frozen") % {"number": version or next_version},
            "",
            version is not None,
        ),
        _publishing(public),
    )

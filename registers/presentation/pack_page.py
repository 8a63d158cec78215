"""A review pack as its page and its PDF show it: first what a member with two minutes needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers import agenda
from registers import changes as found
from registers.agenda import Item
from registers.changes import Change, Changes, RiskChanges
from registers.content import STAGES, Assessment, Challenge, PlannedAction, Risk, Snapshot
from registers.pack import Pack
from registers.presentation import challenge_words, change_words, review_words, words, work_words
from registers.presentation.addresses import risk_addresses
from registers.presentation.challenge_words import Held, held_against
from registers.presentation.changes_page import ChangesPage, changes_page
from registers.presentation.course_chart import Chart, chart
from registers.presentation.direction import Direction, directions
from registers.presentation.following import NOBODY
from registers.presentation.map_words import above_appetite
from registers.presentation.movement.moves import by_time
from registers.presentation.movement.page import MovementPage, movement_page
from registers.presentation.risk_page import RiskPage, risk_page
from registers.presentation.scores import Score, scorer

#: The first page holds no more of one kind, so that it stays one page.
MOST_FIRST = 12


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting is asked to decide; `reference` and `address` are empty for the register."""

    reference: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Worse:
    """A risk that got worse, from which score to which, and why."""

    risk: Risk
    address: str
    was: Score | None
    now: Score | None
    why: str


@dataclass(frozen=True, slots=True)
class Above:
    """A risk above appetite with what is done next; `late` says that its day has passed."""

    risk: Risk
    address: str
    score: Score | None
    action: str
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class Overdue:
    """An action whose day has passed."""

    risk: Risk
    address: str
    action: PlannedAction
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What of a risk changed after the papers were frozen; the first page tells it where it
    `is_told`, and else names the risk alone."""

    reference: str
    words: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A risk on one page; `moved` says what of it changed after the paper was frozen."""

    item: Item
    address: str
    facts: RiskPage
    chart: Chart
    grounds: str
    direction: Direction | None
    challenges: tuple[Held, ...]
    moved: str


@dataclass(frozen=True, slots=True)
class PackPage:
    """`compared` names the version that all is compared with; `changes` and `movement` are None
    where nothing was agreed before. `stands` and `appetite` say how the register stands;
    `worse_more` and `above_more` how many more there are than the first page holds."""

    stands: str
    appetite: str
    compared: str
    decisions: tuple[Decision, ...]
    worse: tuple[Worse, ...]
    worse_more: str
    none_worse: str
    above: tuple[Above, ...]
    above_more: str
    moved: tuple[Moved, ...]
    changes: ChangesPage | None
    movement: MovementPage | None
    pages: tuple[Page, ...]
    overdue: tuple[Overdue, ...]

    @property
    def told(self) -> tuple[Moved, ...]:
        """What moved and matters at once."""
        return tuple(one for one in self.moved if one.is_told)

    @property
    def details(self) -> str:
        """The references of those of which only details moved."""
        return words.listed([one.reference for one in self.moved if not one.is_told])

    @property
    def challenged(self) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.challenges)


def pack_page(pack: Pack, organisation: int | None) -> PackPage:
    """The pack as somebody of an organisation reads it."""
    seen, now = pack.seen, pack.now
    day, address = seen.meeting.held_on, risk_addresses(now.slug)
    changed = seen.changed
    spread = words.spread(now.counts("after"))
    worse = tuple(_worse(changed, address)) if changed else ()
    above = tuple(_above(now, day, address))
    moved = {key: _moved(risk) for key, risk in pack.moved.items() if risk.standing != found.SHUT}
    return PackPage(
        stands=_("%(risks)s. After controls %(spread)s.")
        % {
            "risks": capfirst(words.risks(len(now.risks))),
            "spread": f"{spread.some}{spread.none}",
        },
        appetite=f"{capfirst(said)}." if (said := above_appetite(now)) else "",
        compared=review_words.compared_with(seen.agreed),
        decisions=tuple(_decisions(now, seen.items, day, address)),
        worse=worse[:MOST_FIRST],
        worse_more=_more(len(worse)),
        none_worse=_none_worse(changed),
        above=above[:MOST_FIRST],
        above_more=_more(len(above)),
        moved=tuple(
            Moved(risk.after.reference, moved[key], is_told=_is_told(risk))
            for key, risk in pack.moved.items()
            if key in moved
        ),
        changes=changes_page(changed, pack.between)
        if changed and pack.between
        else None,
        movement=_movement(changed, seen.agreed.revision) if changed and seen.agreed else None,
        pages=tuple(_pages(pack, day, organisation, moved, address)),
        overdue=tuple(
            Overdue(
                risk, address(risk.reference), action,
                action.owner.title if action.owner else "", work_words.due(action),
            )
            for risk, action in now.overdue_actions(day)
        ),
    )  # fmt: skip


Address = Callable[[str], str]


def _decisions(
    now: Snapshot, items: tuple[Item, ...], day: date, address: Address
) -> Iterator[Decision]:
    """What only the meeting can settle, risk by risk in the order of the agenda, then the whole."""
    asked = [(item.risk.reference, text) for item in items for text in _asked(item)]
    for reference, text in asked[:MOST_FIRST]:
        yield Decision(reference, address(reference), text)
    if more := _more(len(asked)):
        yield Decision("", "", more)
    if bare := [risk for risk in now.above_appetite if not risk.open_actions]:
        said = ngettext(
            "Plan an action for %(risks)s, which stands above appetite without one, or accept it.",
            "Plan actions for %(risks)s, which stand above appetite without any, or accept them.",
            len(bare),
        )
        named = [risk.reference for risk in bare[:MOST_FIRST]]
        if len(bare) > MOST_FIRST:
            named.append(_("%(count)s others") % {"count": len(bare) - MOST_FIRST})
        yield Decision("", "", said % {"risks": words.listed(named)})
    if late := now.overdue_actions(day):
        said = ngettext(
            "Agree a new day for %(count)s overdue action, or have it done.",
            "Agree new days for %(count)s overdue actions, or have them done.",
            len(late),
        )
        yield Decision("", "", said % {"count": len(late)})
    yield Decision("", "", _("Agree the register, so that every owner can sign it."))


def _asked(item: Item) -> Iterator[str]:
    risk = item.risk
    for challenge in risk.challenges:
        if not challenge.stands:
            yield _settle(risk, challenge)
    if agenda.CLOSING in item.grounds:
        yield _("Decide whether it is closed.")
    if agenda.NEW in item.grounds and risk.after:
        is_back = item.changed is not None and item.changed.standing == found.REOPENED
        said = (
            _("Accept that this risk is open again, and its rating, %(total)s %(band)s.")
            if is_back
            else _("Accept this new risk and its rating, %(total)s %(band)s.")
        )
        yield said % {"total": risk.after.total, "band": risk.after.band.word}


def _more(count: int) -> str:
    """How many more there are than the first page holds."""
    if count <= MOST_FIRST:
        return ""
    said = ngettext(
        "%(count)s more stands on the pages that follow.",
        "%(count)s more stand on the pages that follow.",
        count - MOST_FIRST,
    )
    return said % {"count": count - MOST_FIRST}


def _settle(risk: Risk, challenge: Challenge) -> str:
    stands = challenge_words.registers_position(risk, challenge.about)
    if challenge.about == "wording":
        return _("Settle the challenge: %(said)s.") % {"said": challenge_words.brief(challenge)}
    rated = risk.assessment(challenge.about) if challenge.about in STAGES else None
    return _("Settle the challenge: %(said)s; the register says %(register)s.") % {
        "said": challenge_words.brief(challenge),
        "register": f"{rated.total} {rated.band.word}" if rated else stands,
    }


def _worse(changed: Changes, address: Address) -> Iterator[Worse]:
    """What got worse, the worst first, with the reason that stands with the score."""
    score, was = scorer(changed.after.scheme.matrix), scorer(changed.before.scheme.matrix)
    rising = [
        risk
        for risk in changed.risks
        if risk.standing == found.BOTH and risk.way == found.WORSE and risk.before
    ]
    for risk in sorted(rising, key=lambda one: one.after.rank):
        before, after = risk.before and risk.before.after, risk.after.after
        why = after.why if after else ""
        yield Worse(risk.after, address(risk.after.reference), was(before), score(after), why)


def _none_worse(changed: Changes | None) -> str:
    if changed is None:
        return _("Nothing was agreed yet, so nothing can have got worse since.")
    return _("No score got worse since the last agreed version.")


def _above(now: Snapshot, day: date, address: Address) -> Iterator[Above]:
    score = scorer(now.scheme.matrix)
    for risk in now.above_appetite:
        action = risk.next_action
        yield Above(
            risk=risk,
            address=address(risk.reference),
            score=score(risk.after),
            action=action.text if action else "",
            due=" · ".join(
                part
                for part in (action.owner.title if action.owner else "", work_words.due(action))
                if part
            )
            if action
            else "",
            late=action is not None and action.is_overdue(day),
        )


def _movement(changed: Changes, since: int) -> MovementPage:
    now = changed.after
    settings = {"view": "moved", "from": str(since)}
    start = reverse("heatmap", args=(now.slug,))
    return movement_page(now, by_time(changed), settings, NOBODY, start)


def _pages(
    pack: Pack, day: date, organisation: int | None, moved: dict[int, str], address: Address
) -> Iterator[Page]:
    now = pack.now
    went = directions(pack.seen.changed) if pack.seen.changed else {}
    for item in pack.seen.items:
        risk = item.risk
        yield Page(
            item=item,
            address=address(risk.reference),
            facts=risk_page(now, risk, day),
            chart=chart(
                pack.courses.get(risk.key, ()),
                now,
                now.appetite_of(risk),
                risk.closed_on or _day_of(now),
            ),
            grounds=review_words.grounds_of(item),
            direction=went.get(risk.key),
            challenges=held_against(now, risk, organisation),
            moved=moved.get(risk.key, ""),
        )


#: What became of a risk as a whole.
STATES = {
    found.RAISED: gettext_lazy("Raised"),
    found.REOPENED: gettext_lazy("Reopened"),
    found.CLOSED: gettext_lazy("Closed"),
    found.PASSED: gettext_lazy("Raised and closed again"),
}


#: What has no name of its own among the columns.
OTHERS = {
    found.MOVED: gettext_lazy("Moved to another theme"),
    found.ORDER: gettext_lazy("Controls in another order"),
}


#: What is told of a risk on the first page where it moved after the papers were frozen.
TOLD = {
    found.STATE, found.SCORE, found.WORDING, found.ADDED, found.RETIRED, found.CHALLENGED,
    found.STANDS, found.SETTLED,
}  # fmt: skip


def _is_told(risk: RiskChanges) -> bool:
    return any(change.kind in TOLD for change in risk.changes)


def _rescored(change: Change) -> str:
    """`Score after controls 6 Medium → 8 Medium`."""
    ends = [
        f"{end.total} {end.band.word}" if isinstance(end, Assessment) else _("not scored")
        for end in (change.old, change.new)
    ]
    return f"{change_words.SCORES[change.column]} {' → '.join(ends)}"


def _day_of(now: Snapshot) -> date:
    return timezone.localtime(now.moment).date()


def _moved(risk: RiskChanges) -> str:
    """What of a risk changed: its score with both ends, and the rest by name."""
    if risk.standing in STATES:
        return str(STATES[risk.standing])
    said = []
    for change in risk.changes:
        if change.kind == found.SCORE:
            said.append(_rescored(change))
        elif change.kind in {found.MOVED, found.ORDER}:
            said.append(str(OTHERS[change.kind]))
        else:
            said.append(change_words.label(change))
    return ", ".join(dict.fromkeys(said))

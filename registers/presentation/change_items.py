"""One change as a line of the page: what, old → new, and whose hand it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers import changes as found
from registers.changes import Change, Changes, RiskChanges
from registers.content import Assessment, Control, Risk, Scheme
from registers.presentation import change_words, words
from registers.presentation.addresses import risk_addresses
from registers.presentation.changed_by import Hand, Hands
from registers.presentation.scores import Score, scorer
from registers.presentation.words_apart import SAME, Comparer, Piece


@dataclass(frozen=True, slots=True)
class Scored:
    """Two scores and which way it went: `sign` and `word` say it, `parts` what moved in it; `tone`
    is the look of worse and better."""

    old: Score | None
    new: Score | None
    way: str
    sign: str
    word: str
    parts: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line. `label` names what changed, and `about` says what the risk is where that helps.

    Texts have `pieces`, other values `old` and `new`; those two are the whole values in words in
    any case. `closed` says that the risk is closed now. `organisation` is that of the hand.
    """

    sort: str
    reference: str
    address: str
    label: str
    about: str
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()
    score: Scored | None = None
    note: str = ""
    closed: bool = False
    hand: Hand | None = None

    @property
    def organisation(self) -> int | None:
        return self.hand.organisation if self.hand else None

    @property
    def is_blanks_only(self) -> bool:
        """Whether a text differs in nothing but spaces and line ends."""
        return all(piece.kind == SAME for piece in self.pieces) and bool(self.pieces)


class Items:
    """Makes the lines of one page."""

    def __init__(self, changed: Changes, hands: Hands, comparer: Comparer) -> None:
        self._changed, self._hands, self._comparer = changed, hands, comparer
        self._address = risk_addresses(changed.after.slug)
        self._was = scorer(changed.before.scheme.matrix)
        self._now = scorer(changed.after.scheme.matrix)

    def of(self, risk: RiskChanges | None, change: Change) -> Item:
        """The line of a change of a risk, or of the register itself."""
        make: dict[str, Callable[[RiskChanges, Change], Item]] = {
            found.STATE: self._of_state,
            found.SCORE: self._of_score,
        }
        if risk and change.kind in make:
            return make[change.kind](risk, change)
        old, new = (_said(change, value) for value in (change.old, change.new))
        is_text = change.kind == found.WORDING or isinstance(change.old or change.new, Control)
        is_text = is_text or change.column in {"introduction", "notice"}
        return self._item(
            risk,
            change,
            old=old,
            new=new,
            pieces=self._comparer.pieces(old, new) if is_text else (),
            note=_order(risk) if risk and change.kind == found.ORDER else "",
        )

    def untouched(self, risk: RiskChanges) -> tuple[str, str]:
        """The reference and address of a risk of which nothing changed."""
        return risk.after.reference, self._address(risk.after.reference)

    def _of_state(self, risk: RiskChanges, change: Change) -> Item:
        old, new = (risk.before.after if risk.before else None), risk.after.after
        is_new = change.way in {found.RAISED, found.PASSED}
        return self._item(
            risk,
            change,
            about=risk.after.heading,
            new=risk.after.description if is_new else words.day(risk.after.closed_on),
            old=words.day(risk.before.closed_on) if risk.before else "",
            score=self._scored(None if is_new else old, new, "" if is_new else risk.way, risk),
            note=_("Closed on %(day)s: %(why)s")
            % {"day": words.day(risk.after.closed_on), "why": risk.after.closed_why}
            if risk.after.closed_on
            else "",
        )

    def _of_score(self, risk: RiskChanges, change: Change) -> Item:
        old = risk.before.assessment(change.column) if risk.before else None
        new = risk.after.assessment(change.column)
        return self._item(
            risk,
            change,
            about=risk.after.heading,
            old=change_words.in_words(change, change.old),
            new=change_words.in_words(change, change.new),
            score=self._scored(old, new, change.way, risk, change.column),
            note=self._appetite(risk) if change.column == "after" else "",
        )

    def _scored(
        self,
        old: Assessment | None,
        new: Assessment | None,
        way: str,
        risk: RiskChanges,
        stage: str = "after",
    ) -> Scored | None:
        if old is None and new is None:
            return None
        is_counted = stage == "after" and risk.standing == found.BOTH
        sign, word = change_words.way(way, stage, is_counted=is_counted)
        return Scored(
            old=self._was(old),
            new=self._now(new),
            way=way,
            sign=sign,
            word=word,
            parts=change_words.apart(old, new) if way != found.APART else "",
            tone=way if is_counted and way in {found.WORSE, found.BETTER} else "",
        )

    def _appetite(self, risk: RiskChanges) -> str:
        """Whether a risk crossed the line of the appetite."""
        if risk.before is None or risk.standing != found.BOTH:
            return ""
        was = self._changed.before.is_above_appetite(risk.before)
        now = self._changed.after.is_above_appetite(risk.after)
        if was == now:
            return ""
        limit = self._changed.after.appetite_of(risk.after)
        said = _("Now above appetite (%(limit)s)") if now else _("No longer above appetite")
        return said % {"limit": limit}

    def _item(self, risk: RiskChanges | None, change: Change, **more: object) -> Item:
        held: Risk | None = risk.after if risk else None
        reference = held.reference if held else ""
        return Item(
            sort=change.way or change.kind,
            reference=reference,
            address=self._address(reference) if reference else "",
            label=_label(change),
            closed=bool(held and not held.is_open),
            hand=self._hands.on(change, reference),
            **{"about": "", **more},  # type: ignore[arg-type]
        )


def _label(change: Change) -> str:
    if change.kind == found.SCORE:
        return str(change_words.SCORES[change.column])
    if change.kind == found.ORDER:
        return _("Controls put in another order")
    if change.kind == found.STATE:
        return {
            found.RAISED: _("Raised"),
            found.PASSED: _("Raised and closed again"),
            found.CLOSED: _("Closed"),
            found.REOPENED: _("Reopened"),
        }[change.way]
    return change_words.label(change)


def _said(change: Change, value: found.Value) -> str:
    """A value in words; two schemes of one name are told apart by their size."""
    if isinstance(value, Scheme):
        return f"{value.name} ({value.matrix.size})"
    return change_words.in_words(change, value)


def _order(risk: RiskChanges) -> str:
    """The order of the controls now, by the places that they had."""
    if risk.before is None:
        return ""
    was = {control.key: place for place, control in enumerate(risk.before.controls, start=1)}
    order = [str(was[control.key]) for control in risk.after.controls if control.key in was]
    return _("By their earlier places: %(order)s") % {"order": ", ".join(order)}

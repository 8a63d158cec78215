"""What is withheld from the public, for whoever makes a paper for it; and what may tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from registers.content import PARTS, Risk, Snapshot, Withholding
from registers.models import Withholdable
from registers.presentation.addresses import risk_addresses
from registers.presentation.register_page import overdue


@dataclass(frozen=True, slots=True)
class WithheldLine:
    """A risk of which something is withheld: what, under which ground, `overdue` where it was to
    be looked at again by now."""

    reference: str
    address: str
    part: str
    ground: str
    overdue: str


def withheld_lines(
    snapshot: Snapshot, today: date, others: Sequence[Snapshot] = ()
) -> tuple[WithheldLine, ...]:
    """What a file for the public leaves out of a snapshot: what it withholds, and what any of
    `others` does of the same risks."""
    address = risk_addresses(snapshot.slug)
    held = [{risk.key: risk.withholdings for risk in one.all_risks} for one in (snapshot, *others)]
    return tuple(
        WithheldLine(
            risk.reference,
            address(risk.reference),
            str(Withholdable(one.part).label),
            one.ground,
            overdue(one.look_again, today),
        )
        for risk in snapshot.all_risks
        for one in _once(chain.from_iterable(one.get(risk.key, ()) for one in held))
    )


def _once(withholdings: Iterable[Withholding]) -> Iterable[Withholding]:
    """The first of each part, as `Snapshot.public` has it."""
    found: dict[str, Withholding] = {}
    for one in withholdings:
        found.setdefault(one.part, one)
    return found.values()


def telltales(snapshot: Snapshot, others: Sequence[Snapshot] = ()) -> tuple[str, ...]:
    """What to look at before a paper goes to the public: texts that name a risk which is withheld,
    by the snapshot or any of `others`, risks with a marking of their own, and a register that may
    not be published."""
    shown = snapshot.public(*others)
    said = list(_naming(snapshot, shown))
    said += [
        _("%(risk)s is marked %(marking)s and is not withheld.")
        % {"risk": risk.reference, "marking": risk.marking}
        for risk in shown.all_risks
        if risk.marking
    ]
    if not snapshot.is_public:
        said.append(_("The register says of itself that it may not be published."))
    return tuple(said)


def _naming(snapshot: Snapshot, shown: Snapshot) -> Iterator[str]:
    """Sentences about texts that the public may read and that name a risk which it may not."""
    left = {risk.key for risk in shown.all_risks}
    gone = [risk.reference for risk in snapshot.all_risks if risk.key not in left]
    if not gone:
        return
    named = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, gone))})(?![\w]|\.\d)")
    for where, text in _texts(shown):
        found = sorted(set(named.findall(text)))
        for risk in found:
            words = {"where": where, "risk": risk}
            yield _("%(where)s names %(risk)s, which is withheld.") % words


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Each text that the public may read, with where it stands."""
    yield _("The introduction"), snapshot.introduction
    yield _("The notice"), snapshot.notice
    for risk in snapshot.all_risks:
        for part in PARTS:
            if text := _text(risk, part):
                words = {"risk": risk.reference, "part": Withholdable(part).label}
                yield _("%(risk)s, %(part)s,") % words, text


def _text(risk: Risk, part: str) -> str:
    if part == "controls":
        return risk.controls_text
    if part == "reasons":
        scores = filter(None, (risk.before, risk.after, risk.target))
        return " ".join(score.why for score in scores)
    held = getattr(risk, part, "")
    return held if isinstance(held, str) else ""

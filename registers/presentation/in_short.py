"""What a register says in short: the computed sentences, for a first sheet, a slide, a report."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from registers.content import Snapshot
from registers.presentation import map_words, words


def in_short(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """The computed sentences, each with a word in front."""
    yield _("Open risks"), words.risks(len(snapshot.risks))
    for stage, label in (("before", _("Before controls")), ("after", _("After controls"))):
        spread = words.spread(snapshot.counts(stage))
        yield label, f"{spread.some}{spread.none}."
    yield _("Controls"), map_words.sides(snapshot)
    if above := map_words.above_appetite(snapshot):
        named = map_words.named_above(snapshot)
        yield _("Appetite"), f"{above}: {named}." if named else f"{above}."
    worst = [risk for risk in snapshot.worst if risk.after][: map_words.MOST_NAMED]
    totals = [f"{risk.reference} ({risk.after.total})" for risk in worst if risk.after]
    yield _("Highest after controls"), ", ".join(totals) or _("none")

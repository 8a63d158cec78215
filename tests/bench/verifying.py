"""Recomputing a whole record, against hashing the same stored texts, which are read beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from registers import chain
from registers.models import Journal, SealedText
from registers.verifying import verify
from tests.bench import report, targets
from tests.bench.ground import Ground
from tests.bench.pairs import Effort, Pairs, Side, measure

LONG = 100


def line(ground: Ground, effort: Effort) -> str:
    """A line for the record of a register. RuntimeError when it is not whole."""
    journal = ground.register.journal
    number = journal.revisions.count()
    return report.line(
        f"verifying {number:,} revisions",
        ground.size,
        pairs(journal, effort),
        # A short record costs what asking each table costs.
        target=targets.VERIFY if number >= LONG else None,
    )


def pairs(journal: Journal, effort: Effort) -> Pairs:
    """Verifying against hashing, in milliseconds."""
    texts = list(SealedText.objects.filter(revision__journal=journal).values_list("salt", "text"))

    def hashing() -> None:
        for salt, text in texts:
            chain.digest(salt, text)

    def whole() -> None:
        if faults := verify(journal):
            raise RuntimeError(f"A record that was measured is not whole: {faults[0]}")

    return measure(Side(whole), Side(hashing), effort)


def lines(grounds: list[Ground], effort: Effort) -> Iterator[str]:
    """A line for each register."""
    for ground in grounds:
        yield line(ground, effort)

"""The report: a line for each thing that was measured."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tests.bench.pairs import Pairs

WIDTHS = (44, 6, 11, 11, 22, 12, 6)
HEAD = ("what", "risks", "measured", "floor", "ratio (least–most)", "target", "")


def head(title: str) -> str:
    """The lines above a table."""
    return f"\n{title}\n{_row(HEAD)}\n{'-' * (sum(WIDTHS) + 2 * len(WIDTHS) - 8)}"


def line(
    what: str, size: int, pairs: Pairs, *, unit: str = "ms", target: float | None = None
) -> str:
    """A line with medians of both sides and the pairs' ratio, held to its target if it has one."""
    return _row(
        (
            what,
            f"{size:,}",
            amount(median(pairs.ours), unit),
            amount(median(pairs.floor), unit),
            ratio(pairs),
            "–" if target is None else f"≤ {target:g} ×",
            "" if target is None else verdict(pairs.ratio <= target),
        )
    )


def fact(
    what: str,
    size: int,
    measured: str,
    floor: str = "–",
    target: str = "–",
    met: bool | None = None,
) -> str:
    """A line of something that is counted and not timed."""
    return _row(
        (what, f"{size:,}", measured, floor, "", target, "" if met is None else verdict(met))
    )


def ratio(pairs: Pairs) -> str:
    """`1.45 × (1.31–1.72)`; without a spread where there is one pair."""
    if len(pairs.ours) == 1:
        return f"{_figure(pairs.ratio)} × (one run)"
    least, most = pairs.spread
    return f"{_figure(pairs.ratio)} × ({_figure(least)}–{_figure(most)})"


def amount(value: float, unit: str) -> str:
    """A figure of three digits or so with its unit."""
    return f"{value:.0f} {unit}" if value >= 100 else f"{_figure(value)} {unit}"


def verdict(met: bool) -> str:
    return "met" if met else "missed"


def _figure(value: float) -> str:
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def _row(cells: Sequence[str]) -> str:
    first, *others, last = (
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
    return "  ".join([first, *others, last.strip()]).rstrip()

"""When a risk is to be reviewed next: what the scheme's band says, as a proposal."""

from __future__ import annotations

from datetime import date

from registers.content import Risk
from registers.periods import months_after


def interval(risk: Risk) -> int | None:
    """Every how many months the band of a risk is reviewed; None where nobody has said."""
    return risk.after.band.review_months if risk.after else None


def proposed_review(risk: Risk, today: date) -> date | None:
    """The day that the band's interval proposes, counted from today; None where it has none."""
    months = interval(risk)
    return months_after(today, months) if months else None

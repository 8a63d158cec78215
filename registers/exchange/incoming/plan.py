"""What a file would do to a register: values in, values out."""

from __future__ import annotations

from datetime import date

from registers.content import Snapshot
from registers.exchange.columns import RISKS
from registers.exchange.incoming.desk import Desk
from registers.exchange.incoming.given import GivenFile
from registers.exchange.incoming.heads import plan_fixed, plan_posts, plan_register, plan_themes
from registers.exchange.incoming.parts import (
    plan_actions,
    plan_challenges,
    plan_checks,
    plan_controls,
    plan_withheld,
)
from registers.exchange.incoming.risks import plan_risks
from registers.planned import Plan


def make_plan(
    snapshot: Snapshot, file: GivenFile, *, today: date, organisation: int | None = None
) -> Plan:
    """What would be raised, changed, left alone and refused, row by row.

    A risk, or a part of one, that the file lacks is left alone. What does not differ from the
    register is never checked, so a register as it was written out plans no change. `organisation`
    is the key of that for which it is brought in, None for none: what the owners change by proposal
    only is refused.
    """
    desk = Desk(snapshot, file, today, organisation)
    plan_register(desk)
    plan_fixed(desk)
    plan_posts(desk)
    plan_themes(desk)
    plan_risks(desk)
    plan_withheld(desk)
    plan_checks(desk, plan_controls(desk))
    plan_actions(desk)
    plan_challenges(desk)
    named = desk.met if desk.rows(RISKS) else {risk.reference for risk in snapshot.all_risks}
    absent = tuple(risk.reference for risk in snapshot.all_risks if risk.reference not in named)
    return Plan(tuple(desk.items), (*file.notices, *desk.notices), absent)

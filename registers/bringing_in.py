"""A file that somebody has confirmed, brought in: at once by a page, or by a process of its own
(`manage.py bring_in`) where that takes longer than a request may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from registers.actions import GuardsMissing, Invalid, NotAllowed, PlanChanged, Refused, import_file
from registers.content import Snapshot
from registers.exchange.incoming.by_command import why_not_here
from registers.exchange.incoming.given import GivenFile
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.uploads import Confirmed, Outcome, Upload
from registers.models import Register, User
from registers.planned import Plan
from registers.security_log import line


def planner(given: GivenFile, person: User) -> Callable[[Snapshot], Plan]:
    """What makes the plan of a file from what the register says."""

    def plan(snapshot: Snapshot) -> Plan:
        today = timezone.localdate()
        return make_plan(snapshot, given, today=today, organisation=person.organisation_id)

    return plan


def bring_in(
    upload: Upload, given: GivenFile, confirmed: Confirmed, *, register: Register, person: User
) -> Outcome:
    """Do what was confirmed, or nothing; what came of it is told to the security log too, as the
    request in which it was confirmed would have told it."""
    about = upload.about

    def plan(snapshot: Snapshot) -> Plan:
        made = planner(given, person)(snapshot)
        if why := why_not_here(made):
            raise Invalid({"": why})
        return made

    def told(event: str, *, warns: bool = False, **more: Any) -> None:
        line(event, warns=warns, file=about.fingerprint, **more, **confirmed.request)

    try:
        made = import_file(
            register,
            by=person,
            reason=confirmed.reason,
            file=about.name,
            fingerprint=about.fingerprint,
            agreed=confirmed.agreed,
            plan=plan,
        )
    except Refused as refused:
        told("import refused", warns=True, why=str(refused))
        statuses = {PlanChanged: 409, NotAllowed: 403, GuardsMissing: 503}
        return Outcome(refused=str(refused), status=statuses.get(type(refused), 422))
    number = made.number if made else None
    told("imported", revision=number)
    return Outcome(revision=number)

"""Writing notes on risks, and marking them as read."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.challenges import acting_owner
from registers.actions.change import changing
from registers.actions.finding import find_risk
from registers.actions.refusals import NotAllowed
from registers.models import Note, ReadMark, Register, Revision, User
from registers.permissions import REPORT, Actor, can


def write_note(
    register: Register,
    reference: str,
    *,
    by: Actor,
    text: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Write a note on a risk, open or closed, for the owner of whoever does it."""
    with changing(
        register.journal,
        by=by,
        needs=REPORT,
        verb="note",
        register=register,
        subject=reference,
        moment=moment,
    ) as change:
        acting_owner(change, register)
        change.save(Note(register=register, risk=find_risk(register, reference), text=text))
    return change.made


def mark_read(register: Register, reference: str, *, by: User) -> None:
    """Remember that somebody has read all notes of a risk. It is no change of the record."""
    if not can(by, REPORT, register):
        raise NotAllowed(_("You may not do this. Nothing was changed."))
    risk = find_risk(register, reference)
    last = Note.objects.filter(risk=risk).order_by("-pk").first()
    if last is not None:
        ReadMark.objects.update_or_create(
            risk=risk,
            person=by,
            defaults={"register": register, "note": last, "moment": timezone.now()},
        )

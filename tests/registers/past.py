"""A register that began on 5 February 2024, for what is asked of days that are past."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from registers import actions
from registers.actions import add_theme, create_register, raise_risk, write_scheme
from registers.permissions import SYSTEM
from tests.registers.cast import Cast, four_by_four, make_people

BEGAN = "2024-02-05"


def at(text: str) -> datetime:
    """A moment as clocks here showed it; of a day alone, its noon."""
    moment = datetime.fromisoformat(text if "T" in text else f"{text}T12:00:00")
    return timezone.make_aware(moment)


def make_past() -> Cast:
    """Two themes; R1.1 with a control and a score of 6 in the lead of the OPCC, R1.2 bare and R2.1
    of the constabulary: all of the day on which it began."""
    people = make_people()
    owners = [
        (people["opcc"], "Office of the Commissioner", "OPCC"),
        (people["constabulary"], "Constabulary of Exampleshire", "Constabulary"),
    ]
    register = create_register(
        by=SYSTEM,
        slug="exampleshire",
        title="Strategic risks",
        marking="OFFICIAL",
        owners=owners,
        scheme=write_scheme(name="Four by four", matrix=four_by_four()),
        reason="It begins.",
        moment=at(BEGAN),
    )
    cast = Cast(**people, register=register)
    for number, name in ((1, "Public engagement"), (2, "Workforce")):
        moment = at(f"{BEGAN}T12:0{number}")
        add_theme(register, by=cast.editor, number=number, name=name, moment=moment)
    first = {"theme": 1, "description": "The public is not heard.", "lead": "OPCC",
             "controls": ("Meetings are held.",), "after": (2, 3)}  # fmt: skip
    second = {"theme": 1, "description": "Nobody listens."}
    third = {"theme": 2, "description": "Too few officers.", "lead": "Constabulary",
             "after": (3, 3)}  # fmt: skip
    for minute, risk in enumerate((first, second, third), start=3):
        moment = at(f"{BEGAN}T12:0{minute}")
        raise_risk(register, by=cast.editor, moment=moment, reason="Seen at the board.", **risk)
    return cast


def do(cast: Cast, day: str, action: str, *places: Any, **fields: Any) -> Any:
    """An action of the editor at a moment of the past."""
    return getattr(actions, action)(
        cast.register, *places, by=cast.editor, moment=at(day), **fields
    )

"""A year in the life of the fictional register, made by calling actions with past moments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.db import transaction

from registers.actions import create_register, write_scheme
from registers.demonstration.days import Year
from registers.demonstration.exampleshire import OWNER_NAMES, REGISTER, SCHEME, SLUG
from registers.demonstration.people import ADMINISTRATOR
from registers.demonstration.quarters import QUARTERS
from registers.models import Organisation, Register, User

OPENED_AT = (1, 1, "09:30")
AfterQuarter = Callable[[Register, int, Year, Mapping[str, User]], None]


@transaction.atomic
def load_exampleshire(
    *,
    people: Mapping[str, User],
    owners: Mapping[str, Organisation],
    today: date,
    after_quarter: AfterQuarter | None = None,
) -> Register:
    """Make the register of Exampleshire with its year of history, and give it.

    `people` holds the demonstration people by key, `owners` the organisations by the short
    names OPCC and Constabulary. The last moment lies before `today`. `after_quarter` is called
    when all of a quarter has happened, but for its last hour. A register that is there
    already is given as it is. Raises Refused when an action refuses; then nothing is left.
    """
    found = Register.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    year = Year(today)
    register = create_register(
        by=people[ADMINISTRATOR],
        owners=[(owners[short], name, short) for short, name in OWNER_NAMES.items()],
        scheme=write_scheme(**SCHEME),
        moment=year.moment(*OPENED_AT),
        **REGISTER,
    )
    for quarter, events in enumerate(QUARTERS, start=1):
        for event in events:
            event.play(register, quarter, year, people)
        if after_quarter is not None:
            after_quarter(register, quarter, year, people)
    return register

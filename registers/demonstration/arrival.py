"""Bringing the demonstration's organisations and people into the installation."""

from __future__ import annotations

from registers.actions import add_organisation, add_person
from registers.demonstration.people import ORGANISATIONS, PEOPLE, DemonstrationPerson
from registers.models import Organisation, User
from registers.permissions import SYSTEM


def load_organisations() -> dict[str, Organisation]:
    """The demonstration organisations by short name, added where they are missing."""
    there = {organisation.name: organisation for organisation in Organisation.objects.all()}
    return {
        wanted.short_name: there.get(wanted.name)
        or add_organisation(by=SYSTEM, name=wanted.name, short_name=wanted.short_name)
        for wanted in ORGANISATIONS
    }


def load_people(organisations: dict[str, Organisation]) -> dict[str, User]:
    """The demonstration people by key, added where they are missing; none has a password."""
    there = {person.email: person for person in User.objects.all()}
    return {wanted.key: there.get(wanted.email) or _add(wanted, organisations) for wanted in PEOPLE}


def _add(wanted: DemonstrationPerson, organisations: dict[str, Organisation]) -> User:
    return add_person(
        by=SYSTEM,
        email=wanted.email,
        name=wanted.name,
        title=wanted.title,
        organisation=organisations[wanted.organisation] if wanted.organisation else None,
        role=wanted.role,
        manages=wanted.manages,
        is_staff=wanted.is_staff,
    )

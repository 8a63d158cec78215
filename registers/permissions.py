"""Who may do what: one table of roles, one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from registers.models import (
    Holding,
    Organisation,
    Ownership,
    Post,
    Proposal,
    ReadingRight,
    Register,
    Role,
    User,
)

VIEW, REPORT, EDIT, SIGN = "view", "report", "edit", "sign"
#: To report is to say how what is one's own goes: actions and assurance.
#: In the installation: to set up organisations and registers, and to appoint people.
SET_UP, APPOINT = "set_up", "appoint"

#: What each role may do in a register that its organisation owns.
OWNERS_MAY: dict[str, frozenset[str]] = {
    Role.READER: frozenset({VIEW}),
    Role.CONTRIBUTOR: frozenset({VIEW, REPORT}),
    Role.EDITOR: frozenset({VIEW, REPORT, EDIT}),
    Role.APPROVER: frozenset({VIEW, REPORT, EDIT, SIGN}),
}
#: What anyone of an organisation with a right to read may do, whatever the role.
READERS_MAY = frozenset({VIEW})


class SystemAccount:
    """Who does what no person does: a command or an import. It signs nothing."""

    name = _("System account")

    def __str__(self) -> str:
        return str(self.name)


SYSTEM = SystemAccount()


@dataclass(frozen=True, slots=True)
class Together:
    """Two owners in one act: `person` does what another owner has proposed. The act's own revision
    ends the proposal. With none it is only tried whether it could be done, and nothing of it
    stays."""

    person: User
    proposal: Proposal | None = None


Actor = User | SystemAccount | Together


@dataclass(frozen=True, slots=True)
class Standing:
    """A person as they stand towards a register at this moment, freshly read."""

    person: User
    organisation: Organisation | None
    permissions: frozenset[str]


def standing(person: Any, register: Register | None) -> Standing | None:
    """How a person stands towards a register, or towards the installation (`register`
    None), in one query; None when they are not active."""
    people = User.objects.filter(pk=person.pk, is_active=True).select_related("organisation")
    if register is None:
        found = people.first()
        return Standing(found, found.organisation, in_installation(found)) if found else None
    found = people.annotate(owns=owns(register.pk), reads=reads(register.pk)).first()
    if found is None:
        return None
    return Standing(found, found.organisation, permissions_of(found.role, found.owns, found.reads))


def in_installation(person: User) -> frozenset[str]:
    """What a person may do in the installation. An administrator sees no register by it."""
    if person.is_staff:
        return frozenset({SET_UP, APPOINT})
    return frozenset({APPOINT}) if person.manages else frozenset()


def permissions_of(role: str, owns: bool, reads: bool) -> frozenset[str]:
    """The permissions of a role in a register that the person's organisation owns or reads."""
    if owns:
        return OWNERS_MAY.get(role, frozenset())
    return READERS_MAY if reads else frozenset()


def owns(register: Any, organisation: Any = OuterRef("organisation")) -> Exists:
    """Whether an organisation owns a register."""
    return Exists(
        Ownership.objects.filter(register=register, organisation=organisation, removed=False)
    )


def reads(register: Any, organisation: Any = OuterRef("organisation")) -> Exists:
    """Whether an organisation has a right to read a register."""
    return Exists(
        ReadingRight.objects.filter(register=register, organisation=organisation, removed=False)
    )


def holders(register: Register, today: date) -> dict[int, User]:
    """Who holds which post, by the post's key, on a day; vacant posts are left out."""
    found = Holding.objects.filter(register=register, removed=False, since__lte=today)
    last: dict[int, User | None] = {}
    for holding in found.select_related("person").order_by("since", "pk"):
        last[holding.post_id] = holding.person
    return {post: person for post, person in last.items() if person and person.is_active}


def holds(person: User, post: Post, today: date) -> bool:
    """Whether a person holds a post on a day."""
    found = Holding.objects.filter(post=post, removed=False, since__lte=today)
    last = found.order_by("-since", "-pk").first()
    return last is not None and last.person_id == person.pk


def can(user: Any, permission: str, register: Register) -> bool:
    """Whether a person may `view`, `report`, `edit` or `sign` a register now."""
    found = standing(user, register) if getattr(user, "pk", None) else None
    return found is not None and permission in found.permissions

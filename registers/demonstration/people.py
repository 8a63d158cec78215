"""The people and organisations of the demonstration, all of them invented.

Two demonstration organisations own both registers that `load_demo` brings in: the real
published one and the fictional one. What an owner is called in a register stands in that
register's Ownership, so that the same editor works in both. Whoever acts here is fictional
also where the register is real: nobody in this list has anything to do with the bodies
that published it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPCC = "OPCC"
CONSTABULARY = "Constabulary"
COUNCIL = "Council"

OPCC_EDITOR = "opcc-editor"
OPCC_APPROVER = "opcc-approver"
CONSTABULARY_EDITOR = "constabulary-editor"
CONSTABULARY_APPROVER = "constabulary-approver"
BOARD_MEMBER = "board-member"
OPCC_CONTRIBUTOR = "opcc-contributor"
ELSEWHERE = "elsewhere"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class DemonstrationOrganisation:
    """`short_name` is its key among the demonstration's organisations."""

    short_name: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationPerson:
    """Someone to sign in as; `sentence` stands on the button that does it.

    `organisation` is a short name out of ORGANISATIONS and `role` the role of a User there;
    both are empty for an administrator of the installation.
    """

    key: str
    name: str
    title: str
    sentence: str | Promise
    organisation: str = ""
    role: str = ""
    is_staff: bool = False
    manages: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"


ORGANISATIONS = (
    DemonstrationOrganisation(OPCC, "Demonstration Police and Crime Commissioner"),
    DemonstrationOrganisation(CONSTABULARY, "Demonstration Constabulary"),
    DemonstrationOrganisation(COUNCIL, "Demonstration Borough Council"),
)

PEOPLE = (
    DemonstrationPerson(
        key=OPCC_EDITOR,
        name="Imogen Farrowby",
        title="Governance and Risk Manager",
        sentence=_("As an OPCC editor"),
        organisation=OPCC,
        role="editor",
    ),
    DemonstrationPerson(
        key=OPCC_APPROVER,
        name="Tobias Quillander",
        title="Chief Executive",
        sentence=_("As an OPCC approver"),
        organisation=OPCC,
        role="approver",
        manages=True,
    ),
    DemonstrationPerson(
        key=CONSTABULARY_EDITOR,
        name="Rukhsana Thistlewick",
        title="Force Risk and Assurance Lead",
        sentence=_("As a Constabulary editor"),
        organisation=CONSTABULARY,
        role="editor",
    ),
    DemonstrationPerson(
        key=CONSTABULARY_APPROVER,
        name="Gwilym Oakenshade",
        title="Deputy Chief Constable",
        sentence=_("As a Constabulary approver"),
        organisation=CONSTABULARY,
        role="approver",
        manages=True,
    ),
    DemonstrationPerson(
        key=BOARD_MEMBER,
        name="Perpetua Adeyinka-Lorne",
        title="Independent Member, Joint Governance Board",
        sentence=_("As a board member"),
        organisation=OPCC,
        role="reader",
    ),
    DemonstrationPerson(
        key=OPCC_CONTRIBUTOR,
        name="Caspian Wrenfield",
        title="Head of Commissioning",
        sentence=_("As an OPCC contributor"),
        organisation=OPCC,
        role="contributor",
    ),
    DemonstrationPerson(
        key=ELSEWHERE,
        name="Delphine Marchbrook",
        title="Scrutiny Officer",
        sentence=_("As someone from elsewhere"),
        organisation=COUNCIL,
        role="reader",
    ),
    DemonstrationPerson(
        key=ADMINISTRATOR,
        name="Joss Pemberlain",
        title="System Administrator",
        sentence=_("As an administrator"),
        is_staff=True,
    ),
)

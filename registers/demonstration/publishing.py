"""An agreed version of the fictional register goes to the public, as its files are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from registers.actions import ask_publication, consent_to_publication
from registers.demonstration.days import DAYS_IN_QUARTER, Year
from registers.demonstration.people import (
    CONSTABULARY_APPROVER,
    OPCC_APPROVER,
    OPCC_EDITOR,
)
from registers.exchange.paper.choices import Choices
from registers.exchange.public_page import all_files
from registers.exchange.publishing import version
from registers.exchange.write_pdf import write_pdf
from registers.models import Publication, Register, User

#: When the version of a quarter's meeting is published: asked for, and the consents.
LAST_HOUR = ("16:30", "16:40", "16:50")


def publish_quarter(
    register: Register, quarter: int, year: Year, people: Mapping[str, User]
) -> None:
    """Publish the version that a quarter's meeting agreed, in its last hour. Raises Refused, and
    what `write_pdf` raises."""
    publish_version(
        register,
        quarter,
        editor=people[OPCC_EDITOR],
        approvers=(people[OPCC_APPROVER], people[CONSTABULARY_APPROVER]),
        moments=[year.moment(quarter, DAYS_IN_QUARTER, clock) for clock in LAST_HOUR],
    )


def publish_version(
    register: Register,
    number: int,
    *,
    editor: User,
    approvers: Sequence[User],
    moments: Sequence[datetime],
) -> Publication:
    """Put a version forward for publication and let an approver of each owner agree to it.

    `moments` are those of the asking and of each consent, in order. Raises Refused, and what
    `write_pdf` raises.
    """
    of = version(register, number)
    files = all_files(of, write_pdf(of.material, Choices(public=True)))
    first, *later = moments
    publication = ask_publication(
        register, number, by=editor, files=files, shows=of.fingerprint, moment=first
    )
    for approver, moment in zip(approvers, later, strict=True):
        consent_to_publication(register, publication.pk, by=approver, moment=moment)
    return publication
